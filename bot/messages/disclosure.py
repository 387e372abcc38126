"""What a rep is asked when another manager takes over, and what that manager is told."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.services import disclosure
from bot.views import disclosure as views


@if_readable
async def render_asked(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.asked(await disclosure.choice(session, by=due.reader, pair_id=due.subject), t))


@if_readable
async def render_shown(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.told(await disclosure.shown(session, due.subject, by=due.reader, at=due.at), t))


RENDER: Mapping[str, Render] = {disclosure.ASKED: render_asked, disclosure.SHOWN: render_shown}
