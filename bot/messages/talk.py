"""The messages around a talk: its preparation, and its record."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Content, Due, Message, Render
from bot.rules.refusal import Rejected
from bot.services import delivery, talk, talk_preparation
from bot.views import talk_message as views


async def render_preparation(session: AsyncSession, due: Due, t: Translator) -> Content | None:
    """Prepare somebody for a talk, unless it is skipped, has begun or is not near any more when this goes out.

    Once it has gone to another manager, the former one's says so.
    """
    try:
        found = await talk_preparation.read(session, due.subject, by=due.reader, at=due.at)
    except Rejected:
        return await _handed_over(session, due, t) if due.ts else None
    is_in_time = found.checkin.due_at <= due.at < found.checkin.talk_at
    if due.ts is None and (found.checkin.skip or not is_in_time):
        return None
    return Message(*views.preparation(found, t, due.at))


@if_readable
async def _handed_over(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.handed_over(await talk_preparation.handed_over(session, due.subject, by=due.reader), t))


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
