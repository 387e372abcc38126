"""The form of a half, and the half as read back from it."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.action import NewAction
from bot.rules.checkin import QUESTIONS, REQUIRED, Half, Question, Report, Side
from bot.rules.objective import Confidence, Objective, Segment, Unit
from bot.rules.person import Person
from bot.rules.refusal import Reason, Rejected
from bot.views import fields, half
from bot.views.refusal import errors
from tests.factories import (
    COUNT,
    DONE_OR_NOT,
    LEA,
    MARC,
    OPEN,
    PERCENT,
    TALK,
    action,
    checkin,
    measure,
    objective,
    person,
    progress,
    sheet,
)
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
    view = half.form(sheet(objectives=OBJECTIVES), t, OPEN)
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
    written = {"action": "J'appelle Orion", "action_owner": str(LEA.id), "action_due": "2026-11-02"}
    pending = (action(31), action(32), action(33))
    view = half.form(sheet(MANAGER, REP, pending=pending), t, OPEN)
    sent = filled(view, feedback="Bravo", actions_done="31 33", **written)
    assert half.read_form(sent, t) == Half(
        7,
        MANAGER,
        {Question.FEEDBACK: "Bravo"},
        action=NewAction(LEA.id, "J'appelle Orion", date(2026, 11, 2)),
        done=frozenset({31, 33}),
    )


@pytest.mark.parametrize(("side", "writer"), [(REP, LEA), (MANAGER, MARC)])
def test_an_action_is_the_writers_and_due_two_weeks_after_the_talk_unless_they_say_otherwise(
    side: Side, writer: Person
) -> None:
    t = translator("en-GB")
    sent = filled(half.form(sheet(side, objectives=()), t, OPEN), feedback="Bravo", action="Call Orion")
    assert half.read_form(sent, t).action == NewAction(writer.id, "Call Orion", date(2026, 10, 22))


def test_a_day_and_a_person_alone_are_no_action() -> None:
    t = translator("en-GB")
    chosen = {"action": "  ", "action_owner": str(LEA.id), "action_due": "2020-01-01"}
    assert half.read_form(filled(half.form(sheet(objectives=()), t, OPEN), **chosen), t).action is None


def test_whoever_writes_long_after_the_talk_is_offered_a_day_that_is_not_past() -> None:
    late = TALK + timedelta(days=60)
    field = blocks(half.form(sheet(), translator("en-GB"), late))["action_due"]
    assert field["element"]["initial_date"] == "2026-12-21"


def test_the_day_that_is_offered_is_counted_where_the_writer_is() -> None:
    midnight = checkin(rep=person(1, tz="Asia/Tokyo"), talk_at=TALK.replace(hour=22))
    field = blocks(half.form(sheet(checkin=midnight), translator("en-GB"), OPEN))["action_due"]
    assert field["element"]["initial_date"] == "2026-10-23"


def test_what_was_agreed_earlier_can_be_ticked_by_either_of_the_two() -> None:
    pending = (action(31, due_on=date(2026, 10, 1)), action(32, "Relancer  Vega", of=LEA))
    for side in Side:
        box = blocks(half.form(sheet(side, pending=pending), translator("en-GB"), OPEN))["actions_done"]["element"]
        shown = [(one["value"], one["text"]["text"], one["description"]["text"]) for one in box["options"]]
        assert shown == [
            ("31", "Appeler Orion", "Marc Weil  ·  planned for 1 Oct"),
            ("32", "Relancer Vega", "Léa Fontaine  ·  by 22 Oct"),
        ]


def test_where_nothing_is_pending_nothing_is_asked_to_be_ticked() -> None:
    assert "actions_done" not in blocks(half.form(sheet(), translator("en-GB"), OPEN))


@pytest.mark.parametrize(
    ("count", "hint"), [(10, None), (11, "1 more action is still open."), (15, "5 more actions are still open.")]
)
def test_no_more_can_be_ticked_than_slack_takes_and_the_rest_is_told(count: int, hint: str | None) -> None:
    pending = tuple(action(key) for key in range(count))
    field = blocks(half.form(sheet(pending=pending), translator("en-GB"), OPEN))["actions_done"]
    assert [one["value"] for one in field["element"]["options"]] == [str(key) for key in range(10)]
    assert field.get("hint", {}).get("text") == hint


@every_language
def test_a_form_sent_as_it_was_prefilled_says_that_nothing_moved(t: Translator) -> None:
    sent = filled(half.form(sheet(objectives=OBJECTIVES), t, OPEN), **CONFIDENCES)
    found = half.read_form(sent, t)
    assert [one.value for one in found.reports] == [one.value for one in OBJECTIVES]
    assert found.answers == {}


@pytest.mark.parametrize(("tag", "written"), [("fr-FR", "62,5"), ("en-GB", "62.5")])
def test_a_figure_is_prefilled_as_the_reader_writes_it(tag: str, written: str) -> None:
    view = half.form(sheet(objectives=OBJECTIVES), translator(tag), OPEN)
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
    view = filled(half.form(sheet(objectives=OBJECTIVES), t, OPEN), **CONFIDENCES, **WRONG)
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
    view = filled(half.form(sheet(MANAGER, REP), t, OPEN), feedback=given, action="Appeler Orion")
    with pytest.raises(Rejected) as refusal:
        half.read_form(view, t)
    assert [problem.reason for problem in refusal.value.problems] == [Reason.EMPTY]
    assert errors(refusal.value, t, otherwise="action") == {"feedback": said}


@pytest.mark.parametrize("side", Side)
def test_a_field_says_that_it_must_be_filled_exactly_where_an_empty_answer_is_refused(side: Side) -> None:
    fields = blocks(half.form(sheet(side), translator("en-GB"), OPEN))
    assert {question for question in QUESTIONS[side] if not fields[question].get("optional")} == REQUIRED[side]


def test_a_manager_may_leave_the_action_empty() -> None:
    t = translator("en-GB")
    sent = filled(half.form(sheet(MANAGER, REP), t, OPEN), feedback="Bravo")
    assert half.read_form(sent, t) == Half(7, MANAGER, {Question.FEEDBACK: "Bravo"})


def test_a_form_asks_for_no_more_objectives_than_it_holds_and_reads_them_back() -> None:
    t = translator("en-GB")
    many = tuple(objective(key, f"Zéphyr {key}", COUNT, latest=progress(14)) for key in range(half.MOST_OBJECTIVES + 5))
    view = half.form(sheet(objectives=many), t, OPEN)
    asked = [one.id for one in many[: half.MOST_OBJECTIVES]]
    assert [name for name in blocks(view) if name.startswith("value_")] == [f"value_{key}" for key in asked]
    sent = filled(view, **{f"confidence_{key}": Confidence.HIGH for key in asked})
    assert [one.objective_id for one in half.read_form(sent, t).reports] == asked


def test_segments_are_asked_for_where_there_is_room_for_them_and_come_back_with_what_they_make() -> None:
    t = translator("fr-FR")
    parts = (Segment("Grands comptes", Decimal(60), 5), Segment("Relance", Decimal(40), 6))
    view = half.form(sheet(objectives=(objective(segments=parts),)), t, OPEN)
    assert [*blocks(view)][:4] == ["part_5", "part_6", "value_11", "confidence_11"]
    sent = filled(view, part_5="200 000", part_6="97 000", confidence_11="high")
    [report] = half.read_form(sent, t).reports
    assert report == Report(11, Decimal(297_000), Confidence.HIGH, parts=((5, Decimal(200_000)), (6, Decimal(97_000))))

    with pytest.raises(Rejected) as refusal:
        half.read_form(filled(view, part_5="200 000", confidence_11="high", feedback="Merci"), t)
    assert errors(refusal.value, t, otherwise="feedback").keys() == {"part_6"}


@pytest.mark.parametrize(
    ("count", "by_segment"), [(20, 0), (19, 0), (18, 1), (10, 6), (3, 3)], ids=lambda count: f"{count}"
)
def test_where_the_form_has_no_room_for_segments_the_total_is_asked(count: int, by_segment: int) -> None:
    def one(key: int) -> Objective:
        parts = tuple(Segment(f"S{part}", Decimal(20), key * 10 + part) for part in range(6))
        return objective(key, segments=parts, latest=progress(14))

    t = translator("en-GB")
    view = half.form(sheet(objectives=tuple(one(key) for key in range(count))), t, OPEN)
    asked = blocks(view)
    assert len([name for name in asked if name.startswith("part_")]) == 6 * by_segment
    whole = {f"value_{key}": "15" for key in range(count)}
    sent = filled(view, **whole, **{f"confidence_{key}": Confidence.HIGH for key in range(count)})
    assert [report.value for report in half.read_form(sent, t).reports] == [15] * count


@every_language
def test_the_form_remembers_the_language_it_was_shown_in(t: Translator) -> None:
    assert fields.locale(half.form(sheet(), t, OPEN)) == t.tag


def test_the_first_field_of_a_form_is_its_first_input() -> None:
    assert fields.first_field(half.form(sheet(), translator("en-GB"), OPEN)) == "value_11"
    assert fields.first_field(half.form(sheet(MANAGER, REP), translator("en-GB"), OPEN)) == "feedback"


ACTION = {"action_owner", "action_due"}  # which begin filled


def test_only_the_managers_feedback_and_the_reps_figures_must_be_filled() -> None:
    t = translator("en-GB")
    of_rep, of_manager = blocks(half.form(sheet(), t, OPEN)), blocks(half.form(sheet(MANAGER), t, OPEN))
    assert {name for name, block in of_rep.items() if not block.get("optional")} == {
        "value_11",
        "confidence_11",
    } | ACTION
    assert {name for name, block in of_manager.items() if not block.get("optional")} == {"feedback"} | ACTION


@pytest.mark.parametrize(("value", "chosen"), [(0, "0"), (1, "1")])
def test_a_yes_or_no_begins_as_it_stands(value: int, chosen: str) -> None:
    lyra = dataclasses.replace(OBJECTIVES[3], latest=progress(value))
    element = blocks(half.form(sheet(objectives=(lyra,)), translator("en-GB"), OPEN))["value_14"]["element"]
    assert element["initial_option"]["value"] == chosen


def test_a_confidence_is_never_chosen_in_the_reps_place() -> None:
    assert "initial_option" not in blocks(half.form(sheet(), translator("en-GB"), OPEN))["confidence_11"]["element"]


def test_the_manager_reads_the_reps_open_part_above_the_form_once_it_is_in() -> None:
    t = translator("en-GB")
    assert "Gagné Orion" in lines(half.form(sheet(MANAGER, REP), t, OPEN))
    assert "Merci Marc" not in lines(half.form(sheet(MANAGER, REP), t, OPEN))
    assert {block["type"] for block in half.form(sheet(MANAGER), t, OPEN)["blocks"]} == {"input", "divider"}


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
    view = half.form(sheet(objectives=(objective(measured=measure(unit)),)), translator("en-GB"), OPEN)
    assert blocks(view)["value_11"]["label"]["text"] == label
