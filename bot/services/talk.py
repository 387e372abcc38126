"""The talk of a check-in as one of the two sees it: what is open, what was talked about, decided and agreed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.action import Action
from bot.rules.agenda import Outcome, Point
from bot.rules.checkin import Side
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.talk import Decision, Frame, Phase, Record, Settled, Talk
from bot.services import action, agenda, cadence, checkin, coming, person, talk_record, team
from models.team import WITH_THE_TWO

Rows = tuple[models.CheckIn, models.Pair]


async def look(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Talk:
    """Return the talk of a check-in, whatever its phase. Raises Rejected to whoever is none of the two."""
    me = await person.require(session, by)
    row, pair = await rows(session, checkin_id, me)
    return await read(session, row, pair, Side.REP if me.id == row.rep_id else Side.MANAGER, at=at)


async def opened(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Talk:
    """Return a talk that may be looked at. Raises Rejected as `look`, and for one that is skipped or too far off."""
    found = await look(session, checkin_id, by=by, at=at)
    if found.checkin.skip:
        raise Rejected.because(Reason.SKIPPED, **found.checkin.skip.details())
    if found.phase is Phase.COMING:
        raise _too_early(found.checkin.due_at, found.reader.tz)
    return found


async def of_rep(session: AsyncSession, rep: str | None, *, by: Caller, at: datetime) -> Talk:
    """Return the latest talk that the caller has with a rep (a Slack id), or, as a rep, with the manager.

    Raises Rejected where none can be opened, saying when the next one can, and for whoever is none of the two.
    """
    pair = await team.pair_of(session, by=by, rep=rep)
    if row := await talk_record.current(session, pair.id, at=at):
        return await opened(session, row.id, by=by, at=at)
    me, schedule = await person.require(session, by), await cadence.locked(session, pair)
    latest = await coming.latest(session, schedule)
    if latest and latest.due_at > at and latest.skipped_at is None:
        raise _too_early(latest.due_at, me.tz)
    upcoming = cadence.upcoming(schedule, await cadence.absences(session, schedule, at))
    raise _too_early(upcoming.due_at, me.tz)


async def rows(session: AsyncSession, checkin_id: int, me: models.Person) -> Rows:
    """Return a check-in with its pair, people loaded. Raises Rejected to whoever is none of the two."""
    row, schedule = models.CheckIn, models.Schedule
    found = await session.execute(
        select(row, models.Pair)
        .join(schedule, schedule.id == row.schedule_id)
        .join(models.Pair, models.Pair.id == schedule.pair_id)
        .where(row.id == checkin_id, row.workspace_id == me.workspace_id)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES, *WITH_THE_TWO)
    )
    if (one := found.one_or_none()) is None:
        raise Rejected.because(Reason.NO_CHECKIN)
    if not visibility.may_read_talk(me.id, rep=one[0].rep_id, manager=one[0].manager_id):
        raise Rejected.because(Reason.NOT_YOURS)
    return one[0], one[1]


async def read(session: AsyncSession, row: models.CheckIn, pair: models.Pair, side: Side, *, at: datetime) -> Talk:
    """Return the talk of a check-in to one of its sides. Needs its people and halves loaded."""
    record, frame = await talk_record.of_checkin(session, row.id), await talk_record.frame(session, row, pair)
    found = checkin.frozen(row)
    phase, until = frame.phase(found, record, at), frame.until(record, at)
    points, settled = await _points(session, row, pair, until)
    agreed = await action.added_in(session, row.id)
    return Talk(
        checkin=found,
        side=side,
        phase=phase,
        at=at,
        record=record,
        points=points,
        settled=settled,
        decisions=await _decisions(session, row),
        agreed=await _as_they_were(session, agreed, until),
        pending=await action.open_of_pair(session, pair.id, besides=row.id) if phase is Phase.OPEN else (),
        told_at=row.recorded_at,
    )


async def phase(
    session: AsyncSession, row: models.CheckIn, pair: models.Pair, record: Record, *, at: datetime
) -> Phase:
    """Return how far a talk is. Needs its people and halves loaded."""
    frame: Frame = await talk_record.frame(session, row, pair)
    return frame.phase(checkin.frozen(row), record, at)


async def _points(
    session: AsyncSession, row: models.CheckIn, pair: models.Pair, until: datetime | None
) -> tuple[tuple[Point, ...], tuple[Settled, ...]]:
    """Return what was open on a pair's agenda at `until`, or is, and what was settled from the prompt until then."""
    point = models.AgendaPoint
    found = await session.scalars(
        select(point)
        .where(
            point.pair_id == pair.id,
            or_(point.settled_at.is_(None), point.settled_at >= row.opens_at),
            point.raised_at <= until if until else true(),
        )
        .order_by(point.id)
        .options(joinedload(point.author), joinedload(point.settled_by))
    )
    known: Sequence[models.AgendaPoint] = found.all()
    settled = [one for one in known if one.settled_at and (until is None or one.settled_at < until)]
    stands = [agenda.frozen(one) for one in known if one not in settled]
    return tuple(stands), tuple(_settled(one) for one in settled if one.outcome is not Outcome.CARRIED)


def _settled(row: models.AgendaPoint) -> Settled:
    who = row.settled_by.name if row.settled_by else ""
    return Settled(agenda.frozen(row), row.outcome or Outcome.TALKED, who, row.why)


async def _decisions(session: AsyncSession, row: models.CheckIn) -> tuple[Decision, ...]:
    decision = models.Decision
    found = await session.scalars(
        select(decision)
        .where(decision.checkin_id == row.id, decision.removed_at.is_(None))
        .order_by(decision.id)
        .options(joinedload(decision.author), joinedload(decision.changed_by), joinedload(decision.objective))
    )
    return tuple(map(frozen, found))


async def _as_they_were(session: AsyncSession, actions: Sequence[Action], until: datetime | None) -> tuple[Action, ...]:
    """Return actions of a record with the days they had when it was closed: what both confirmed stays as it is."""
    if until is None or not actions:
        return tuple(actions)
    move = models.ActionMove
    moves = await session.scalars(
        select(move)
        .where(move.action_id.in_([one.id for one in actions]), move.moved_at > until)
        .order_by(move.id.desc())
    )
    days: dict[int, date] = {one.action_id: one.before for one in moves}  # the earliest of them comes last, and stays
    return tuple(replace(one, due_on=days.get(one.id, one.due_on)) for one in actions)


def _too_early(due_at: datetime, zone: str) -> Rejected:
    return Rejected.because(Reason.TALK_TO_COME, at=due_at.isoformat(), zone=zone)


def frozen(row: models.Decision) -> Decision:
    objective = row.objective.title if row.objective else ""
    changed = row.changed_by.name if row.changed_by else ""
    return Decision(row.id, person.frozen(row.author), row.text, row.noted_at, objective, row.objective_id, changed)
