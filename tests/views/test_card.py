"""The card of an objective and the news under it: what both read, and what stands nowhere."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from bot.i18n import translator
from bot.rules.card import Card, Retarget
from bot.rules.objective import Direction, Unit
from bot.views import card as views
from bot.views import card_picture
from bot.views.card_chart import drawn
from tests.factories import DONE_OR_NOT, MARC, OPENS, measure, objective
from tests.reading import texts
from tests.views.showing import spaced
from tests.views.showing_card import EVEN_VALUES, MILESTONES, PICTURE, RETARGETS, card

EN, FR = translator("en-GB"), translator("fr-FR")


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def read(shown: Card, tag: str = "en-GB") -> str:
    return spaced(texts(views.message(shown, translator(tag), picture=PICTURE)[1]))


def test_the_two_are_named_where_a_message_to_one_would_say_you() -> None:
    assert "Léa Fontaine: :large_yellow_circle: Not sure yet" in read(card())
    assert "You" not in read(card())


def test_the_forecast_says_how_much_when_within_what_and_how_sure() -> None:
    assert (
        "At this rate: about €382,000 on 31 Dec, most likely between €339,000 and €425,000. This forecast is reliable."
    ) in read(card())
    assert "À ce rythme : environ 382 000 € le 31 déc., très probablement entre" in read(card(), "fr-FR")


@pytest.mark.parametrize(
    "shown", [card(values=()), card(objective(measured=DONE_OR_NOT)), replace(card(), at=OPENS + timedelta(days=100))]
)
def test_where_nothing_can_be_foreseen_nothing_is_said(shown: Card) -> None:
    assert "At this rate" not in read(shown)


def test_of_what_is_done_or_not_there_is_no_picture() -> None:
    _, blocks = views.message(card(objective(measured=DONE_OR_NOT)), EN, picture=PICTURE)

    assert [block for block in blocks if block["type"] == "image"] == []


def test_the_alternative_text_says_what_the_picture_shows() -> None:
    shown = card(objective(pace=MILESTONES), EVEN_VALUES[:2], retargets=RETARGETS)

    said = card_picture.in_words(shown, views.heading(shown, EN), EN)

    assert said.startswith("On 6 Oct: €297,000, where the pace asks for €358,000. Target on 31 Dec: €480,000.")
    assert "Target changed on 12 May: €500,000 → €480,000." in said
    assert "Milestones: €100,000 (31 Mar) and €350,000 (30 Sept)." in said
    assert "Latest values: €30,000 (15 Jan) and €60,000 (15 Feb)." in said
    assert "At this rate: about" in said


def test_the_picture_draws_what_there_is() -> None:
    shown = card_picture.picture(card(objective(pace=MILESTONES), retargets=RETARGETS), FR)

    assert shown.values == tuple((day, float(value)) for day, value in EVEN_VALUES)
    assert spaced(shown.values_name) == "Réalisé : 297 000 €"
    assert (shown.pace[0], shown.pace[-1]) == ((date(2026, 1, 1), 0), (date(2026, 12, 31), 480_000))
    assert set(shown.milestones) <= set(shown.pace)
    assert shown.target == ((date(2026, 1, 1), 500_000), (date(2026, 5, 12), 480_000), (date(2026, 12, 31), 480_000))
    assert [(day, height) for day, height, _ in shown.retargets] == [(date(2026, 5, 12), 480_000)]
    assert shown.heading
    assert shown.heading.since == shown.values[-1]
    assert shown.heading.low < shown.heading.likely < shown.heading.high
    assert [spaced(name) for _, name in shown.heights] == [f"{n}00 000 €" if n else "0 €" for n in range(6)]


def test_a_line_to_hold_has_a_target_and_neither_pace_nor_forecast() -> None:
    held = measure(Unit.PERCENT, Direction.STAY_ABOVE, baseline=90, target=92)
    shown = card_picture.picture(card(objective(measured=held), values=((date(2026, 2, 1), Decimal("93.5")),)), EN)

    assert (shown.pace, shown.pace_name, shown.heading) == ((), "", None)
    heights = [height for height, _ in shown.heights]
    assert heights[0] <= 92
    assert heights[-1] >= 93.5


def test_a_band_that_reaches_far_leaves_room_for_the_values() -> None:
    shown = card_picture.picture(card(values=((date(2026, 1, 15), Decimal(40_000)),)), EN)

    assert shown.heading
    assert shown.heading.high > 1_000_000
    assert shown.heights[-1][0] <= 800_000


def test_the_same_figures_are_the_same_picture_and_others_another() -> None:
    one, same, other = (card_picture.picture(card(values=values), FR) for values in (EVEN_VALUES,) * 2 + ((),))

    assert card_picture.version(one) == card_picture.version(same) != card_picture.version(other)
    assert drawn(one) == drawn(same)
    assert drawn(one) != drawn(other)


@pytest.mark.parametrize(
    "shown",
    [
        card(values=()),
        card(objective(pace=MILESTONES), retargets=(Retarget(date(2025, 1, 1), Decimal(9), Decimal(480_000)),)),
        card(objective(measured=measure(baseline=-5, target=0)), values=((date(2026, 5, 1), Decimal(-5)),)),
        card(objective(measured=measure(target=10**14)), values=((date(2026, 5, 1), Decimal(10**14) - 1),)),
        card(objective(measured=measure(Unit.COUNT, Direction.STAY_BELOW, baseline=0, target=0)), values=()),
        card(objective(starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 2))),
        card(objective(starts_on=date(2027, 1, 1), ends_on=date(2030, 10, 2)), rep=MARC),
    ],
)
def test_whatever_the_figures_it_is_drawn_in_one_size(shown: Card) -> None:
    assert size(drawn(card_picture.picture(shown, FR))) == (1200, 600)
