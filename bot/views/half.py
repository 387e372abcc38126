"""The form of one half of a check-in, and the half as read back from it."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    InputBlock,
    InputInteractiveElement,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.amount import read_amount
from bot.rules.checkin import QUESTIONS, REQUIRED, Half, Question, Report, Sheet, Side
from bot.rules.objective import Confidence, Direction, Measure, Objective, Unit
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import action as actions
from bot.views import checkin as checkins
from bot.views import objective as objectives
from bot.views.blocks import plain, section
from bot.views.fields import LABEL_LENGTH, Fields, select, text_field

HALF = "checkin_half"
VALUE_LENGTH = 40
MOST_OBJECTIVES = 20  # a modal holds 100 blocks


def form(sheet: Sheet, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the form of one half. What it takes to read it back travels in its private metadata."""
    blocks = list(_rep_fields(sheet, t) if sheet.side is Side.REP else _manager_fields(sheet, t, at))
    blocks += [DividerBlock(), *actions.fields(sheet, t, at)]
    view = View(
        type="modal",
        callback_id=HALF,
        title=checkins.title(sheet.checkin, t),
        submit=plain(t("Send")),
        close=plain(t("Cancel")),
        private_metadata=_metadata(sheet, t),
        blocks=blocks,
    )
    return view.to_dict()


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
    for objective in sheet.objectives[:MOST_OBJECTIVES]:
        yield section(f":dart: {objectives.titled(objective, t)}")
        yield _value_field(objective, t)
        yield _confidence_field(objective, t)
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


def _value_field(objective: Objective, t: Translator) -> InputBlock:
    unit = objective.measure.unit
    labels = {
        Unit.CURRENCY: t("Where you stand today, in {currency}", currency=t.currency(objective.measure.currency or "")),
        Unit.PERCENT: t("Where you stand today, in %"),
        Unit.COUNT: t("Where you stand today"),
        Unit.YES_NO: t("Is it done?"),
    }
    return InputBlock(
        block_id=_value_id(objective.id),
        label=plain(labels[unit], LABEL_LENGTH),
        element=_value_input(objective, t),
    )


def _value_input(objective: Objective, t: Translator) -> InputInteractiveElement:
    if objective.measure.unit is Unit.YES_NO:
        choices = {"1": t("Yes"), "0": t("Not yet")}
        return select("value", choices, initial="1" if objective.value else "0")
    return PlainTextInputElement(action_id="value", initial_value=t.figure(objective.value), max_length=VALUE_LENGTH)


def _confidence_field(objective: Objective, t: Translator) -> InputBlock:
    choices = {level.value: objectives.face(level, t) for level in Confidence}
    return InputBlock(
        block_id=_confidence_id(objective.id),
        label=plain(t("How do you feel about it?"), LABEL_LENGTH),
        element=select("confidence", choices, placeholder=t("Choose")),
    )


def _metadata(sheet: Sheet, t: Translator) -> str:
    measures = {
        str(objective.id): _measure_out(objective.measure)
        for objective in sheet.objectives[:MOST_OBJECTIVES]
        if sheet.side is Side.REP
    }
    return json.dumps(
        {"checkin": sheet.checkin.id, "side": sheet.side, "locale": t.tag, "measures": measures},
        separators=(",", ":"),
    )


def _measure_out(measure: Measure) -> dict[str, str]:
    told = {"unit": measure.unit, "direction": measure.direction, "baseline": str(measure.baseline)}
    return told | {"target": str(measure.target)} | ({"currency": measure.currency} if measure.currency else {})


def _measure_in(told: Mapping[str, str]) -> Measure:
    return Measure(
        Unit(told["unit"]),
        Direction(told["direction"]),
        Decimal(told["baseline"]),
        Decimal(told["target"]),
        told.get("currency"),
    )


def _read_reports(measures: Mapping[str, Mapping[str, str]], fields: Fields, t: Translator) -> tuple[Report, ...]:
    reports: list[Report] = []
    problems: list[Problem] = []
    for key, told in measures.items():
        try:
            reports.append(_read_report(int(key), _measure_in(told), fields, t))
        except Rejected as refusal:
            problems += refusal.problems
    if problems:
        raise Rejected(*problems)
    return tuple(reports)


def _read_report(objective_id: int, measure: Measure, fields: Fields, t: Translator) -> Report:
    field = _value_id(objective_id)
    value = read_amount(fields.text(field), measure, t.numbers, field=field)
    return Report(objective_id, value, Confidence(fields.choice(_confidence_id(objective_id))))


def _value_id(objective_id: int) -> str:
    return f"value_{objective_id}"


def _confidence_id(objective_id: int) -> str:
    return f"confidence_{objective_id}"
