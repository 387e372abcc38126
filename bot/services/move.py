"""Moving a talk to another day or time; its rhythm goes on as before."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import CheckIn, MoveWish
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import cadence, checkin, coming, delivery, person


async def preview(session: AsyncSession, pair: models.Pair, *, at: datetime) -> datetime:
    """Return the talk that can be moved now, or raise Rejected where it is skipped."""
    schedule = await cadence.locked(session, pair)
    found = await coming.latest(session, schedule)
    if found is None or found.talk_at <= at:
        return await coming.next_talk(session, schedule, at=at)
    _check(checkin.frozen(found))
    return found.talk_at


async def move(session: AsyncSession, pair: models.Pair, to: MoveWish, *, by: Caller, at: datetime) -> CheckIn:
    """Move a pair's coming talk; the other of the two is told. A talk moved to where it is stays as it is.

    Raises Rejected for a day or time that is not possible, and for a check-in that is skipped.
    """
    schedule = await cadence.locked(session, pair)
    row = await coming.subject(session, schedule, at=at)
    _check(checkin.frozen(row))
    away = cadence.away(pair, await cadence.absences(session, schedule, at))
    found = cadence.of(schedule).moved(row.scheduled_on, to.day, to.time, away, at)
    if found.talk_at != row.talk_at:
        coming.shift(row, found, schedule, by=await person.require(session, by), at=at)
        await session.flush()
        await coming.tell(session, coming.MOVED, row, besides=by.slack_id, at=at)
        await delivery.redraw_homes(session, (row.rep, row.manager), at=at)
    return checkin.frozen(row)


def _check(found: CheckIn) -> None:
    if found.skip:
        raise Rejected.because(Reason.SKIPPED, **found.skip.details())
