"""An objective about to be written down: what there is to choose from, and what is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum

from bot.rules import charter
from bot.rules.charter import Sponsor
from bot.rules.form import Kept
from bot.rules.objective import Direction, Field, Line, NewObjective, Objective, Segment, Unit
from bot.rules.pace import Even, Milestones, Season, months
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

ALL = 100  # percent
FORM = "objective"


class Step(IntEnum):
    """The steps of the form, in their order. The last one shows what will be sent."""

    OBJECTIVE = 1
    MEASURE = 2
    WAY = 3
    MARGIN = 4
    SUMMARY = 5


FIELDS: Mapping[Step, frozenset[Field]] = {
    Step.OBJECTIVE: frozenset({Field.TITLE, Field.WHY, Field.LINE}),
    Step.MEASURE: frozenset(
        {Field.UNIT, Field.CURRENCY, Field.DIRECTION, Field.BASELINE, Field.TARGET, Field.STARTS_ON, Field.ENDS_ON}
    ),
    Step.WAY: frozenset({Field.PACE, Field.WEIGHT, Field.SEGMENTS}),
    Step.MARGIN: frozenset(
        {Field.FLOOR, Field.CEILING, Field.CAUSES, Field.WINDOWS, Field.REVISIONS, Field.SHOWN, Field.SPONSOR}
    ),
    Step.SUMMARY: frozenset(),
}


def kept_as(rep: str, changes: int | None) -> Kept:
    """Name the form of an objective as it is kept: of a rep (a Slack id), or of the one with the key `changes`."""
    return Kept(FORM, f"new {rep}" if changes is None else str(changes))


def steps(unit: Unit) -> tuple[Step, ...]:
    """Return the steps it takes: what is done or not done has no amount, and so no margin."""
    return tuple(step for step in Step if step is not Step.MARGIN or unit is not Unit.YES_NO)


@dataclass(frozen=True)
class Desk:
    """What an objective of `rep` is written with: the team's strategy lines, the rep's country, the usual period."""

    rep: Person
    manager: Person
    reader: Person
    lines: tuple[Line, ...]
    country: str
    period: tuple[date, date]

    @property
    def own(self) -> bool:
        return self.reader.id == self.rep.id


@dataclass(frozen=True)
class Sheet:
    """A form begun at `since`: for the objective that is to be changed, or a new one.

    `typed` is what was written in it so far, field by field; `resumed` says that it was left
    and is opened again. `sponsor` is whoever is named in it.
    """

    desk: Desk
    since: datetime
    objective: Objective | None = None
    typed: Mapping[str, str] | None = None
    resumed: bool = False
    sponsor: Sponsor | None = None

    @property
    def kept(self) -> Kept:
        """Name the form as it is kept: one for each objective that is changed, and one for a new one of the rep."""
        return kept_as(self.desk.rep.slack_id, self.objective.id if self.objective else None)

    @property
    def keeps(self) -> frozenset[Field]:
        """The fields that whoever writes is not asked for: how much of the margin the rep reads, and what they do not.

        The rule: the manager chooses whether the rep reads the figures of the margin.
        """
        if not self.desk.own:
            return frozenset()
        masked = self.objective is not None and self.objective.charter.is_masked
        return frozenset({Field.SHOWN, Field.FLOOR, Field.CEILING} if masked else {Field.SHOWN})


@dataclass(frozen=True)
class Draft:
    """A form as it was sent: for a new objective of `rep` (a Slack id), or to change the one with the key `changes`.

    `since` is when the form was opened; `keeps` are the fields it did not show, and `note` says why it is changed.
    """

    wanted: NewObjective
    since: datetime
    rep: str = ""
    changes: int | None = None
    keeps: frozenset[Field] = frozenset()
    note: str = ""


def check(wanted: NewObjective, only: frozenset[Field] = frozenset(Field)) -> None:
    """Raise Rejected with all that is wrong with an objective, or with `only` some of its fields, each in its field."""
    if problems := tuple(one for one in _problems(wanted) if one.field in only):
        raise Rejected(*problems)


def check_against(sheet: Sheet, wanted: NewObjective, only: frozenset[Field] = frozenset(Field)) -> None:
    """Raise Rejected for what does not go with whom or what the form is for.

    A sponsor is none of the two: to agree to what they do not agree on, it takes a third. What values have been
    recorded in stays.
    """
    sponsor, before = wanted.charter.sponsor, sheet.objective
    if Field.SPONSOR in only and sponsor and sponsor.id in (sheet.desk.rep.id, sheet.desk.manager.id):
        raise Rejected(Problem(Reason.SPONSOR_OF_ONESELF, Field.SPONSOR))
    if Field.UNIT in only and before and before.latest and not wanted.measure.counts_like(before.measure):
        raise Rejected(Problem(Reason.UNIT_STAYS, Field.UNIT))


def _problems(wanted: NewObjective) -> Iterator[Problem]:
    measure = wanted.measure
    if not wanted.title:
        yield Problem(Reason.NO_TITLE, Field.TITLE)
    if measure.has_a_way and measure.target == measure.baseline:
        yield Problem(Reason.NO_WAY_TO_GO, Field.TARGET)
    elif measure.has_a_way and (measure.target < measure.baseline) is (measure.direction is Direction.REACH):
        too_low = measure.direction is Direction.REACH
        yield Problem(Reason.TARGET_TOO_LOW if too_low else Reason.TARGET_TOO_HIGH, Field.TARGET)
    if wanted.ends_on < wanted.starts_on:
        yield Problem(Reason.ENDS_BEFORE_IT_STARTS, Field.ENDS_ON)
    else:
        yield from _pace_problems(wanted)
    if wanted.weight is not None and not 1 <= wanted.weight <= ALL:
        yield Problem(Reason.NOT_A_WEIGHT, Field.WEIGHT)
    yield from _segment_problems(wanted.segments)
    yield from charter.problems(wanted.charter, measure.target, floor=Field.FLOOR, ceiling=Field.CEILING)


def _pace_problems(wanted: NewObjective) -> Iterator[Problem]:
    match wanted.pace:
        case Milestones(points):
            for day, _ in points:
                if not wanted.starts_on <= day <= wanted.ends_on:
                    yield Problem(Reason.MILESTONE_OUTSIDE, Field.PACE, {"day": day.isoformat()})
            days = [day for day, _ in points]
            values = [wanted.measure.baseline, *[value for _, value in points], wanted.measure.target]
            rising = wanted.measure.direction is Direction.REACH
            if days != sorted(set(days)) or values != sorted(values, reverse=not rising):
                yield Problem(Reason.MILESTONES_UNORDERED, Field.PACE)
        case Season(weights):
            count = len(months(wanted.starts_on, wanted.ends_on))
            if len(weights) != count or not sum(weights):
                yield Problem(Reason.SEASON_MONTHS, Field.PACE, {"count": str(count)})
        case Even():
            pass


def _segment_problems(segments: tuple[Segment, ...]) -> Iterator[Problem]:
    names = [one.name.casefold() for one in segments]
    if twice := next((one.name for one in segments if names.count(one.name.casefold()) > 1), None):
        yield Problem(Reason.SEGMENT_TWICE, Field.SEGMENTS, {"name": twice})
    if segments and (total := sum((one.share for one in segments), Decimal(0))) != ALL:
        yield Problem(Reason.SHARES_DO_NOT_ADD_UP, Field.SEGMENTS, {"sum": str(total)})
