"""How an objective is judged, said in words: the rule, what the rep sees beside it, and each segment."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.objective import Confidence, Direction, Measure, Segment, Shared, Unit
from bot.rules.person import Person
from bot.views import background
from bot.views import objective as objectives
from bot.views.objective import Look
from tests.factories import DONE_OR_NOT, LEA, MARC, OPEN, OPENS, PERCENT, measure, objective, progress, shared
from tests.reading import texts
from tests.views.showing import lines, spaced
from tests.views.showing_progress import DIFFERING, HOPEFUL, SEGMENTS, TOLD
from tests.views.showing_signing import BY_MARC, CLOSED

EN, FR = translator("en-GB"), translator("fr-FR")
FURTHEST = "  ·  :small_orange_diamond: furthest from plan"
ONCE = (
    "To be done once: on track for three quarters of the period, then it needs attention; "
    "off track once the period is over."
)


def told(found: Shared, t: Translator = EN) -> list[str]:
    """Return the lines of Why? from where the judgement begins."""
    shown = spaced(texts(background.why(found, t, OPEN)["blocks"])).splitlines()
    headings = {"*How it stands*", "*Où en est l’objectif*"}
    return shown[next((number for number, line in enumerate(shown) if line in headings), len(shown)) :]


def test_the_way_and_the_pace_are_told_with_the_tolerance() -> None:
    assert told(shared(latest=progress(288_000))) == [
        "*How it stands*",
        ":large_yellow_square: Tandem: needs attention  ·  You: :large_yellow_circle: Not sure yet",
        "60% of the way is done, the pace asks for 76% today.",
        "On track up to 10 points of the way behind its pace, needs attention up to 25, off track beyond.",
    ]
    assert told(shared(latest=progress(288_000)), FR) == [
        "*Où en est l’objectif*",
        ":large_yellow_square: Tandem : à surveiller  ·  Vous : :large_yellow_circle: C’est incertain",
        "Chemin parcouru : 60 %. Attendu à ce jour : 76 %.",
        "En bonne voie jusqu’à 10 points de retard sur le rythme, à surveiller jusqu’à 25, hors trajectoire au-delà.",
    ]


@pytest.mark.parametrize(
    ("measured", "rule"),
    [
        (
            measure(direction=Direction.STAY_BELOW),
            "On track while it holds, needs attention when it is missed by up to 5% of the target, off track beyond.",
        ),
        (
            DONE_OR_NOT,
            ONCE,
        ),
    ],
)
def test_where_there_is_no_pace_the_rule_alone_is_told(measured: Measure, rule: str) -> None:
    assert told(shared(measured=measured))[2:] == [rule]


@pytest.mark.parametrize("given", [{"latest": None}, {"signatures": BY_MARC}, {"signatures": CLOSED}])
def test_what_is_not_judged_is_not_explained(given: dict[str, Any]) -> None:
    assert told(shared(**given, segments=SEGMENTS)) == []


@pytest.mark.parametrize(
    ("reader", "label"),
    [
        (LEA, "What you see that the figures do not"),
        (MARC, "What Léa Fontaine sees that the figures do not"),
    ],
)
def test_a_rep_who_sees_it_otherwise_is_quoted_beside_the_figures(reader: Person, label: str) -> None:
    assert told(shared(reader, latest=DIFFERING))[-2:] == [label, "Parce que"]
    said = {f"What {name} that the figures do not" for name in ("you see", "Léa Fontaine sees")}
    assert not said & {*told(shared(reader, latest=HOPEFUL))}
    agreeing = replace(DIFFERING, confidence=Confidence.LOW)
    assert not said & {*told(shared(reader, latest=agreeing))}


def test_the_card_quotes_the_rep_shortly_where_the_two_differ() -> None:
    def card(**given: Any) -> list[str]:
        shown = objectives.cards([objective(latest=replace(DIFFERING, **given))], EN, Look.of(MARC, LEA, OPEN))
        return spaced(next(shown).to_dict()["text"]["text"]).splitlines()[2:]

    verdict = ":large_red_square: Tandem: off track  ·  Léa Fontaine: :large_green_circle: I will make it"
    assert card() == [verdict, "“Parce que”"]
    assert card(note="") == [verdict]
    assert card(confidence=Confidence.LOW)[1:] == []
    assert len(card(note="x " * 250)[1]) <= 202


def test_each_segment_shows_its_part_of_the_way_its_own_target_and_when_it_was_told() -> None:
    parts = (
        Segment("Key\naccounts", Decimal(60), 5, Decimal(200_000), TOLD),
        Segment("Mid & tail", Decimal("33.5"), 6, Decimal(20_000), OPENS),
        Segment("New", Decimal("6.5"), 7),
    )
    assert told(shared(segments=parts))[4:] == [
        "*By segment*",
        "Key accounts (60%)",
        "▰▰▰▰▰▰▱▱▱▱ 69%  ·  €200,000 of €288,000",
        f"Mid &amp; tail (33.5%){FURTHEST}",
        "▰▱▱▱▱▱▱▱▱▱ 12%  ·  €20,000 of €161,000  ·  6 Oct",
        "New (6.5%)",
        "▱▱▱▱▱▱▱▱▱▱  ·  no value yet",
    ]


def test_a_segment_of_what_is_counted_has_a_whole_target_and_of_a_percentage_the_same() -> None:
    parts = (Segment("A", Decimal(33), 5, Decimal(3), TOLD), Segment("B", Decimal(67), 6, Decimal(30), TOLD))
    counted = told(shared(measured=measure(Unit.COUNT, target=40), segments=parts, latest=progress(33)))
    assert counted[5:7] == [f"A (33%){FURTHEST}", "▰▰▱▱▱▱▱▱▱▱ 22%  ·  3 of 13"]
    percent = told(shared(measured=PERCENT, segments=parts, latest=progress(30)))
    assert percent[7:] == ["B (67%)", "▰▰▰▱▱▱▱▱▱▱ 35%  ·  30% of 85%"]


def test_without_values_by_segment_none_are_shown() -> None:
    bare = tuple(replace(one, value=None) for one in SEGMENTS)
    assert "*By segment*" not in lines(background.why(shared(segments=bare), EN, OPEN))
