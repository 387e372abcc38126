"""The figure of an objective in a form: the fields for it, and the form that records it on its own."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, InputInteractiveElement, PlainTextInputElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.amount import read_amount
from bot.rules.objective import Confidence, Direction, Measure, NewValue, Objective, Shared, Unit
from bot.views import objective as objectives
from bot.views.blocks import plain, section
from bot.views.fields import LABEL_LENGTH, Fields, select

VALUE_FORM = "objective_value"
VALUE, CONFIDENCE = "value", "confidence"
VALUE_LENGTH = 40


def form(shared: Shared, t: Translator) -> dict[str, Any]:
    """Return the form that records a value, with how the rep feels about it if it is the rep who writes."""
    view = View(
        type="modal",
        callback_id=VALUE_FORM,
        title=plain(t("Update")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=_metadata(shared.objective, t),
        blocks=list(_fields(shared, t)),
    )
    return view.to_dict()


def read_form(view: dict[str, Any], t: Translator) -> tuple[int, NewValue]:
    """Read back which objective it is and its value. Raises Rejected for a value that is none."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    value = read_amount(fields.text(VALUE), measure_in(told["measure"]), t.numbers, field=VALUE)
    felt = Confidence(fields.choice(CONFIDENCE)) if fields.has(CONFIDENCE) else None
    return told["objective"], NewValue(value, felt, datetime.fromisoformat(told["seen"]) if told["seen"] else None)


def value_field(block_id: str, objective: Objective, t: Translator, *, own: bool = True) -> InputBlock:
    """Return the field for where an objective stands, prefilled with its latest value."""
    unit = objective.measure.unit
    labels = {
        Unit.CURRENCY: t("Where you stand today, in {currency}", currency=t.currency(objective.measure.currency or "")),
        Unit.PERCENT: t("Where you stand today, in %"),
        Unit.COUNT: t("Where you stand today"),
        Unit.YES_NO: t("Is it done?"),
    }
    label = labels[unit] if own or unit is Unit.YES_NO else t("Value today")
    return InputBlock(block_id=block_id, label=plain(label, LABEL_LENGTH), element=_value_input(objective, t))


def confidence_field(block_id: str, t: Translator, *, initial: Confidence | None = None) -> InputBlock:
    choices = {level.value: objectives.face(level, t) for level in Confidence}
    return InputBlock(
        block_id=block_id,
        label=plain(t("How do you feel about it?"), LABEL_LENGTH),
        element=select("confidence", choices, initial=initial, placeholder=t("Choose")),
    )


def measure_out(measure: Measure) -> dict[str, str]:
    """Write a measure for a form's metadata: what it takes to read a value back."""
    told = {"unit": measure.unit, "direction": measure.direction, "baseline": str(measure.baseline)}
    return told | {"target": str(measure.target)} | ({"currency": measure.currency} if measure.currency else {})


def measure_in(told: Mapping[str, str]) -> Measure:
    return Measure(
        Unit(told["unit"]),
        Direction(told["direction"]),
        Decimal(told["baseline"]),
        Decimal(told["target"]),
        told.get("currency"),
    )


def _value_input(objective: Objective, t: Translator) -> InputInteractiveElement:
    if objective.measure.unit is Unit.YES_NO:
        choices = {"1": t("Yes"), "0": t("Not yet")}
        return select("value", choices, initial="1" if objective.value else "0")
    return PlainTextInputElement(action_id="value", initial_value=t.figure(objective.value), max_length=VALUE_LENGTH)


def _fields(shared: Shared, t: Translator) -> Iterator[Block]:
    objective = shared.objective
    yield section(f":dart: {objectives.titled(objective, t)}")
    yield value_field(VALUE, objective, t, own=shared.own)
    if shared.own:
        yield confidence_field(CONFIDENCE, t, initial=objective.latest.confidence if objective.latest else None)


def _metadata(objective: Objective, t: Translator) -> str:
    seen = objective.latest.at.isoformat() if objective.latest else ""
    told = {"objective": objective.id, "locale": t.tag, "seen": seen, "measure": measure_out(objective.measure)}
    return json.dumps(told, separators=(",", ":"))
