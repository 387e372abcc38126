"""Rows of objectives: written down, changed, suggested, left as they are, or refused with column and rule."""

from datetime import date
from decimal import Decimal

import pytest

from bot.rules.charter import Cause, Charter
from bot.rules.importing import Edit, Outcome, Verdict, Write
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Segment, Unit
from bot.rules.pace import Milestones, Season
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Revision, Signatures
from tests.factories import CHLOE, DONE_OR_NOT, LEA, MARC, measure, progress
from tests.importing import AT, HEADER, ORION, known, planned, rows, scope, told

SIGNED = Signatures(AT, AT)
FULL = (
    f"{HEADER};Pourquoi;Axe stratégique;Ambition;Sens;Point de départ;Poids;Rythme;Segments;Plancher;Plafond;"
    "Motifs;Mois;Révisions"
)


def one(line: str, *, header: str = HEADER, **given: object) -> Verdict:
    (verdict,) = rows(line, header=header, met=given.get("met") or scope())  # pyright: ignore[reportArgumentType]
    return verdict


def wanted(verdict: Verdict) -> NewObjective:
    assert isinstance(verdict.deed, Write | Edit)
    return verdict.deed.wanted


def changed(verdict: Verdict) -> list[tuple[str, str, str]]:
    assert isinstance(verdict.deed, Edit)
    return [(change.field, change.before, change.after) for change in verdict.deed.changed]


def test_a_whole_row_is_a_whole_objective() -> None:
    verdict = one(
        "A1;Léa Fontaine;Orion;EUR;480 000,50;01/01/2026;31/12/2026;Parce que;Filières;;atteindre;1,5;40 %;"
        "30/06/2026 200000 | 30/09/2026 300000,5;Grands comptes 33,33 | Autres 66,67;400000;500000;"
        "secteur, marché;1 | 7;2",
        header=FULL,
    )
    assert (verdict.outcome, verdict.owner) == (Outcome.CREATED, LEA)
    assert wanted(verdict) == NewObjective(
        "Orion",
        "Parce que",
        Measure(Unit.CURRENCY, Direction.REACH, Decimal("1.5"), Decimal("480000.5"), "EUR"),
        date(2026, 1, 1),
        date(2026, 12, 31),
        Line("Filières", "Ambition", 5),
        Milestones(((date(2026, 6, 30), Decimal(200000)), (date(2026, 9, 30), Decimal("300000.5")))),
        40,
        (Segment("Grands comptes", Decimal("33.33")), Segment("Autres", Decimal("66.67"))),
        Charter(
            Decimal(400000), Decimal(500000), frozenset({Cause.TERRITORY, Cause.MARKET}), windows=(1, 7), revisions=2
        ),
    )
    assert wanted(verdict).reference == "A1"


@pytest.mark.parametrize(
    ("unit", "target", "read"),
    [
        ("€", "12", measure(target=12)),
        ("gbp", "12", measure(target=12, currency="GBP")),
        ("Nombre", "12", measure(Unit.COUNT, target=12)),
        ("%", "85", measure(Unit.PERCENT, target=85)),
        ("Oui/non", "", DONE_OR_NOT),
    ],
)
def test_a_unit_is_read_by_code_sign_or_word(unit: str, target: str, read: Measure) -> None:
    assert wanted(one(f";Léa Fontaine;Orion;{unit};{target};2026-01-01;2026-12-31")).measure == read


def test_a_season_and_a_line_with_its_goal_are_read_in_english() -> None:
    header = "Owner,Title,Currency,Target,Start,End,Pace,Strategy,Goal"
    content = f"{header}\nlea fontaine,Orion,EUR,10,2026-01-01,2026-02-28,Season 8 10,Agro,2028\n"
    (verdict,) = planned(content, scope()).verdicts
    assert (wanted(verdict).pace, wanted(verdict).line) == (Season((8, 10)), Line("Agro", "2028"))


@pytest.mark.parametrize("owner", ["@Léa Fontaine", "U0001", "<@U0001|lea>", "LEA FONTAINE"])
def test_an_owner_is_named_as_people_name_them(owner: str) -> None:
    assert one(ORION.replace("Léa Fontaine", owner)).owner == LEA


def test_a_rep_imports_for_themselves_without_saying_so() -> None:
    alone = scope(reader=LEA, owners=[LEA])
    assert one(ORION.replace("Léa Fontaine", ""), met=alone).owner == LEA
    assert told(one(ORION.replace("Léa Fontaine", ""))) == ["owner cell_empty"]


@pytest.mark.parametrize(
    ("before", "after", "problems"),
    [
        ("Léa Fontaine", "Tom", ["owner nobody_of_yours"]),
        ("Orion", "", ["title no_title"]),
        ("Orion", "x" * 151, ["title cell_too_long"]),
        ("A1", "x" * 81, ["reference cell_too_long"]),
        ("EUR", "XYZ", ["unit not_a_unit"]),
        ("EUR", "FRF", ["unit not_a_unit"]),
        ("480000", "", ["target cell_empty"]),
        ("480000", "beaucoup", ["target not_a_number"]),
        ("480000", "1" + "0" * 400, ["target too_large"]),
        ("480000", "480000 USD", ["target wrong_currency"]),
        ("480000", "0", ["target no_way_to_go"]),
        ("480000", "-5", ["target target_too_low"]),
        ("31/12/2026", "31/12/2025", ["ends_on ends_before_it_starts"]),
        ("31/12/2026", "31/02/2026", ["ends_on not_a_day"]),
        ("EUR;480000", "XYZ;beaucoup;", ["too_many_cells"]),
        ("EUR;480000;01/01/2026", "XYZ;beaucoup;hier", ["unit not_a_unit", "starts_on not_a_day"]),
        ("A1", "tandem-99", ["reference none_matches"]),
    ],
)
def test_a_row_is_refused_with_its_column_and_rule(before: str, after: str, problems: list[str]) -> None:
    verdict = one(ORION.replace(before, after) + ("x" if problems == ["too_many_cells"] else ""))
    assert (verdict.outcome, told(verdict)) == (Outcome.REFUSED, problems)


@pytest.mark.parametrize(
    ("header", "cell", "problems"),
    [
        ("Sens", "réduire", ["target target_too_high"]),
        ("Sens", "en haut", ["direction not_in_the_list"]),
        ("Poids", "101", ["weight not_a_weight"]),
        ("Poids", "9" * 5000, ["weight not_a_weight"]),
        ("Segments", "Grands comptes", ["segments not_a_segment"]),
        ("Segments", "Grands comptes 4x0", ["segments not_a_number"]),
        ("Segments", "Grands comptes 40 | Autres 50", ["segments shares_do_not_add_up"]),
        ("Segments", "x" * 81 + " 40 | Autres 60", ["segments not_a_segment"]),
        ("Segments", " | ".join(f"Client {number} 1" for number in range(200)), ["segments cell_too_long"]),
        ("Rythme", " | ".join(["30/06/2026 200000"] * 200), ["pace cell_too_long"]),
        ("Rythme", "saison 1 2", ["pace season_months"]),
        ("Rythme", "saison un", ["pace not_a_pace"]),
        ("Rythme", "30/06/2027 10", ["pace milestone_outside"]),
        ("Rythme", "30/06/2026", ["pace not_a_pace"]),
        ("Plancher", "500000", ["floor floor_above_target"]),
        ("Plafond", "400000", ["ceiling ceiling_below_target"]),
        ("Motifs", "la météo", ["causes not_in_the_list"]),
        ("Mois", "13", ["windows not_a_month"]),
        ("Révisions", "0", ["revisions not_a_count"]),
        ("Axe", "Agro", ["goal line_without_goal"]),
        ("Ambition", "2028", ["line goal_without_line"]),
    ],
)
def test_a_cell_is_refused_with_its_column_and_rule(header: str, cell: str, problems: list[str]) -> None:
    given = f"{HEADER};Axe" if header == "Ambition" else HEADER
    line = f"{ORION};;{cell}" if header == "Ambition" else f"{ORION};{cell}"
    found = told(one(line, header=f"{given};{header}"))
    assert found[: len(problems)] == problems


def test_what_a_file_does_not_say_stays_as_it_is() -> None:
    met = known(
        weight=40, why="Parce que", charter=Charter(floor=Decimal(1)), segments=(Segment("Tous", Decimal(100)),)
    )
    assert one(ORION, met=scope(met)).outcome is Outcome.SAME
    verdict = one(ORION.replace("480000", "500000"), met=scope(met))
    assert (verdict.outcome, changed(verdict)) == (Outcome.CHANGED, [("target", "480000", "500000")])
    assert wanted(verdict).weight == 40


def test_an_empty_cell_takes_away_what_there_was() -> None:
    verdict = one(f"{ORION};", header=f"{HEADER};Poids", met=scope(known(weight=40)))
    assert changed(verdict) == [("weight", "40", "")]


def test_a_signed_objective_is_not_changed_but_a_change_is_suggested_with_its_reason() -> None:
    header, line = f"{HEADER};Note", ORION.replace("480000", "500000") + ";Un port perdu"
    verdict = one(line, header=header, met=scope(known(signatures=SIGNED)))
    assert verdict.outcome is Outcome.SUGGESTED
    assert isinstance(verdict.deed, Edit)
    assert verdict.deed.note == "Un port perdu"
    waits = known(signatures=SIGNED, suggested={Field.TARGET: "500000"})
    assert one(line, header=header, met=scope(waits)).outcome is Outcome.SAME


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"signatures": Signatures(AT, AT, AT)}, ["closed"]),
        ({"signatures": SIGNED, "revision": Revision(1, LEA, AT)}, ["answer_first"]),
        ({"signatures": SIGNED, "revision": Revision(1, MARC, AT)}, []),
        ({"signatures": SIGNED, "charter": Charter(ceiling=Decimal(490000))}, ["ceiling ceiling_below_target"]),
        ({"signatures": SIGNED, "charter": Charter(windows=(1,))}, ["target window_closed"]),
        ({"signatures": SIGNED, "charter": Charter(revisions=1), "changes": 1}, ["target revised_enough"]),
    ],
)
def test_a_change_is_refused_as_the_form_would(given: dict[str, object], problems: list[str]) -> None:
    assert told(one(ORION.replace("480000", "500000"), met=scope(known(**given)))) == problems


def test_what_is_counted_stays_once_values_are_recorded() -> None:
    verdict = one(ORION.replace("EUR", "GBP"), met=scope(known(latest=progress())))
    assert told(verdict) == ["unit unit_stays"]


def test_a_margin_that_a_rep_does_not_see_is_neither_shown_nor_changed_by_their_file() -> None:
    hidden = known(charter=Charter(floor=Decimal(400000), is_shown=False))
    line, header = f"{ORION};450000", f"{HEADER};Plancher"
    assert one(line, header=header, met=scope(hidden, reader=LEA, owners=[LEA])).outcome is Outcome.SAME
    assert changed(one(line, header=header, met=scope(hidden))) == [("floor", "400000", "450000")]


@pytest.mark.parametrize(
    ("line", "outcome", "problems"),
    [
        (ORION, Outcome.SAME, []),
        (ORION.replace("A1", "a1").replace("Orion", "Vega"), Outcome.CHANGED, []),
        (ORION.replace("A1", "tandem-11"), Outcome.SAME, []),
        (ORION.replace("A1", ""), Outcome.SAME, []),
        (ORION.replace("A1", "").replace("Orion", "ORION"), Outcome.CHANGED, []),
        (ORION.replace("A1", "A2"), Outcome.CREATED, []),  # the other has a reference of its own
        (ORION.replace("A1", "").replace("2026", "2027"), Outcome.CREATED, []),
        (ORION.replace("Léa Fontaine", "Chloé Diaz"), Outcome.REFUSED, ["owner owner_stays"]),
    ],
)
def test_a_row_means_an_objective_by_reference_else_by_owner_title_and_time(
    line: str, outcome: Outcome, problems: list[str]
) -> None:
    verdict = one(line, met=scope(known()))
    assert (verdict.outcome, told(verdict)) == (outcome, problems)


def test_a_reference_is_given_to_an_objective_without_one() -> None:
    verdict = one(ORION, met=scope(known(reference="")))
    assert isinstance(verdict.deed, Edit)
    assert (verdict.outcome, verdict.deed.changed, verdict.deed.reference) == (Outcome.CHANGED, (), "A1")


def test_what_fits_several_objectives_is_refused_unless_the_period_tells_them_apart() -> None:
    line, twins = ORION.replace("A1", ""), [known(11), known(12, starts_on=date(2026, 2, 1))]
    assert one(line, met=scope(*twins)).outcome is Outcome.SAME
    assert told(one(line, met=scope(*twins, known(13)))) == ["title several_match"]
    assert told(one(ORION, met=scope(known(11), known(12)))) == ["reference several_match"]
    namesakes = scope(owners=[LEA, CHLOE, LEA])
    assert told(one(line, met=namesakes)) == ["owner several_of_that_name"]


def test_rows_that_mean_the_same_are_refused_with_both_numbers() -> None:
    first, second, third = rows(ORION, ORION.replace("Orion", "Vega"), ORION.replace("A1", "B"), met=scope())
    assert [told(one) for one in (first, second, third)] == [["row_twice"]] * 3
    assert [one.problems[0].details["rows"] for one in (first, second, third)] == ["2,3,4", "2,3", "2,4"]
    twice = rows(ORION, ORION.replace("A1", ""), met=scope(known()))
    assert [one.problems[0].details["rows"] for one in twice] == ["2,3"] * 2


def test_columns_that_are_missing_or_there_twice_are_named() -> None:
    for header, reason, details in [
        ("Objectif;Devise", Reason.COLUMNS_MISSING, {"columns": "target,starts_on,ends_on"}),
        (f"{HEADER};Titre", Reason.COLUMN_TWICE, {"column": "title"}),
    ]:
        with pytest.raises(Rejected) as refusal:
            rows(ORION, header=header, met=scope())
        (problem,) = refusal.value.problems
        assert (problem.reason, problem.details) == (reason, details)


def test_a_plan_is_applied_whole_or_not_at_all_and_known_again_by_its_print() -> None:
    good, bad = f"{HEADER}\n{ORION}\n", f"{HEADER}\n{ORION}\n{ORION.replace('EUR', 'XYZ')}\n"
    assert planned(good, scope()).may_be_applied
    assert not planned(bad, scope()).may_be_applied
    assert not planned(good, scope(known())).may_be_applied
    assert planned(good, scope()).print == planned(good, scope()).print
    assert planned(good, scope()).print != planned(good.replace("480000", "480001"), scope()).print
    moved = [planned(good, scope(known(measured=measure(target=target)))).print for target in (1, 2)]
    assert moved[0] != moved[1]
