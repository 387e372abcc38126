"""The message that the strategy above somebody's objectives has changed."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.services import strategy_news
from bot.views import strategy_news as views


@if_readable
async def render_changed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.changed(await strategy_news.told(session, due.subject, by=due.reader), t))


RENDER: Mapping[str, Render] = {strategy_news.CHANGED: render_changed}
