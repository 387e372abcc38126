"""Which objective a row of a file means: by its reference, else by its owner and its title."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from bot.rules.columns import Column, folded
from bot.rules.importing import Cells, Known, Scope
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

OWN_REFERENCE = re.compile(r"tandem-(\d{1,18})", re.ASCII | re.IGNORECASE)
MENTION = re.compile(r"<?@?(\w+)(?:\|[^>]*)?>?")

Period = tuple[date, date]


def reference_of(reference: str, objective_id: int) -> str:
    """Return how a file names an objective: as other software does, else by Tandem's own key."""
    return reference or f"tandem-{objective_id}"


class Index:
    """The objectives and the people that a file can mean."""

    def __init__(self, scope: Scope) -> None:
        self._owners: dict[str, list[Person]] = defaultdict(list)
        self._references: dict[str, list[Known]] = defaultdict(list)
        self._titles: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self._alone = scope.owners[0] if len(scope.owners) == 1 else None
        for one in scope.owners:
            self._owners[folded(one.name)].append(one)
            self._owners[one.slack_id.casefold()].append(one)
        for one in scope.known:
            self._references[reference_of("", one.objective.id)].append(one)
            if one.objective.reference:
                self._references[one.objective.reference.casefold()].append(one)
            self._titles[one.owner.id, folded(one.objective.title)].append(one)

    def owner(self, cells: Cells) -> Person | None:
        """Return whom a row names, or the only one it can mean; None where it names nobody. Raises Rejected."""
        written = cells.get(Column.OWNER, "")
        if not written:
            return self._alone
        mention = MENTION.fullmatch(written)
        found = self._owners.get(folded(written.lstrip("@")), []) or (
            self._owners.get(mention[1].casefold(), []) if mention else []
        )
        if len(found) > 1:
            raise _refused(Reason.SEVERAL_OF_THAT_NAME, Column.OWNER, name=written)
        if not found:
            raise _refused(Reason.NOBODY_OF_YOURS, Column.OWNER, name=written)
        return found[0]

    def find(self, cells: Cells, owner: Person | None, period: Period, *, must: bool) -> Known | None:
        """Return the objective that a row means; None where there is none and there need not be. Raises Rejected."""
        reference, title = cells.get(Column.REFERENCE, ""), cells.get(Column.TITLE, "")
        found = self._by_reference(reference) if reference else None
        if found is None and owner and title:
            found = self._by_title(owner, title, period, reference, must=must)
        if found and owner and found.owner.id != owner.id and cells.get(Column.OWNER):
            raise _refused(Reason.OWNER_STAYS, Column.OWNER, name=found.owner.name)
        if found is None and must and not reference and not (owner and title):
            raise _refused(Reason.CELL_EMPTY, Column.OWNER if title else Column.TITLE)
        if found is None and (must or OWN_REFERENCE.fullmatch(reference)):
            raise _refused(Reason.NONE_MATCHES, Column.REFERENCE if reference else Column.TITLE)
        return found

    def _by_reference(self, reference: str) -> Known | None:
        found = self._references.get(reference.casefold(), [])
        return _only(_open(found) or found, Column.REFERENCE)

    def _by_title(self, owner: Person, title: str, period: Period, reference: str, *, must: bool) -> Known | None:
        named = _open(self._titles.get((owner.id, folded(title)), []))
        free = [one for one in named if not reference or not one.objective.reference]
        met = [one for one in free if _meet(_period(one), period)] or (free if must else [])
        same = [one for one in met if _period(one) == period]
        return _only(same if len(met) > 1 and same else met, Column.TITLE)


def _only(found: Sequence[Known], column: Column) -> Known | None:
    if len(found) > 1:
        raise _refused(Reason.SEVERAL_MATCH, column)
    return found[0] if found else None


def _open(found: Sequence[Known]) -> list[Known]:
    return [one for one in found if not one.objective.signatures.closed_at]


def _period(known: Known) -> Period:
    return known.objective.starts_on, known.objective.ends_on


def _meet(one: Period, other: Period) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _refused(reason: Reason, column: Column, **details: str) -> Rejected:
    return Rejected(Problem(reason, column, details))
