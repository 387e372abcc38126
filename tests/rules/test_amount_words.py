"""Words behind a figure: what is counted may be named, a scale may not hide in it."""

from decimal import Decimal

import pytest

from bot.rules.amount import NumberStyle, read_amount
from bot.rules.refusal import Rejected
from tests.factories import COUNT

FR = NumberStyle(decimal=",", group="\u202f")


@pytest.mark.parametrize(("text", "value"), [("36 jours", 36), ("8 key accounts", 8), ("12 M", 12_000_000)])
def test_what_is_counted_may_be_named(text: str, value: int) -> None:
    assert read_amount(text, COUNT, FR) == Decimal(value)


@pytest.mark.parametrize("text", ["12k clients", "3 M clients", "3 millions", "3 mille", "3 mio", "12 pour cent"])
def test_a_scale_in_words_is_asked_again_and_never_dropped(text: str) -> None:
    with pytest.raises(Rejected):
        read_amount(text, COUNT, FR)
