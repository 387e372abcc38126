"""Halves: taking what one side writes, changing it while the other's is awaited, and telling everybody what follows."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import NewAction
from bot.rules.agenda import Origin
from bot.rules.checkin import CheckIn, Half, Report
from bot.rules.objective import NewValue
from bot.rules.person import Caller
from bot.rules.question import Answers, Side
from bot.rules.refusal import Reason, Rejected
from bot.services import action, agenda, card, checkin, delivery, objective, person, progress, quiet
from bot.services.checkin import REMINDERS, REVEALED, TALK, Pairs, frozen
from bot.services.delivery import PROMPT, SHARED
from models.team import WITH_THE_TWO


async def record(session: AsyncSession, half: Half, *, by: Caller, at: datetime) -> CheckIn:
    """Take one side's half, or what its writer changes in it, tell everybody, and return the check-in as it is now.

    The same half sent twice changes nothing. It may be changed until the other side has written. Raises Rejected for a
    change that comes too late or from a form opened before what was sent last, and for a half from somebody else than
    that side, or one that speaks of objectives, actions or people of others.
    """
    me = await person.require(session, by)
    row = await checkin.get(session, half.checkin_id, me.workspace_id, lock=True)
    if checkin.side_of(frozen(row), me) is not half.side:
        raise Rejected.because(Reason.NOT_YOURS)
    pairs = (await checkin.pairs(session, [row.id]))[row.id]
    sent = next((one for one in row.halves if one.side is half.side), None)
    if sent and not _knew(half, sent):
        await _refuse_another(session, row, half, pair=pairs[0])
        return frozen(row)
    frozen(row).check_open(half.side)
    await _check_objectives(session, half, owner=me, at=row.opens_at)
    await _take_actions(session, row, half, pairs, by=me, at=at)
    await _take_points(session, half, pairs, by=me, at=at)
    if sent:
        _change(sent, half.answers, at=at)
        await _correct(session, row, half.reports, by=me, at=at)
    else:
        row.halves.append(_new(half, by=me, at=at))
        await progress.record(session, half.reports, by=me, at=at, checkin=row.id)
    if frozen(row).revealed:
        row.remind_at = None
    await session.flush()
    await card.tell_values(session, [one.objective_id for one in half.reports], at=at)
    await _tell(session, row, half.side, at=at)
    return frozen(row)


async def awaited(session: AsyncSession, *, by: Caller, at: datetime) -> tuple[CheckIn, ...]:
    """Return the check-ins whose reps wait for the caller's half as their manager, the most urgent first."""
    me, pair = await person.require(session, by), models.Pair
    reps = await session.scalars(select(pair.rep_id).where(pair.manager_id == me.id, pair.is_running))
    current = (await checkin.latest(session, reps.all())).values()
    mine = (one for one in current if one.manager.id == me.id and one.owed(Side.MANAGER, at))
    return tuple(sorted(mine, key=lambda one: (one.due_at, one.id)))


def _knew(half: Half, sent: models.Half) -> bool:
    """Say whether whoever wrote a half had what was sent last before them."""
    return half.begun_at is not None and half.begun_at >= (sent.changed_at or sent.sent_at)


async def _tell(session: AsyncSession, row: models.CheckIn, side: Side, *, at: datetime) -> None:
    """Owe what the half of `side` changes: the prompt, the open part for the manager, the reveal, both homes."""
    checkin = frozen(row)
    if side is Side.REP or at >= checkin.opens_at:
        asked_at = at if side is Side.REP else await quiet.awake(session, row.rep, at)
        await delivery.owe(session, PROMPT, to=row.rep, subject=row.id, at=asked_at)
    if checkin.rep_sent_at and not (side is Side.REP and checkin.revealed):  # else the reveal says it all
        await delivery.owe(session, SHARED, to=row.manager, subject=row.id, at=at)
    if checkin.revealed:
        for reader in (row.rep, row.manager):
            await delivery.owe(session, REVEALED, to=reader, subject=row.id, at=at)
    writer, other = (row.rep, row.manager) if side is Side.REP else (row.manager, row.rep)
    shown = [(kind, writer, row.id) for kind in REMINDERS] + [(kind, other, row.id) for kind in TALK]
    await delivery.redraw_each(session, shown, at=at)
    await delivery.redraw_homes(session, (row.rep, row.manager), at=at)


async def _refuse_another(session: AsyncSession, row: models.CheckIn, half: Half, *, pair: int) -> None:
    """Raise Rejected for a half that was begun before the one that is there, unless that is the same."""
    which = (models.ProgressEntry.corrects_id.is_(None), None) if half.side is Side.REP else ()  # as sent, corrected
    told = [set(await checkin.reports(session, row.id, one)) for one in which]
    is_told = half.side is Side.MANAGER or set(half.reports) in told
    added = await _actions_of(session, row, half.side) or [None]
    pending = {one.id for one in await action.open_of_pair(session, pair)}
    is_same = dict(half.answers) == checkin.answers(row, half.side) and is_told and half.action in added
    if not is_same or half.done & pending:
        raise Rejected.because(Reason.ALREADY_SENT)


async def _actions_of(session: AsyncSession, row: models.CheckIn, side: Side) -> list[NewAction]:
    """Return the actions that one side's half added, as they were written."""
    author = row.rep_id if side is Side.REP else row.manager_id
    added = await action.added_in(session, row.id)
    return [NewAction(one.owner.id, one.text, one.due_on) for one in added if one.author.id == author]


async def _take_actions(
    session: AsyncSession, row: models.CheckIn, half: Half, pairs: Pairs, *, by: models.Person, at: datetime
) -> None:
    """Add the action of a half, for one of the two, and tick those it says are done."""
    pair, running = pairs
    if half.action and half.action not in await _actions_of(session, row, half.side):
        if half.action.owner_id not in (row.rep_id, row.manager_id):
            raise Rejected.because(Reason.NOT_YOURS)
        theirs = running if half.action.owner_id == row.rep_id else None
        await action.add(session, half.action, by=by, at=at, pair=theirs or pair, checkin=row.id)
    await action.tick(session, half.done, pair=pair, by=by, at=at)


async def _take_points(session: AsyncSession, half: Half, pairs: Pairs, *, by: models.Person, at: datetime) -> None:
    """Put what a half wants to talk about on the agenda of the pair the rep is in now, if `by` is of it.

    What a former manager wants to talk about goes to the pair that has ended.
    """
    if not half.points:
        return
    own, running = pairs
    pair = await session.get_one(models.Pair, running or own, options=WITH_THE_TWO)
    if by.id not in (pair.rep_id, pair.manager_id):
        pair = await session.get_one(models.Pair, own, options=WITH_THE_TWO)
    known = {one.text for one in (await agenda.open_points(session, [pair.id]))[pair.id] if one.author.id == by.id}
    for text in dict.fromkeys(half.points):
        if text not in known:
            await agenda.add(session, pair, text, Origin.ANSWER, by=by, at=at)


async def _check_objectives(session: AsyncSession, half: Half, *, owner: models.Person, at: datetime) -> None:
    """Raise Rejected for a half that speaks of an objective that was not its writer's."""
    spoken_of = {one.objective_id for one in (*half.reports, *half.answers.values()) if one.objective_id is not None}
    if not spoken_of:
        return
    standing = await objective.standing(session, [owner.id], at=at)
    if not spoken_of <= {one.id for one in standing[owner.id]}:
        raise Rejected.because(Reason.NOT_YOURS)


def _new(half: Half, *, by: models.Person, at: datetime) -> models.Half:
    row = models.Half(workspace_id=by.workspace_id, side=half.side, author_id=by.id, sent_at=at, answers=[])
    _answer(row, half.answers)
    return row


def _change(row: models.Half, answers: Answers, *, at: datetime) -> None:
    """Put answers in the place of those that were sent."""
    _answer(row, answers)
    row.changed_at = at


def _answer(row: models.Half, answers: Answers) -> None:
    known = {one.question: one for one in row.answers}
    row.answers = [known.get(key) or models.Answer(workspace_id=row.workspace_id, question=key) for key in answers]
    for one in row.answers:
        said = answers[one.question]
        one.text, one.objective_id, one.choice = said.text, said.objective_id, said.choice


async def _correct(
    session: AsyncSession, row: models.CheckIn, reports: Collection[Report], *, by: models.Person, at: datetime
) -> None:
    """Put the values that a rep tells otherwise now in the place of those told before; both stay in the history."""
    told = {one.objective_id: one for one in await checkin.reports(session, row.id)}
    others = {one.objective_id: one for one in reports if told.get(one.objective_id) != one}
    if not others:
        return
    await session.execute(
        select(models.Objective.id)
        .where(models.Objective.id.in_(others))
        .order_by(models.Objective.id)
        .with_for_update()
    )
    wrong = await progress.told_in(session, row.id, others)
    for key, one in others.items():
        if entry := wrong.get(key):
            said = NewValue(one.value, one.confidence, None, entry.note, one.parts)
            progress.correct(session, entry, said, by=by, at=at)
        else:
            await progress.record(session, [one], by=by, at=at, checkin=row.id)
