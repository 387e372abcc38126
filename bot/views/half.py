"""The form of one half of a check-in, and the half as read back from it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import QUESTIONS, REQUIRED, Half, Question, Report, Sheet, Side
from bot.rules.form import Begun, Kept
from bot.rules.objective import Confidence, Objective
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import action as actions
from bot.views import agenda as agendas
from bot.views import checkin as checkins
from bot.views import figure
from bot.views import objective as objectives
from bot.views.blocks import context, plain, section
from bot.views.fields import Fields, kept, text_field, which
from bot.views.typed import with_typed

HALF = "checkin_half"
MOST_OBJECTIVES = 20  # a modal holds 100 blocks
BLOCKS_AN_OBJECTIVE = 4


def kept_as(checkin: int) -> Kept:
    """Name the form of a half as it is kept: each side has its own."""
    return Kept(HALF, str(checkin))


def form(sheet: Sheet, t: Translator, at: datetime, begun: Begun | None = None) -> dict[str, Any]:
    """Return the form of one half, as it was left if it was begun.

    What it takes to read it back travels in its private metadata.
    """
    typed = begun.typed if begun else {}
    blocks = list(_rep_fields(sheet, t) if sheet.side is Side.REP else _manager_fields(sheet, t, at))
    blocks += [*agendas.in_form(sheet.points, t), DividerBlock(), *actions.fields(sheet, t, at)]
    if typed:
        blocks = [context(":memo: " + t("As you left it: nothing is sent yet.")), *blocks]
    view = View(
        type="modal",
        callback_id=HALF,
        title=checkins.title(sheet.checkin, t),
        submit=plain(t("Send")),
        close=plain(t("Cancel")),
        private_metadata=_metadata(sheet, t, begun.since if begun else at),
        blocks=list(kept(blocks)),
    )
    return with_typed(view.to_dict(), typed)


def read_form(view: dict[str, Any], t: Translator) -> Half:
    """Read a half back from the form's values, or raise Rejected with every field that is wrong."""
    told = json.loads(view["private_metadata"])
    fields = Fields(view)
    side = Side(told["side"])
    answers = {question: text for question in QUESTIONS[side] if (text := fields.text(question))}
    if missing := REQUIRED[side] - answers.keys():
        raise Rejected(*(Problem(Reason.EMPTY, question) for question in missing))
    return Half(
        told["checkin"],
        side,
        answers,
        _read_reports(told["measures"], fields, t),
        actions.read_action(fields),
        actions.read_ticked(fields),
    )


def _rep_fields(sheet: Sheet, t: Translator) -> Iterator[Block]:
    for objective, by_segment in _asked(sheet):
        yield section(f":dart: {objectives.titled(objective, t)}")
        told = figure.known(objective)
        yield from figure.value_fields(_value_id(objective.id), objective, told, t, by_segment=by_segment)
        yield figure.confidence_field(_confidence_id(objective.id), t)
        yield DividerBlock()
    manager = sheet.checkin.manager.name
    yield text_field(Question.WIN, t("A win since last time"), t("What went well, however small"))
    yield text_field(Question.OBSTACLE, t("An obstacle"), t("What is in your way"))
    yield text_field(
        Question.FEEDBACK,
        t("Feedback to {manager}", manager=manager),
        t("On your mission and on the means you have"),
        hint=t("Sealed: {manager} reads it once both halves are in.", manager=manager),
    )


def _manager_fields(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    rep = sheet.checkin.rep.name
    if sheet.checkin.rep_sent_at:
        yield from checkins.open_part(sheet, t, at)
        yield DividerBlock()
    yield text_field(
        Question.FEEDBACK,
        t("Feedback to {rep} on the work", rep=rep),
        t("What helped, what you would do differently"),
        hint=t("Sealed: {rep} reads it once both halves are in.", rep=rep),
        optional=False,
    )


def _metadata(sheet: Sheet, t: Translator, since: datetime) -> str:
    measures = {
        str(objective.id): figure.measure_out(objective, by_segment=by_segment)
        for objective, by_segment in _asked(sheet)
        if sheet.side is Side.REP
    }
    told = {"checkin": sheet.checkin.id, "side": sheet.side, "locale": t.tag, "measures": measures}
    return json.dumps(told | which(kept_as(sheet.checkin.id), since), separators=(",", ":"))


def _asked(sheet: Sheet) -> Iterator[tuple[Objective, bool]]:
    """Return the objectives that the form has room for, each with whether it has room for their segments too."""
    asked = sheet.objectives[:MOST_OBJECTIVES]
    room = (MOST_OBJECTIVES - len(asked)) * BLOCKS_AN_OBJECTIVE
    for objective in asked:
        fits = len(objective.segments) <= room
        room -= len(objective.segments) if fits else 0
        yield objective, fits


def _read_reports(measures: Mapping[str, Mapping[str, Any]], fields: Fields, t: Translator) -> tuple[Report, ...]:
    reports: list[Report] = []
    problems: list[Problem] = []
    for key, told in measures.items():
        try:
            reports.append(_read_report(int(key), told, fields, t))
        except Rejected as refusal:
            problems += refusal.problems
    if problems:
        raise Rejected(*problems)
    return tuple(reports)


def _read_report(objective_id: int, told: Mapping[str, Any], fields: Fields, t: Translator) -> Report:
    value, parts = figure.read_value(fields, told, t, field=_value_id(objective_id))
    return Report(objective_id, value, Confidence(fields.choice(_confidence_id(objective_id))), parts=parts)


def _value_id(objective_id: int) -> str:
    return f"value_{objective_id}"


def _confidence_id(objective_id: int) -> str:
    return f"confidence_{objective_id}"
