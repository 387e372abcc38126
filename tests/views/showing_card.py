"""What is shown of the card of an objective, the news under it, and the history of a rep's objectives."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.i18n import Translator
from bot.rules.card import Card, Retarget, RevisionNews, ValueNews
from bot.rules.objective import Change, Closing, Direction, Line, Objective, Recorded, Shared, Unit
from bot.rules.pace import Milestones
from bot.rules.signing import Deed, Done, Revision, Signatures
from bot.views import card as views
from bot.views import history
from tests.factories import DONE_OR_NOT, EVERY_CHANGE, LEA, MARC, OPEN, OPENS, RECORDED, measure, objective, shelf

PICTURE = "F0PICTURE"
EVEN_VALUES = tuple((date(2026, month, 15), Decimal(30_000 * month)) for month in range(1, 10))
UNEVEN_VALUES = tuple((day, value + 90_000 * (day.month % 2)) for day, value in EVEN_VALUES)
MILESTONES = Milestones(((date(2026, 3, 31), Decimal(100_000)), (date(2026, 9, 30), Decimal(350_000))))
RETARGETS = (Retarget(date(2026, 5, 12), Decimal(500_000), Decimal(480_000)),)
CLOSED = Closing(92, "Orion", "Marc Weil", OPENS)
CONFIRMED = Done(Deed.CONFIRMED, "Léa Fontaine", OPENS)


def card(shown: Objective | None = None, values: tuple[tuple[date, Decimal], ...] = EVEN_VALUES, **given: Any) -> Card:
    """Build the card of an objective of Léa on 6 October."""
    return replace(Card(shown or objective(), LEA, OPENS, LEA.zone, values), **given)


def closed_one() -> Objective:
    return objective(closing=CLOSED, signatures=Signatures(OPENS, OPENS, OPENS))


WHOLE = objective(why="Parce que", line=Line("Entrer dans les filières", "Premier fournisseur"), pace=MILESTONES)
TO_HOLD = measure(Unit.PERCENT, Direction.STAY_ABOVE, baseline=90, target=92)
REVISED = RevisionNews(card(), Revision(5, MARC, OPENS, "Orion"), CONFIRMED, EVERY_CHANGE)

EVERY: Mapping[str, Callable[[Translator], Any]] = {
    "card": lambda t: views.message(card(WHOLE, retargets=RETARGETS), t, picture=PICTURE),
    "card, uneven values": lambda t: views.message(card(values=UNEVEN_VALUES), t, picture=PICTURE),
    "card, one value": lambda t: views.message(card(values=EVEN_VALUES[-1:]), t, picture=PICTURE),
    "card, no value": lambda t: views.message(card(objective(latest=None), values=()), t, picture=PICTURE),
    "card, of a line to hold": lambda t: views.message(
        card(objective(measured=TO_HOLD), values=()), t, picture=PICTURE
    ),
    "card, of what is done or not": lambda t: views.message(card(objective(measured=DONE_OR_NOT)), t, picture=PICTURE),
    "card, closed": lambda t: views.message(card(closed_one()), t, picture=PICTURE),
    "card: value": lambda t: views.value(ValueNews(card(), RECORDED[0]), t),
    "card: first value": lambda t: views.value(ValueNews(card(), RECORDED[2]), t),
    "card: value corrected": lambda t: views.value(ValueNews(card(), RECORDED[0], Decimal(300_000)), t),
    "card: value, since corrected": lambda t: views.value(
        ValueNews(card(), replace(RECORDED[0], corrected_at=OPENS)), t
    ),
    "card: change": lambda t: views.revised(REVISED, t),
    "card: change of a margin that is not shown": lambda t: views.revised(replace(REVISED, changes=()), t),
    "card: closed": lambda t: views.closed(card(closed_one()), t),
    "card: closed without a word": lambda t: views.closed(card(), t),
    "history of all": lambda t: history.answer(
        shelf(objective(), objective(signatures=Signatures(OPENS)), closed_one()), LEA, t
    ),
    "history of all, for the manager": lambda t: history.answer(shelf(*[objective()] * 46), MARC, t),
    "history of all, one too many": lambda t: history.answer(shelf(*[objective()] * 45), LEA, t),
    "history of nothing": lambda t: history.answer(shelf(), LEA, t),
    "history on its way": lambda t: history.on_its_way(LEA, t),
}


def hostile(found: Shared, words: str, changes: tuple[Change, ...], values: tuple[Recorded, ...]) -> dict[str, Any]:
    """Return the same with whatever people may write."""
    author = found.manager or MARC
    shown = replace(
        found.objective,
        closing=Closing(100, words, author.name, OPEN),
        pace=Milestones(tuple((date(2026, 1, 2) + timedelta(days=n), Decimal(n)) for n in range(60))),
    )
    retargets = tuple(Retarget(date(2026, 2, 1), Decimal(10**14), Decimal(10**14 + n)) for n in range(40))
    all_of_it = card(shown, EVEN_VALUES * 9, rep=found.rep, retargets=retargets)
    going_on = replace(all_of_it, objective=replace(shown, closing=None))
    revised = RevisionNews(
        all_of_it, Revision(10**9, author, OPENS, words), replace(CONFIRMED, author=author.name), changes * 9
    )
    return {
        "card": lambda t: views.message(going_on, t, picture=PICTURE),
        "card: value": lambda t: views.value(ValueNews(all_of_it, values[0]), t),
        "card: value corrected": lambda t: views.value(ValueNews(all_of_it, values[0], Decimal(10**12)), t),
        "card: change": lambda t: views.revised(revised, t),
        "card: closed": lambda t: views.closed(all_of_it, t),
        "history of all": lambda t: history.answer(shelf(*[shown] * 90, rep=found.rep), found.reader, t),
        "history on its way": lambda t: history.on_its_way(found.rep, t),
    }
