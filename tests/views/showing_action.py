"""What is shown of actions between two check-ins, and of private notes."""

from dataclasses import replace
from datetime import timedelta

from bot.rules.action import REASON, Action, Dropped, Moved
from bot.rules.action_plan import Detail, Listed, Partner, Sheet
from bot.rules.checkin import Side
from bot.rules.form import Begun
from bot.rules.note import PAGE, PIN, TEXT, Note, Notebook, NoteSheet, Pad
from bot.views import action_change, note, reading
from bot.views import home as homes
from tests.factories import HELD, LEA, OPEN, TALK, action, home, objective, rep_state, sheet

ZEPHYR = Dropped("Marc Weil", OPEN, "Zéphyr")
DROPPED = action(dropped=ZEPHYR)
AIMED = action(objective="Orion")
MOVES = (Moved("Marc Weil", OPEN.date(), TALK.date()),)
PLAN = Sheet(LEA, (Partner(1, "Marc Weil"),), (objective(title="Orion"),), OPEN)
PADS = (Pad(1, "Marc Weil"), Pad(2, "Léa Fontaine", is_former=True))
NOTES = (
    Note(1, LEA.id, 1, "Zéphyr", OPEN),
    Note(2, LEA.id, 1, "Orion", OPEN, HELD, objective=(11, "Vega")),
    Note(3, LEA.id, 1, "Lyra", OPEN, checkin=(4, TALK)),
)
BOOK = Notebook(LEA, PADS, 1, NOTES, len(NOTES), 0)
PINS = NoteSheet(LEA, 1, (objective(title="Orion"),), ((4, TALK),))


def _reminded(found: Action, days: int = 0) -> object:
    return lambda t: action_change.reminder(found, found.due_on + timedelta(days=days), t)


EVERY = {
    "actions that are open": lambda t: action_change.listed(
        Listed(LEA, (AIMED, *(action(key, of=LEA) for key in range(95))), OPEN), t
    ),
    "actions, none open": lambda t: action_change.listed(Listed(LEA, (), OPEN), t),
    "new action": lambda t: action_change.new_form(PLAN, t, Begun(OPEN)),
    "new action, without objectives": lambda t: action_change.new_form(replace(PLAN, objectives=()), t, Begun(OPEN)),
    "another day for an action": lambda t: action_change.move_form(Detail(LEA, AIMED, MOVES), t),
    "dropping an action": lambda t: action_change.drop_form(Detail(LEA, AIMED, ()), t, Begun(OPEN, {REASON: "Zéphyr"})),
    "action, soon": _reminded(AIMED, -2),
    "action, today": _reminded(AIMED),
    "action, late": _reminded(AIMED, 3),
    "action, reminded of and done": _reminded(action(done_at=OPEN)),
    "action, reminded of and dropped": _reminded(DROPPED),
    "reading, actions dropped": lambda t: reading.reading(
        sheet(Side.REP, Side.REP, Side.MANAGER, done=(DROPPED,), agreed=(DROPPED,)), t, OPEN
    ),
    "home with notes": lambda t: homes.home(home(rep_state(open_actions=2), notes=3), t),
    "notes": lambda t: note.listed(BOOK, t),
    "notes, none": lambda t: note.listed(replace(BOOK, pads=PADS[:1], notes=(), total=0), t),
    "notes, a middle page": lambda t: note.listed(replace(BOOK, notes=NOTES[:1] * PAGE, total=3 * PAGE, page=1), t),
    "new note": lambda t: note.form(PINS, Begun(OPEN), t),
    "new note, begun": lambda t: note.form(PINS, Begun(OPEN, {TEXT: "Zéphyr", PIN: "checkin 4"}), t),
    "note to change": lambda t: note.form(replace(PINS, note=NOTES[1]), Begun(OPEN), t),
}


def hostile(text: str) -> dict[str, object]:
    """Show the same with what somebody means to smuggle in."""
    bad = replace(action(), text=text, objective=text, dropped=Dropped(text, OPEN, text))
    badly = replace(bad, dropped=None, owner=replace(LEA, name=text))
    noted = Note(1, LEA.id, 1, text, OPEN, objective=(11, text))
    return {
        "actions that are open": lambda t: action_change.listed(Listed(LEA, (badly,), OPEN), t),
        "another day for an action": lambda t: action_change.move_form(
            Detail(LEA, badly, (Moved(text, OPEN.date(), TALK.date()),)), t
        ),
        "action, dropped": lambda t: action_change.reminder(bad, OPEN.date(), t),
        "action, today": lambda t: action_change.reminder(badly, badly.due_on, t),
        "reading, actions dropped": lambda t: reading.reading(
            sheet(Side.REP, Side.REP, Side.MANAGER, done=(bad,)), t, OPEN
        ),
        "new action": lambda t: action_change.new_form(
            replace(PLAN, partners=(Partner(1, text),), objectives=(objective(title=text),)), t, Begun(OPEN)
        ),
        "notes": lambda t: note.listed(replace(BOOK, notes=(noted,), pads=(Pad(1, text),)), t),
        "notes, none": lambda t: note.listed(replace(BOOK, notes=(), total=0, pads=(Pad(1, text),)), t),
        "note to change": lambda t: note.form(replace(PINS, note=noted), Begun(OPEN), t),
    }
