"""The message that a talk has moved."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import checkin, coming
from bot.views import move as views


async def render_moved(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    sheet = await checkin.sheet(session, due.subject, by=due.reader, at=due.at)
    if due.ts is None and not sheet.checkin.under_way(due.at):
        return None
    return Message(*views.told(sheet.checkin, sheet.side, due.at, t))


RENDER: Mapping[str, Render] = {coming.MOVED: render_moved}
