"""Every view of absences in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Translator
from bot.rules.absence import Absence, Days, What
from bot.rules.person import Person
from bot.rules.when import Reading, read
from bot.views import absence, absence_told
from bot.views.absence import Note
from tests.factories import LEA, MARC, a_book, a_change, an_absence, an_effect, person

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
TODAY = date(2026, 10, 6)
NEXT_YEAR = Days(date(2027, 8, 12), date(2027, 8, 26))
PAIR = (LEA, MARC)
ENTERED = replace(an_absence(), entered_by=MARC)
OF_MARC = replace(an_absence(2, MARC), entered_by=LEA)
EFFECTS = tuple(an_effect(n) for n in range(12))
CROWD = tuple(person(key, f"Anne {key}") for key in range(150))


def asked_again(text: str, refusal: str = "") -> Callable[[Translator], Shown]:
    return lambda t: absence_told.asked_again(
        text, read(text, TODAY, day_first=True), TODAY, t, who=None, refusal=refusal
    )


def told(what: What, **given: Any) -> Callable[[Translator], Shown]:
    change = a_change(what, by=MARC, **given)
    return lambda t: absence_told.told(change, (an_effect(),), LEA, TODAY, t)


EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "absences, none": lambda t: absence.form(a_book(), t),
    "absences": lambda t: absence.form(a_book(an_absence(), an_absence(days=1)), t, note=Note.SAVED, change=a_change()),
    "absences, talks moved": lambda t: absence.form(
        a_book(an_absence(), whose=MARC), t, note=Note.SAVED, change=a_change(who=MARC), effects=EFFECTS
    ),
    "absences, talks back": lambda t: absence.form(
        a_book(), t, note=Note.REMOVED, change=a_change(What.REMOVED), effects=EFFECTS
    ),
    "absences, many": lambda t: absence.form(a_book(*map(an_absence, range(30))), t, note=Note.KNOWN),
    "absences, removed": lambda t: absence.form(a_book(), t, note=Note.REMOVED, change=a_change(What.REMOVED)),
    "absences, undone": lambda t: absence.form(
        a_book(ENTERED), t, note=Note.UNDONE, change=a_change(undone_by=LEA), effects=EFFECTS
    ),
    "absences, back by undoing": lambda t: absence.form(
        a_book(ENTERED), t, note=Note.UNDONE, change=a_change(What.REMOVED, undone_by=LEA), effects=EFFECTS
    ),
    "absences, filled in": lambda t: absence.form(a_book(OF_MARC, people=PAIR), t, days=NEXT_YEAR),
    "absences of another": lambda t: absence.form(a_book(OF_MARC, whose=MARC, people=PAIR), t),
    "absences of nobody yet": lambda t: absence.form(a_book(whose=None, people=PAIR), t),
    "absences of a crowd": lambda t: absence.form(a_book(whose=CROWD[3], people=CROWD), t),
    "an absence to change": lambda t: absence.edit(ENTERED, a_book(ENTERED), t),
    "absence stored": lambda t: absence_told.stored(a_change(), (an_effect(),), a_book(), t),
    "absence stored, no talk": lambda t: absence_told.stored(a_change(days=NEXT_YEAR), (an_effect(0),), a_book(), t),
    "absence stored, of another": lambda t: absence_told.stored(
        a_change(who=MARC), tuple(an_effect(n) for n in range(12)), a_book(whose=MARC), t
    ),
    "absence stored, of who leads": lambda t: absence_told.stored(
        a_change(who=MARC), (an_effect(),), replace(a_book(whose=MARC), leaders=frozenset({MARC.id})), t
    ),
    "absence stored already": lambda t: absence_told.known_already(t, who=None),
    "absence not understood": asked_again("bientôt"),
    "absence half understood": asked_again("Zéphyr 12/10 26/10"),
    "absence read in two ways": asked_again("12/10, 14/10"),
    "absence without an end": asked_again("du 12/10"),
    "absence without words": lambda t: absence_told.asked_again("-", Reading(), TODAY, t, who="U1"),
    "absence undone": lambda t: (absence_told.undone(t), []),
    "absence entered, told": told(What.ENTERED),
    "absence changed, told": told(What.CHANGED),
    "absence removed, told": told(What.REMOVED),
    "absence ended, told": told(What.ENDED),
    "absence entered, undone": told(What.ENTERED, undone_by=LEA),
    "back": lambda t: absence_told.back(a_change(What.ENDED), (an_effect(),), a_book(), t),
    "back, without having been away": lambda t: absence_told.back(None, (), a_book(), t),
    "back, of another": lambda t: absence_told.back(
        a_change(What.ENDED, who=MARC), (an_effect(),), a_book(whose=MARC), t
    ),
    "back, of another who was not away": lambda t: absence_told.back(None, (), a_book(whose=MARC), t),
}


def hostile(who: Person, words: str) -> dict[str, Callable[[Translator], Shown]]:
    """Build the views with somebody of a hostile name, and hostile words."""
    known = tuple(Absence(key, who, NEXT_YEAR, replace(who, id=9)) for key in range(30))
    change, effects = a_change(who=who, by=who, days=NEXT_YEAR), (an_effect(9, who),) * 9
    people = tuple(replace(who, id=key, slack_id=f"U{key}") for key in range(99))
    return {
        "absences": lambda t: absence.form(a_book(*known, whose=people[0], people=people), t),
        "an absence to change": lambda t: absence.edit(known[0], a_book(*known), t),
        "absence stored": lambda t: absence_told.stored(change, effects, a_book(), t),
        "absence not understood": lambda t: absence_told.asked_again(
            words, Reading((NEXT_YEAR,) * 3, (words[:300],) * 9), TODAY, t, who=None
        ),
        "absence told": lambda t: absence_told.told(change, effects, LEA, TODAY, t),
        "absence undone": lambda t: absence_told.told(replace(change, undone_by=who), effects, LEA, TODAY, t),
        "back": lambda t: absence_told.back(change, effects, a_book(whose=replace(who, id=9)), t),
        "back, was not away": lambda t: absence_told.back(None, (), a_book(whose=replace(who, id=9)), t),
    }
