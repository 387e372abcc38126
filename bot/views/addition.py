"""Adding to a half once both are in, and the news of it."""

import json
from datetime import datetime
from typing import Any

from bot.i18n import Translator
from bot.rules.addition import TEXT, NewAddition
from bot.rules.checkin import CheckIn
from bot.rules.form import Begun, Kept
from bot.rules.person import Person
from bot.views import checkin as checkins
from bot.views.blocks import actions, escaped, rendered, section
from bot.views.checkin import Said
from bot.views.fields import Fields, text_field
from bot.views.kept_form import kept_form

FORM = "addition_form"


def kept_as(checkin: int) -> Kept:
    """Name the form as it is kept: one for each check-in."""
    return Kept(FORM, str(checkin))


def form(checkin: CheckIn, reader: Person, t: Translator, begun: Begun) -> dict[str, Any]:
    """Return the form of an addition, as it was left."""
    side = checkin.side_of(reader)
    other = checkin.person(side.other).name if side else ""
    asked = text_field(
        TEXT,
        t("What do you want to add?"),
        t("Something you forgot, or that came to you since"),
        hint=t("{name} is told that it is there, and reads it in your half.", name=other),
        optional=False,
    )
    words, told = (t("Add to my half"), t("Add")), {"checkin": checkin.id}
    return kept_form(kept_as(checkin.id), begun, words, [asked], t, told=told)


def read_form(view: dict[str, Any]) -> NewAddition:
    """Read an addition back from its form."""
    told = json.loads(view["private_metadata"])
    return NewAddition(told["checkin"], Fields(view).text(TEXT), datetime.fromisoformat(told["since"]))


def added(checkin: CheckIn, by: Person, t: Translator) -> Said:
    """Tell one side that the other has added something. What it says stays behind the button."""
    day = t.short_day(checkin.talk_at, checkin.rep.zone)
    told = t("{name} has added something to their half of the check-in of {day}.", name=escaped(by.name), day=day)
    return told, rendered([section(f":heavy_plus_sign: {told}"), actions([checkins.read_button(checkin, t)])])
