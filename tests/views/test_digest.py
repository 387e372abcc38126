"""The digest in words, its picture, and the form of its rhythm."""

import struct
from datetime import date, time
from decimal import Decimal

import pytest

from bot.i18n import translator
from bot.rules.digest import Curve, Standing, Talks, Wish
from bot.rules.recurrence import LAST, Monthly
from bot.views import chart, digest_schedule
from bot.views import digest as views
from tests.factories import CURVE, MONDAY, OUTSIDE, ROOM, digest, digest_plan, preview
from tests.reading import texts
from tests.views.showing import offered, spaced

EN, FR = translator("en-GB"), translator("fr-FR")


def read(found: object, t=EN) -> str:  # noqa: ANN001
    return spaced(texts(views.message(found, t, picture="F0PICTURE")[1]))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [
        (
            Standing(6, 2, 1),
            "6 of 9 objectives are on track, 2 need attention, 1 is off track.",
            "6 objectifs sur 9 sont en bonne voie, 2 sont à surveiller, 1 est hors trajectoire.",
        ),
        (
            Standing(1, 1, 2, 1),
            "1 of 5 objectives is on track, 1 needs attention, 2 are off track, 1 has no value yet.",
            "1 objectif sur 5 est en bonne voie, 1 est à surveiller, 2 sont hors trajectoire, "  # noqa: ISC004
            "1 n’a pas encore de valeur.",
        ),
        (
            Standing(0, 2),
            "None of the 2 objectives is on track, 2 need attention.",
            "Aucun des 2 objectifs n’est en bonne voie, 2 sont à surveiller.",
        ),
        (Standing(9), "All 9 objectives are on track.", "Les 9 objectifs sont en bonne voie."),
        (Standing(1), "The one objective under way is on track.", "Le seul objectif en cours est en bonne voie."),
        (Standing(), "No objective is under way.", "Aucun objectif en cours."),
        (Standing(unknown=4), "Nobody has recorded a value yet.", "Personne n’a encore saisi de valeur."),
    ],
)
def test_one_sentence_says_how_the_team_stands(found: Standing, english: str, french: str) -> None:
    assert (views.standing(found, EN), views.standing(found, FR)) == (english, french)


@pytest.mark.parametrize(
    ("talks", "said"),
    [
        (Talks(7, 8), "7 of 8 check-ins held."),
        (Talks(8, 8, 1), "The 8 check-ins planned were all held. 1 was skipped."),
        (Talks(1, 1), "The check-in that was due was held."),
        (Talks(0, 1), "The check-in that was due was not held."),
        (Talks(0, 0, 2), "2 were skipped."),
        (Talks(), "No check-in was due."),
    ],
)
def test_check_ins_are_counted_and_skipped_ones_told_apart(talks: Talks, said: str) -> None:
    assert f":speech_balloon: {said}" in read(digest(talks=talks)).splitlines()


def test_it_says_how_many_objectives_have_a_line_of_sight() -> None:
    assert "8 of 9 objectives are linked to a strategy line." in read(digest())
    assert "8 objectifs sur 9 sont reliés à un axe stratégique." in read(digest(), FR)


def test_a_digest_of_one_day_names_it_once() -> None:
    assert "From 5 Oct to 12 Oct" in read(digest())
    assert "\n12 Oct\n" in read(digest(since=MONDAY))


def test_what_was_reached_and_done_is_a_count() -> None:
    assert ":tada: 1 objective was reached since 5 Oct." in read(digest())
    assert ":white_check_mark: 5 actions terminées depuis le 5 oct." in read(digest(), FR)


def test_who_is_away_is_told_by_days() -> None:
    assert read(digest()).split("*Away today and in the coming 7 days*\n")[1].splitlines()[:5] == [
        "• Léa Fontaine: until 16 Oct",
        "• Marc Weil: today",
        "• Marc Weil: 14 Oct",
        "• Léa Fontaine and Marc Weil: from 15 Oct to 20 Oct",
        "• Léa Fontaine: 16 Oct (public holiday)",
    ]


def test_no_name_stands_in_a_line_with_a_figure_of_objectives_and_no_amount_anywhere() -> None:
    for line in read(digest()).splitlines():
        assert not (("Léa" in line or "Marc" in line) and ("%" in line or "objective" in line))
    assert not set("€$£") & set(read(digest()))


def test_the_picture_is_told_in_words_to_who_cannot_see_it() -> None:
    [image] = [block for block in views.message(digest(), EN, picture="F0PICTURE")[1] if block["type"] == "image"]

    assert image["slack_file"] == {"id": "F0PICTURE"}
    assert image["alt_text"] == "On 12 Oct, the team is at 61% of the way; the pace asks for 78%."
    assert spaced(views.in_words(CURVE, FR)) == "Au 12 oct., l’équipe est à 61 % du chemin ; le rythme demande 78 %."


def test_the_preview_has_a_bar_in_the_place_of_the_picture() -> None:
    shown = views.preview(preview(), ROOM, EN)

    assert not [block for block in shown[1] if block["type"] == "image"]
    assert "▰▰▰▰▰▰▱▱▱▱ 61%" in texts(shown[1])
    assert offered(shown) == [("Post it in #ventes-europe", "primary"), ("Choose when it is posted", None)]


def test_where_tandem_is_not_in_the_channel_the_preview_says_so_and_offers_no_posting() -> None:
    shown = views.preview(preview(), OUTSIDE, EN)

    assert "Invite me to <#C0VENTES01> first: write `/invite @Tandem` there." in texts(shown[1])
    assert offered(shown) == [("Choose when it is posted", None)]
    assert "submit" not in {key for key, value in views.preview_form(preview(), OUTSIDE, EN).items() if value}


def test_the_button_and_the_form_know_when_the_preview_was_looked_at() -> None:
    [value] = [
        element["value"]
        for block in views.preview(preview(), ROOM, EN)[1]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == views.POST
    ]

    assert views.read_button(value) == (5, MONDAY)
    assert views.read_form(views.preview_form(preview(), ROOM, EN)) == (5, MONDAY)


def size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_the_picture_is_a_small_png_twice_as_wide_as_high() -> None:
    picture = chart.drawn(views.chart(CURVE, FR))

    assert size(picture) == (1200, 600)
    assert len(picture) < 100_000


def test_the_same_figures_make_the_same_bytes_and_others_do_not() -> None:
    other = Curve(CURVE.today, ((CURVE.today, Decimal("0.2")),), CURVE.pace)
    first, again, different = (chart.drawn(views.chart(one, FR)) for one in (CURVE, CURVE, other))

    assert first == again != different


def test_its_labels_are_in_the_language_of_the_channel() -> None:
    french, english = views.chart(CURVE, FR), views.chart(CURVE, EN)

    assert [spaced(name) for _, name in french.shares] == ["0 %", "25 %", "50 %", "75 %", "100 %"]
    assert [name for _, name in english.dates][:3] == ["Jan", "Feb", "Mar"]
    assert [name for _, name in french.dates][:3] == ["janv.", "févr.", "mars"]
    assert spaced(french.way_name) == "Équipe en moyenne : 61 %"
    assert english.pace_name == "Pace: 78%"


@pytest.mark.parametrize(
    ("last", "ticks"),
    [(date(2026, 2, 1), 5), (date(2026, 3, 31), 3), (date(2026, 12, 31), 12), (date(2028, 12, 31), 12)],
)
def test_a_period_has_a_handful_of_dates_however_long_it_is(last: date, ticks: int) -> None:
    first = date(2026, 1, 1)
    period = Curve(first, ((first, Decimal(0)),), ((first, Decimal(0)), (last, Decimal(1))))

    assert len(views.chart(period, EN).dates) == ticks


def state(**chosen: str) -> dict[str, object]:
    """Give the form as Slack sends it back."""
    form = digest_schedule.form(digest_plan(), EN)
    kinds = {"every": "selected_option", "weekday": "selected_option", "posts_at": "selected_time"}
    values = {
        name: {"digest_choice": {kind: {"value": chosen[name]} if kind == "selected_option" else chosen[name]}}
        for name, kind in kinds.items()
    }
    return form | {"state": {"values": values}}


def test_the_form_reads_back_what_was_chosen() -> None:
    assert digest_schedule.read_form(state(every="m-1", weekday="3", posts_at="16:30")) == (
        5,
        Wish(Monthly(LAST), 3, time(16, 30)),
    )


def test_the_form_shows_the_next_four_dates_and_why_one_has_moved() -> None:
    shown = texts(digest_schedule.form(digest_plan(anchor=date(2026, 11, 11)), EN))

    assert "• *Thursday, 12 November, 09:00* (11 Nov is a public holiday)" in shown
    assert shown.count("•") == 4
