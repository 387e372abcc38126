"""The messages about objectives: one was written down, one was changed."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.rules.refusal import Rejected
from bot.services import draft, objective
from bot.views import background as views


async def render_written(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Tell of a new objective, unless the reader has left the pair since."""
    try:
        return Message(*views.written(await objective.look(session, due.subject, by=due.reader), t, due.at))
    except Rejected:
        return None


async def render_changed(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Tell what was changed, unless the reader has left the pair since."""
    try:
        return Message(*views.changed(*await draft.told(session, due.subject, by=due.reader), t, due.at))
    except Rejected:
        return None


RENDER: Mapping[str, Render] = {draft.WRITTEN: render_written, draft.CHANGED: render_changed}
