"""The charter: what the two settled in advance about changing the amount, and what it refuses."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from bot.rules.refusal import Problem, Reason


class Cause(StrEnum):
    """Why an amount may be changed."""

    TERRITORY = "territory"
    PRODUCT_DELAY = "product_delay"
    LOST_KEY_ACCOUNT = "lost_key_account"
    MARKET = "market"
    OTHER = "other"


@dataclass(frozen=True)
class Sponsor:
    """The manager's manager, who alone may agree to an amount outside the charter."""

    id: int
    name: str = ""
    slack_id: str = field(default="", compare=False)


@dataclass(frozen=True)
class Charter:
    """How far the amount may move, why, in which months (1 to 12; none named: in any) and how often a year.

    `is_shown` is the manager's choice: whether the rep reads the floor and the ceiling, or only "inside" or "outside".
    `is_masked` says that there are figures, and that they are kept from whoever looks.
    """

    floor: Decimal | None = None
    ceiling: Decimal | None = None
    causes: frozenset[Cause] = frozenset()
    windows: tuple[int, ...] = ()
    revisions: int | None = None
    is_shown: bool = True
    sponsor: Sponsor | None = None
    is_masked: bool = field(default=False, compare=False)

    @property
    def is_settled(self) -> bool:
        """Say whether there are bounds to the amount."""
        return self.is_masked or self.floor is not None or self.ceiling is not None

    @property
    def masked(self) -> "Charter":
        """The same without its figures."""
        return replace(self, floor=None, ceiling=None, is_masked=self.is_settled)

    def holds(self, amount: Decimal) -> bool:
        """Say whether an amount is inside, the floor and the ceiling included."""
        return (self.floor is None or amount >= self.floor) and (self.ceiling is None or amount <= self.ceiling)

    def is_open(self, on: date) -> bool:
        """Say whether the amount may be changed on a day."""
        return not self.windows or on.month in self.windows


NO_CHARTER = Charter()


def problems(charter: Charter, target: Decimal, *, floor: str, ceiling: str) -> Iterator[Problem]:
    """Find what is wrong with the margin around a target; `floor` and `ceiling` name the fields it is said in."""
    if charter.floor is not None and charter.floor > target:
        yield Problem(Reason.FLOOR_ABOVE_TARGET, floor)
    if charter.ceiling is not None and charter.ceiling < target:
        yield Problem(Reason.CEILING_BELOW_TARGET, ceiling)


def refuses(charter: Charter, amount: Decimal, *, on: date, made: int) -> Problem | None:
    """Say which rule of a charter refuses a new amount on a day, after `made` changes this year; None if none does."""
    if not charter.holds(amount):
        return Problem(Reason.OUTSIDE_CHARTER)
    if not charter.is_open(on):
        return Problem(Reason.WINDOW_CLOSED, details={"months": ",".join(map(str, charter.windows))})
    if charter.revisions is not None and made >= charter.revisions:
        return Problem(Reason.REVISED_ENOUGH, details={"revisions": str(charter.revisions)})
    return None
