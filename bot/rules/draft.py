"""An objective about to be written down: what there is to choose from, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.rules.objective import Direction, Field, Line, NewObjective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected


@dataclass(frozen=True)
class Desk:
    """What an objective of `rep` is written with: the team's strategy lines, the rep's country, the usual period."""

    rep: Person
    reader: Person
    lines: tuple[Line, ...]
    country: str
    period: tuple[date, date]


@dataclass(frozen=True)
class Draft:
    """A form as it was sent: for a new objective of `rep` (a Slack id), or to change the one with the key `changes`.

    `since` is when the form was opened.
    """

    wanted: NewObjective
    since: datetime
    rep: str = ""
    changes: int | None = None


def check(wanted: NewObjective) -> None:
    """Raise Rejected with all that is wrong with an objective, each problem in its field."""
    if problems := tuple(_problems(wanted)):
        raise Rejected(*problems)


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
