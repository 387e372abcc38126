"""The form of a half, and the half as read back from it."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.action import NewAction
from bot.rules.checkin import Half, Report
from bot.rules.form import Begun
from bot.rules.objective import Confidence, Objective, Segment, Unit
from bot.rules.person import Person
from bot.rules.question import SALES, Answer, Side, Source, Step
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import fields, half
from bot.views.half_fields import MOST_OBJECTIVES, steps
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
    answered,
    checkin,
    measure,
    objective,
    person,
    progress,
    sheet,
)
from tests.reading import texts as read
from tests.views.halves import asked, begun, written
from tests.views.showing import LANGUAGES, MANAGER, REP, lines, spaced

OBJECTIVES = (
    objective(11, "Zéphyr"),
    objective(12, "Orion", COUNT, latest=progress(14)),
    objective(13, "Vega", PERCENT, latest=progress("62.5")),
    objective(14, "Lyra", DONE_OR_NOT, latest=progress(0)),
    objective(15, "Deneb", measure(baseline=-10, currency="GBP"), latest=progress("-2.25")),
)
OPTIONAL = {"optional": True}  # not asked here
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
    given = {**figures, **CONFIDENCES, "value_14": "1", "win": " Gagné Orion \n", "mission": "Merci"}
    values = [Decimal(one) for one in ("310000.5", "15", "64.5", "1", "-1250.5")]
    reports = zip(OBJECTIVES, values, CONFIDENCES.values(), strict=True)
    assert written(sheet(objectives=OBJECTIVES), t, **given) == Half(
        7,
        REP,
        answered(win="Gagné Orion", mission="Merci"),
        tuple(Report(one.id, value, level) for one, value, level in reports),
    )


@every_language
def test_what_a_manager_fills_in_comes_back_as_a_half(t: Translator) -> None:
    promised = {"action": "J'appelle Orion", "action_owner": str(LEA.id), "action_due": "2026-11-02"}
    pending = (action(31), action(32), action(33))
    given = {"feedback": "Bravo", "answer": "Dès lundi", "points": " Orion \n\nVega", "actions_done": "31 33"}
    assert written(sheet(MANAGER, REP, pending=pending), t, **given, **promised) == Half(
        7,
        MANAGER,
        answered(feedback="Bravo", answer="Dès lundi"),
        points=("Orion", "Vega"),
        action=NewAction(LEA.id, "J'appelle Orion", date(2026, 11, 2)),
        done=frozenset({31, 33}),
    )


@pytest.mark.parametrize(("side", "writer"), [(REP, LEA), (MANAGER, MARC)])
def test_an_action_is_the_writers_and_due_two_weeks_after_the_talk_unless_they_say_otherwise(
    side: Side, writer: Person
) -> None:
    given = {"action": "Call Orion"} | ({"feedback": "Bravo"} if side is MANAGER else {})
    assert written(sheet(side, objectives=()), translator("en-GB"), **given).action == NewAction(
        writer.id, "Call Orion", date(2026, 10, 22)
    )


def test_a_day_and_a_person_alone_are_no_action() -> None:
    t = translator("en-GB")
    chosen = {"action": "  ", "action_owner": str(LEA.id), "action_due": "2020-01-01"}
    assert written(sheet(objectives=()), t, **chosen).action is None


def test_whoever_writes_long_after_the_talk_is_offered_a_day_that_is_not_past() -> None:
    late = TALK + timedelta(days=60)
    field = asked(sheet(), translator("en-GB"), late)["action_due"]
    assert field["element"]["initial_date"] == "2026-12-21"


def test_the_day_that_is_offered_is_counted_where_the_writer_is() -> None:
    midnight = checkin(rep=person(1, tz="Asia/Tokyo"), talk_at=TALK.replace(hour=22))
    field = asked(sheet(checkin=midnight), translator("en-GB"))["action_due"]
    assert field["element"]["initial_date"] == "2026-10-23"


def test_what_was_agreed_earlier_can_be_ticked_by_either_of_the_two() -> None:
    pending = (action(31, due_on=date(2026, 10, 1)), action(32, "Relancer  Vega", of=LEA))
    for side in Side:
        box = asked(sheet(side, pending=pending), translator("en-GB"))["actions_done"]["element"]
        shown = [(one["value"], one["text"]["text"], one["description"]["text"]) for one in box["options"]]
        assert shown == [
            ("31", "Appeler Orion", "Marc Weil  ·  planned for 1 Oct"),
            ("32", "Relancer Vega", "Léa Fontaine  ·  by 22 Oct"),
        ]


def test_where_nothing_is_pending_nothing_is_asked_to_be_ticked() -> None:
    assert "actions_done" not in asked(sheet(), translator("en-GB"))


@pytest.mark.parametrize(
    ("count", "hint"), [(10, None), (11, "1 more action is still open."), (15, "5 more actions are still open.")]
)
def test_no_more_can_be_ticked_than_slack_takes_and_the_rest_is_told(count: int, hint: str | None) -> None:
    pending = tuple(action(key) for key in range(count))
    field = asked(sheet(pending=pending), translator("en-GB"))["actions_done"]
    assert [one["value"] for one in field["element"]["options"]] == [str(key) for key in range(10)]
    assert field.get("hint", {}).get("text") == hint


@every_language
def test_a_form_sent_as_it_was_prefilled_says_that_nothing_moved(t: Translator) -> None:
    found = written(sheet(objectives=OBJECTIVES), t, **CONFIDENCES)
    assert [one.value for one in found.reports] == [one.value for one in OBJECTIVES]
    assert found.answers == {}


@pytest.mark.parametrize(("tag", "figure"), [("fr-FR", "62,5"), ("en-GB", "62.5")])
def test_a_figure_is_prefilled_as_the_reader_writes_it(tag: str, figure: str) -> None:
    assert asked(sheet(objectives=OBJECTIVES), translator(tag))["value_13"]["element"]["initial_value"] == figure


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
    with pytest.raises(Rejected) as refusal:
        written(sheet(objectives=OBJECTIVES), t, **CONFIDENCES, **WRONG)
    shown = errors(refusal.value, t, otherwise="win")
    assert {name: spaced(text) for name, text in shown.items()} == said


@pytest.mark.parametrize(
    ("tag", "said"), [("fr-FR", "Écrivez au moins une phrase."), ("en-GB", "Please write at least a sentence.")]
)
@pytest.mark.parametrize("given", ["", "  \n "])
def test_a_manager_without_feedback_is_told_so_in_its_field(tag: str, said: str, given: str) -> None:
    t = translator(tag)
    with pytest.raises(Rejected) as refusal:
        written(sheet(MANAGER, REP), t, feedback=given, action="Appeler Orion")
    assert [problem.reason for problem in refusal.value.problems] == [Reason.EMPTY]
    assert errors(refusal.value, t, otherwise="action") == {"feedback": said}


@pytest.mark.parametrize("side", Side)
def test_a_field_says_that_it_must_be_filled_exactly_where_an_empty_answer_is_refused(side: Side) -> None:
    fields = asked(sheet(side), translator("en-GB"))
    required = {one.key for one in SALES.of(side) if one.required}
    assert {one.key for one in SALES.asked(side, {}) if not fields.get(one.key, OPTIONAL).get("optional")} == required


def test_a_manager_may_leave_the_action_empty() -> None:
    t = translator("en-GB")
    assert written(sheet(MANAGER, REP), t, feedback="Bravo") == Half(7, MANAGER, answered(feedback="Bravo"))


def test_a_form_asks_for_no_more_objectives_than_it_holds_and_reads_them_back() -> None:
    t = translator("en-GB")
    many = tuple(objective(key, f"Zéphyr {key}", COUNT, latest=progress(14)) for key in range(MOST_OBJECTIVES + 5))
    shown = [one.id for one in many[:MOST_OBJECTIVES]]
    fields = asked(sheet(objectives=many), t)
    assert [name for name in fields if name.startswith("value_")] == [f"value_{key}" for key in shown]
    sent = written(sheet(objectives=many), t, **{f"confidence_{key}": Confidence.HIGH for key in shown})
    assert [one.objective_id for one in sent.reports] == shown


def test_segments_are_asked_for_where_there_is_room_for_them_and_come_back_with_what_they_make() -> None:
    t = translator("fr-FR")
    parts = (Segment("Grands comptes", Decimal(60), 5), Segment("Relance", Decimal(40), 6))
    seen = sheet(objectives=(objective(segments=parts),))
    assert [*asked(seen, t)][:4] == ["part_5", "part_6", "value_11", "confidence_11"]
    [report] = written(seen, t, part_5="200 000", part_6="97 000", confidence_11="high").reports
    assert report == Report(11, Decimal(297_000), Confidence.HIGH, parts=((5, Decimal(200_000)), (6, Decimal(97_000))))

    with pytest.raises(Rejected) as refusal:
        written(seen, t, part_5="200 000", confidence_11="high", mission="Merci")
    assert errors(refusal.value, t, otherwise="mission").keys() == {"part_6"}


@pytest.mark.parametrize(
    ("count", "by_segment"), [(20, 0), (19, 0), (18, 1), (10, 6), (3, 3)], ids=lambda count: f"{count}"
)
def test_where_the_form_has_no_room_for_segments_the_total_is_asked(count: int, by_segment: int) -> None:
    def one(key: int) -> Objective:
        parts = tuple(Segment(f"S{part}", Decimal(20), key * 10 + part) for part in range(6))
        return objective(key, segments=parts, latest=progress(14))

    t = translator("en-GB")
    seen = sheet(objectives=tuple(one(key) for key in range(count)))
    assert len([name for name in asked(seen, t) if name.startswith("part_")]) == 6 * by_segment
    whole = {f"value_{key}": "15" for key in range(count)}
    sent = written(seen, t, **whole, **{f"confidence_{key}": Confidence.HIGH for key in range(count)})
    assert [report.value for report in sent.reports] == [15] * count


@every_language
def test_the_form_remembers_the_language_it_was_shown_in(t: Translator) -> None:
    assert fields.locale(half.form(sheet(), t, OPEN, Begun(OPEN))) == t.tag


def test_the_first_field_of_a_form_is_its_first_input() -> None:
    assert fields.first_field(half.form(sheet(), translator("en-GB"), OPEN, Begun(OPEN))) == "value_11"
    assert fields.first_field(half.form(sheet(MANAGER, REP), translator("en-GB"), OPEN, Begun(OPEN))) == "feedback"


ACTION = {"action_owner", "action_due"}  # which begin filled


def test_only_the_managers_feedback_and_the_reps_figures_must_be_filled() -> None:
    t = translator("en-GB")
    of_rep, of_manager = asked(sheet(), t), asked(sheet(MANAGER), t)
    assert {name for name, block in of_rep.items() if not block.get("optional")} == {
        "value_11",
        "confidence_11",
    } | ACTION
    assert {name for name, block in of_manager.items() if not block.get("optional")} == {"feedback"} | ACTION


@pytest.mark.parametrize(("value", "chosen"), [(0, "0"), (1, "1")])
def test_a_yes_or_no_begins_as_it_stands(value: int, chosen: str) -> None:
    lyra = dataclasses.replace(OBJECTIVES[3], latest=progress(value))
    element = asked(sheet(objectives=(lyra,)), translator("en-GB"))["value_14"]["element"]
    assert element["initial_option"]["value"] == chosen


def test_a_confidence_is_never_chosen_in_the_reps_place() -> None:
    assert "initial_option" not in asked(sheet(), translator("en-GB"))["confidence_11"]["element"]


def test_the_manager_reads_the_reps_open_part_above_the_form_once_it_is_in() -> None:
    t = translator("en-GB")
    assert "Gagné Orion" in lines(half.form(sheet(MANAGER, REP), t, OPEN, Begun(OPEN)))
    assert "Merci Marc" not in lines(half.form(sheet(MANAGER, REP), t, OPEN, Begun(OPEN)))
    assert "Gagné Orion" not in lines(half.form(sheet(MANAGER), t, OPEN, Begun(OPEN)))


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
    fields = asked(sheet(objectives=(objective(measured=measure(unit)),)), translator("en-GB"))
    assert fields["value_11"]["label"]["text"] == label


PARTS = (Segment("Grands comptes", Decimal(60), 5), Segment("Relance", Decimal(40), 6))
SEGMENTED = sheet(objectives=(objective(segments=PARTS), objective(12, "Orion", COUNT)))
SURE = {"value_11": "300000", "confidence_11": "high", "confidence_12": "low"}


@every_language
def test_the_objective_that_gave_energy_and_the_segment_furthest_from_plan_come_back_as_they_were_chosen(
    t: Translator,
) -> None:
    chosen = {"energy": "12", "energy_detail": "learning", "segment": "11 6", "segment_detail": " La saison "}
    assert written(SEGMENTED, t, **SURE, **chosen).answers == {
        "energy": Answer(objective_id=12, choice=Source.LEARNING),
        "segment": Answer("La saison", 11, "Relance"),
    }


def test_energy_may_have_come_from_no_objective_and_for_no_reason() -> None:
    t = translator("en-GB")
    assert written(SEGMENTED, t, **SURE, energy="none", energy_detail="team").answers == {}
    assert written(SEGMENTED, t, **SURE, energy="11").answers == {"energy": Answer(objective_id=11)}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"energy_detail": "team"}, (Reason.ENERGY_OF_WHAT, "energy")),
        ({"segment_detail": "La saison"}, (Reason.SEGMENT_OF_WHAT, "segment")),
    ],
)
def test_a_detail_alone_is_asked_what_it_is_about(given: dict[str, str], reason: tuple[Reason, str]) -> None:
    with pytest.raises(Rejected) as refusal:
        written(SEGMENTED, translator("en-GB"), **SURE, **given)
    assert [(one.reason, one.field) for one in refusal.value.problems] == [reason]


def test_nothing_is_asked_about_objectives_or_segments_where_there_are_none() -> None:
    t = translator("en-GB")
    assert {"energy", "segment"} & asked(sheet(objectives=()), t).keys() == set()
    assert {"energy", "segment"} & asked(sheet(), t).keys() == {"energy"}


def test_a_manager_is_asked_for_an_answer_where_something_was_asked() -> None:
    t = translator("en-GB")
    assert "answer" in asked(sheet(MANAGER, REP), t)
    assert "answer" not in asked(sheet(MANAGER), t)
    assert "answer" not in asked(sheet(MANAGER, REP, theirs=answered(win="Gagné Orion")), t)


def test_the_steps_are_those_that_ask_something_and_the_last_shows_all() -> None:
    assert steps(sheet()) == tuple(Step)
    assert steps(sheet(objectives=())) == (Step.PERIOD, Step.EXCHANGE, Step.SUMMARY)
    assert steps(sheet(MANAGER)) == (Step.EXCHANGE, Step.SUMMARY)


@pytest.mark.parametrize("side", Side)
def test_the_summary_shows_what_is_open_at_once_and_what_stays_sealed(side: Side) -> None:
    t, seen = translator("en-GB"), sheet(side) if side is REP else sheet(MANAGER, REP)
    mine = {REP: {"confidence_11": "high", "win": "Gagné Orion", "mission": "Merci"}, MANAGER: {"feedback": "Bravo"}}
    given = begun(seen, t, **mine[side], points="Vega\nLyra", action="Appeler Orion")
    shown = read(half.form(seen, t, OPEN, given, Step.SUMMARY))
    opened, _, sealed = shown.partition("Sealed until both halves are in")
    assert ("Merci" in sealed, "Merci" in opened) == (side is REP, False)
    assert ("Bravo" in sealed, "Bravo" in opened) == (side is MANAGER, False)
    assert {"Vega", "Lyra", "Appeler Orion"} <= set(opened.splitlines())
    assert ("Gagné Orion" in opened, "I will make it" in opened) == (side is REP, side is REP)


def test_a_half_that_is_to_be_changed_begins_as_it_was_sent() -> None:
    t = translator("en-GB")
    sent = written(SEGMENTED, t, **SURE, value_12="7", win="Orion", energy="12", segment="11 5", segment_detail="Vega")
    seen = dataclasses.replace(
        SEGMENTED, checkin=checkin(REP), mine=sent.answers, reports=tuple(reversed(sent.reports))
    )
    assert written(seen, t) == sent


def test_each_problem_is_found_in_the_step_of_its_field() -> None:
    t = translator("en-GB")
    where = {"value_11": Step.OBJECTIVES, "energy": Step.PERIOD, "action_due": Step.EXCHANGE, "": Step.SUMMARY}
    found = {field: half.step_of(Rejected(Problem(Reason.EMPTY, field)), SEGMENTED, t, OPEN) for field in where}
    assert found == where
