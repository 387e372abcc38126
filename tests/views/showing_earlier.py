"""Every view of earlier check-ins, and of what a rep shows of them, in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.i18n import Translator
from bot.rules.agenda import Origin, Outcome
from bot.rules.checkin import Cause, Side, Skip
from bot.rules.disclosure import Choice, Former, Reach, Shown
from bot.rules.earlier import PAGE, Earlier, Ended, EndedAgenda, Entry, Left, Reading
from bot.rules.person import Person
from bot.views import disclosure, earlier, earlier_agenda, home
from tests.factories import HELD, LEA, MARC, OPEN, action, checkin, person, rep_state, sheet, team
from tests.factories import home as a_home
from tests.views.showing_agenda import LINK, point

Shows = dict[str, Any] | tuple[str, list[dict[str, Any]]]
View = Callable[[Translator], Shows]
REP, MANAGER = Side.REP, Side.MANAGER
ANNE = person(7, "Anne Weil")
ENDED = date(2026, 10, 12)
STATES = (
    checkin(REP, MANAGER),
    checkin(REP),
    checkin(MANAGER),
    checkin(),
    checkin(REP, skip=Skip(OPEN, Cause.PERSON, MARC, "Zéphyr")),
    checkin(skip=Skip(OPEN, Cause.AWAY)),
    checkin(skip=Skip(OPEN, Cause.TANDEM)),
    checkin(REP, skip=Skip(OPEN, Cause.CLOSED)),
)
EVERY_STATE = tuple(map(Entry, STATES))
OWN = Earlier(LEA, LEA, EVERY_STATE, len(EVERY_STATE))
LED = Earlier(MARC, LEA, (*EVERY_STATE, Entry(checkin(REP, manager=ANNE), is_shown=True)), 9)
ASKED = Choice(3, LEA, ANNE, (Former(2, MARC, ENDED),))
CHOSEN = replace(ASKED, formers=tuple(Former(n, MARC, ENDED, one, is_chosen=True) for n, one in enumerate(Reach)))
PARTED = Ended(2, MARC, HELD)
FATES = (
    Left(point()),
    Left(point(2, LEA), Outcome.CARRIED, HELD),
    Left(point(3, link=LINK), Outcome.DROPPED, OPEN, "Léa Fontaine", "Zéphyr"),
    Left(point(4, origin=Origin.STRATEGY), Outcome.TALKED, OPEN, "Marc Weil"),
)
READ = Reading(sheet(REP, REP, theirs={}, agreed=(action(by=LEA),)), is_shown=True)


def whole(count: int, page: int, *entries: Entry) -> Earlier:
    return replace(OWN, entries=entries, total=count, page=page)


EVERY: Mapping[str, View] = {
    "earlier, a rep's": lambda t: earlier.modal(OWN, t),
    "earlier, a rep's who chooses": lambda t: earlier.modal(replace(OWN, chooses_for=ANNE), t),
    "earlier, a manager's": lambda t: earlier.modal(LED, t),
    "earlier, none": lambda t: earlier.modal(whole(0, 0), t),
    "earlier, a middle page": lambda t: earlier.modal(whole(3 * PAGE, 1, *[EVERY_STATE[0]] * PAGE), t),
    "earlier, with agendas": lambda t: earlier.modal(replace(OWN, agendas=(PARTED, replace(PARTED, pair=3))), t),
    "earlier agenda": lambda t: earlier_agenda.modal(EndedAgenda(PARTED, LEA, FATES), 0, t),
    "earlier agenda, a middle page": lambda t: earlier_agenda.modal(EndedAgenda(PARTED, LEA, FATES * 7), 1, t),
    "earlier, one's own to read": lambda t: earlier.reading(Reading(sheet(REP, REP, MANAGER)), t, HELD),
    "earlier, shown": lambda t: earlier.reading(READ, t, HELD),
    "earlier, shown, nothing in words": lambda t: earlier.reading(
        Reading(sheet(REP, mine={}, theirs={}, reports=()), is_shown=True), t, HELD
    ),
    "disclosure, asked": lambda t: disclosure.asked(ASKED, t),
    "disclosure, asked about several": lambda t: disclosure.asked(
        replace(ASKED, formers=(*ASKED.formers, Former(4, person(8, "Chloé Diaz"), ENDED))), t
    ),
    "disclosure, chosen": lambda t: disclosure.asked(CHOSEN, t),
    "disclosure, nothing chosen": lambda t: disclosure.asked(
        replace(ASKED, formers=(Former(2, MARC, ENDED, is_chosen=True),)), t
    ),
    "disclosure, told": lambda t: disclosure.told(Shown(LEA, is_any=True), t),
    "disclosure, told it is over": lambda t: disclosure.told(Shown(LEA, is_any=False), t),
    "disclosure form": lambda t: disclosure.form(ASKED, t),
    "disclosure form, chosen": lambda t: disclosure.form(CHOSEN, t),
    "home of a rep who chooses": lambda t: home.home(a_home(rep_state(chooses_for=ANNE)), t),
    "home of a manager who may read": lambda t: home.home(a_home(None, team(rep_state(is_shown=True))), t),
}


def hostile(who: Person, text: str) -> dict[str, View]:
    """Show the same with what somebody means to smuggle in."""
    met = checkin(REP, MANAGER, rep=who, manager=who, skip=Skip(OPEN, Cause.PERSON, who, text))
    former = Former(2, who, ENDED, Reach.A_YEAR, is_chosen=True)
    many = Choice(3, who, who, tuple(replace(former, pair=n) for n in range(90)))
    shown = Entry(replace(met, skip=None), is_shown=True)
    listed = Earlier(LEA, who, (Entry(met), shown) * (PAGE // 2), 900, 7, chooses_for=who)
    raised = point(by=who, text=text, link=text)
    fates = tuple(Left(raised, one, HELD, who.name, text) for one in (None, *Outcome) * 10)
    bad = replace(action(of=who, by=who), text=text)
    said = {key: replace(one, text=text) for key, one in sheet(REP, REP).mine.items()}
    return {
        "earlier": lambda t: earlier.modal(listed, t),
        "earlier, with agendas": lambda t: earlier.modal(replace(listed, agendas=(Ended(2, who, HELD),) * 40), t),
        "earlier agenda": lambda t: earlier_agenda.modal(EndedAgenda(Ended(2, who, HELD), who, fates), 1, t),
        "earlier, one's own": lambda t: earlier.modal(replace(listed, reader=who), t),
        "earlier, shown": lambda t: earlier.reading(
            Reading(sheet(REP, checkin=met, mine=said, agreed=(bad,)), is_shown=True),
            t,
            HELD,
        ),
        "disclosure, asked": lambda t: disclosure.asked(
            replace(many, formers=tuple(replace(one, is_chosen=False) for one in many.formers)), t
        ),
        "disclosure, chosen": lambda t: disclosure.asked(many, t),
        "disclosure form": lambda t: disclosure.form(many, t),
        "disclosure, told": lambda t: disclosure.told(Shown(who, is_any=True), t),
        "disclosure, over": lambda t: disclosure.told(Shown(who, is_any=False), t),
        "home of a rep who chooses": lambda t: home.home(a_home(rep_state(chooses_for=who)), t),
        "home of a manager who may read": lambda t: home.home(a_home(None, team(rep_state(rep=who, is_shown=True))), t),
    }
