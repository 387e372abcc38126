"""The messages around a talk: its preparation, and its record."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.services import delivery, talk, talk_preparation
from bot.views import talk_message as views


@if_readable
async def render_preparation(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Prepare somebody for a talk, unless it is skipped, has begun or is not near any more when this goes out."""
    found = await talk_preparation.read(session, due.subject, by=due.reader, at=due.at)
    is_in_time = found.checkin.due_at <= due.at < found.checkin.talk_at
    if due.ts is None and (found.checkin.skip or not is_in_time):
        return None
    return Message(*views.preparation(found, t, due.at))


@if_readable
async def render_record(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    found = await talk.look(session, due.subject, by=due.reader, at=due.at)
    if due.ts is None and not (found.says_something or found.is_open):
        return None
    return Message(*views.record(found, t))


RENDER: Mapping[str, Render] = {
    delivery.PREPARATION: render_preparation,
    delivery.RECORD: render_record,
}
