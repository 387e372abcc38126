"""Absences: the form for a new one, and those that are known."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.absence import Absence, Days
from bot.views.blocks import button, context, escaped, plain, section
from bot.views.fields import Fields, day, labelled

OPEN, FORM, REMOVE = "absence_open", "absence_form", "absence_remove"
FIRST, LAST = "first", "last"
MOST = 20


def form(known: Sequence[Absence], today: date, t: Translator, *, noted: bool = False) -> dict[str, Any]:
    """Ask for the days of an absence; below, those that are known and can be removed."""
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("My absences")),
        submit=plain(t("Save")),
        close=plain(t("Close")),
        private_metadata=json.dumps({"locale": t.tag}),
        blocks=list(_blocks(known, today, t, noted=noted)),
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> Days:
    """Read the days back, or raise Rejected for one that is missing."""
    fields = Fields(view)
    return Days(fields.day(FIRST), fields.day(LAST))


def line(absence: Absence, t: Translator) -> str:
    """Say who is away and when."""
    return f":palm_tree: {escaped(absence.person.name)}  ·  {days(absence.days, t)}"


def days(of: Days, t: Translator) -> str:
    if of.first == of.last:
        return t("away on {day}", day=t.day(of.first))
    return t("away from {first} to {last}", first=t.day(of.first), last=t.day(of.last))


def back(t: Translator, *, was_away: bool) -> str:
    """Answer somebody who says that they are back."""
    if was_away:
        return ":wave: " + t("Welcome back. Tandem asks you again from today on.")
    return t("You were not away. `/tandem away` shows the absences you have entered.")


def _blocks(known: Sequence[Absence], today: date, t: Translator, *, noted: bool) -> Iterator[Block]:
    if noted:
        yield section(":white_check_mark: " + t("Saved. Nobody asks you on these days."))
    yield labelled(FIRST, t("First day"), day(FIRST, today))
    yield labelled(LAST, t("Last day"), day(LAST, today))
    yield context(
        t(
            "A talk on a day of absence is left out, and the other sees that you are away. Days that overlap an "
            "absence below become one with it; to shorten one, remove it and enter it again."
        )
    )
    if known:
        yield DividerBlock()
    for one in known[:MOST]:
        told = days(one.days, t)
        yield section(f":palm_tree: {told[:1].upper()}{told[1:]}", button=button(t("Remove"), REMOVE, one.id))
    if (more := len(known) - MOST) > 0:
        yield context(t.plural("and {n} more absence", "and {n} more absences", more))
