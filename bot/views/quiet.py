"""Quiet hours: the form for one's own, and the two fields in which hours are chosen."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.quiet import Quiet, Setting
from bot.views.blocks import button, plain, section
from bot.views.fields import Fields, clock, labelled, select

OPEN, CHOICE, FORM = "quiet_open", "quiet_choice", "quiet_form"
WHOSE, USUAL, OWN = "quiet_whose", "usual", "own"
BEGINS, ENDS = "quiet_begins", "quiet_ends"


def form(known: Setting, t: Translator, *, is_own: bool) -> dict[str, Any]:
    """Return the form of somebody's quiet hours: the workspace's, or two times of their own."""
    whose = {USUAL: t("Those of the workspace: {hours}", hours=words(known.of_workspace, t)), OWN: t("My own")}
    told = t("Tandem neither asks nor reminds you then: it waits until they are over, by your local time.")
    chosen = select(CHOICE, whose, initial=OWN if is_own else USUAL)
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("My quiet hours")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag}),
        blocks=[
            section(told),
            labelled(WHOSE, t("Which quiet hours"), chosen, live=True),
            *(hour_fields(known.holds, t) if is_own else ()),
        ],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> Quiet | None:
    """Return the hours chosen, None for the workspace's, or raise Rejected for a time that is missing or too much."""
    return read_hours(view) if is_own(view) else None


def is_early(view: dict[str, Any]) -> bool:
    """Say whether hours of one's own were chosen and sent before their two fields were there."""
    return is_own(view) and not Fields(view).has(BEGINS)


def is_own(view: dict[str, Any]) -> bool:
    return Fields(view).choice(WHOSE) == OWN


def read_hours(view: dict[str, Any]) -> Quiet:
    """Read the two fields back. Raises as `read_form`."""
    fields = Fields(view)
    wish = Quiet(fields.clock(BEGINS), fields.clock(ENDS))
    wish.check(ENDS)
    return wish


def hour_fields(hours: Quiet, t: Translator) -> Iterator[Block]:
    yield labelled(BEGINS, t("Quiet hours begin at"), clock("time", hours.begins))
    yield labelled(
        ENDS, t("They end at"), clock("time", hours.ends), hint=t("The same time twice means no quiet hours.")
    )


def words(hours: Quiet, t: Translator) -> str:
    if hours.is_none:
        return t("no quiet hours")
    return t("from {begins} to {ends}", begins=t.clock(hours.begins), ends=t.clock(hours.ends))


def open_button(t: Translator) -> ButtonElement:
    return button(t("My quiet hours"), OPEN, "mine")
