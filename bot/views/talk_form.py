"""The forms of a talk: a decision, an action, one more point, and why a point is taken off."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.action_plan import Sheet, Written
from bot.rules.agenda import Agenda, NewPoint, Point
from bot.rules.person import Person
from bot.rules.talk import AIM, LONGEST, TEXT, Decision, NewDecision, Pages
from bot.views import action_change as changes
from bot.views import agenda as agendas
from bot.views.blocks import plain
from bot.views.fields import Fields, text_field
from bot.views.talk import told as of_talk

POINT_FORM, DROP_FORM = "talk_point_form", "talk_drop_form"
DECISION_FORM, ACTION_FORM = "talk_decision_form", "talk_action_form"


def decision_form(
    sheet: Sheet, checkin_id: int, pages: Pages, t: Translator, decision: Decision | None = None
) -> dict[str, Any]:
    """Ask what was decided, and about which objective; one that is noted already is changed."""
    other = sheet.partners[0].name
    blocks: list[Block] = [
        text_field(
            TEXT,
            t("What have you decided?"),
            t("One thing that holds from now on"),
            hint=t("{name} reads it at once, and it goes into the record.", name=other),
            optional=False,
            initial=decision.text if decision else "",
            length=LONGEST,
        ),
        *changes.aim_field(AIM, sheet.objectives, t, initial=decision.objective_id if decision else None),
    ]
    told = {"begun": sheet.at.isoformat(), "decision": decision.id if decision else None}
    words = (t("Change a decision") if decision else t("Note a decision"), t("Save"))
    return _form(DECISION_FORM, words, blocks, of_talk(checkin_id, pages, t) | told, t)


def read_decision(view: dict[str, Any]) -> tuple[int | None, NewDecision]:
    """Return which decision is changed, if it is no new one, and what it is to be."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    aim = changes.read_aim(fields, AIM)
    return told["decision"], NewDecision(fields.text(TEXT), aim, datetime.fromisoformat(told["begun"]))


def action_form(sheet: Sheet, checkin_id: int, pages: Pages, t: Translator) -> dict[str, Any]:
    """Ask what one of the two will do, by when, and for which objective."""
    [partner] = sheet.partners
    told = of_talk(checkin_id, pages, t) | {"pair": partner.pair}
    blocks = list(changes.new_fields(sheet, partner.name, t))
    return _form(ACTION_FORM, (t("New action"), t("Save")), blocks, told, t)


def read_action(view: dict[str, Any]) -> Written:
    """Return the action that was written down, or raise Rejected."""
    return changes.read_fields(view, json.loads(view["private_metadata"])["pair"])


def point_form(agenda: Agenda, checkin_id: int, pages: Pages, t: Translator, at: datetime) -> dict[str, Any]:
    """Ask for one more point."""
    return _in_talk(agendas.form([agenda], t, at), POINT_FORM, checkin_id, pages, t)


def read_point(view: dict[str, Any]) -> NewPoint:
    return agendas.read_form(view)


def drop_form(point: Point, reader: Person, checkin_id: int, pages: Pages, t: Translator) -> dict[str, Any]:
    """Ask why a point is taken off."""
    return _in_talk(agendas.drop_form(point, reader, t), DROP_FORM, checkin_id, pages, t)


def read_drop(view: dict[str, Any]) -> tuple[int, str]:
    return agendas.read_drop(view)


def _form(
    callback_id: str, words: tuple[str, str], blocks: Sequence[Block], told: dict[str, Any], t: Translator
) -> dict[str, Any]:
    title, submit = words
    return View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit),
        close=plain(t("Cancel")),
        private_metadata=json.dumps(told),
        blocks=list(blocks),
    ).to_dict()


def _in_talk(view: dict[str, Any], callback_id: str, checkin_id: int, pages: Pages, t: Translator) -> dict[str, Any]:
    """Return a form of the agenda that leads back to the talk."""
    told = json.loads(view["private_metadata"]) | of_talk(checkin_id, pages, t)
    return view | {"callback_id": callback_id, "private_metadata": json.dumps(told)}
