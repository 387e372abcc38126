"""The helpful answer to whoever writes to the bot."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import delivery
from bot.views import tandem as views


async def render(_session: AsyncSession, _due: Due, t: Translator) -> Message:
    return Message(*views.help_text(t))


RENDER: Mapping[str, Render] = {delivery.HELP: render}
