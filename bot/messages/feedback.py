"""The news that somebody left feedback."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import feedback
from bot.views import feedback as views


async def render(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.given(await feedback.envelope(session, due.subject, by=due.reader), t))


RENDER: Mapping[str, Render] = {feedback.GIVEN: render}
