"""An import: the file as it was read, what it meets in Tandem, and what comes of each row."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.rules.columns import DAYS, FIGURES, NEEDED, Column, Kind, column, knows
from bot.rules.convention import Convention, Usual, decide
from bot.rules.objective import Change, Field, Line, Measure, NewObjective, Objective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.table import read_table
from bot.rules.terms import plainly, write

Cells = Mapping[Column, str]


class State(StrEnum):
    """Where an import stands, in this order; it ends as applied, failed or dropped."""

    WAITING = "waiting"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    FAILED = "failed"
    DROPPED = "dropped"


class Outcome(StrEnum):
    """What comes of a row."""

    REFUSED = "refused"
    CREATED = "created"
    CHANGED = "changed"
    SUGGESTED = "suggested"
    RECORDED = "recorded"
    SAME = "same"


@dataclass(frozen=True)
class Row:
    """A row by its columns, with its number as a spreadsheet counts; `surplus` says that it has more cells."""

    number: int
    cells: Cells
    surplus: bool = False


@dataclass(frozen=True)
class Sheet:
    """A file as it was read: `unknown` are the headers that mean nothing to Tandem."""

    kind: Kind
    columns: frozenset[Column]
    unknown: tuple[str, ...]
    rows: tuple[Row, ...]
    convention: Convention


@dataclass(frozen=True)
class Known:
    """An objective that a row may mean; `values` are those told of it, oldest first.

    `changes` is how often its amount was changed this year, `suggested` what the reader has suggested already.
    """

    objective: Objective
    owner: Person
    values: tuple[tuple[datetime, Decimal], ...] = ()
    changes: int = 0
    suggested: Mapping[Field, str] = field(default_factory=dict[Field, str])


@dataclass(frozen=True)
class Scope:
    """What a file can touch: the objectives of those for whom `reader` may import, and their teams' strategy lines."""

    reader: Person
    at: datetime
    owners: tuple[Person, ...]
    known: tuple[Known, ...]
    lines: Mapping[int, tuple[Line, ...]]
    currencies: frozenset[str]


@dataclass(frozen=True)
class Write:
    """A new objective."""

    wanted: NewObjective


@dataclass(frozen=True)
class Edit:
    """A change of an objective: only the fields in `changed`, and the reference where it has none; `note` is why."""

    of: Objective
    wanted: NewObjective
    changed: tuple[Change, ...]
    reference: str = ""
    note: str = ""


@dataclass(frozen=True)
class Told:
    """A value of an objective on a day."""

    of: Objective
    value: Decimal
    on: date
    note: str = ""


@dataclass(frozen=True)
class Verdict:
    """What comes of a row, or why it is refused: each problem names its column as its field."""

    row: int
    outcome: Outcome
    title: str = ""
    owner: Person | None = None
    deed: Write | Edit | Told | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def measure(self) -> Measure | None:
        match self.deed:
            case Write(wanted) | Edit(wanted=wanted):
                return wanted.measure
            case Told(of=objective):
                return objective.measure
            case None:
                return None


@dataclass(frozen=True)
class Plan:
    """What comes of a whole file."""

    kind: Kind
    verdicts: tuple[Verdict, ...]
    unknown: tuple[str, ...]
    convention: Convention

    def count(self, outcome: Outcome) -> int:
        return self.counts[outcome]

    def of(self, *outcomes: Outcome) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.outcome in outcomes)

    @property
    def may_be_applied(self) -> bool:
        """Say whether there is something to write, and nothing refused: it is all or nothing."""
        return self.count(Outcome.SAME) < len(self.verdicts) and not self.count(Outcome.REFUSED)

    @property
    def print(self) -> str:
        """Return what is the same for two plans that would write the same."""
        told = "\x1e".join("\x1f".join(_traits(one)) for one in self.verdicts)
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def counts(self) -> Mapping[Outcome, int]:
        return Counter(one.outcome for one in self.verdicts)


@dataclass(frozen=True)
class NewImport:
    """A file that somebody has sent with a form: its id and name in Slack, and the form that shows what comes of it."""

    kind: Kind
    file_id: str
    name: str
    view: str


@dataclass(frozen=True)
class Import:
    """An import as it stands. `counts` are there once it is read, `problem` where it could not be."""

    id: int
    kind: Kind
    file_id: str
    name: str
    state: State
    view: str
    reader: Person
    print: str
    counts: Mapping[Outcome, int]
    workspace: str
    is_last_try: bool = False
    problem: Problem | None = None
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Proposed:
    """What an import has proposed to somebody: so many objectives of one rep."""

    by: Person
    rep: Person
    count: int


def read_sheet(content: bytes, kind: Kind, usual: Usual) -> Sheet:
    """Read a file of objectives or values. Raises Rejected as `read_table`, and for columns that are not as needed."""
    table = read_table(content, knows)
    named = [column(header) for header in table.header]
    _check_columns(named, kind)
    rows = tuple(
        Row(
            record.number,
            {name: cell for name, cell in zip(named, record.cells, strict=False) if name},
            any(record.cells[len(named) :]),
        )
        for record in table.records
    )
    unknown = tuple(header for header, name in zip(table.header, named, strict=True) if header and name is None)
    figures, days = (_cells(rows, columns) for columns in (FIGURES, DAYS))
    found = frozenset(name for name in named if name)
    return Sheet(kind, found, unknown, rows, decide(figures, days, table.separator, usual))


def without_doubles(verdicts: Iterable[Verdict], keys: Callable[[Verdict], Iterable[object]]) -> tuple[Verdict, ...]:
    """Refuse the rows that mean the same as another, naming all of them; `keys` say what a row means."""
    judged = tuple(verdicts)
    rows: dict[object, list[int]] = {}
    for one in judged:
        for key in keys(one):
            rows.setdefault(key, []).append(one.row)
    return tuple(_refused_if_double(one, [rows[key] for key in keys(one) if len(rows[key]) > 1]) for one in judged)


def _refused_if_double(verdict: Verdict, doubles: list[list[int]]) -> Verdict:
    if not doubles:
        return verdict
    rows = sorted({row for double in doubles for row in double})
    double = Problem(Reason.ROW_TWICE, details={"rows": ",".join(map(str, rows))})
    return Verdict(verdict.row, Outcome.REFUSED, verdict.title, verdict.owner, None, (double, *verdict.problems))


def _check_columns(named: list[Column | None], kind: Kind) -> None:
    missing = [one for one in NEEDED[kind] if one not in named]
    if kind is Kind.VALUES and Column.REFERENCE not in named and Column.TITLE not in named:
        missing.append(Column.REFERENCE)
    if missing:
        raise Rejected.because(Reason.COLUMNS_MISSING, columns=",".join(missing))
    if twice := next((one for one in named if one and named.count(one) > 1), None):
        raise Rejected.because(Reason.COLUMN_TWICE, column=twice)


def _cells(rows: Iterable[Row], columns: Iterable[Column]) -> list[str]:
    return [row.cells.get(one, "") for row in rows for one in columns]


def _traits(verdict: Verdict) -> list[str]:
    """Return what distinguishes what comes of one row from what might have come of it."""
    told = [str(verdict.row), verdict.outcome, str(verdict.owner.id if verdict.owner else "")]
    match verdict.deed:
        case Write(wanted):
            return [*told, wanted.reference, *write(wanted).values()]
        case Edit(of=objective, changed=changed, reference=reference, note=note):
            texts = [text for one in changed for text in (one.field, one.before, one.after)]
            return [*told, str(objective.id), reference, note, *texts]
        case Told(of=objective, value=value, on=on, note=note):
            return [*told, str(objective.id), plainly(value), on.isoformat(), note]
        case None:
            return [*told, *(f"{one.field}:{one.reason}" for one in verdict.problems)]
