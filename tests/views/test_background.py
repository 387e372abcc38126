"""Why an objective is there, what has become of it, and what messages say of it."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.objective import Change, Field
from bot.rules.person import Person
from bot.views import background
from bot.views import objective as objectives
from tests.factories import (
    DONE_OR_NOT,
    EVERY_CHANGE,
    LEA,
    LINE,
    MARC,
    OPEN,
    RECORDED,
    change,
    measure,
    shared,
)
from tests.reading import texts
from tests.views.showing import buttons, lines, spaced
from tests.views.showing_progress import KEY, MINE, SEGMENTS, STRUCK
from tests.views.showing_signing import CLOSED

EN, FR = translator("en-GB"), translator("fr-FR")


def in_order(shown: Any) -> list[str]:
    return spaced(texts(shown)).splitlines()


def test_why_leads_from_the_goal_down_to_the_objective_in_the_words_of_its_authors() -> None:
    shown = background.why(shared(line=LINE, why="They stay", latest=None), EN, OPEN)
    assert in_order(shown["blocks"]) == [
        "The goal",
        "Premier fournisseur",
        ":arrow_down:",
        "The strategy line that leads there",
        "Entrer dans les filières",
        ":arrow_down:",
        "The objective",
        "Zéphyr",
        "Why it matters",
        "They stay",
        "• Pace: even",
        "• Margin settled in advance: none yet",
    ]


@pytest.mark.parametrize(
    ("given", "offered"),
    [
        ({"line": LINE, "why": "They stay"}, []),
        ({"line": LINE}, [objectives.EDIT]),
        ({"why": "They stay"}, [objectives.EDIT]),
    ],
)
def test_why_says_what_is_missing_and_offers_to_add_it(given: dict[str, Any], offered: list[str]) -> None:
    shown = background.why(shared(**given), EN, OPEN)
    assert [one["action_id"] for one in buttons(shown)] == offered
    said = "No strategy line yet: nothing shows which goal it serves. *Edit* lets you name one."
    assert (said in lines(shown)) is ("line" not in given)


@pytest.mark.parametrize(
    ("t", "told"),
    [
        (
            EN,
            [
                "*€310,000*  ·  +€13,000",
                "6 Oct, Léa Fontaine  ·  :large_green_circle: I will make it  ·  check-in of 8 Oct",
                "*€297,000*  ·  unchanged",
                "4 Oct, Marc Weil",
                "*€297,000*",
                "10 Dec 2025, Léa Fontaine  ·  :red_circle: It will be hard",
            ],
        ),
        (
            FR,
            [
                "*310 000 €*  ·  +13 000 €",
                "6 oct., Léa Fontaine  ·  :large_green_circle: J’y arriverai  ·  point du 8 oct.",
                "*297 000 €*  ·  inchangé",
                "4 oct., Marc Weil",
                "*297 000 €*",
                "10 déc. 2025, Léa Fontaine  ·  :red_circle: Ce sera difficile",
            ],
        ),
    ],
)
def test_history_tells_each_value_with_its_change_its_author_and_its_check_in(t: Translator, told: list[str]) -> None:
    shown = in_order(background.history(shared(), RECORDED, t, OPEN))
    assert [line for line in shown if line in told] == told


def test_a_corrected_value_is_struck_through_under_what_stands_in_its_place() -> None:
    right = replace(MINE, value=Decimal(301_000), note="Dupont <a signé>", segments=SEGMENTS[:2])
    shown = in_order(background.history(shared(), [right, STRUCK], FR, OPEN))
    told = shown[shown.index("*301 000 €*  ·  +4 000 €") :]
    signed = "6 oct., Léa Fontaine  ·  :large_green_circle: J’y arriverai  ·  point du 8 oct."
    assert told[:8] == [
        "*301 000 €*  ·  +4 000 €",
        "Zéphyr 200 000 €  ·  Orion 97 000 €",
        signed,
        "« Dupont &lt;a signé&gt; »",
        "~*310 000 €*~  ·  corrigé le 6 oct.",
        "Zéphyr 200 000 €  ·  Orion 97 000 €",
        signed,
        "« Parce que »",
    ]


@pytest.mark.parametrize(
    ("reader", "given", "offered"),
    [
        (LEA, {}, ["8"]),
        (MARC, {}, []),
        (LEA, {"signatures": CLOSED}, []),
    ],
    ids=["who told it", "the other", "closed"],
)
def test_a_value_is_corrected_by_who_told_it_once_and_while_the_objective_is_open(
    reader: Person, given: dict[str, Any], offered: list[str]
) -> None:
    shown = background.history(shared(reader, **given), [MINE, STRUCK], EN, OPEN)
    assert [one["value"] for one in buttons(shown) if one["action_id"] == objectives.CORRECT] == offered


def test_of_many_segments_a_history_shows_a_few() -> None:
    many = replace(MINE, segments=tuple(replace(KEY, name=f"S{key}") for key in range(8)))
    [line] = [one for one in in_order(background.history(shared(), [many], EN, OPEN)) if "S0" in one]
    assert line.split("  ·  ") == [*(f"S{key} €200,000" for key in range(6)), "…"]


@pytest.mark.parametrize(("count", "said"), [(90, False), (97, True)])
def test_a_long_history_says_how_much_is_left_out(count: int, *, said: bool) -> None:
    shown = background.history(shared(), RECORDED[:1] * count, EN, OPEN)
    assert ("and 7 older" in lines(shown)) is said


CHANGES = {
    "Objective: “Orion” → “Vega”": "Objectif : « Orion » → « Vega »",
    "Why it matters: — → “Parce que”": "Pourquoi c’est important : — → « Parce que »",
    "Strategy line it serves: “Filières ← Ambition” → —": "Axe stratégique servi : « Filières ← Ambition » → —",
    "Counted in: A number: clients, days, visits … → Money": "Unité : Un nombre : clients, jours, visites… → Montant",
    "Currency: euros → British pounds": "Devise : euros → livres sterling",
    "Direction: Stay below the target → Go up to the target": (
        "Sens : Rester en dessous de la cible → Monter jusqu’à la cible"
    ),
    "Starting point: €0 → €12.50": "Point de départ : 0 € → 12,50 €",
    "Target: €480,000 → €500,000": "Cible : 480 000 € → 500 000 €",
    "Begins on: 1 Jan 2026 → 1 Oct 2026": "Début : 1er janv. 2026 → 1er oct. 2026",
    "Ends on: 31 Dec 2026 → 30 Jun 2027": "Fin : 31 déc. 2026 → 30 juin 2027",
    "Pace: — → €200,000 by 30 Jun 2026 and €300,000 by 30 Sept 2026": (
        "Rythme : — → 200 000 € au 30 juin 2026 et 300 000 € au 30 sept. 2026"
    ),
    "Pace: — → by month: 8 · 8 · 10": "Rythme : — → par mois : 8 · 8 · 10",
    "Weight: — → 40%": "Poids : — → 40 %",
    "Segments: — → “Zéphyr 60%, Orion 40%”": "Répartition par segment : — → « Zéphyr 60 %, Orion 40 % »",
    "Floor of the margin: — → €400,000": "Plancher de la marge : — → 400 000 €",
    "Ceiling of the margin: €500,000 → —": "Plafond de la marge : 500 000 € → —",
    "Reasons to change the amount: — → territory and market": "Motifs pour changer le montant : — → secteur et marché",
    "Months in which the amount may change: — → January and July": (
        "Mois où le montant peut changer : — → janvier et juillet"
    ),
    "Changes of the amount a year: — → 2": "Changements du montant par an : — → 2",
    "The rep sees the margin: — → yes": "Marge visible du commercial : — → oui",
    "Sponsor: — → Inès Benali": "N+2 : — → Inès Benali",
}


@pytest.mark.parametrize(("t", "said"), [(EN, [*CHANGES]), (FR, [*CHANGES.values()])], ids=["en", "fr"])
def test_a_change_is_told_in_words_as_before_and_after(t: Translator, said: list[str]) -> None:
    shown = in_order(background.history(shared(), EVERY_CHANGE, t, OPEN))
    assert [line.removeprefix(":pencil2: ") for line in shown if "→" in line] == said
    message = background.changed(shared(), EVERY_CHANGE, t, OPEN)
    assert [line.removeprefix("• ") for line in in_order(message[1]) if "→" in line] == said


def test_figures_from_before_it_was_yes_or_no_are_not_read_as_such() -> None:
    was: Change = change(Field.TARGET, "12", "1")
    assert ":pencil2: Target: 12 → 1" in lines(background.history(shared(measured=DONE_OR_NOT), [was], EN, OPEN))


@pytest.mark.parametrize(
    ("reader", "said"),
    [(LEA, "Marc Weil proposes an objective to you."), (MARC, "Léa Fontaine proposes an objective.")],
)
def test_each_is_told_who_has_written_an_objective_down_and_can_ask_why(reader: Any, said: str) -> None:
    text, blocks = background.written(shared(reader, measure(currency="GBP"), latest=None), EN, OPEN)
    assert text == said
    assert objectives.WHY in [one["action_id"] for one in buttons(blocks)]
    assert any("£0 of £480,000" in line for line in lines((text, blocks)))


def test_a_message_about_a_change_names_who_and_what() -> None:
    assert background.changed(shared(), EVERY_CHANGE, EN, OPEN)[0] == "Marc Weil has changed “Zéphyr”."
