"""The forms of a talk: a decision, an action, one more point, and why a point is taken off."""

import json
from typing import Any

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.action_plan import Sheet, Written
from bot.rules.agenda import Agenda, NewPoint, Point
from bot.rules.form import Begun, Kept
from bot.rules.person import Person
from bot.rules.talk import AIM, LONGEST, TEXT, Decision, NewDecision, Pages
from bot.views import action_change as changes
from bot.views import agenda as agendas
from bot.views.blocks import section
from bot.views.fields import Fields, form_of, text_field
from bot.views.kept_form import kept_form
from bot.views.talk import decision_line
from bot.views.talk import told as of_talk

POINT_FORM, DROP_FORM = "talk_point_form", "talk_drop_form"
DECISION_FORM, ACTION_FORM = "talk_decision_form", "talk_action_form"


def decision_kept_as(checkin: int, decision: int | None = None) -> Kept:
    """Name the form of a decision as it is kept: of a new one in a talk, or of the one with the key `decision`."""
    return Kept(DECISION_FORM, f"decision {decision}" if decision else f"checkin {checkin}")


def action_kept_as(checkin: int) -> Kept:
    """Name the form of an action as it is kept: one for each talk."""
    return Kept(ACTION_FORM, str(checkin))


def decision_form(
    sheet: Sheet, checkin_id: int, pages: Pages, t: Translator, *, begun: Begun, decision: Decision | None = None
) -> dict[str, Any]:
    """Ask what was decided, and about which objective, as it was left; one that is noted already is changed.

    Beside a change that was begun before stands the decision as it is now: the other may have changed it since.
    """
    other = sheet.partners[0].name
    blocks: list[Block] = [section(decision_line(decision, t))] if decision and begun.typed else []
    blocks += [
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
    key = decision.id if decision else None
    words = (t("Change a decision") if decision else t("Note a decision"), t("Save"))
    told = of_talk(checkin_id, pages, t) | {"decision": key}
    return kept_form(decision_kept_as(checkin_id, key), begun, words, blocks, t, told=told)


def read_decision(view: dict[str, Any]) -> tuple[int | None, NewDecision]:
    """Return which decision is changed, if it is no new one, and what it is to be."""
    key, fields, (_, since) = json.loads(view["private_metadata"])["decision"], Fields(view), form_of(view)
    return key, NewDecision(fields.text(TEXT), changes.read_aim(fields, AIM), since)


def action_form(sheet: Sheet, checkin_id: int, pages: Pages, t: Translator, *, begun: Begun) -> dict[str, Any]:
    """Ask what one of the two will do, by when, and for which objective, as it was left."""
    [partner] = sheet.partners
    told = of_talk(checkin_id, pages, t) | {"pair": partner.pair}
    words, blocks = (t("New action"), t("Save")), changes.new_fields(sheet, partner.name, t)
    return kept_form(action_kept_as(checkin_id), begun, words, blocks, t, told=told)


def read_action(view: dict[str, Any]) -> Written:
    """Return the action that was written down, or raise Rejected."""
    return changes.read_fields(view, json.loads(view["private_metadata"])["pair"])


def point_form(agenda: Agenda, checkin_id: int, pages: Pages, t: Translator, *, begun: Begun) -> dict[str, Any]:
    """Ask for one more point, as it was left."""
    asked = agendas.form([agenda], t, agendas.kept_as(agenda), begun)
    return _in_talk(asked, POINT_FORM, checkin_id, pages, t)


def read_point(view: dict[str, Any]) -> NewPoint:
    return agendas.read_form(view)


def drop_form(
    point: Point, reader: Person, checkin_id: int, pages: Pages, t: Translator, *, begun: Begun
) -> dict[str, Any]:
    """Ask why a point is taken off, with what was begun as an answer."""
    return _in_talk(agendas.drop_form(point, reader, t, begun), DROP_FORM, checkin_id, pages, t)


def read_drop(view: dict[str, Any]) -> tuple[int, str]:
    return agendas.read_drop(view)


def _in_talk(view: dict[str, Any], callback_id: str, checkin_id: int, pages: Pages, t: Translator) -> dict[str, Any]:
    """Return a form of the agenda that leads back to the talk."""
    told = json.loads(view["private_metadata"]) | of_talk(checkin_id, pages, t)
    return view | {"callback_id": callback_id, "private_metadata": json.dumps(told)}
