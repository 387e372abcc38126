"""The settings of a workspace: who may make teams, and the quiet hours and the rhythm where nobody has their own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.cadence import Plan
from bot.rules.person import Person
from bot.rules.quiet import Quiet
from bot.views import cadence, quiet
from bot.views.blocks import button, plain, section
from bot.views.fields import Fields, labelled, people

OPEN, FORM, CHOICE = "settings_open", "settings_form", "settings_choice"
ORGANISERS = "organisers"


@dataclass(frozen=True)
class Shown:
    """The settings as somebody sees them: whom the admins have named, and the rhythm with the talks it leads to."""

    reader: Person
    organisers: tuple[Person, ...]
    quiet: Quiet
    plan: Plan


def form(shown: Shown, t: Translator) -> dict[str, Any]:
    """Return the form of the settings; only an admin names who may make teams."""
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Settings")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag}),
        blocks=[*_organisers(shown, t), *_quiet(shown, t), *_rhythm(shown, t)],
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[str, ...] | None:
    """Return who is to make teams, as Slack ids; None where that was not asked."""
    fields = Fields(view)
    return fields.people(ORGANISERS) if fields.has(ORGANISERS) else None


def open_button(t: Translator) -> ButtonElement:
    return button(t("Settings"), OPEN, "settings")


def _organisers(shown: Shown, t: Translator) -> Iterator[Block]:
    if shown.reader.is_admin:
        yield labelled(
            ORGANISERS,
            t("Who may make teams"),
            people("people", [one.slack_id for one in shown.organisers]),
            hint=t("Besides the admins of the workspace. They see nothing of what the pairs write to each other."),
            optional=True,
        )


def _quiet(shown: Shown, t: Translator) -> Iterator[Block]:
    yield section("*" + t("The quiet hours of those who have none of their own") + "*", button=quiet.open_button(t))
    yield from quiet.hour_fields(shown.quiet, t)


def _rhythm(shown: Shown, t: Translator) -> Iterator[Block]:
    yield section("*" + t("The rhythm of new teams, and of those that have none of their own") + "*")
    yield from cadence.rhythm_fields(shown.plan.rhythm, t("local time of each rep"), CHOICE, t)
    yield DividerBlock()
    yield from cadence.dates(shown.plan, shown.reader.zone, t)
