"""The message that a rhythm has changed."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import cadence, person
from bot.views import cadence as views


async def render_changed(session: AsyncSession, due: Due, t: Translator) -> Message:
    reader = await person.require(session, due.reader)
    return Message(*views.changed(await cadence.told(session, due.subject, by=due.reader, at=due.at), reader.id, t))


RENDER: Mapping[str, Render] = {cadence.CHANGED: render_changed}
