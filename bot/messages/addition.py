"""The news that somebody added to their half."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import addition
from bot.views import addition as views


async def render(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.added(*await addition.news(session, due.subject, by=due.reader), t))


RENDER: Mapping[str, Render] = {addition.ADDED: render}
