"""The form that records a value on its own, and the value as read back from it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.charter import Charter, Sponsor
from bot.rules.objective import Confidence, Direction, Measure, NewValue, Segment, Unit
from bot.rules.refusal import Rejected
from bot.views import figure
from bot.views.refusal import errors
from tests.factories import COUNT, DONE_OR_NOT, LEA, MARC, OPEN, PERCENT, RECORDED, measure, progress, shared
from tests.views.filling import blocks, filled
from tests.views.showing import LANGUAGES, lines, spaced

EN, FR = translator("en-GB"), translator("fr-FR")
SEEN = progress().at


@pytest.mark.parametrize(
    ("t", "measured", "written", "value"),
    [
        (FR, measure(), "310 000,50 €", "310000.5"),
        (EN, measure(currency="GBP"), "£310,000.50", "310000.5"),
        (FR, COUNT, "36 jours", "36"),
        (EN, DONE_OR_NOT, "1", "1"),
    ],
)
def test_a_reps_value_comes_back_with_how_it_feels(t: Translator, measured: Measure, written: str, value: str) -> None:
    sent = filled(figure.form(shared(LEA, measured), t), value=written, confidence="low")
    assert figure.read_form(sent, t) == (11, NewValue(Decimal(value), Confidence.LOW, SEEN))


def test_a_manager_is_not_asked_how_it_feels() -> None:
    form = figure.form(shared(MARC), EN)
    assert [*blocks(form)] == ["value", "note"]
    assert figure.read_form(filled(form, value="5"), EN)[1] == NewValue(Decimal(5), None, SEEN)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_form_is_prefilled_with_where_the_objective_stands(tag: str) -> None:
    t = translator(tag)
    given = shared(latest=progress("297000.25", Confidence.MEDIUM))
    expected = NewValue(Decimal("297000.25"), Confidence.MEDIUM, SEEN)
    assert figure.read_form(filled(figure.form(given, t)), t) == (11, expected)


def test_a_first_value_has_seen_none_before_it() -> None:
    form = figure.form(shared(latest=None), EN)
    assert figure.read_form(filled(form, value="5", confidence="high"), EN)[1].seen_at is None


def test_a_value_that_is_none_is_refused_in_its_field() -> None:
    form = figure.form(shared(measured=measure(Unit.COUNT, target=40)), FR)
    with pytest.raises(Rejected) as refusal:
        figure.read_form(filled(form, value="beaucoup"), FR)
    said = errors(refusal.value, FR, otherwise="confidence")
    assert said == {"value": "Écrivez un nombre, par exemple 40."}


KEY, TAIL = Segment("Grands comptes", Decimal(60), 5), Segment("Relance", Decimal(40), 6)


def by_segment(*values: int | None, measured: Measure | None = None, **given: Any):  # noqa: ANN201
    """Build an objective with two segments that have these values, told when its own was told."""
    told = zip((KEY, TAIL), values or (None, None), strict=True)
    segments = tuple(replace(one, value=None if value is None else Decimal(value), told_at=SEEN) for one, value in told)
    return shared(measured=measured, segments=segments, **given)


def refused(form: dict[str, Any], t: Translator, **written: str) -> dict[str, str]:
    with pytest.raises(Rejected) as refusal:
        figure.read_form(filled(form, confidence="high", **written), t)
    return {name: spaced(said) for name, said in errors(refusal.value, t, otherwise="confidence").items()}


def test_segments_are_asked_for_before_the_whole_and_each_says_what_it_is_counted_in() -> None:
    asked = blocks(figure.form(by_segment(), FR))
    assert [spaced(one["label"]["text"]) for one in asked.values()] == [
        "Grands comptes, en euros",
        "Relance, en euros",
        "Tous segments confondus",
        "Comment le sentez-vous ?",
        "Une remarque, en une phrase ou deux",
    ]
    assert [name for name, one in asked.items() if not one.get("optional")] == ["confidence"]
    percent = blocks(figure.form(by_segment(measured=PERCENT), FR))
    assert percent["part_5"]["label"]["text"] == "Grands comptes, en\u00a0%"
    count = blocks(figure.form(by_segment(measured=COUNT), FR))
    assert count["part_5"]["label"]["text"] == "Grands comptes"


@pytest.mark.parametrize(
    ("measured", "written", "total"),
    [
        (measure(), {"part_5": "200 000 €", "part_6": "100 000,50"}, "300000.5"),
        (measure(), {"part_5": "200k", "part_6": "0", "value": "200 000"}, "200000"),
        (PERCENT, {"part_5": "80", "part_6": "60 %"}, "72"),
        (COUNT, {"part_5": "3", "part_6": "4 clients"}, "7"),
    ],
)
def test_values_by_segment_come_back_with_what_they_make(
    measured: Measure, written: dict[str, str], total: str
) -> None:
    sent = filled(figure.form(by_segment(measured=measured), FR), confidence="high", **written)
    value = figure.read_form(sent, FR)[1]
    assert value.value == Decimal(total)
    assert [key for key, _ in value.parts] == [5, 6]


def test_the_total_alone_is_enough() -> None:
    sent = filled(figure.form(by_segment(), FR), confidence="high", value="310 000", note=" Dupont signe ")
    found = figure.read_form(sent, FR)[1]
    assert found == NewValue(Decimal(310_000), Confidence.HIGH, SEEN, "Dupont signe", ())


def test_what_does_not_add_up_is_refused_in_its_field_with_the_sum() -> None:
    form = figure.form(by_segment(), FR)
    assert refused(form, FR, part_5="200 000", part_6="100 000", value="310 000") == {
        "value": "Le total des segments est de 300 000 : videz ce champ, ou les segments."
    }
    assert refused(form, FR, part_5="200 000") == {
        "part_6": "Remplissez aussi ce segment (0 est une réponse), ou n’en remplissez aucun."
    }
    assert refused(form, FR) == {"value": "Remplissez les segments, ou ce champ seul."}
    percent = figure.form(by_segment(measured=PERCENT), EN)
    assert refused(percent, EN, part_5="80", part_6="60", value="70") == {
        "value": "The segments, weighed by their shares, make 72: leave this empty, or the segments."
    }


def test_every_figure_that_is_none_is_refused_at_once_in_its_own_field() -> None:
    written = {"part_5": "beaucoup", "part_6": "-5", "value": "9" * 400}
    assert refused(figure.form(by_segment(), FR), FR, **written) == {
        "part_5": "Écrivez un nombre, par exemple 480 000.",
        "part_6": "Cette valeur ne peut pas être négative.",
        "value": "C’est plus que Tandem ne sait compter : mille milliards au maximum.",
    }


def test_a_segment_may_be_negative_where_the_objective_may() -> None:
    loss = by_segment(measured=measure(direction=Direction.REDUCE, baseline=100, target=-100))
    sent = filled(figure.form(loss, EN), confidence="high", part_5="-5", part_6="3")
    assert figure.read_form(sent, EN)[1].value == -2


@pytest.mark.parametrize("tag", LANGUAGES)
def test_segments_are_prefilled_with_what_makes_the_latest_value(tag: str) -> None:
    t = translator(tag)
    sent = filled(figure.form(by_segment(200_000, 97_000), t))
    expected = NewValue(Decimal(297_000), Confidence.MEDIUM, SEEN, "", ((5, Decimal(200_000)), (6, Decimal(97_000))))
    assert figure.read_form(sent, t)[1] == expected


def test_what_segments_were_told_before_the_latest_value_is_not_prefilled() -> None:
    later = replace(progress(400_000), at=OPEN)
    asked = blocks(figure.form(by_segment(200_000, 97_000, latest=later), FR))
    assert [asked[name]["element"].get("initial_value") for name in ("part_5", "part_6", "value")] == [None] * 3
    assert spaced(asked["value"]["element"]["placeholder"]["text"]) == "400 000 € la dernière fois"


def test_yes_or_no_is_asked_as_a_whole_and_so_is_what_has_more_segments_than_a_form_holds() -> None:
    many = tuple(Segment(f"S{key}", Decimal(1), key) for key in range(1, 101))
    for one in (by_segment(measured=DONE_OR_NOT), shared(segments=many)):
        assert [*blocks(figure.form(one, EN))] == ["value", "confidence", "note"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_correction_begins_with_what_was_told_and_says_what_it_replaces(tag: str) -> None:
    t = translator(tag)
    wrong = replace(RECORDED[0], id=8, note="Signé", segments=(replace(KEY, value=Decimal(310_000)),))
    form = figure.correction_form(shared(segments=(KEY,)), wrong, t, OPEN)
    expected = NewValue(Decimal(310_000), Confidence.HIGH, SEEN, "Signé", ((5, Decimal(310_000)),))
    assert figure.read_form(filled(form), t) == (8, expected)
    replaced = {
        "fr-FR": "À la place de 310 000 € (saisi le 6 oct.) : les deux restent dans l’historique.",
        "en-GB": "Replaces €310,000 (recorded on 6 Oct): both stay in the history.",
        "en-US": "Replaces €310,000 (recorded on Oct 6): both stay in the history.",
    }
    assert replaced[tag] in lines(form)


def test_the_note_says_who_reads_it_and_asks_the_rep_alone_what_the_figures_do_not_show() -> None:
    hers, his = (blocks(figure.form(shared(one), EN))["note"]["hint"]["text"] for one in (LEA, MARC))
    asked = "If you see it otherwise than the figures: what do you see that they do not?"
    assert hers == f"{asked} Only Marc Weil and you read it."
    assert his == "Only Léa Fontaine and you read it."


@pytest.mark.parametrize(
    ("t", "said"),
    [
        (EN, "Only Léa Fontaine, Inès Benali as the sponsor, and you read it."),
        (FR, "Visible de Léa Fontaine, du N+2 (Inès Benali) et de vous seulement."),
    ],
)
def test_a_note_says_that_the_sponsor_reads_it_too(t: Translator, said: str) -> None:
    form = figure.form(shared(MARC, charter=Charter(sponsor=Sponsor(3, "Inès Benali"))), t)
    assert blocks(form)["note"]["hint"]["text"] == said
