"""The settings of a workspace: who may make teams."""

import json
from collections.abc import Iterable
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.person import Person
from bot.views.blocks import button, plain
from bot.views.fields import Fields, labelled, people

OPEN, FORM = "settings_open", "settings_form"
ORGANISERS = "organisers"


def form(organisers: Iterable[Person], t: Translator) -> dict[str, Any]:
    """Return the form of the settings, for an admin."""
    blocks: list[Block] = [
        labelled(
            ORGANISERS,
            t("Who may make teams"),
            people("people", [one.slack_id for one in organisers]),
            hint=t("Beside the admins of the workspace. They see nothing of what the pairs write to each other."),
            optional=True,
        )
    ]
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Settings")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag}),
        blocks=blocks,
    )
    return view.to_dict()


def read_form(view: dict[str, Any]) -> tuple[str, ...]:
    """Return who is to make teams, as Slack ids."""
    return Fields(view).people(ORGANISERS)


def open_button(t: Translator) -> ButtonElement:
    return button(t("Settings"), OPEN, "settings")
