"""Asking somebody again later for a half they owe."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules import snooze as rules
from bot.rules.cadence import instant
from bot.rules.checkin import CheckIn, MoveWish, Side
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.snooze import Later
from bot.services import checkin, delivery, person


async def later(session: AsyncSession, checkin_id: int, when: Later | MoveWish, *, by: Caller, at: datetime) -> CheckIn:
    """Ask the caller again at another moment, the last one chosen; reminders before it are not sent.

    Raises Rejected where nothing is owed any more, and for a moment that has passed or lies after the deadline.
    """
    me = await person.require(session, by)
    row, side = await checkin.owing(session, checkin_id, me, at=at)
    who = person.frozen(me)
    if isinstance(when, Later):
        until = rules.moments(who, at, row.due_at).get(when)
        if until is None:
            raise Rejected.because(Reason.AFTER_DEADLINE)
    else:
        until = instant(when.day, when.time, who.zone)
        rules.check(until, at, row.due_at)
    if side is Side.REP:
        row.rep_snoozed_until = until
    else:
        row.manager_snoozed_until = until
    await session.flush()
    await delivery.withdraw(session, checkin.SNOOZED, to=me, subject=row.id)
    await delivery.owe(session, checkin.SNOOZED, to=me, subject=row.id, cause=f"{row.id} {until.isoformat()}", at=until)
    for kind in (delivery.PROMPT, delivery.SHARED, checkin.REMINDER):
        await delivery.redraw(session, kind, to=me, subject=row.id, at=at)
    await delivery.redraw_homes(session, [me], at=at)
    return checkin.frozen(row)
