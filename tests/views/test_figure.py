"""The form that records a value on its own, and the value as read back from it."""

from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.objective import Confidence, Measure, NewValue, Unit
from bot.rules.refusal import Rejected
from bot.views import figure
from bot.views.refusal import errors
from tests.factories import COUNT, DONE_OR_NOT, LEA, MARC, measure, progress, shared
from tests.views.filling import blocks, filled
from tests.views.showing import LANGUAGES

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
    assert [*blocks(form)] == ["value"]
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
