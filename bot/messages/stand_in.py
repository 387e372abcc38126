"""The messages to whoever stands in for a manager, and to the manager whose stand-in cannot."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import stand_in
from bot.views import stand_in as views


async def render_told(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    duty = await stand_in.told(session, due.subject, by=due.reader, at=due.at)
    unheard = due.ts is None and duty.is_undone
    return None if unheard else Message(*views.told(duty, t))


async def render_gap(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    gap = await stand_in.gap(session, due.subject, by=due.reader)
    return Message(*views.gap(gap, t)) if gap else None


async def render_team(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    duty = await stand_in.team(session, due.subject, by=due.reader, at=due.at)
    return Message(*views.team(duty, t)) if duty else None


RENDER: Mapping[str, Render] = {
    stand_in.TOLD: render_told,
    stand_in.GAP: render_gap,
    stand_in.TEAM: render_team,
}
