"""Whatever Tandem writes, and whatever anybody writes: read back as it was, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import translator
from bot.rules.amount import LARGEST, NumberStyle, read_amount
from bot.rules.objective import Measure, Unit
from bot.rules.refusal import Reason, Rejected
from tests.factories import COUNT, DONE_OR_NOT, PERCENT, measure

FR = NumberStyle(decimal=",", group="\u202f")
EN = NumberStyle(decimal=".", group=",")
MONEY = measure(baseline=-1)
LOCALES = ("fr-FR", "en-GB", "en-US")
CENTS = st.decimals(-LARGEST + 1, LARGEST - 1, places=2)


@pytest.mark.parametrize("currency", ["EUR", "GBP", "USD", "CHF", "JPY", "CAD", "AUD", "SEK"])
@pytest.mark.parametrize("tag", LOCALES)
@given(value=CENTS)
def test_money_written_by_tandem_is_read_back_as_it_was(tag: str, currency: str, value: Decimal) -> None:
    t, measured = translator(tag), measure(baseline=-1, currency=currency)
    assert read_amount(t.amount(value, measured), measured, t.numbers) == value


@pytest.mark.parametrize("tag", LOCALES)
@given(value=CENTS)
def test_a_percentage_written_by_tandem_is_read_back_as_it_was(tag: str, value: Decimal) -> None:
    t, measured = translator(tag), measure(Unit.PERCENT, baseline=-1)
    assert read_amount(t.amount(value, measured), measured, t.numbers) == value


@pytest.mark.parametrize("tag", LOCALES)
@given(value=st.integers(-(10**12) + 1, 10**12 - 1).map(Decimal))
def test_a_count_written_by_tandem_is_read_back_as_it_was(tag: str, value: Decimal) -> None:
    t, measured = translator(tag), measure(Unit.COUNT, baseline=-1)
    assert read_amount(t.amount(value, measured), measured, t.numbers) == value


@pytest.mark.parametrize("tag", LOCALES)
@given(value=CENTS)
def test_the_figure_a_form_is_prefilled_with_is_read_back_as_it_was(tag: str, value: Decimal) -> None:
    t = translator(tag)
    assert read_amount(t.figure(value), MONEY, t.numbers) == value


@pytest.mark.parametrize("tag", LOCALES)
@pytest.mark.parametrize("mark", [",", "."])
@given(thousands=st.integers(1, 999), rest=st.integers(0, 999))
def test_a_lone_mark_before_three_digits_is_thousands_or_refused_and_never_decimals(
    tag: str, mark: str, thousands: int, rest: int
) -> None:
    text, style = f"{thousands}{mark}{rest:03}", translator(tag).numbers
    if mark == style.group:
        assert read_amount(text, MONEY, style) == 1_000 * thousands + rest
        return
    with pytest.raises(Rejected) as refusal:
        read_amount(text, MONEY, style)
    assert [problem.reason for problem in refusal.value.problems] == [Reason.AMBIGUOUS_NUMBER]


LIKELY = st.text("0123456789.,-+−  \u00a0\u202f'’kKmM€$£%EURa٣²", max_size=40)


@pytest.mark.parametrize("style", [FR, EN], ids=["fr", "en"])
@pytest.mark.parametrize("measured", [MONEY, COUNT, PERCENT, DONE_OR_NOT], ids=lambda one: one.unit)
@given(text=LIKELY | st.text())
def test_any_text_is_read_or_refused_and_never_breaks(style: NumberStyle, measured: Measure, text: str) -> None:
    try:
        value = read_amount(text, measured, style)
    except Rejected:
        return
    assert abs(value) < LARGEST
    assert value >= 0 or measured.may_be_negative
