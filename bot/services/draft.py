"""Writing an objective down and changing it: by the rep or the manager, told to the other of the two."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.draft import Desk, Draft, Sheet, check, kept_as
from bot.rules.objective import Change, Field, NewObjective, Shared
from bot.rules.person import Caller, Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.signing import Deed
from bot.rules.terms import agreed, read, write
from bot.services import delivery, form, objective, person, progress, revision, signing, strategy, team, terms
from bot.services.signing import CHANGED, WRITTEN

ONE_MESSAGE = timedelta(hours=1)  # what somebody changes within it is told in one message


async def desk(session: AsyncSession, *, rep: str | None = None, by: Caller, at: datetime) -> Desk:
    """Return what a new objective of `rep` (a Slack id), or of the caller, is written with.

    Raises Rejected for somebody who may not write one for them.
    """
    pair = await team.pair_of(session, by=by, rep=rep)
    me = await person.require(session, by)
    lines = await strategy.lines(session, pair.team_id)
    period = await _usual_period(session, pair, at)
    return Desk(person.frozen(pair.rep), person.frozen(pair.manager), person.frozen(me), lines, pair.country, period)


async def sheet(
    session: AsyncSession, *, rep: str | None = None, changes: int | None = None, by: Caller, at: datetime
) -> Sheet:
    """Return the form for a new objective of `rep` (a Slack id), or to change one, as the caller left it.

    Raises Rejected for whoever is neither of the two.
    """
    shared = await objective.look(session, changes, by=by) if changes is not None else None
    place = await desk(session, rep=shared.rep.slack_id if shared else rep, by=by, at=at)
    begun = await form.find(session, kept_as(place.rep.slack_id, changes), by=by, at=at)
    found = shared.objective if shared else None
    return Sheet(place, begun.since, found, begun.typed, resumed=bool(begun.typed))


async def take(session: AsyncSession, draft: Draft, *, by: Caller, at: datetime) -> Person | None:
    """Do what a form says: write a new objective down, or change one. Raises Rejected as either does.

    Returns who is told of it: the other of the two, or None where nothing has changed or nobody shares the objective.
    """
    if draft.changes is None:
        return await write_down(session, draft.wanted, rep=draft.rep, since=draft.since, by=by, at=at)
    return await change(session, draft, by=by, at=at)


async def write_down(
    session: AsyncSession, wanted: NewObjective, *, rep: str, since: datetime, by: Caller, at: datetime
) -> Person:
    """Propose an objective of `rep` (a Slack id), which signs it, owe the other a message about it, and return them.

    The same one sent twice from a form opened at `since` is stored once. Raises Rejected for whoever is neither of
    the two, and for what is wrong with it.
    """
    check(wanted)
    pair = await team.held_pair_of(session, by=by, rep=rep)
    me = await person.require(session, by)
    other = pair.other(me.id)
    if not await _is_stored(session, wanted, pair, me, since=since):
        made = await objective.create(session, wanted, owner=pair.rep_id, by=me, at=at)
        row = await session.get_one(models.Objective, made)
        signing.note(session, row, Deed.PROPOSED, by=me, at=at)
        await delivery.owe(session, WRITTEN, to=other, subject=made, at=at)
        await objective.redraw_homes(session, row, pair, at=at)
    return person.frozen(other)


async def change(session: AsyncSession, draft: Draft, *, by: Caller, at: datetime) -> Person | None:
    """Change an objective as a form says; owe the other what has changed, and return them.

    Only what was touched in the form is changed: the rest stays as the other may have left it meanwhile. Before both
    have signed, whoever changes it signs what they wrote, and the other has to sign anew. One that both have signed is
    not changed: the change is suggested, and the other confirms it. Raises Rejected for whoever is neither of the two,
    and for what is wrong with the result.
    """
    me, row, pair = await objective.shared(session, draft.changes or 0, by=by, lock=True)
    if row.closed_at:
        raise Rejected.because(Reason.CLOSED)
    before, sent = terms.written(row), write(await _settled(session, draft.wanted, pair))
    seen = before | await _as_seen(session, row, draft.since)
    touched = {one for one in Field if one not in draft.keeps and sent[one] != seen[one] and sent[one] != before[one]}
    if {Field.UNIT, Field.CURRENCY} & touched and await progress.has_values(session, row.id):
        raise Rejected(Problem(Reason.UNIT_STAYS, Field.UNIT))
    changed = {one: sent[one] for one in Field if one in touched}
    agreed = read(before | changed)
    check(agreed)
    if not changed:
        return None
    if row.is_signed:
        await revision.suggest(session, row, pair, changed, draft.note, by=me, at=at)
        return person.frozen(pair.other(me.id)) if pair else None
    await revision.apply(session, row, pair, agreed)
    row.rep_signed_at = row.manager_signed_at = None
    terms.sign(row, me, at)
    await revision.keep(session, row, {one: (before[one], text) for one, text in changed.items()}, me, at)
    await _tell(session, row, pair, me, at)
    return person.frozen(pair.other(me.id)) if pair else None


async def told(session: AsyncSession, change_id: int, *, by: Caller) -> tuple[Shared, tuple[Change, ...]]:
    """Return what somebody changed at one go, beginning with the change `change_id`. Raises Rejected as `look`."""
    row = models.ObjectiveChange
    first = await session.get(row, change_id)
    if first is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    shared = await objective.look(session, first.objective_id, by=by)
    at_one_go = (
        row.author_id == first.author_id,
        row.changed_at >= first.changed_at,
        row.changed_at < first.changed_at + ONE_MESSAGE,
    )
    return shared, await objective.changes_seen(session, first.objective_id, *at_one_go, by=by)


async def _usual_period(session: AsyncSession, pair: models.Pair, at: datetime) -> tuple[date, date]:
    """Return the period of the rep's newest objective under way, else the calendar year."""
    standing = (await objective.standing(session, [pair.rep_id], at=at))[pair.rep_id]
    if standing:
        return standing[-1].starts_on, standing[-1].ends_on
    return date(at.year, 1, 1), date(at.year, 12, 31)


async def _is_stored(
    session: AsyncSession, wanted: NewObjective, pair: models.Pair, me: models.Person, *, since: datetime
) -> bool:
    row = models.Objective
    rows = await session.scalars(
        select(row)
        .where(row.owner_id == pair.rep_id, row.author_id == me.id, row.created_at >= since)
        .options(*terms.WITH_TERMS)
    )
    mine = [agreed(terms.frozen(one, None)) for one in rows]
    return any(replace(one, line=wanted.line) == wanted for one in mine)


async def _settled(session: AsyncSession, wanted: NewObjective, pair: models.Pair | None) -> NewObjective:
    """Name the strategy line that is meant, made if it is new."""
    if pair is None:
        return replace(wanted, line=None)
    line = await strategy.settle(session, wanted.line, team=await session.get_one(models.Team, pair.team_id))
    return replace(wanted, line=strategy.frozen(line) if line else None)


async def _as_seen(session: AsyncSession, row: models.Objective, since: datetime) -> dict[Field, str]:
    """Return what has been changed since a form was opened, as it was then."""
    changed = models.ObjectiveChange
    later = await objective.changes(session, changed.objective_id == row.id, changed.changed_at >= since)
    return {one.field: one.before for one in later}  # the newest comes first, so that the oldest stays


async def _tell(
    session: AsyncSession, row: models.Objective, pair: models.Pair | None, me: models.Person, at: datetime
) -> None:
    """Owe the other of the two one message for all that is changed at one go, and both a new Home."""
    changed = models.ObjectiveChange
    first = await session.scalar(
        select(func.min(changed.id)).where(
            changed.objective_id == row.id, changed.author_id == me.id, changed.changed_at > at - ONE_MESSAGE
        )
    )
    if pair:
        await delivery.owe(session, CHANGED, to=pair.other(me.id), subject=first, at=at)
    await objective.redraw_homes(session, row, pair, at=at)
