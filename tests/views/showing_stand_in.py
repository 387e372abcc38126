"""Every view of somebody who stands in for a manager, in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Translator
from bot.rules.absence import Days
from bot.rules.checkin import Cause, Move, Side, Skip, Skipped
from bot.rules.person import Person
from bot.rules.stand_in import Duty, Gap
from bot.views import absence, absence_told, home, move, skip, stand_in
from tests.factories import HELD, LEA, MARC, OPEN, TALK, a_book, a_change, an_absence, checkin, person, rep_state
from tests.factories import home as a_home

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
ANNE = person(7, "Anne Weil")
AWAY, LATER = Days(date(2026, 10, 5), date(2026, 10, 9)), Days(date(2026, 10, 12), date(2026, 10, 12))
OF_MARC = replace(an_absence(1, MARC), stand_in=ANNE)
LED = replace(a_book(OF_MARC, whose=MARC), leaders=frozenset({MARC.id}))
MOVED, SKIPPED = Move(HELD), Skip(OPEN, Cause.AWAY)


def told(*now: Days, before: tuple[Days, ...] = (), reps: tuple[Person, ...] = (LEA,)) -> Callable[[Translator], Shown]:
    return lambda t: stand_in.told(Duty(MARC, before, now, reps), t)


EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "stand-in, asked for": lambda t: absence.form(LED, t),
    "stand-in, to change": lambda t: absence.edit(OF_MARC, LED, t),
    "stand-in, told": told(AWAY, LATER),
    "stand-in, told without reps": told(AWAY, reps=()),
    "stand-in, changed": told(AWAY, before=(LATER,)),
    "stand-in, no longer": told(before=(AWAY,)),
    "stand-in, the team has changed": lambda t: stand_in.team(Duty(MARC, (), (AWAY,), (LEA, ANNE)), t),
    "stand-in, the team is gone": lambda t: stand_in.team(Duty(MARC, (), (AWAY,), ()), t),
    "stand-in, away": lambda t: stand_in.gap(Gap(ANNE, AWAY, is_gone=False), t),
    "stand-in, gone": lambda t: stand_in.gap(Gap(ANNE, AWAY, is_gone=True), t),
    "stand-in, to the manager": lambda t: absence_told.told(a_change(), (), LEA, TALK.date(), t, stand_in=ANNE),
    "stand-in, on Home": lambda t: home.home(a_home(rep_state(away=(OF_MARC,))), t),
    "stand-in, of a talk that moved": lambda t: move.told(checkin(moved=MOVED), Side.REP, OPEN, t, stand_in=ANNE),
    "stand-in, of a talk left out": lambda t: skip.told(
        Skipped(checkin(skip=SKIPPED), HELD), Side.REP, t, stand_in=ANNE
    ),
    "skip, away oneself": lambda t: skip.told(Skipped(checkin(skip=SKIPPED), HELD), Side.REP, t, other_away=False),
}


def hostile(who: Person) -> dict[str, Callable[[Translator], Shown]]:
    """Build the views with somebody of a hostile name."""
    return {
        "stand-in": lambda t: absence.form(a_book(replace(OF_MARC, stand_in=who), whose=MARC), t),
        "stand-in, told": lambda t: stand_in.told(Duty(who, (), (AWAY,) * 5, (who,) * 40), t),
        "stand-in, the team has changed": lambda t: stand_in.team(Duty(who, (), (AWAY,), (who,) * 40), t),
        "stand-in, no longer": lambda t: stand_in.told(Duty(who, (AWAY,), (), ()), t),
        "stand-in, away": lambda t: stand_in.gap(Gap(who, AWAY, is_gone=False), t),
        "stand-in, gone": lambda t: stand_in.gap(Gap(who, AWAY, is_gone=True), t),
        "stand-in, of a talk that moved": lambda t: move.told(checkin(moved=MOVED), Side.REP, OPEN, t, stand_in=who),
        "stand-in, to the manager": lambda t: absence_told.told(a_change(), (), LEA, TALK.date(), t, stand_in=who),
    }
