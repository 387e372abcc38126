"""Every view of quiet hours, in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from bot.i18n import Translator
from bot.rules.person import Person
from bot.rules.quiet import USUAL, Quiet, Setting
from bot.views import cadence, quiet
from tests.factories import LEA, MARC, plan

View = Callable[[Translator], dict[str, Any]]
MINE, NONE = Quiet(time(18, 30), time(8)), Quiet(time(0), time(0))


def asleep(*people: Person) -> View:
    shown = replace(plan(), rep=people[0], asleep=people)
    return lambda t: cadence.form(shown, people[0].zone, t)


EVERY: Mapping[str, View] = {
    "quiet hours of the workspace": lambda t: quiet.form(Setting(None, USUAL), t, is_own=False),
    "quiet hours, the workspace has none": lambda t: quiet.form(Setting(None, NONE), t, is_own=False),
    "quiet hours of one's own": lambda t: quiet.form(Setting(MINE, USUAL), t, is_own=True),
    "rhythm of check-ins in quiet hours": asleep(LEA),
    "rhythm of check-ins in the quiet hours of both": asleep(LEA, MARC),
}


def hostile(*people: Person) -> Mapping[str, View]:
    return {"rhythm of check-ins in quiet hours": asleep(*people)}
