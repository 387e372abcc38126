"""An objective at a glance."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.i18n import Translator, translator
from bot.rules.objective import Confidence, Direction, Measure, Objective, Progress, Status, Unit
from bot.rules.person import Person
from bot.views import objective as views
from tests.factories import DONE_OR_NOT, LEA, PERCENT, TALK, measure, objective, progress
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


def card(found: Objective, t: Translator = EN, rep: Person | None = None, at: datetime = TALK) -> tuple[str, str]:
    """Return what a card says: its last line above, and the line below."""
    above, below = views.cards([found], t, views.Look(at, LEA.zone, rep))
    return spaced(above.to_dict()["text"]["text"]).splitlines()[-1], spaced(below.to_dict()["elements"][0]["text"])


@pytest.mark.parametrize(
    ("latest", "said"),
    [
        (None, "Should be at €369,000 today  ·  1 Jan to 31 Dec"),
        (progress(), "Should be at €369,000 today  ·  22 Sept, Léa Fontaine  ·  1 Jan to 31 Dec"),
        (progress(author="Al <b>"), "Should be at €369,000 today  ·  22 Sept, Al &lt;b&gt;  ·  1 Jan to 31 Dec"),
    ],
)
def test_a_card_says_where_the_value_should_be_who_told_it_when_and_the_period(
    latest: Progress | None, said: str
) -> None:
    assert card(objective(latest=latest))[1] == said


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (measure(), "Should be at €369,000 today"),
        (measure(target=420_000, currency="GBP"), "Should be at £323,000 today"),
        (measure(Unit.COUNT, target=12), "Should be at 9 today"),
        (measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=30), "Should be at 33 today"),
        (PERCENT, "Should be at 65.4% today"),
        (DONE_OR_NOT, "22 Sept, Léa Fontaine"),
        (measure(Unit.COUNT, Direction.STAY_ABOVE, target=12), "22 Sept, Léa Fontaine"),
        (measure(Unit.COUNT, Direction.STAY_BELOW, target=12), "22 Sept, Léa Fontaine"),
    ],
)
def test_where_a_value_should_be_is_said_roughly_and_only_on_the_way_to_a_target(measured: Measure, said: str) -> None:
    assert card(objective(measured=measured))[1].split("  ·  ")[0] == said


@pytest.mark.parametrize(
    ("t", "rep", "confidence", "said"),
    [
        (EN, None, Confidence.HIGH, ":large_yellow_square: Tandem: needs attention  ·  You: {} I will make it"),
        (EN, LEA, Confidence.HIGH, ":large_yellow_square: Tandem: needs attention  ·  Léa Fontaine: {} I will make it"),
        (FR, None, Confidence.HIGH, ":large_yellow_square: Tandem : à surveiller  ·  Vous : {} J’y arriverai"),
        (FR, LEA, Confidence.HIGH, ":large_yellow_square: Tandem : à surveiller  ·  Léa Fontaine : {} J’y arriverai"),
        (EN, None, None, ":large_yellow_square: Tandem: needs attention"),
    ],
)
def test_what_the_rep_says_stands_beside_what_the_figures_say_and_neither_corrects_the_other(
    t: Translator, rep: Person | None, confidence: Confidence | None, said: str
) -> None:
    expected = said.format(views.FACES[Confidence.HIGH])
    assert card(objective(latest=progress(confidence=confidence)), t, rep)[0] == expected


@pytest.mark.parametrize("t", [EN, FR], ids=["en", "fr"])
def test_the_three_states_differ_in_words_and_in_sign(t: Translator) -> None:
    assert len({views.status(found, t) for found in Status}) == 3
    assert len(set(views.SIGNS.values())) == 3
    assert not set(views.SIGNS.values()) & set(views.FACES.values())


@pytest.mark.parametrize(
    ("at", "above", "below"),
    [
        (datetime(2025, 12, 31, 12, tzinfo=UTC), ":calendar: begins on 1 Jan 2026", "1 Jan 2026 to 31 Dec 2026"),
        (datetime(2026, 1, 1, 12, tzinfo=UTC), ":white_large_square: no value yet", "Should be at €0 today"),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), ":white_large_square: no value yet", "ended on 31 Dec 2026"),
    ],
)
def test_without_a_value_or_before_its_period_an_objective_is_not_judged_and_after_it_no_pace_is_told(
    at: datetime, above: str, below: str
) -> None:
    found = card(objective(latest=None), at=at)
    assert found[0] == above
    assert below in found[1]
    assert ("Should be" in found[1]) is (at.year == 2026)


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
