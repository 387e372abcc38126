"""Changes of a signed objective: one of the two suggests, the other confirms or declines."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import charter
from bot.rules import terms as texts
from bot.rules.objective import Change, Field, NewObjective, Shared
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed, Done, Revision
from bot.services import card, delivery, objective, person, signing, strategy, terms

SUGGESTED, ANSWERED = "objective_revision", "objective_answered"
Diff = Mapping[Field, tuple[str, str]]


async def suggest(
    session: AsyncSession,
    row: models.Objective,
    pair: models.Pair | None,
    changed: Mapping[Field, str],
    note: str,
    *,
    by: models.Person,
    at: datetime,
) -> None:
    """Suggest a change of a signed objective to the other of the two, instead of what the same person suggested before.

    Raises Rejected while the other's suggestion is unanswered, and for an amount that the charter does not allow.
    """
    if pair is None:
        raise Rejected.because(Reason.NO_TEAM)
    if before := row.open_revision:
        if before.author_id != by.id:
            raise Rejected.because(Reason.ANSWER_FIRST, name=before.author.name)
        before.decided_at = at
        await delivery.redraw(session, SUGGESTED, to=pair.other(by.id), subject=before.id, at=at)
    await session.flush()
    if Field.TARGET in changed:
        await _check_charter(session, row, changed, at=at)
    made = models.Revision(
        workspace_id=row.workspace_id, objective_id=row.id, author_id=by.id, suggested_at=at, note=note
    )
    session.add(made)
    await session.flush()
    now = terms.written(row)
    await keep(session, row, {one: (now[one], text) for one, text in changed.items()}, by, at, revision=made.id)
    signing.note(session, row, Deed.SUGGESTED, note, by=by, at=at)
    await delivery.owe(session, SUGGESTED, to=pair.other(by.id), subject=made.id, at=at)
    await objective.redraw_homes(session, row, pair, at=at)


async def confirm(session: AsyncSession, revision_id: int, *, by: Caller, at: datetime) -> Person:
    """Have a suggested change apply, both signing it thereby; return who suggested it.

    Raises Rejected for whoever is not asked, and for a suggestion that is there no more.
    """
    me, row, pair, found = await _open(session, revision_id, by=by)
    suggested = await _changes(session, found.id)
    after = {Field(one.field): one.after for one in suggested}
    await apply(session, row, pair, texts.read(terms.written(row) | after))
    row.rep_signed_at = row.manager_signed_at = at
    for one in suggested:
        one.is_suggested, one.changed_at = False, at
    return await _answer(session, row, pair, found, Deed.CONFIRMED, by=me, at=at)


async def decline(session: AsyncSession, revision_id: int, why: str, *, by: Caller, at: datetime) -> Person:
    """Leave a signed objective as it is, and say why; return who suggested the change. Raises Rejected as `confirm`."""
    me, row, pair, found = await _open(session, revision_id, by=by)
    return await _answer(session, row, pair, found, Deed.DECLINED, by=me, at=at, why=why)


async def look(session: AsyncSession, revision_id: int, *, by: Caller) -> tuple[Shared, Revision, tuple[Change, ...]]:
    """Return a suggestion with what it would change, to either of the two. Raises Rejected to anybody else."""
    found = await _get(session, revision_id)
    shared = await objective.look(session, found.objective_id, by=by)
    row = models.ObjectiveChange
    of_it = row.revision_id == found.id
    changes = await objective.changes_seen(session, found.objective_id, of_it, by=by, suggested=True)
    return shared, terms.revision(found), changes


async def answer(session: AsyncSession, revision_id: int, *, by: Caller) -> tuple[Shared, Done]:
    """Return how a suggestion was answered, to either of the two. Raises Rejected to anybody else, and before that."""
    found = await _get(session, revision_id)
    shared = await objective.look(session, found.objective_id, by=by)
    return shared, await _decided(session, found)


async def confirmed(session: AsyncSession, revision_id: int) -> tuple[models.Revision, Done]:
    """Return a suggestion and how it was answered, for the two. Raises Rejected before that."""
    found = await _get(session, revision_id)
    return found, await _decided(session, found)


async def apply(session: AsyncSession, row: models.Objective, pair: models.Pair | None, agreed: NewObjective) -> None:
    """Have an objective say what was agreed, under the team's strategy line of that name."""
    team = await session.get_one(models.Team, pair.team_id) if pair else None
    line = await strategy.settle(session, agreed.line, team=team) if team else row.strategy
    terms.apply(row, agreed, line)
    await session.flush()


async def keep(
    session: AsyncSession,
    row: models.Objective,
    changed: Diff,
    me: models.Person,
    at: datetime,
    *,
    revision: int | None = None,
) -> None:
    """Keep each field that was changed, or is suggested to be, as it was before and after."""
    session.add_all(
        models.ObjectiveChange(
            workspace_id=row.workspace_id,
            objective_id=row.id,
            author_id=me.id,
            changed_at=at,
            field=field,
            before=before,
            after=after,
            revision_id=revision,
            is_suggested=revision is not None,
        )
        for field, (before, after) in changed.items()
    )
    await session.flush()


async def _check_charter(
    session: AsyncSession, row: models.Objective, changed: Mapping[Field, str], *, at: datetime
) -> None:
    """Refuse an amount that the charter as it stands does not allow: a new margin counts from its own signature on.

    Months and years are those of the rep's calendar.
    """
    made = (await changes_of_amounts(session, [row], at=at))[row.id]
    amount = texts.read(terms.written(row) | dict(changed)).measure.target
    today = person.frozen(row.owner).today(at)
    if problem := charter.refuses(terms.charter(row), amount, on=today, made=made):
        raise Rejected(problem)


async def changes_of_amounts(
    session: AsyncSession, objectives: Collection[models.Objective], *, at: datetime
) -> Mapping[int, int]:
    """Return how often each amount was changed by what both confirmed, in this year of its rep's calendar.

    Needs `owner` loaded.
    """
    change, since = models.ObjectiveChange, {row.id: _new_year(row, at) for row in objectives}
    rows = await session.execute(
        select(change.objective_id, change.changed_at).where(
            change.objective_id.in_(since),
            change.field == Field.TARGET,
            ~change.is_suggested,
            change.revision_id.is_not(None),
            change.changed_at >= min(since.values(), default=at),
        )
    )
    made = [key for key, changed_at in rows if changed_at >= since[key]]
    return {key: made.count(key) for key in since}


def _new_year(row: models.Objective, at: datetime) -> datetime:
    rep = person.frozen(row.owner)
    return datetime(rep.today(at).year, 1, 1, tzinfo=rep.zone)


async def _decided(session: AsyncSession, found: models.Revision) -> Done:
    row = models.ObjectiveDeed
    done = await session.scalar(
        select(row)
        .where(
            row.objective_id == found.objective_id,
            row.deed.in_([Deed.CONFIRMED, Deed.DECLINED]),
            row.done_at == found.decided_at,
        )
        .options(joinedload(row.author))
        .limit(1)
    )
    if done is None:
        raise Rejected.because(Reason.SUGGESTION_GONE)
    return Done(done.deed, done.author.name, done.done_at, done.note)


async def _get(session: AsyncSession, revision_id: int) -> models.Revision:
    found = await session.get(models.Revision, revision_id, options=[joinedload(models.Revision.author)])
    if found is None:
        raise Rejected.because(Reason.SUGGESTION_GONE)
    return found


async def _open(
    session: AsyncSession, revision_id: int, *, by: Caller
) -> tuple[models.Person, models.Objective, models.Pair, models.Revision]:
    """Return the caller, an objective, its pair and its unanswered suggestion, locked, to whoever is to answer."""
    found = await _get(session, revision_id)
    me, row, pair = await objective.shared(session, found.objective_id, by=by, lock=True)
    await session.refresh(found)
    if found.decided_at or row.closed_at or pair is None:
        raise Rejected.because(Reason.SUGGESTION_GONE)
    if found.author_id == me.id:
        raise Rejected.because(Reason.OTHERS_TO_ANSWER, name=pair.other(me.id).name)
    return me, row, pair, found


async def _changes(session: AsyncSession, revision_id: int) -> list[models.ObjectiveChange]:
    row = models.ObjectiveChange
    return list(await session.scalars(select(row).where(row.revision_id == revision_id).order_by(row.id)))


async def _answer(
    session: AsyncSession,
    row: models.Objective,
    pair: models.Pair,
    found: models.Revision,
    deed: Deed,
    *,
    by: models.Person,
    at: datetime,
    why: str = "",
) -> Person:
    found.decided_at = at
    signing.note(session, row, deed, why, by=by, at=at)
    await session.flush()
    if deed is Deed.CONFIRMED:
        await card.tell_revision(session, found, at=at)
    await delivery.owe(session, ANSWERED, to=found.author, subject=found.id, at=at)
    await delivery.redraw(session, SUGGESTED, to=by, subject=found.id, at=at)
    await signing.redraw(session, row, pair, at=at)
    await objective.redraw_homes(session, row, pair, at=at)
    return person.frozen(found.author)
