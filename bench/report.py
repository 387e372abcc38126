"""The figures of a run as tables, between two markers of docs/performance.md; what stands around them stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.answers import BARE, CORE, EMPTY, TANDEM
from bench.caller import Figures
from bench.prompts import QUEUES, Planned, Sent

BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of the figures -->"
NOISE = 1.1  # what is to stay the same may grow by a tenth
NOBODY = "nobody"
AHEAD_OF = QUEUES[0]


@dataclass(frozen=True)
class Database:
    """What was measured on one database. `few` and `many` are the same planning with a short past and a long one."""

    name: str
    planned: Sequence[Planned]
    few: Planned
    many: Planned
    owed: int
    sent: Sequence[Sent]
    answers: Mapping[str, Figures]

    @property
    def messages(self) -> float:
        """Messages a second, planned and sent to nobody."""
        to_nobody = next(one for one in self.sent if one.slack == NOBODY)
        return self.owed / (self.planned[-1].seconds + self.owed / to_nobody.tandem)


@dataclass(frozen=True)
class Aim:
    """What was aimed at: `measured` is to be at least `least`, or at most `most`."""

    what: str
    measured: float
    least: float | None = None
    most: float | None = None

    @property
    def is_met(self) -> bool:
        return self.measured >= self.least if self.least is not None else self.measured <= (self.most or 0)

    @property
    def row(self) -> tuple[str, ...]:
        wanted = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return self.what, wanted, f"{self.measured:.2f}", "yes" if self.is_met else "**no**"


def write(path: Path, machine: str, databases: Sequence[Database], queues: Mapping[str, float]) -> None:
    """Put the tables between the markers. Raises ValueError for a document without them."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the document has no place for the figures")
    tables = "\n\n".join(_tables(machine, databases, queues))
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def _tables(machine: str, databases: Sequence[Database], queues: Mapping[str, float]) -> Iterable[str]:
    yield machine
    yield "### Aims"
    aims = [aim for one in databases for aim in _aims(one, queues)]
    yield _table(("", "aim", "measured", "met"), (aim.row for aim in aims))
    yield "### Planning"
    columns = ("database", "prompts due", "check-ins before, a pair", "seconds", "statements a prompt", "memory, MiB")
    yield _table(columns, (row for one in databases for row in _planning(one)))
    yield "### Sending"
    columns = ("database", "to", "Tandem, messages/s", "bare loop", "ratio", "statements a message", "memory, MiB")
    yield _table(columns, (_sending(one, sent) for one in databases for sent in one.sent))
    yield "### Beside job queues"
    yield _table(("", "a second", "Tandem on PostgreSQL, of it"), _queued(databases, queues))
    yield "### Acknowledging"
    columns = ("database", "listener", "submissions/s", "p50, ms", "p99, ms", "made again", f"of {BARE}")
    yield _table(columns, (row for one in databases for row in _acknowledging(one)))


def _aims(one: Database, queues: Mapping[str, float]) -> Iterable[Aim]:
    ten_thousand, hundredfold = one.planned[-1], one.many.seconds / one.few.seconds
    rates = {name: figures.rate for name, figures in one.answers.items()}
    for sent in one.sent:
        if sent.loop:
            yield Aim(f"{one.name}: sending to the {sent.slack}, of a bare loop", sent.tandem / sent.loop, least=0.8)
    if one.name == "PostgreSQL":
        yield Aim(f"{one.name}: messages, of {AHEAD_OF}'s jobs", one.messages / queues[AHEAD_OF], least=1)
    yield Aim(f"{one.name}: seconds to plan {ten_thousand.prompts:,} prompts", ten_thousand.seconds, most=1)
    yield Aim(f"{one.name}: time to plan after a hundred times the past", hundredfold, most=NOISE)
    fewer = one.planned[-2]
    yield Aim(f"{one.name}: statements a prompt, ten times the prompts", _each(ten_thousand) / _each(fewer), most=NOISE)
    yield Aim(f"{one.name}: memory, ten times the prompts", ten_thousand.memory / fewer.memory, most=NOISE)
    yield Aim(f"{one.name}: submissions, of the same statements in Core", rates[TANDEM] / rates[CORE], least=0.6)
    yield Aim(f"{one.name}: the chain with an empty service, of {BARE}", rates[EMPTY] / rates[BARE], least=0.8)


def _planning(one: Database) -> Iterable[tuple[str, ...]]:
    for past, planned in [*((1, each) for each in one.planned), (1, one.few), (100, one.many)]:
        figures = f"{planned.seconds:.2f}", f"{_each(planned):.2f}", f"{planned.memory:.0f}"
        yield one.name, f"{planned.prompts:,}", str(past), *figures


def _sending(one: Database, sent: Sent) -> tuple[str, ...]:
    beside = (f"{sent.loop:.0f}", f"{sent.tandem / sent.loop:.2f}") if sent.loop else ("", "")
    return one.name, sent.slack, f"{sent.tandem:.0f}", *beside, f"{sent.statements:.1f}", f"{sent.memory:.0f}"


def _queued(databases: Sequence[Database], queues: Mapping[str, float]) -> Iterable[tuple[str, ...]]:
    for one in databases:
        yield f"Tandem on {one.name}: messages planned and sent to nobody", f"{one.messages:.0f}", ""
    best = databases[0].messages
    for name, rate in queues.items():
        yield f"{name} on PostgreSQL: jobs that do nothing, deferred and run", f"{rate:.0f}", f"{best / rate:.2f}"


def _acknowledging(one: Database) -> Iterable[tuple[str, ...]]:
    bare = one.answers[BARE].rate
    for name, figures in one.answers.items():
        waits = f"{figures.p50:.1f}", f"{figures.p99:.1f}", f"{figures.again:.0f}"
        yield one.name, name, f"{figures.rate:.0f}", *waits, f"{figures.rate / bare:.2f}"


def _each(planned: Planned) -> float:
    return planned.statements / planned.prompts


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
