"""The message that a check-in is left out."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import checkin, skip
from bot.views import skip as views


async def render_skipped(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    side = (await checkin.sheet(session, due.subject, by=due.reader, at=due.at)).side
    skipped = await skip.told(session, due.subject, by=due.reader, at=due.at)
    unheard = skipped.checkin.skip is None and due.ts is None  # it takes place after all, and nobody heard otherwise
    return None if unheard else Message(*views.told(skipped, side, t))


RENDER: Mapping[str, Render] = {skip.SKIPPED: render_skipped}
