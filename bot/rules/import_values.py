"""What comes of each row of a file of values: one is recorded, known already, or refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.rules import columns
from bot.rules.columns import Column
from bot.rules.importing import Known, Outcome, Row, Scope, Sheet, Told, Verdict
from bot.rules.matching import Index
from bot.rules.objective import Measure, Unit
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.signing import State

MOST_NOTE = 2000  # characters


class ValueJudge:
    """Judges the rows of a file of values, one by one."""

    def __init__(self, sheet: Sheet, scope: Scope) -> None:
        self._sheet, self._scope, self._index = sheet, scope, Index(scope)

    def __call__(self, row: Row) -> Verdict:
        told = Verdict(row.number, Outcome.REFUSED, title=row.cells.get(Column.TITLE, ""))
        try:
            if row.surplus:
                raise Rejected.because(Reason.TOO_MANY_CELLS)
            return self._judged(row, told)
        except Rejected as refusal:
            return replace(told, problems=refusal.problems)

    @staticmethod
    def keys(verdict: Verdict) -> Iterator[object]:
        """Tell what a row means: no other row may mean the same."""
        if isinstance(verdict.deed, Told):
            yield verdict.deed.of.id, verdict.deed.on

    def _judged(self, row: Row, told: Verdict) -> Verdict:
        if not row.cells[Column.VALUE]:
            return replace(told, outcome=Outcome.SAME)
        day = self._day(row)
        today = day or self._scope.at.date()
        known = self._index.find(row.cells, self._index.owner(row.cells), (today, today), must=True)
        if known is None:
            raise Rejected(Problem(Reason.NONE_MATCHES, Column.REFERENCE))
        deed = self._deed(row, known, day)
        _check(known, deed, self._scope)
        outcome = Outcome.SAME if _is_told(known, deed, day) else Outcome.RECORDED
        return replace(told, outcome=outcome, title=known.objective.title, owner=known.owner, deed=deed)

    def _deed(self, row: Row, known: Known, day: date | None) -> Told:
        value, note = self._value(row, known.objective.measure), row.cells.get(Column.NOTE, "")
        if len(note) > MOST_NOTE:
            raise Rejected(Problem(Reason.CELL_TOO_LONG, Column.NOTE, {"most": str(MOST_NOTE)}))
        return Told(known.objective, value, day or known.owner.today(self._scope.at), note)

    def _day(self, row: Row) -> date | None:
        written = row.cells.get(Column.DAY, "")
        return self._sheet.convention.day(written, Column.DAY) if written else None

    def _value(self, row: Row, measure: Measure) -> Decimal:
        written = row.cells[Column.VALUE]
        if measure.unit is not Unit.YES_NO:
            return self._sheet.convention.figure(written, measure, Column.VALUE)
        done = columns.yes_or_no(written)
        if done is None:
            raise Rejected(Problem(Reason.NOT_IN_THE_LIST, Column.VALUE, {"written": written}))
        return Decimal(done)


def _check(known: Known, deed: Told, scope: Scope) -> None:
    if known.objective.state is State.CLOSED:
        raise Rejected.because(Reason.CLOSED)
    if known.objective.state is not State.SIGNED:
        raise Rejected.because(Reason.NOT_SIGNED)
    if deed.on > known.owner.today(scope.at):
        raise Rejected(Problem(Reason.DAY_AHEAD, Column.DAY, {"day": deed.on.isoformat()}))


def _is_told(known: Known, deed: Told, day: date | None) -> bool:
    """Say whether the value is known: that of the same day, or the latest where the row names no day."""
    told = [value for at, value in known.values if day is None or at.astimezone(known.owner.zone).date() == day]
    return bool(told) and told[-1] == deed.value
