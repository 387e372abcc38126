"""The form of an objective, and the objective as read back from it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.draft import Draft
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Unit
from bot.rules.refusal import Rejected
from bot.views import draft, fields
from bot.views.refusal import errors
from tests.factories import DONE_OR_NOT, LEA, LINE, MARC, OPEN, desk, measure, objective
from tests.views.filling import blocks, filled
from tests.views.showing import LANGUAGES, lines, spaced

EN, FR, US = (translator(tag) for tag in ("en-GB", "fr-FR", "en-US"))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
every_language = pytest.mark.parametrize("t", [translator(tag) for tag in LANGUAGES], ids=LANGUAGES)


def read(t: Translator = EN, **given: str) -> NewObjective:
    form = draft.form(desk(lines=(LINE,)), t, OPEN)
    return draft.read_form(filled(form, **{"title": "Zéphyr", "target": "10"} | given), t).wanted


def refused(t: Translator = EN, **given: str) -> dict[str, str]:
    with pytest.raises(Rejected) as refusal:
        read(t, **given)
    return {name: spaced(said) for name, said in errors(refusal.value, t, otherwise="title").items()}


@pytest.mark.parametrize(
    ("t", "given", "measured"),
    [
        (EN, {"target": "£480,000.50", "unit": "GBP"}, measure(target="480000.5", currency="GBP")),
        (FR, {"target": "480 000,50 €"}, measure(target="480000.5")),
        (US, {"target": "480k", "unit": "USD", "baseline": "-1,000"}, measure(baseline=-1000, currency="USD")),
        (FR, {"target": "500 CHF", "unit": "CHF"}, measure(target=500, currency="CHF")),
        (FR, {"target": "12 comptes", "unit": "count"}, measure(Unit.COUNT, target=12)),
        (
            EN,
            {"target": "30", "baseline": "45 days", "unit": "count", "direction": "reduce"},
            measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=30),
        ),
        (
            FR,
            {"target": "92,5 %", "baseline": "90", "unit": "percent", "direction": "stay_above"},
            measure(Unit.PERCENT, Direction.STAY_ABOVE, baseline=90, target="92.5"),
        ),
        (EN, {"target": "", "unit": "yes_no"}, DONE_OR_NOT),
        (EN, {"target": "nonsense", "baseline": "x", "unit": "yes_no", "direction": "stay_below"}, DONE_OR_NOT),
    ],
)
def test_what_is_counted_comes_back_as_the_reader_wrote_it(
    t: Translator, given: dict[str, str], measured: Measure
) -> None:
    assert read(t, **given).measure == measured


def test_an_objective_comes_back_with_its_words_its_period_and_when_the_form_was_opened() -> None:
    form = draft.form(desk(), EN, OPEN)
    sent = filled(
        form, title=" Zéphyr ", why="They stay", target="480000", starts_on="2026-10-01", ends_on="2027-06-30"
    )
    wanted = NewObjective("Zéphyr", "They stay", measure(), date(2026, 10, 1), date(2027, 6, 30))
    assert draft.read_form(sent, EN) == Draft(wanted, OPEN, rep=LEA.slack_id, keeps=draft.ELSEWHERE)


@every_language
@pytest.mark.parametrize(
    "measured",
    [
        measure(baseline="-12.5", target="420000.25"),
        measure(currency="NZD"),
        measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=30),
        measure(Unit.PERCENT, Direction.STAY_BELOW, baseline=12, target="8.25"),
        DONE_OR_NOT,
    ],
)
def test_a_form_sent_as_it_was_prefilled_says_that_nothing_has_changed(t: Translator, measured: Measure) -> None:
    found = objective(measured=measured, why="Parce que", line=LINE)
    sent = filled(draft.form(desk(lines=(LINE,)), t, OPEN, objective=found))
    wanted = NewObjective(found.title, found.why, measured, *YEAR, LINE.id)
    assert draft.read_form(sent, t) == Draft(wanted, OPEN, rep=LEA.slack_id, changes=found.id, keeps=draft.ELSEWHERE)


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ({}, None),
        ({"line": "5"}, 5),
        ({"new_line": "Agro", "goal": "Premier"}, Line("Agro", "Premier")),
        ({"line": "5", "new_line": "Agro", "goal": "Premier"}, Line("Agro", "Premier")),
    ],
)
def test_a_strategy_line_is_a_known_one_or_a_new_one_with_its_goal(
    given: dict[str, str], line: Line | int | None
) -> None:
    assert read(**given).line == line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"new_line": "Agro"}, {"goal": "Please name the goal that the new strategy line leads to."}),
        ({"goal": "Premier"}, {"new_line": "Please name the strategy line that leads to this goal."}),
        ({"target": ""}, {"target": "Please write a number, such as 100."}),
        ({"target": "12.5", "unit": "count"}, {"target": "Please write a whole number."}),
        ({"target": "$12"}, {"target": "This objective is counted in euros, not in $."}),
        ({"ends_on": ""}, {"ends_on": "Please choose one."}),
        (
            {"baseline": "a", "target": "b", "new_line": "Agro", "starts_on": ""},
            {
                "baseline": "Please write a number, such as 100.",
                "target": "Please write a number, such as 100.",
                "goal": "Please name the goal that the new strategy line leads to.",
                "starts_on": "Please choose one.",
            },
        ),
    ],
)
def test_everything_that_is_wrong_is_named_at_once_in_its_field(given: dict[str, str], said: dict[str, str]) -> None:
    assert refused(**given) == said


def test_what_is_wrong_is_said_in_the_readers_language() -> None:
    assert refused(FR, target="12 £") == {"target": "Cet objectif se compte en euros, pas en £."}


@pytest.mark.parametrize(
    ("country", "currency"), [("FR", "EUR"), ("GB-ENG", "GBP"), ("CH", "CHF"), ("NZ", "NZD"), ("US", "USD")]
)
def test_the_currency_of_the_reps_country_comes_first(country: str, currency: str) -> None:
    element = blocks(draft.form(desk(country=country), EN, OPEN))["unit"]["element"]
    assert element["initial_option"]["value"] == element["options"][0]["value"] == currency
    values = [option["value"] for option in element["options"]]
    assert len(values) == len(set(values))


def test_a_known_line_is_shown_with_its_goal_even_when_both_are_long() -> None:
    long = Line("Entrer dans les filières où nous sommes peu présents", "Devenir le premier fournisseur des ETI", 7)
    options = blocks(draft.form(desk(lines=(LINE, long)), FR, OPEN))["line"]["element"]["options"]
    assert [option["text"]["text"] for option in options] == [
        "Aucun pour l’instant",
        "Entrer dans les filières ← Premier fournisseur",
        "Entrer dans les filières où nous so… ← Devenir le premier fournisseur des…",
    ]


def test_a_team_without_lines_is_asked_for_a_new_one_only() -> None:
    assert "line" not in blocks(draft.form(desk(), EN, OPEN))


def test_of_very_many_lines_the_newest_are_offered_and_in_any_case_the_objectives_own() -> None:
    many = tuple(replace(LINE, id=key) for key in range(1, 150))
    form = draft.form(desk(lines=many), EN, OPEN, objective=objective(line=many[0]))
    values = [option["value"] for option in blocks(form)["line"]["element"]["options"]]
    assert len(values) == 100
    assert values[:2] == ["none", "1"]
    assert values[-1] == "149"


@pytest.mark.parametrize(("reader", "named"), [(LEA, False), (MARC, True)])
def test_a_manager_is_told_whose_objective_it_is(reader: Any, *, named: bool) -> None:
    said = ":bust_in_silhouette: For Léa Fontaine, who is told of it in a message."
    assert (said in lines(draft.form(desk(reader), EN, OPEN))) is named


@pytest.mark.parametrize(("found", "explained"), [(objective(), True), (objective(latest=None), False), (None, False)])
def test_the_field_explains_that_the_unit_stays_once_values_are_recorded(found: Any, *, explained: bool) -> None:
    unit = blocks(draft.form(desk(), EN, OPEN, objective=found))[Field.UNIT]
    assert (unit.get("hint", {}).get("text") == "Values are recorded already: it stays as it is.") is explained


def test_a_problem_that_belongs_to_no_field_stands_in_the_first_one() -> None:
    assert fields.first_field(draft.form(desk(MARC), EN, OPEN)) == Field.TITLE


def test_a_figure_is_prefilled_as_the_reader_writes_it() -> None:
    form = draft.form(desk(), FR, OPEN, objective=objective(measured=measure(target="12500.5")))
    assert spaced(blocks(form)[Field.TARGET]["element"]["initial_value"]) == "12 500,5"
    assert Decimal("12500.5") == draft.read_form(filled(form), FR).wanted.measure.target
