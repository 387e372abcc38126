"""The form of an objective, and the objective as read back from what was typed in it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.charter import Cause, Charter, Sponsor
from bot.rules.draft import Draft, Sheet, Step
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Objective, Segment, Unit
from bot.rules.pace import EVEN, Milestones, Season
from bot.rules.refusal import Rejected
from bot.rules.terms import agreed
from bot.views import draft
from bot.views.draft_reading import MILESTONES, PACE_KIND, SEASON, in_its_block, read, step_of, typed_in
from bot.views.draft_reading import draft as as_sent
from bot.views.refusal import errors
from bot.views.typed import texts
from tests.factories import DONE_OR_NOT, LEA, LINE, MARC, OPEN, desk, draft_sheet, measure, objective
from tests.views.filling import blocks, filled
from tests.views.showing import LANGUAGES, lines, spaced
from tests.views.showing_draft import CHARTER, MASKED, SEASONAL, SPONSOR, WHOLE

EN, FR, US = (translator(tag) for tag in ("en-GB", "fr-FR", "en-US"))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
NOT_A_FIGURE = "Please write a number, such as 100."
every_language = pytest.mark.parametrize("t", [translator(tag) for tag in LANGUAGES], ids=LANGUAGES)


def sheet_of(**given: str) -> Sheet:
    return draft_sheet(lines=(LINE,), typed={"title": "Zéphyr", "target": "10"} | given)


def refused(t: Translator = EN, step: Step = Step.SUMMARY, **given: str) -> dict[str, str]:
    sheet = sheet_of(**given)
    with pytest.raises(Rejected) as refusal:
        read(sheet, t, step)
    placed = in_its_block(refusal.value, typed_in(sheet, t))
    return {name: spaced(said) for name, said in errors(placed, t, otherwise="title").items()}


@every_language
def test_a_field_holds_all_the_segments_that_a_file_has_brought(t: Translator) -> None:
    parts = tuple(Segment(f"Grands comptes du Sud et de l’Ouest {number}", Decimal("1.25")) for number in range(45))
    form = draft.form(draft_sheet(MARC, objective(segments=parts)), t, Step.WAY)

    [field] = [block["element"] for block in form["blocks"] if block.get("block_id") == Field.SEGMENTS]
    assert len(field["initial_value"]) > 2000
    assert field["max_length"] >= len(field["initial_value"])


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
    assert read(sheet_of(**given), t).measure == measured


def test_an_objective_comes_back_with_its_words_its_period_and_when_the_form_was_opened() -> None:
    typed = {"title": " Zéphyr ", "why": "They stay", "target": "480000"}
    period = {"starts_on": "2026-10-01", "ends_on": "2027-06-30"}
    wanted = NewObjective("Zéphyr", "They stay", measure(), date(2026, 10, 1), date(2027, 6, 30))
    sent = as_sent(draft_sheet(MARC, typed=typed | period), EN)
    assert sent == Draft(wanted, OPEN, rep=LEA.slack_id)


@every_language
@pytest.mark.parametrize(
    "found",
    [
        objective(measured=measure(baseline="-12.5", target="420000.25")),
        objective(measured=measure(currency="NZD"), line=LINE),
        objective(measured=measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=30)),
        objective(measured=measure(Unit.PERCENT, Direction.STAY_BELOW, baseline=12, target="8.25")),
        objective(measured=DONE_OR_NOT),
        replace(WHOLE, charter=replace(CHARTER, is_shown=False)),
        SEASONAL,
    ],
)
def test_a_form_sent_step_by_step_as_it_was_prefilled_says_that_nothing_has_changed(
    t: Translator, found: Objective
) -> None:
    begun = draft_sheet(MARC, found, lines=(LINE,), sponsor=found.charter.sponsor)
    typed: dict[str, str] = {}
    for step in draft.steps(found.measure.unit):
        typed |= texts(filled(draft.form(replace(begun, typed=dict(typed)), t, step)))
    sent = as_sent(replace(begun, typed=typed), t)
    assert sent.wanted == replace(agreed(found), line=found.line.id if found.line else None)
    assert (sent.changes, sent.since) == (found.id, OPEN)


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
    assert read(sheet_of(**given), EN).line == line


@pytest.mark.parametrize(
    ("t", "given", "pace"),
    [
        (EN, {PACE_KIND: MILESTONES, MILESTONES: "31 March: 4\n\n 30/09 = 8 "}, ((3, 31, 4), (9, 30, 8))),
        (FR, {PACE_KIND: MILESTONES, MILESTONES: "1er mars : 4\nle 30 septembre 2026 : 8 €"}, ((3, 1, 4), (9, 30, 8))),
        (US, {PACE_KIND: MILESTONES, MILESTONES: "03/09: 4"}, ((3, 9, 4),)),
        (EN, {PACE_KIND: MILESTONES, MILESTONES: " "}, ()),
    ],
)
def test_milestones_are_read_a_day_and_a_value_a_line(
    t: Translator, given: dict[str, str], pace: tuple[tuple[int, int, int], ...]
) -> None:
    points = tuple((date(2026, month, day), Decimal(value)) for month, day, value in pace)
    assert read(sheet_of(**given), t).pace == (Milestones(points) if points else EVEN)


def test_seasons_are_read_a_month_a_line_whatever_it_is_called() -> None:
    typed = {"starts_on": "2026-01-01", "ends_on": "2026-03-31", PACE_KIND: SEASON}
    assert read(sheet_of(**typed, **{SEASON: "January 2026: 8\nFeb 9\nwhatever=10"}), EN).pace == Season((8, 9, 10))


def test_a_pace_that_was_typed_for_another_kind_is_left_aside() -> None:
    assert read(sheet_of(**{PACE_KIND: "even", MILESTONES: "nonsense", SEASON: "x"}), EN).pace == EVEN
    held = {"direction": "stay_above", PACE_KIND: MILESTONES, MILESTONES: "nonsense"}
    assert read(sheet_of(**held), EN).pace == EVEN


def test_segments_are_read_with_their_shares() -> None:
    typed = {"segments": "Grands comptes : 62,5 %\nPME 37,5"}
    parts = (Segment("Grands comptes", Decimal("62.5")), Segment("PME", Decimal("37.5")))
    assert read(sheet_of(**typed), FR).segments == parts


def test_a_charter_is_read_whole() -> None:
    typed = {"floor": "8", "ceiling": "12", "causes": "market\nother", "windows": "7\n1", "revisions": "2"}
    sheet = replace(sheet_of(**typed, shown="no", sponsor="U3", weight="40 %"), sponsor=SPONSOR)
    found = read(sheet, EN)
    causes = frozenset({Cause.MARKET, Cause.OTHER})
    assert found.charter == Charter(Decimal(8), Decimal(12), causes, (1, 7), 2, is_shown=False, sponsor=SPONSOR)
    assert found.weight == 40


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"new_line": "Agro"}, {"goal": "Please name the goal that the new strategy line leads to."}),
        ({"goal": "Premier"}, {"new_line": "Please name the strategy line that leads to this goal."}),
        ({"target": ""}, {"target": NOT_A_FIGURE}),
        ({"target": "1" + "0" * 400}, {"target": "This is more than Tandem can count: at most a thousand billion."}),
        ({"target": "12.5", "unit": "count"}, {"target": "Please write a whole number."}),
        ({"target": "$12"}, {"target": "This objective is counted in euros, not in $."}),
        ({"ends_on": ""}, {"ends_on": "Please choose one."}),
        ({"title": " "}, {"title": "Please say in a few words what is to be reached."}),
        (
            {"segments": "Zéphyr: 60\nOrion: 30"},
            {"segments": "The shares have to add up to 100 %: they make 90 %."},
        ),
        (
            {"segments": "Zéphyr"},
            {"segments": "“Zéphyr”: please write a name and a share, such as “Key accounts: 40 %”."},
        ),
        ({"weight": "101"}, {"weight": "Please write a whole number from 1 to 100."}),
        ({"floor": "11"}, {"floor": "The floor cannot be above the target."}),
        ({"revisions": "many"}, {"revisions": "Please write a number, such as 12."}),
        (
            {PACE_KIND: MILESTONES, MILESTONES: "next spring: 4"},
            {MILESTONES: "“next spring: 4”: please write a day and a value, such as “31 March: 120,000”."},
        ),
        (
            {PACE_KIND: MILESTONES, MILESTONES: "1 March 2027: 4"},
            {MILESTONES: "1 Mar 2027 is outside the period of the objective."},
        ),
        (
            {PACE_KIND: SEASON, SEASON: "8\n9"},
            {SEASON: "“8”: please write the month and a whole number, such as “January: 8”."},
        ),
        (
            {"baseline": "a", "target": "b", "new_line": "Agro", "starts_on": ""},
            {
                "baseline": NOT_A_FIGURE,
                "target": NOT_A_FIGURE,
                "goal": "Please name the goal that the new strategy line leads to.",
                "starts_on": "Please choose one.",
            },
        ),
    ],
)
def test_everything_that_is_wrong_is_named_at_once_in_its_field(given: dict[str, str], said: dict[str, str]) -> None:
    assert refused(**given) == said


def test_a_sponsor_is_neither_of_the_two() -> None:
    for one in (LEA, MARC):
        with pytest.raises(Rejected) as refusal:
            read(replace(sheet_of(), sponsor=Sponsor(one.id)), EN, Step.MARGIN)
        assert [problem.field for problem in refusal.value.problems] == [Field.SPONSOR]


def test_a_step_is_refused_for_its_own_fields_only() -> None:
    wrong = {"target": "9", "baseline": "20", "floor": "x", "segments": "y"}
    assert refused(step=Step.MEASURE, **wrong) == {"target": "To go up, the target must be above the starting point."}
    assert read(sheet_of(**wrong), EN, Step.OBJECTIVE).title == "Zéphyr"


def test_what_is_wrong_elsewhere_leads_to_its_step() -> None:
    for given, step in [({"title": ""}, Step.OBJECTIVE), ({"target": "b"}, Step.MEASURE), ({"weight": "0"}, Step.WAY)]:
        with pytest.raises(Rejected) as refusal:
            read(sheet_of(**given), EN)
        assert step_of(refusal.value, typed_in(sheet_of(**given), EN)) is step


def test_what_is_wrong_is_said_in_the_readers_language() -> None:
    assert refused(FR, target="12 £") == {"target": "Cet objectif se compte en euros, pas en £."}


def test_a_rep_is_not_asked_for_what_the_manager_keeps() -> None:
    assert (
        blocks(draft.form(draft_sheet(LEA, MASKED), EN, Step.MARGIN)).keys().isdisjoint({"floor", "ceiling", "shown"})
    )
    assert {"floor", "ceiling"} <= blocks(draft.form(draft_sheet(LEA), EN, Step.MARGIN)).keys()
    assert as_sent(draft_sheet(LEA, MASKED), EN).keeps == {Field.FLOOR, Field.CEILING, Field.SHOWN}
    assert as_sent(draft_sheet(LEA, WHOLE), EN).keeps == {Field.SHOWN}
    assert as_sent(draft_sheet(MARC, WHOLE), EN).keeps == frozenset()


def test_yes_or_no_has_neither_figures_nor_a_pace_nor_a_margin() -> None:
    sheet = draft_sheet(typed={"unit": "yes_no"})
    assert "target" not in blocks(draft.form(sheet, EN, Step.MEASURE))
    assert PACE_KIND not in blocks(draft.form(sheet, EN, Step.WAY))
    assert draft.next_step(sheet, Step.WAY) is Step.SUMMARY
    assert draft.step_before(sheet, Step.SUMMARY) is Step.WAY
    assert read(sheet_of(unit="yes_no", floor="nonsense"), EN).charter == Charter()


def test_seasons_are_offered_a_month_of_the_period_a_line() -> None:
    typed = {"starts_on": "2026-11-15", "ends_on": "2027-01-31", PACE_KIND: SEASON}
    field = blocks(draft.form(draft_sheet(typed=typed), FR, Step.WAY))[SEASON]
    offered = spaced(field["element"]["initial_value"])
    assert offered.splitlines() == ["novembre 2026 : 1", "décembre 2026 : 1", "janvier 2027 : 1"]


@pytest.mark.parametrize(
    ("country", "currency"), [("FR", "EUR"), ("GB-ENG", "GBP"), ("CH", "CHF"), ("NZ", "NZD"), ("US", "USD")]
)
def test_the_currency_of_the_reps_country_comes_first(country: str, currency: str) -> None:
    sheet = draft_sheet(desk=desk(country=country))
    element = blocks(draft.form(sheet, EN, Step.MEASURE))["unit"]["element"]
    assert element["initial_option"]["value"] == element["options"][0]["value"] == currency
    values = [option["value"] for option in element["options"]]
    assert len(values) == len(set(values))


def test_a_known_line_is_shown_with_its_goal_even_when_both_are_long() -> None:
    long = Line("Entrer dans les filières où nous sommes peu présents", "Devenir le premier fournisseur des ETI", 7)
    options = blocks(draft.form(draft_sheet(lines=(LINE, long)), FR))["line"]["element"]["options"]
    assert [option["text"]["text"] for option in options] == [
        "Aucun pour l’instant",
        "Entrer dans les filières ← Premier fournisseur",
        "Entrer dans les filières où nous so… ← Devenir le premier fournisseur des…",
    ]


def test_a_team_without_lines_is_asked_for_a_new_one_only() -> None:
    assert "line" not in blocks(draft.form(draft_sheet(), EN))


def test_of_very_many_lines_the_newest_are_offered_and_in_any_case_the_objectives_own() -> None:
    many = tuple(replace(LINE, id=key) for key in range(1, 150))
    form = draft.form(draft_sheet(LEA, objective(line=many[0]), lines=many), EN)
    values = [option["value"] for option in blocks(form)["line"]["element"]["options"]]
    assert len(values) == 100
    assert values[:2] == ["none", "1"]
    assert values[-1] == "149"


@pytest.mark.parametrize(("reader", "named"), [(LEA, False), (MARC, True)])
def test_a_manager_is_told_whose_objective_it_is(reader: Any, *, named: bool) -> None:
    said = ":bust_in_silhouette: For Léa Fontaine, who is told of it in a message."
    assert (said in lines(draft.form(draft_sheet(reader), EN))) is named


@pytest.mark.parametrize(("found", "explained"), [(objective(), True), (objective(latest=None), False), (None, False)])
def test_the_field_explains_that_the_unit_stays_once_values_are_recorded(found: Any, *, explained: bool) -> None:
    unit = blocks(draft.form(draft_sheet(LEA, found), EN, Step.MEASURE))[Field.UNIT]
    assert (unit.get("hint", {}).get("text") == "Values are recorded already: it stays as it is.") is explained


def test_what_is_typed_is_told_as_it_is_typed_in_every_field() -> None:
    for step in Step:
        for block in blocks(draft.form(draft_sheet(MARC, WHOLE, lines=(LINE,)), EN, step)).values():
            assert block["dispatch_action"]
            if block["element"]["type"] == "plain_text_input":
                told = block["element"]["dispatch_action_config"]["trigger_actions_on"]
                assert told == ["on_character_entered"]


def test_the_summary_says_all_that_will_be_signed() -> None:
    said = "\n".join(lines(draft.form(draft_sheet(MARC, WHOLE, lines=(LINE,), sponsor=SPONSOR), EN, Step.SUMMARY)))
    assert "• Pace: €120,000 by 31 Mar 2026 and €300,000 by 30 Sept 2026" in said
    assert "• Segments: Zéphyr 62.5%, Orion 37.5%" in said
    assert "• Margin settled in advance: from €400,000 to €500,000" in said
    assert "• Beyond the margin, Inès Benali decides" in said
