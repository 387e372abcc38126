"""The messages about teams: to who is in one, to who leads it, and to who makes them."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.rules.checkin import Side
from bot.services import handover, roster_telling
from bot.views import team_news as views


@if_readable
async def render_begun(session: AsyncSession, due: Due, t: Translator) -> Message:
    """Tell a rep where they are, unless they have left since."""
    return Message(*views.begun(await roster_telling.seat(session, due.subject, by=due.reader, at=due.at), t))


@if_readable
async def render_leading(session: AsyncSession, due: Due, t: Translator) -> Message:
    """Tell a manager whom they lead, unless somebody else does by now."""
    found = await roster_telling.told_leading(session, due.subject, by=due.reader, at=due.at)
    return Message(*views.leading(found, t))


async def render_ended(session: AsyncSession, due: Due, t: Translator) -> Message:
    parting = await roster_telling.parting(session, due.subject, by=due.reader)
    side = Side.REP if due.reader.slack_id == parting.rep.slack_id else Side.MANAGER
    return Message(*views.ended(parting, side, t, due.at))


async def render_dissolved(session: AsyncSession, due: Due, t: Translator) -> Message:
    name, _ = await roster_telling.team_name(session, due.subject)
    return Message(*views.dissolved(name, t))


async def render_leaderless(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.leaderless(*await roster_telling.team_name(session, due.subject), t))


async def render_followed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.followed(*await roster_telling.rhythm_of(session, due.subject, by=due.reader, at=due.at), t))


RENDER: Mapping[str, Render] = {
    handover.BEGUN: render_begun,
    handover.ENDED: render_ended,
    roster_telling.LEADING: render_leading,
    roster_telling.DISSOLVED: render_dissolved,
    roster_telling.LEADERLESS: render_leaderless,
    roster_telling.FOLLOWED: render_followed,
}
