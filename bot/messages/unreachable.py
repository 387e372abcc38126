"""The message that a team's channel cannot be reached."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import unreachable
from bot.views import unreachable as views


async def render(view: views.View, session: AsyncSession, due: Due, t: Translator) -> Message | None:
    lost = await unreachable.lost(session, due.subject, by=due.reader)
    return Message(*view(lost, t)) if lost else None


RENDER: Mapping[str, Render] = {
    unreachable.ARCHIVED: partial(render, views.archived),
    unreachable.NOT_IN: partial(render, views.not_in),
    unreachable.GONE: partial(render, views.gone),
}
