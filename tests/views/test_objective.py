"""An objective at a glance."""

from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.objective import Confidence, Direction, Measure, Unit
from bot.views import objective as views
from tests.factories import DONE_OR_NOT, PERCENT, TALK, measure, objective, progress
from tests.views.showing import spaced

EN, FR, US = translator("en-GB"), translator("fr-FR"), translator("en-US")
COUNTS = {direction: measure(Unit.COUNT, direction, baseline=40, target=10) for direction in Direction}


@pytest.mark.parametrize(
    ("share", "filled"), [("0", 0), ("0.09", 0), ("0.1", 1), ("0.55", 5), ("0.99", 9), ("0.999", 9), ("1", 10)]
)
def test_a_bar_is_full_only_when_all_is_done(share: str, filled: int) -> None:
    assert views.bar(Decimal(share)) == "▰" * filled + "▱" * (10 - filled)


@pytest.mark.parametrize(
    ("measured", "value", "t", "said"),
    [
        (measure(), "297000", EN, "▰▰▰▰▰▰▱▱▱▱ 61%  ·  €297,000 of €480,000"),
        (measure(), "297000", FR, "▰▰▰▰▰▰▱▱▱▱ 61 %  ·  297 000 € sur 480 000 €"),
        (measure(), "479999.99", EN, "▰▰▰▰▰▰▰▰▰▱ 99%  ·  €479,999.99 of €480,000"),
        (measure(currency="USD"), "480000", US, "▰▰▰▰▰▰▰▰▰▰ 100%  ·  $480,000 of $480,000"),
        (PERCENT, "42.5", FR, "▰▰▰▰▰▱▱▱▱▱ 50 %  ·  42,5 % sur 85 %"),
        (COUNTS[Direction.REDUCE], "25", EN, "▰▰▰▰▰▱▱▱▱▱ 50%  ·  25, to bring down to 10"),
        (COUNTS[Direction.STAY_ABOVE], "5", EN, "▰▰▰▰▰▱▱▱▱▱ 50%  ·  5, to keep above 10"),
        (COUNTS[Direction.STAY_BELOW], "5", FR, "▰▰▰▰▰▰▰▰▰▰ 100 %  ·  5, à maintenir en dessous de 10"),
        (DONE_OR_NOT, "0", EN, "▱▱▱▱▱▱▱▱▱▱ 0%  ·  not done yet"),
        (DONE_OR_NOT, "1", FR, "▰▰▰▰▰▰▰▰▰▰ 100 %  ·  fait"),
    ],
)
def test_where_an_objective_stands_is_one_line(measured: Measure, value: str, t: Translator, said: str) -> None:
    assert spaced(views.standing(measured, Decimal(value), t)) == said


@pytest.mark.parametrize("t", [EN, FR], ids=["en", "fr"])
def test_the_three_confidences_differ_in_words_and_in_colour(t: Translator) -> None:
    assert len({views.confidence(level, t) for level in Confidence}) == 3
    assert len({views.face(level, t).split()[0] for level in Confidence}) == 3


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (None, "No value yet  ·  until 31 Dec"),
        (progress(), ":large_yellow_circle: Not sure yet  ·  22 Sept, Léa Fontaine  ·  until 31 Dec"),
        (progress(confidence=None, author="Al <b>"), "22 Sept, Al &lt;b&gt;  ·  until 31 Dec"),
    ],
)
def test_a_card_says_who_told_the_value_and_when(latest: object, said: str) -> None:
    _, context = views.cards([objective(latest=latest)], EN, TALK.tzinfo)
    assert context.to_dict()["elements"][0]["text"] == said


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Zéphyr", "Zéphyr"),
        ("Zé\nphyr  *", "Zé phyr *"),
        ("<R&D>", "&lt;R&amp;D&gt;"),
        ("&" * 151, "&amp;" * 149 + "…"),
    ],
)
def test_a_title_is_one_short_line_of_plain_text(title: str, shown: str) -> None:
    assert views.named(objective(title=title)) == shown
