"""The form of a half, and the half as read back from it."""

import dataclasses
from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.checkin import QUESTIONS, REQUIRED, Half, Question, Report, Side
from bot.rules.objective import Confidence, Unit
from bot.rules.refusal import Reason, Rejected
from bot.views import fields, half
from bot.views.refusal import errors
from tests.factories import COUNT, DONE_OR_NOT, PERCENT, measure, objective, progress, sheet
from tests.views.filling import blocks, filled
from tests.views.showing import LANGUAGES, MANAGER, REP, lines, spaced

OBJECTIVES = (
    objective(11, "Zéphyr"),
    objective(12, "Orion", COUNT, latest=progress(14)),
    objective(13, "Vega", PERCENT, latest=progress("62.5")),
    objective(14, "Lyra", DONE_OR_NOT, latest=progress(0)),
    objective(15, "Deneb", measure(baseline=-10, currency="GBP"), latest=progress("-2.25")),
)
every_language = pytest.mark.parametrize("t", [translator(tag) for tag in LANGUAGES], ids=LANGUAGES)


CONFIDENCES = {f"confidence_{one.id}": level for one, level in zip(OBJECTIVES, [*Confidence] * 2, strict=False)}


@pytest.mark.parametrize(
    ("tag", "figures"),
    [
        ("fr-FR", {"value_11": "310 000,50 €", "value_12": "15", "value_13": "64,5 %", "value_15": "-1 250,5"}),
        ("en-GB", {"value_11": "€310,000.50", "value_12": "15", "value_13": "64.5%", "value_15": "-£1,250.5"}),
        ("en-US", {"value_11": "310000.5", "value_12": "15", "value_13": "64.5", "value_15": "−1,250.50"}),
    ],
)
def test_what_a_rep_fills_in_comes_back_as_a_half(tag: str, figures: dict[str, str]) -> None:
    t = translator(tag)
    view = half.form(sheet(objectives=OBJECTIVES), t)
    sent = filled(view, **figures, **CONFIDENCES, value_14="1", win=" Gagné Orion \n", feedback="Merci")
    values = [Decimal(one) for one in ("310000.5", "15", "64.5", "1", "-1250.5")]
    reports = zip(OBJECTIVES, values, CONFIDENCES.values(), strict=True)
    assert half.read_form(sent, t) == Half(
        7,
        REP,
        {Question.WIN: "Gagné Orion", Question.FEEDBACK: "Merci"},
        tuple(Report(one.id, value, level) for one, value, level in reports),
    )


@every_language
def test_what_a_manager_fills_in_comes_back_as_a_half(t: Translator) -> None:
    sent = filled(half.form(sheet(MANAGER, REP), t), feedback="Bravo", commitment="J'appelle Orion")
    answers = {Question.FEEDBACK: "Bravo", Question.COMMITMENT: "J'appelle Orion"}
    assert half.read_form(sent, t) == Half(7, MANAGER, answers)


@every_language
def test_a_form_sent_as_it_was_prefilled_says_that_nothing_moved(t: Translator) -> None:
    sent = filled(half.form(sheet(objectives=OBJECTIVES), t), **CONFIDENCES)
    found = half.read_form(sent, t)
    assert [one.value for one in found.reports] == [one.value for one in OBJECTIVES]
    assert found.answers == {}


@pytest.mark.parametrize(("tag", "written"), [("fr-FR", "62,5"), ("en-GB", "62.5")])
def test_a_figure_is_prefilled_as_the_reader_writes_it(tag: str, written: str) -> None:
    view = half.form(sheet(objectives=OBJECTIVES), translator(tag))
    assert blocks(view)["value_13"]["element"]["initial_value"] == written


WRONG = {"value_11": "beaucoup", "value_12": "12,5", "value_13": "50 €", "value_15": "12 $"}


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        (
            "fr-FR",
            {
                "value_11": "Écrivez un nombre, par exemple 480 000.",
                "value_12": "Écrivez un nombre entier.",
                "value_13": "Cet objectif ne se compte pas en argent : retirez « € ».",
                "value_15": "Cet objectif se compte en livres sterling, pas en $.",
            },
        ),
        (
            "en-GB",
            {
                "value_11": "Please write a number, such as 480,000.",
                "value_12": "Please write a whole number.",
                "value_13": "This objective is not counted in money: please leave out “€”.",
                "value_15": "This objective is counted in British pounds, not in $.",
            },
        ),
    ],
)
def test_every_wrong_field_is_named_at_once_in_the_readers_language(tag: str, said: dict[str, str]) -> None:
    t = translator(tag)
    view = filled(half.form(sheet(objectives=OBJECTIVES), t), **CONFIDENCES, **WRONG)
    with pytest.raises(Rejected) as refusal:
        half.read_form(view, t)
    shown = errors(refusal.value, t, otherwise=fields.first_field(view))
    assert {name: spaced(text) for name, text in shown.items()} == said


@pytest.mark.parametrize(
    ("tag", "said"), [("fr-FR", "Écrivez au moins une phrase."), ("en-GB", "Please write at least a sentence.")]
)
@pytest.mark.parametrize("given", ["", "  \n "])
def test_a_manager_without_feedback_is_told_so_in_its_field(tag: str, said: str, given: str) -> None:
    t = translator(tag)
    view = filled(half.form(sheet(MANAGER, REP), t), feedback=given, commitment="Appeler Orion")
    with pytest.raises(Rejected) as refusal:
        half.read_form(view, t)
    assert [problem.reason for problem in refusal.value.problems] == [Reason.EMPTY]
    assert errors(refusal.value, t, otherwise="commitment") == {"feedback": said}


@pytest.mark.parametrize("side", Side)
def test_a_field_says_that_it_must_be_filled_exactly_where_an_empty_answer_is_refused(side: Side) -> None:
    fields = blocks(half.form(sheet(side), translator("en-GB")))
    assert {question for question in QUESTIONS[side] if not fields[question].get("optional")} == REQUIRED[side]


def test_a_manager_may_leave_the_commitment_empty() -> None:
    t = translator("en-GB")
    sent = filled(half.form(sheet(MANAGER, REP), t), feedback="Bravo")
    assert half.read_form(sent, t) == Half(7, MANAGER, {Question.FEEDBACK: "Bravo"})


def test_a_form_asks_for_no_more_objectives_than_it_holds_and_reads_them_back() -> None:
    t = translator("en-GB")
    many = tuple(objective(key, f"Zéphyr {key}", COUNT, latest=progress(14)) for key in range(half.MOST_OBJECTIVES + 5))
    view = half.form(sheet(objectives=many), t)
    asked = [one.id for one in many[: half.MOST_OBJECTIVES]]
    assert [name for name in blocks(view) if name.startswith("value_")] == [f"value_{key}" for key in asked]
    sent = filled(view, **{f"confidence_{key}": Confidence.HIGH for key in asked})
    assert [one.objective_id for one in half.read_form(sent, t).reports] == asked


@every_language
def test_the_form_remembers_the_language_it_was_shown_in(t: Translator) -> None:
    assert fields.locale(half.form(sheet(), t)) == t.tag


def test_the_first_field_of_a_form_is_its_first_input() -> None:
    assert fields.first_field(half.form(sheet(), translator("en-GB"))) == "value_11"
    assert fields.first_field(half.form(sheet(MANAGER, REP), translator("en-GB"))) == "feedback"


def test_only_the_managers_feedback_and_the_reps_figures_must_be_filled() -> None:
    t = translator("en-GB")
    of_rep, of_manager = blocks(half.form(sheet(), t)), blocks(half.form(sheet(MANAGER), t))
    assert {name for name, block in of_rep.items() if not block.get("optional")} == {"value_11", "confidence_11"}
    assert {name for name, block in of_manager.items() if not block.get("optional")} == {"feedback"}


@pytest.mark.parametrize(("value", "chosen"), [(0, "0"), (1, "1")])
def test_a_yes_or_no_begins_as_it_stands(value: int, chosen: str) -> None:
    lyra = dataclasses.replace(OBJECTIVES[3], latest=progress(value))
    element = blocks(half.form(sheet(objectives=(lyra,)), translator("en-GB")))["value_14"]["element"]
    assert element["initial_option"]["value"] == chosen


def test_a_confidence_is_never_chosen_in_the_reps_place() -> None:
    assert "initial_option" not in blocks(half.form(sheet(), translator("en-GB")))["confidence_11"]["element"]


def test_the_manager_reads_the_reps_open_part_above_the_form_once_it_is_in() -> None:
    t = translator("en-GB")
    assert "Gagné Orion" in lines(half.form(sheet(MANAGER, REP), t))
    assert "Merci Marc" not in lines(half.form(sheet(MANAGER, REP), t))
    assert {block["type"] for block in half.form(sheet(MANAGER), t)["blocks"]} == {"input"}


@pytest.mark.parametrize(
    ("unit", "label"),
    [
        (Unit.CURRENCY, "Where you stand today, in euros"),
        (Unit.PERCENT, "Where you stand today, in %"),
        (Unit.COUNT, "Where you stand today"),
        (Unit.YES_NO, "Is it done?"),
    ],
)
def test_the_label_names_the_unit(unit: Unit, label: str) -> None:
    view = half.form(sheet(objectives=(objective(measured=measure(unit)),)), translator("en-GB"))
    assert blocks(view)["value_11"]["label"]["text"] == label
