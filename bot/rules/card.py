"""The card of an objective: all that the two of a pair see of it in their group direct message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from bot.rules.forecast import Forecast, Points, forecast
from bot.rules.objective import Change, Objective, Recorded
from bot.rules.person import Person
from bot.rules.signing import Done, Revision


@dataclass(frozen=True)
class Retarget:
    """A change of the target that both confirmed."""

    on: date
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Card:
    """An objective as it stands at an instant, with its values so far and the changes of its target, oldest first."""

    objective: Objective
    rep: Person
    at: datetime
    zone: tzinfo
    values: Points = ()
    retargets: Sequence[Retarget] = ()

    @property
    def today(self) -> date:
        return self.at.astimezone(self.zone).date()

    @property
    def forecast(self) -> Forecast | None:
        """Return where the objective is heading; None once it is closed or over, and where nobody can say."""
        if self.objective.closing or self.today >= self.objective.ends_on:
            return None
        return forecast(self.objective, self.values, self.today)

    @property
    def first_target(self) -> Decimal:
        return self.retargets[0].before if self.retargets else self.objective.measure.target


@dataclass(frozen=True)
class ValueNews:
    """A value that was recorded, told under the card; `corrects` is the one in whose place it stands, if any."""

    card: Card
    value: Recorded
    corrects: Decimal | None = None


@dataclass(frozen=True)
class RevisionNews:
    """A change that both confirmed, told under the card: without what the rep may not read of it."""

    card: Card
    revision: Revision
    confirmed: Done
    changes: Sequence[Change]
