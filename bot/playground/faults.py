"""What may go wrong between an app and Slack, on demand: for tests, and for whoever wants to see it on the page."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import count

from bot.playground.feed import Change, Feed
from bot.playground.values import Json

EVERY_METHOD = "*"
LONGEST = 3600  # seconds


class Kind(StrEnum):
    """The ways in which a call of the Web API goes wrong."""

    RATE_LIMIT = "rate_limit"  # HTTP 429, with Retry-After: `seconds`
    ERROR = "error"  # {"ok": false, "error": `code`}
    OUTAGE = "outage"  # HTTP 503
    DELAY = "delay"  # the answer comes `seconds` later
    LOSE_ANSWER = "lose_answer"  # the work is done, and the connection drops before the answer
    LOSE_CALL = "lose_call"  # the connection drops before anything is done


@dataclass(frozen=True)
class Fault:
    """What happens to the next calls of a method: `times` of them, or all until it is taken away (None)."""

    kind: Kind
    method: str = EVERY_METHOD
    times: int | None = 1
    seconds: float = 1.0
    code: str = ""

    def __post_init__(self) -> None:
        if self.times is not None and self.times < 1:
            raise ValueError(f"a fault happens once or more, not {self.times} times")
        if not 0 <= self.seconds <= LONGEST:
            raise ValueError(f"seconds must be from 0 to {LONGEST}, not {self.seconds}")
        if self.kind is Kind.ERROR and not self.code:
            raise ValueError("which error? give its code, such as channel_not_found")
        if not self.method:
            raise ValueError("which method? give its name, or * for every one")


@dataclass
class Faults:
    changes: Feed[Change]
    _under_way: dict[int, Fault] = field(default_factory=dict[int, Fault])
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def add(self, fault: Fault) -> int:
        """Have a fault happen from now on; give the number by which it can be taken away."""
        number = next(self._numbers)
        self._under_way[number] = fault
        self._tell()
        return number

    def remove(self, number: int) -> None:
        self._under_way.pop(number, None)
        self._tell()

    def clear(self) -> None:
        self._under_way.clear()
        self._tell()

    def take(self, method: str) -> Fault | None:
        """Give what happens to a call of this method, the oldest fault first, and count it."""
        for number, fault in self._under_way.items():
            if fault.method in (EVERY_METHOD, method):
                self._count(number, fault)
                return fault
        return None

    def as_list(self) -> list[Json]:
        return [{"number": number, **asdict(fault)} for number, fault in self._under_way.items()]

    def _count(self, number: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times == 1:
            del self._under_way[number]
        else:
            self._under_way[number] = replace(fault, times=fault.times - 1)
        self._tell()

    def _tell(self) -> None:
        self.changes.tell(Change("faults", {"faults": self.as_list()}))
