"""The message that a talk has moved, is left out, or takes place after all: whichever holds when it is drawn."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.rules.checkin import Cause, CheckIn, Side
from bot.rules.person import Person
from bot.services import absence, checkin, coming, skip, stand_in
from bot.views import move as views
from bot.views import skip as skips


async def render_change(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    sheet = await checkin.sheet(session, due.subject, by=due.reader, at=due.at)
    found = sheet.checkin
    meanwhile = await _stand_in(session, found) if sheet.side is Side.REP else None
    if found.skip and found.skip.cause in (Cause.PERSON, Cause.AWAY):
        skipped = await skip.told(session, due.subject, by=due.reader, at=due.at)
        other_away = await _is_away(session, found.person(sheet.side.other), found)
        return Message(*skips.told(skipped, sheet.side, t, other_away=other_away, stand_in=meanwhile))
    if due.ts is None and not found.under_way(due.at):
        return None
    return Message(*views.told(found, sheet.side, due.at, t, stand_in=meanwhile))


async def _stand_in(session: AsyncSession, found: CheckIn) -> Person | None:
    """Return who stands in for the manager on the day for which the talk was meant."""
    return await stand_in.on(session, found.manager.id, found.manager.today(found.meant_at))


async def _is_away(session: AsyncSession, who: Person, found: CheckIn) -> bool:
    return bool(await absence.away(session, [who.id], who.today(found.talk_at)))


RENDER: Mapping[str, Render] = {coming.MOVED: render_change, coming.SKIPPED: render_change}
