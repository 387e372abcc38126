"""Files for imports and what they meet: the people, the objectives and the plan that comes of both."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.i18n import currencies
from bot.rules.amount import NumberStyle
from bot.rules.columns import Kind
from bot.rules.convention import Usual
from bot.rules.importing import Known, Plan, Scope, Verdict
from bot.rules.objective import Line, Measure, Objective
from bot.rules.person import Person
from bot.rules.planning import plan
from bot.rules.signing import UNSIGNED
from tests.factories import CHLOE, LEA, MARC, objective

AT = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
FRENCH = Usual(NumberStyle(",", "\u202f"), True)
HEADER = "Référence;Commercial;Objectif;Unité;Cible;Début;Fin"
ORION = "A1;Léa Fontaine;Orion;EUR;480000;01/01/2026;31/12/2026"


def known(key: int = 11, title: str = "Orion", measured: Measure | None = None, **given: Any) -> Known:
    """Build an objective of Léa that nobody has signed, unless it is said otherwise."""
    owner, values = given.pop("owner", LEA), given.pop("values", ())
    more = {name: given.pop(name) for name in ("changes", "suggested") if name in given}
    found: Objective = replace(objective(key, title, measured, latest=None), signatures=UNSIGNED, reference="A1")
    return Known(replace(found, **given), owner, values, **more)


def scope(*found: Known, reader: Person = MARC, owners: Sequence[Person] = (LEA, CHLOE), **given: Any) -> Scope:
    lines = {LEA.id: (Line("Filières", "Ambition", 5),)}
    return replace(Scope(reader, AT, tuple(owners), found, lines, currencies()), **given)


def planned(content: str, met: Scope, kind: Kind = Kind.OBJECTIVES) -> Plan:
    return plan(content.encode(), kind, FRENCH, met)


def rows(*lines: str, met: Scope, header: str = HEADER, kind: Kind = Kind.OBJECTIVES) -> tuple[Verdict, ...]:
    return planned("\n".join([header, *lines, ""]), met, kind).verdicts


def told(verdict: Verdict) -> list[str]:
    return [f"{one.field} {one.reason}".strip() for one in verdict.problems]
