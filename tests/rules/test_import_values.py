"""Rows of values: recorded as of their day, known already, or refused with column and rule."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.rules.columns import Kind
from bot.rules.importing import Outcome, Scope, Told, Verdict
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Signatures
from tests.factories import CHLOE, DONE_OR_NOT, LEA
from tests.importing import AT, known, rows, scope, told

SIGNED = Signatures(AT, AT)
HEADER = "Référence;Réalisé;Au jour du;Remarque"
LATE = datetime(2026, 10, 4, 22, 30, tzinfo=UTC)  # already the 5th in Paris


def one(line: str, met: Scope | None = None, header: str = HEADER) -> Verdict:
    (verdict,) = rows(line, header=header, met=met or scope(known(signatures=SIGNED)), kind=Kind.VALUES)
    return verdict


def test_a_value_is_recorded_as_of_its_day_with_its_note() -> None:
    verdict = one("A1;310 000,50;02/10/2026;Extrait du CRM")
    assert (verdict.outcome, verdict.owner, verdict.title) == (Outcome.RECORDED, LEA, "Orion")
    assert isinstance(verdict.deed, Told)
    assert (verdict.deed.value, verdict.deed.on, verdict.deed.note) == (
        Decimal("310000.5"),
        date(2026, 10, 2),
        "Extrait du CRM",
    )


def test_a_value_without_a_day_is_as_of_today() -> None:
    verdict = one("A1;310000;;")
    assert isinstance(verdict.deed, Told)
    assert verdict.deed.on == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("A1;300000;05/10/2026;", Outcome.SAME),
        ("A1;300000;04/10/2026;", Outcome.RECORDED),
        ("A1;300000;;", Outcome.SAME),
        ("A1;300001;05/10/2026;", Outcome.RECORDED),
        ("A1;;;", Outcome.SAME),
    ],
)
def test_a_value_that_is_known_already_is_left(line: str, outcome: Outcome) -> None:
    met = known(signatures=SIGNED, values=((LATE, Decimal(300000)),))
    assert one(line, scope(met)).outcome is outcome


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("A2;1;;", ["reference none_matches"]),
        (";1;;", ["title cell_empty"]),
        ("A1;beaucoup;;", ["value not_a_number"]),
        ("A1;1;07/10/2026;", ["day day_ahead"]),
        ("A1;1;demain;", ["day not_a_day"]),
        (f"A1;1;;{'x' * 2001}", ["note cell_too_long"]),
        ("A1;1;;;x", ["too_many_cells"]),
    ],
)
def test_a_row_is_refused_with_its_column_and_rule(line: str, problems: list[str]) -> None:
    assert told(one(line)) == problems


@pytest.mark.parametrize(
    ("signatures", "problems"), [(Signatures(AT), ["not_signed"]), (Signatures(AT, AT, AT), ["closed"])]
)
def test_only_what_both_have_signed_and_is_open_takes_values(signatures: Signatures, problems: list[str]) -> None:
    assert told(one("A1;1;;", scope(known(signatures=signatures)))) == problems


def test_an_objective_is_found_by_owner_and_title() -> None:
    met = scope(known(signatures=SIGNED), known(12, signatures=SIGNED, owner=CHLOE))
    assert one("Chloé Diaz;Orion;1", met, "Nom;Objectif;Valeur").owner == CHLOE
    assert told(one(";Orion;1", met, "Nom;Objectif;Valeur")) == ["owner cell_empty"]
    assert told(one("Chloé Diaz;Vega;1", met, "Nom;Objectif;Valeur")) == ["title none_matches"]


def test_yes_or_no_is_told_in_words() -> None:
    met = scope(known(signatures=SIGNED, measured=DONE_OR_NOT))
    done, undone = one("A1;Oui;;", met), one("A1;peut-être;;", met)
    assert isinstance(done.deed, Told)
    assert done.deed.value == 1
    assert told(undone) == ["value not_in_the_list"]


def test_two_values_of_one_day_are_refused_with_both_rows() -> None:
    lines = ("A1;1;01/10/2026;", "A1;2;02/10/2026;", "A1;3;01/10/2026;")
    found = rows(*lines, header=HEADER, met=scope(known(signatures=SIGNED)), kind=Kind.VALUES)
    assert [told(one) for one in found] == [["row_twice"], [], ["row_twice"]]
    assert found[0].problems[0].details["rows"] == "2,4"


def test_a_file_of_values_needs_the_value_and_what_it_is_of() -> None:
    with pytest.raises(Rejected) as refusal:
        rows("Léa;1", header="Nom;Montant dû", met=scope(), kind=Kind.VALUES)
    (problem,) = refusal.value.problems
    assert (problem.reason, problem.details) == (Reason.COLUMNS_MISSING, {"columns": "value,reference"})
