"""What comes of each row of a file of objectives: one is written down, changed, left as it is, or refused."""

from collections.abc import Iterator
from dataclasses import replace

from bot.rules import charter
from bot.rules.columns import Column, folded
from bot.rules.draft import check
from bot.rules.import_terms import RowReader
from bot.rules.importing import Edit, Known, Outcome, Row, Scope, Sheet, Verdict, Write
from bot.rules.matching import Index
from bot.rules.objective import Change, Field, Line, NewObjective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.signing import State
from bot.rules.terms import agreed, write

HIDDEN = (Field.FLOOR, Field.CEILING)  # from a rep, unless the manager shows them
KEPT = (Field.SHOWN, Field.SPONSOR)  # no file says them


class ObjectiveJudge:
    """Judges the rows of a file of objectives, one by one."""

    def __init__(self, sheet: Sheet, scope: Scope) -> None:
        self._sheet, self._scope, self._index = sheet, scope, Index(scope)

    def __call__(self, row: Row) -> Verdict:
        told = Verdict(row.number, Outcome.REFUSED, title=row.cells.get(Column.TITLE, ""))
        try:
            told = replace(told, owner=self._index.owner(row.cells))
            if row.surplus:
                raise Rejected.because(Reason.TOO_MANY_CELLS)
            return self._judged(row, told)
        except Rejected as refusal:
            return replace(told, problems=refusal.problems)

    @staticmethod
    def keys(verdict: Verdict) -> Iterator[object]:
        """Tell what a row means: no other row may mean the same."""
        match verdict.deed:
            case Edit(of=objective):
                yield objective.id
            case Write(wanted):
                yield verdict.owner, folded(wanted.title), wanted.starts_on, wanted.ends_on
                if wanted.reference:
                    yield wanted.reference.casefold()
            case _:
                return

    def _judged(self, row: Row, told: Verdict) -> Verdict:
        days = self._sheet.convention
        read = RowReader(row.cells, days, self._scope.currencies, self._lines(told.owner), None).wanted()
        known = self._index.find(row.cells, told.owner, (read.starts_on, read.ends_on), must=False)
        if known:
            return self._edited(row, known, replace(told, owner=known.owner))
        if told.owner is None:
            raise Rejected(Problem(Reason.CELL_EMPTY, Column.OWNER))
        check(read)
        return replace(told, outcome=Outcome.CREATED, deed=Write(read))

    def _edited(self, row: Row, known: Known, told: Verdict) -> Verdict:
        found, base = known.objective, agreed(known.objective)
        lines, currencies = self._lines(told.owner), self._scope.currencies
        wanted = RowReader(row.cells, self._sheet.convention, currencies, lines, base).wanted()
        changed = self._changed(base, wanted, known)
        reference = wanted.reference if not found.reference else ""
        edit = Edit(found, wanted, changed, reference, row.cells.get(Column.NOTE, ""))
        if not changed or {one.field: one.after for one in changed} == known.suggested:
            return replace(told, outcome=Outcome.CHANGED if reference else Outcome.SAME, deed=replace(edit, changed=()))
        check(wanted)
        if problems := tuple(self._problems(known, edit)):
            raise Rejected(*problems)
        suggests = found.state is State.SIGNED
        return replace(told, outcome=Outcome.SUGGESTED if suggests else Outcome.CHANGED, deed=edit)

    def _changed(self, base: NewObjective, wanted: NewObjective, known: Known) -> tuple[Change, ...]:
        before, after, author = write(base), write(wanted), self._scope.reader.name
        kept = KEPT if self._reads_margin(known) else (*KEPT, *HIDDEN)
        return tuple(
            Change(one, before[one], after[one], author, self._scope.at)
            for one in Field
            if one not in kept and before[one] != after[one]
        )

    def _reads_margin(self, known: Known) -> bool:
        return known.objective.charter.is_shown or known.owner.id != self._scope.reader.id

    def _problems(self, known: Known, edit: Edit) -> Iterator[Problem]:
        found, fields = known.objective, {one.field for one in edit.changed}
        if found.state is State.CLOSED:
            yield Problem(Reason.CLOSED)
        if found.latest and fields & {Field.UNIT, Field.CURRENCY}:
            yield Problem(Reason.UNIT_STAYS, Field.UNIT)
        if found.state is not State.SIGNED:
            return
        if found.revision and found.revision.author.id != self._scope.reader.id:
            yield Problem(Reason.ANSWER_FIRST, details={"name": found.revision.author.name})
        if Field.TARGET in fields:
            amount, today = edit.wanted.measure.target, self._scope.at.date()
            refused = charter.refuses(found.charter, amount, on=today, made=known.changes)
            yield from [replace(refused, field=Field.TARGET)] if refused else []

    def _lines(self, owner: Person | None) -> tuple[Line, ...]:
        return self._scope.lines.get(owner.id, ()) if owner else ()
