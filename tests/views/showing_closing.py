"""What is shown of objectives whose period ends: the reminders, the form that closes them, and how they were closed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.rules.closing import Ending, NewClosing, Reminder
from bot.rules.objective import Closing, Direction, Shared, Unit
from bot.rules.signing import Deed, Done, Signatures
from bot.views import background, closing, shelf
from tests.factories import DONE_OR_NOT, LEA, LINE, MARC, OPENS, measure, objective, shared
from tests.factories import shelf as a_shelf

OVER = datetime(2027, 1, 4, 9, tzinfo=UTC)
SOON = datetime(2026, 12, 17, 8, tzinfo=UTC)
MUCH_LATER = datetime(2027, 2, 1, 8, tzinfo=UTC)
BY_MARC = Closing(92, "Orion", "Marc Weil", OVER)
CLOSED: dict[str, Any] = {"closing": BY_MARC, "signatures": Signatures(OPENS, OPENS, OVER)}
FROM_LEA, FROM_MARC = NewClosing(11, 80, "Zéphyr"), NewClosing(11, 92, "Orion")
RATE = measure(Unit.PERCENT, baseline=60, target=85)
HELD = measure(Unit.COUNT, Direction.STAY_BELOW, target=10)

EVERY = {
    "ends soon": lambda t: closing.reminded(shared(), Reminder.COMING, t, SOON),
    "ends soon, for the manager": lambda t: closing.reminded(shared(MARC), Reminder.COMING, t, SOON),
    "has ended": lambda t: closing.reminded(shared(), Reminder.ENDED, t, OVER),
    "has ended, closed": lambda t: closing.reminded(shared(**CLOSED), Reminder.ENDED, t, OVER),
    "has ended and is open": lambda t: closing.reminded(shared(MARC), Reminder.LATE, t, MUCH_LATER),
    "closing": lambda t: closing.form(Ending(shared(), 6), t, OVER),
    "closing by the manager, without a value": lambda t: closing.form(Ending(shared(MARC, latest=None), None), t, OVER),
    "closing a rate": lambda t: closing.form(Ending(shared(measured=RATE), 9), t, OVER),
    "closing a line held": lambda t: closing.form(Ending(shared(measured=HELD), 5), t, OVER),
    "closing yes or no": lambda t: closing.form(Ending(shared(measured=DONE_OR_NOT), 0), t, OVER),
    "closing alone": lambda t: closing.form(Ending(replace(shared(), manager=None), 6), t, OVER),
    "closed": lambda t: closing.closed(shared(MARC, **CLOSED), t, OVER),
    "closed by oneself": lambda t: closing.closed(shared(MARC, **CLOSED), t, OVER, wanted=FROM_MARC),
    "closed and proposed anew": lambda t: closing.closed(
        shared(MARC, **CLOSED), t, OVER, wanted=replace(FROM_MARC, goes_on=True)
    ),
    "closed by the other first": lambda t: closing.closed(shared(**CLOSED), t, OVER, wanted=FROM_LEA),
    "closed, told": lambda t: closing.told(shared(**CLOSED), t, OVER),
    "to close and closed in a list": lambda t: shelf.answer([a_shelf(objective(), objective(**CLOSED))], LEA, t, OVER),
    "history of what is closed": lambda t: background.history(
        shared(line=LINE, **CLOSED), [Done(Deed.CLOSED, "Marc Weil", OVER, "Orion")], t, OVER
    ),
}


def hostile(found: Shared, words: str) -> dict[str, Any]:
    """Return the same with whatever people may write."""
    by = found.manager or MARC
    lesson = words[: closing.LESSON_LENGTH]
    ended = replace(found, objective=replace(found.objective, closing=Closing(150, lesson, by.name, OVER)))
    wanted = NewClosing(found.objective.id, 0, lesson)
    return {
        "ends soon": lambda t: closing.reminded(found, Reminder.COMING, t, SOON),
        "has ended": lambda t: closing.reminded(found, Reminder.ENDED, t, OVER),
        "has ended and is open": lambda t: closing.reminded(found, Reminder.LATE, t, OVER),
        "closing": lambda t: closing.form(Ending(found, 150), t, OVER),
        "closed": lambda t: closing.closed(ended, t, OVER, wanted=wanted),
        "closed, told": lambda t: closing.told(ended, t, OVER),
        "history of what is closed": lambda t: background.history(
            ended, [Done(Deed.CLOSED, by.name, OVER, lesson)], t, OVER
        ),
    }
