"""Closing an objective once its period is over: by either of the two, told to the other, carried over or not."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.closing import Ending, NewClosing, score, successor
from bot.rules.objective import Shared
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed
from bot.services import card, delivery, draft, objective, person, progress, signing, strategy

CLOSED = "objective_closed"


async def ending(session: AsyncSession, objective_id: int, *, by: Caller, at: datetime) -> Ending:
    """Return an objective with the score that the rules give it, to either of the two, closed already or not.

    Raises Rejected for anybody else, and for one that counts for nothing or is not over.
    """
    me, row, _ = await objective.shared(session, objective_id, by=by)
    _check(row, me, at)
    shared = await objective.look(session, objective_id, by=by)
    return Ending(shared, score(shared.objective, await _values(session, row)))


async def close(session: AsyncSession, wanted: NewClosing, *, by: Caller, at: datetime) -> Shared:
    """Close an objective, tell the other of the two, and return it; where it goes on, propose that to the other.

    One that is closed already stays as it was closed, and is returned so: of two at once, the second reads the first.
    Raises Rejected as `ending` does, for what is wrong with the closing or the next period, and while the other's
    suggestion is unanswered.
    """
    me, row, pair = await objective.shared(session, wanted.objective_id, by=by, lock=True)
    _check(row, me, at)
    if row.closed_at is None:
        if problems := wanted.problems():
            raise Rejected(*problems)
        _settle_suggestion(row, me, at)
        row.closed_at, row.closed_by, row.score, row.lesson = at, me, wanted.score, wanted.lesson
        row.remind_at = None
        signing.note(session, row, Deed.CLOSED, wanted.lesson, by=me, at=at)
        await session.flush()
        await card.tell_closing(session, row.id, at=at)
        if pair:
            await _tell(session, row, pair, me, at)
        if pair and wanted.goes_on:
            await _go_on(session, row, pair, wanted.target, by=by, at=at)
        await objective.redraw_homes(session, row, pair, at=at)
    return await objective.look(session, row.id, by=by)


def _check(row: models.Objective, me: models.Person, at: datetime) -> None:
    if row.closed_at and row.score is None:
        raise Rejected.because(Reason.CLOSED)
    if not row.is_signed:
        raise Rejected.because(Reason.NOT_SIGNED)
    if row.ends_on >= person.frozen(me).today(at):
        raise Rejected.because(Reason.NOT_OVER, day=row.ends_on.isoformat())


def _settle_suggestion(row: models.Objective, me: models.Person, at: datetime) -> None:
    """Take back a change that the caller suggested; the other's is to be answered first."""
    if suggested := row.open_revision:
        if suggested.author_id != me.id:
            raise Rejected.because(Reason.ANSWER_FIRST, name=suggested.author.name)
        suggested.decided_at = at


async def _tell(
    session: AsyncSession, row: models.Objective, pair: models.Pair, me: models.Person, at: datetime
) -> None:
    await signing.redraw(session, row, pair, at=at)
    await delivery.owe(session, CLOSED, to=pair.other(me.id), subject=row.id, at=at)


async def _go_on(
    session: AsyncSession, row: models.Objective, pair: models.Pair, target: Decimal | None, *, by: Caller, at: datetime
) -> None:
    """Propose an objective for its next period, under its line if the team still has that."""
    found = (await objective.look(session, row.id, by=by)).objective
    if found.line not in await strategy.lines(session, pair.team_id):
        found = replace(found, line=None)
    wanted = successor(found, found.measure.target if target is None else target)
    await draft.write_down(session, wanted, rep=pair.rep.slack_id, since=at, by=by, at=at)


async def _values(session: AsyncSession, row: models.Objective) -> list[Decimal]:
    return [one.value for one in await progress.values(session, row.id) if one.corrected_at is None]
