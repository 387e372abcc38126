"""Applying a plan: every row of it, in the transaction of the caller, or none."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.draft import Draft
from bot.rules.importing import Edit, Import, Outcome, Plan, Told, Verdict, Write
from bot.rules.objective import Field, Line, NewValue
from bot.rules.person import Caller, Person
from bot.rules.refusal import Rejected
from bot.rules.signing import Deed
from bot.services import card, delivery, draft, person, progress, signing, strategy, terms
from bot.services.importing import PROPOSED
from models.team import WITH_THE_TWO

NOON = time(12)


class RowRefused(Exception):  # noqa: N818 (it is what a row says)
    """Raised when a row that was well when it was read is refused as it is written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(f"row {verdict.row}")
        self.verdict = verdict


async def apply(session: AsyncSession, known: Import, plan: Plan, *, by: Caller, at: datetime) -> None:
    """Write what a plan says, and owe the others what they are to know. Raises RowRefused.

    The caller has seen to it that the plan is as things stand, and that nobody changes them meanwhile.
    """
    me = await person.require(session, by)
    await _write_down(session, known, plan.of(Outcome.CREATED), by=me, at=at)
    for verdict in plan.of(Outcome.CHANGED, Outcome.SUGGESTED):
        await _change(session, known, verdict, by=by, at=at)
    await _record(session, plan.of(Outcome.RECORDED), by=me, at=at)
    await _redraw_homes(session, plan, me, at=at)


async def _write_down(
    session: AsyncSession, known: Import, verdicts: Sequence[Verdict], *, by: models.Person, at: datetime
) -> None:
    """Propose objectives, all at once: whoever is to sign many of them gets one message."""
    if not verdicts:
        return
    pairs = await _pairs(session, {_owner(one).id for one in verdicts})
    lines: dict[tuple[int, Line], models.Strategy | None] = {}
    rows: list[models.Objective] = []
    for verdict in verdicts:
        wanted, pair = cast("Write", verdict.deed).wanted, pairs[_owner(verdict).id]
        line = cast("Line | None", wanted.line)
        if line and (pair.team_id, line) not in lines:
            team = await session.get_one(models.Team, pair.team_id)
            lines[pair.team_id, line] = await strategy.settle(session, line, team=team)
        row = models.Objective(
            workspace_id=by.workspace_id,
            owner_id=pair.rep_id,
            author_id=by.id,
            created_at=at,
            reference=wanted.reference,
            segments=[],
        )
        terms.apply(row, wanted, lines[pair.team_id, line] if line else None)
        terms.sign(row, by, at)
        rows.append(row)
    session.add_all(rows)
    await session.flush()
    for row in rows:
        signing.note(session, row, Deed.PROPOSED, by=by, at=at)
    others = {other.id: other for other in (pair.other(by.id) for pair in pairs.values())}
    for _, other in sorted(others.items()):
        await delivery.owe(session, PROPOSED, to=other, subject=known.id, at=at)


async def _change(session: AsyncSession, known: Import, verdict: Verdict, *, by: Caller, at: datetime) -> None:
    edit = cast("Edit", verdict.deed)
    if edit.reference:
        row = await session.get_one(models.Objective, edit.of.id)
        row.reference = edit.reference
    if not edit.changed:
        return
    keeps = frozenset(Field) - {one.field for one in edit.changed}
    wanted = Draft(edit.wanted, since=at, changes=edit.of.id, keeps=keeps, note=edit.note or known.name)
    try:
        await draft.change(session, wanted, by=by, at=at)
    except Rejected as refusal:
        refused = Verdict(
            verdict.row, Outcome.REFUSED, verdict.title, verdict.owner, verdict.deed, problems=refusal.problems
        )
        raise RowRefused(refused) from refusal


async def _record(session: AsyncSession, verdicts: Sequence[Verdict], *, by: models.Person, at: datetime) -> None:
    """Add the values; the cards are drawn anew without a word about each."""
    for verdict in verdicts:
        told, owner = cast("Told", verdict.deed), _owner(verdict)
        then = at if told.on == owner.today(at) else datetime.combine(told.on, NOON, owner.zone)
        progress.add(session, told.of.id, NewValue(told.value, None, note=told.note), by=by, at=then)
    await session.flush()
    await card.redraw(session, {cast("Told", one.deed).of.id for one in verdicts}, at=at)


async def _redraw_homes(session: AsyncSession, plan: Plan, me: models.Person, *, at: datetime) -> None:
    touched = plan.of(Outcome.CREATED, Outcome.CHANGED, Outcome.RECORDED)
    pairs = await _pairs(session, {_owner(one).id for one in touched})
    readers = [one for pair in pairs.values() for one in (pair.rep, pair.manager)]
    await delivery.redraw_homes(session, [me, *readers], at=at)


async def _pairs(session: AsyncSession, reps: Iterable[int]) -> dict[int, models.Pair]:
    rows = await session.scalars(
        select(models.Pair)
        .where(models.Pair.rep_id.in_(list(reps)), models.Pair.is_running)
        .order_by(models.Pair.id)
        .options(*WITH_THE_TWO)
    )
    return {pair.rep_id: pair for pair in rows}


def _owner(verdict: Verdict) -> Person:
    if verdict.owner is None:
        raise LookupError(f"row {verdict.row} is nobody's")
    return verdict.owner
