"""The messages around a check-in."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import checkin, delivery
from bot.views import checkin as views


async def render_prompt(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.prompt(await checkin.sheet(session, due.subject, by=due.reader, at=due.at), t, due.at))


async def render_shared(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.shared(await checkin.sheet(session, due.subject, by=due.reader, at=due.at), t, due.at))


async def render_revealed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.revealed(await checkin.sheet(session, due.subject, by=due.reader, at=due.at), t, due.at))


RENDER: Mapping[str, Render] = {
    delivery.PROMPT: render_prompt,
    delivery.SHARED: render_shared,
    checkin.REVEALED: render_revealed,
}
