"""Giving the demo's team a year, with the same verbs that the product uses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import TypeVar

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.demo.past import ABSENCES, LETTERS, POINTS, VOICES, Voices
from bot.demo.team import (
    CAMILLE,
    CHANNEL,
    ENDED,
    EVERYONE,
    GOALS,
    ITS_VALUES,
    MADE,
    MARC,
    RETAIL,
    SEATS,
    START,
    TEAM,
    Colleague,
    Past,
    Seat,
)
from bot.rules.action import NewAction
from bot.rules.agenda import NewPoint
from bot.rules.checkin import CheckIn, Half, Report
from bot.rules.feedback import NewFeedback
from bot.rules.objective import Confidence, NewObjective, Unit
from bot.rules.person import Caller, Person, Profile
from bot.rules.question import Answer, Answers, Side, Source
from bot.rules.team import NewTeam
from bot.services import (
    absence,
    agenda_point,
    cadence,
    card,
    checkin,
    checkin_opening,
    feedback,
    half,
    objective,
    person,
    progress,
    reminder,
    signing,
    skip,
    strategy_change,
    team,
)

T = TypeVar("T")
STEPS = {Unit.CURRENCY: Decimal(500), Unit.COUNT: Decimal(1), Unit.PERCENT: Decimal("0.5"), Unit.YES_NO: Decimal(1)}
ONE_DAY, TWO_WEEKS = timedelta(days=1), timedelta(weeks=2)
REP_WRITES, MANAGER_WRITES = timedelta(hours=1, minutes=20), timedelta(days=1, hours=2)  # after the prompt
DOUBTS_EVERY, ACTION_EVERY = 5, 3  # check-ins
NOON = time(12, tzinfo=UTC)


async def seed(session: AsyncSession, workspace: str) -> None:
    """Make the team and let it live until the demo begins; what was owed on the way is not sent any more."""
    session.add(models.Workspace(id=workspace, name=TEAM, created_at=MADE))
    await session.flush()
    people = {one.id: await _remember(session, one, workspace) for one in EVERYONE}
    new = NewTeam(TEAM, people[MARC.id].id, CHANNEL, "FR", "fr-FR", MARC.tz)
    made = await team.create(session, new, workspace=workspace)
    for goal in GOALS:
        await strategy_change.write_goal(session, goal, made, since=MADE, by=Caller(workspace, MARC.id), at=MADE)
    pairs = [await _seat(session, made, people[one.id], seat, VOICES[one]) for one, seat in SEATS.items()]
    await _live(session, {pair.rep.id: pair for pair in pairs}, workspace)
    await _reach_an_end(session, people[CAMILLE.id])
    await _write_letters(session, workspace)
    await _raise_points(session, workspace)
    await _plan_absences(session, workspace)
    await session.execute(delete(models.Delivery).where(models.Delivery.workspace_id == workspace))
    await card.post(session, pairs[0].objectives[0].key, at=START)  # the other cards come with their next news


@dataclass(frozen=True)
class LivedObjective:
    """An objective with its key, and the value at each check-in of the past, of which each segment brought a share."""

    key: int
    values: tuple[Past, ...]
    segments: Mapping[int, Decimal]

    def report(self, number: int) -> Report:
        past = self.values[number]
        value = Decimal(past.value)
        parts = tuple((segment, value * share) for segment, share in self.segments.items())
        return Report(self.key, value, past.confidence, parts=parts)


@dataclass
class LivedPair:
    """A rep's year: the objectives, the sentences, and how many check-ins have been held so far."""

    rep: Person
    objectives: tuple[LivedObjective, ...]
    voices: Voices
    held: int = 0

    def reports(self) -> tuple[Report, ...]:
        return tuple(one.report(self.held) for one in self.objectives)

    def answers(self) -> Answers:
        voices, number = self.voices, self.held
        energy = _in_turn(self.objectives, number).key, _in_turn(tuple(Source), number + self.rep.id)
        said = {
            "win": _in_turn(voices.wins, number),
            "obstacle": _in_turn(voices.obstacles, number),
            "means": self.means[0],
            "mission": _in_turn(voices.to_manager, number),
        }
        written = {question: Answer(text) for question, text in said.items() if text}
        return written | {"energy": Answer(objective_id=energy[0], choice=energy[1])}

    def feedback(self) -> Answers:
        said = {"feedback": _in_turn(self.voices.from_manager, self.held), "answer": self.means[1]}
        return {question: Answer(text) for question, text in said.items() if text}

    @property
    def means(self) -> tuple[str, str]:
        return _in_turn(self.voices.means, self.held)

    def action(self, opened: CheckIn, side: Side) -> NewAction | None:
        """Return what is agreed in every third check-in, if it is for that side to do."""
        owner, text = _in_turn(self.voices.actions, self.held // ACTION_EVERY)
        if self.held % ACTION_EVERY or owner is not side:
            return None
        return NewAction(opened.person(side).id, text, opened.talk_at.date() + TWO_WEEKS)


async def _remember(session: AsyncSession, one: Colleague, workspace: str) -> Person:
    return await person.remember(
        session, Profile(one.id, one.real_name, one.tz, one.locale, one.is_admin), workspace=workspace
    )


async def _seat(session: AsyncSession, made: int, rep: Person, seat: Seat, voices: Voices) -> LivedPair:
    await team.add_rep(session, made, seat.rep(rep.id), at=MADE)
    row = await session.get_one(models.Person, rep.id)
    talks = (START.date() - seat.anchor) // TWO_WEEKS + 1
    lived = [
        await _agree(session, wanted, row, _values(wanted, past, talks)) for wanted, past in seat.objectives.items()
    ]
    return LivedPair(rep, tuple(lived), voices)


async def _agree(
    session: AsyncSession, wanted: NewObjective, rep: models.Person, values: tuple[Past, ...]
) -> LivedObjective:
    """Have a rep propose an objective, and Marc sign it."""
    marc = Caller(rep.workspace_id, MARC.id)
    made = await objective.create(session, wanted, owner=rep.id, by=rep, at=MADE)
    await signing.sign(session, made, by=marc, at=MADE)
    agreed = (await objective.look(session, made, by=marc)).objective
    brought = {one.id or 0: Decimal(RETAIL[one.name][1]) / 100 for one in agreed.segments}
    return LivedObjective(made, values, brought)


async def _live(session: AsyncSession, pairs: Mapping[int, LivedPair], workspace: str) -> None:
    """Open each check-in of the past in its time, and have both sides write their halves."""
    while (at := await cadence.next_opening(session)) and at.date() < START.date():
        await checkin_opening.open_due(session, at=at)
        for opened in (await checkin.latest(session, list(pairs))).values():
            if opened.opens_at == at:
                await _hold(session, opened, pairs[opened.rep.id], workspace)
    while await reminder.remind_due(session, at=START):
        pass  # what nobody answered in time is past


async def _hold(session: AsyncSession, opened: CheckIn, pair: LivedPair, workspace: str) -> None:
    """Have both sides of a pair write, or skip it; a rep who missed it says nothing, and the manager neither."""
    rep, talk_on = Caller(workspace, opened.rep.slack_id), opened.talk_at.date()
    if reason := pair.voices.skipped.get(talk_on):
        both = await team.pair_of(session, by=rep)
        await skip.skip(session, both, reason, by=rep, at=opened.opens_at + REP_WRITES)
    elif talk_on not in pair.voices.missed:
        await _write(session, opened, pair, workspace)
    pair.held += 1


async def _write(session: AsyncSession, opened: CheckIn, pair: LivedPair, workspace: str) -> None:
    rep, manager = Caller(workspace, opened.rep.slack_id), Caller(workspace, opened.manager.slack_id)
    sheet = await checkin.sheet(session, opened.id, by=rep, at=opened.opens_at)
    settled = frozenset(one.id for one in sheet.pending if one.due_on < opened.talk_at.date())
    mine, theirs = pair.action(opened, Side.REP), pair.action(opened, Side.MANAGER)
    written = Half(opened.id, Side.REP, pair.answers(), pair.reports(), action=mine, done=settled)
    await half.record(session, written, by=rep, at=opened.opens_at + REP_WRITES)
    written = Half(opened.id, Side.MANAGER, pair.feedback(), action=theirs)
    await half.record(session, written, by=manager, at=opened.opens_at + MANAGER_WRITES)


async def _reach_an_end(session: AsyncSession, rep: Person) -> None:
    """Have an objective end last week, which nobody has closed yet."""
    row = await session.get_one(models.Person, rep.id)
    made = (await _agree(session, ENDED, row, ())).key
    for day, value in ITS_VALUES.items():
        report = Report(made, Decimal(value), Confidence.MEDIUM)
        await progress.record(session, [report], by=row, at=datetime.combine(day, NOON))


async def _write_letters(session: AsyncSession, workspace: str) -> None:
    for letter in LETTERS:
        at = datetime.combine(letter.on, NOON)
        new = NewFeedback(letter.to.id, letter.text, begun_at=at)
        given = await feedback.give(session, new, by=Caller(workspace, letter.by.id), at=at)
        if letter.read:
            await feedback.read(session, given.id, by=Caller(workspace, letter.to.id), at=at + REP_WRITES)


async def _raise_points(session: AsyncSession, workspace: str) -> None:
    for author, rep, text in POINTS:
        at = START - ONE_DAY
        await agenda_point.raise_point(session, NewPoint(rep.id, text, at), by=Caller(workspace, author.id), at=at)


async def _plan_absences(session: AsyncSession, workspace: str) -> None:
    for colleague, days in ABSENCES.items():
        await absence.declare(session, days, by=Caller(workspace, colleague.id), at=START)
        await skip.follow_absences(session, by=Caller(workspace, colleague.id), at=START)


def _values(wanted: NewObjective, last: Sequence[Past], talks: int) -> tuple[Past, ...]:
    """Give a value for each talk: a way from the baseline to the first of the last ones, and then these."""
    earlier = talks - len(last)
    return (*_way(wanted, last[0], earlier), *last)


def _way(wanted: NewObjective, to: Past, count: int) -> Iterator[Past]:
    """Walk evenly from the baseline, rounded as people report: some weeks bring nothing, some weeks much."""
    measure, step = wanted.measure, STEPS[wanted.measure.unit]
    for number in range(count):
        walked = (Decimal(to.value) - measure.baseline) * (number - number % 2 + 1) / (count + 1)
        doubts = to.confidence is Confidence.HIGH and number % DOUBTS_EVERY == 0
        yield Past(
            str(measure.baseline + (walked / step).to_integral_value() * step),
            Confidence.MEDIUM if doubts else to.confidence,
        )


def _in_turn(sentences: Sequence[T], number: int) -> T:
    return sentences[number % len(sentences)]
