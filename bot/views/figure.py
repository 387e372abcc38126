"""The figure of an objective in a form: the fields for it, and the form that records it or tells it again."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.amount import read_amount
from bot.rules.charter import Sponsor
from bot.rules.objective import Confidence, Direction, Measure, NewValue, Objective, Parts, Recorded, Shared, Unit
from bot.views import objective as objectives
from bot.views import segment as segments
from bot.views.blocks import context, plain, section
from bot.views.fields import LABEL_LENGTH, Fields, Texts, labelled, select
from bot.views.objective import Look

VALUE_FORM, CORRECTION_FORM = "objective_value", "value_correction"
VALUE, CONFIDENCE, NOTE = "value", "confidence", "note"
NOTE_LENGTH = 500


def form(shared: Shared, t: Translator) -> dict[str, Any]:
    """Return the form that records a value, with how the rep feels about it if it is the rep who writes."""
    title = plain(t("Update"))
    view = View(
        type="modal", callback_id=VALUE_FORM, title=title, blocks=list(_fields(shared, known(shared.objective), t))
    )
    return _sendable(view, _metadata(shared.objective, shared.objective.id, t), t)


def correction_form(shared: Shared, wrong: Recorded, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the form that puts another value in the place of one: what was told, to be told again."""
    parts = tuple((one.id or 0, one.value or Decimal(0)) for one in wrong.segments)
    told = NewValue(wrong.value, wrong.confidence, None, wrong.note, parts)
    look = Look.of(shared.reader, shared.rep, at)
    day, value = (
        t.day_of(wrong.at.astimezone(look.zone).date(), look.today),
        t.amount(wrong.value, shared.objective.measure),
    )
    said = context(t("Replaces {value} (recorded on {day}): both stay in the history.", value=value, day=day))
    blocks = [said, *_fields(shared, told, t, again=True)]
    view = View(type="modal", callback_id=CORRECTION_FORM, title=plain(t("Correct")), blocks=blocks)
    return _sendable(view, _metadata(shared.objective, wrong.id, t), t)


def read_form(view: dict[str, Any], t: Translator) -> tuple[int, NewValue]:
    """Read back what the value is of, by its key, and the value. Raises Rejected for a value that is none."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    value, parts = read_value(fields, told["measure"], t, field=VALUE)
    felt = Confidence(fields.choice(CONFIDENCE)) if fields.has(CONFIDENCE) else None
    seen = datetime.fromisoformat(told["seen"]) if told["seen"] else None
    return told["key"], NewValue(value, felt, seen, fields.text(NOTE), parts)


def known(objective: Objective) -> NewValue:
    """Return where an objective stands, by segment if that is how it was told last."""
    latest = objective.latest
    told = [(one.id or 0, one.value) for one in objective.segments if latest and one.told_at == latest.at]
    parts = tuple((key, value) for key, value in told if value is not None)
    return NewValue(objective.value, latest.confidence if latest else None, parts=parts)


def value_fields(
    block_id: str,
    objective: Objective,
    told: NewValue,
    t: Translator,
    *,
    own: bool = True,
    by_segment: bool = True,
    again: bool = False,
) -> Iterator[InputBlock]:
    """Return the fields for where an objective stands, prefilled with what was told: one, or one more a segment.

    By segment, the total is not prefilled: it is added up, and may not contradict. It is where it was told alone, and
    is to be told `again`.
    """
    label, unit = plain(_label(objective, t, own=own), LABEL_LENGTH), objective.measure.unit
    if unit is Unit.YES_NO:
        choices = {"1": t("Yes"), "0": t("Not yet")}
        chosen = select("value", choices, initial="1" if told.value else "0")
        yield InputBlock(block_id=block_id, label=label, element=chosen)
    elif by_segment and segments.are_asked(objective):
        yield from segments.fields(objective, told, t)
        yield _total(block_id, objective, t, initial=told.value if again and not told.parts else None)
    else:
        yield InputBlock(block_id=block_id, label=label, element=segments.figure_input(told.value, t))


def read_value(fields: Texts, told: Mapping[str, Any], t: Translator, *, field: str) -> tuple[Decimal, Parts]:
    """Read back what `value_fields` asked for, from the measure in the form's metadata. Raises Rejected."""
    return _read(fields, measure_in(told), told.get("segments", {}), t, field=field)


def read_value_of(
    fields: Texts, objective: Objective, t: Translator, *, field: str, by_segment: bool
) -> tuple[Decimal, Parts]:
    """Read back what `value_fields` asked for of an objective that is at hand. Raises Rejected."""
    return _read(fields, objective.measure, _shares(objective, by_segment=by_segment), t, field=field)


def confidence_field(block_id: str, t: Translator, *, initial: Confidence | None = None) -> InputBlock:
    choices = {level.value: objectives.face(level, t) for level in Confidence}
    return InputBlock(
        block_id=block_id,
        label=plain(t("How do you feel about it?"), LABEL_LENGTH),
        element=select("confidence", choices, initial=initial, placeholder=t("Choose")),
    )


def measure_out(objective: Objective, *, by_segment: bool = True) -> dict[str, Any]:
    """Write what an objective is measured by for a form's metadata: what it takes to read a value back."""
    measure = objective.measure
    told: dict[str, Any] = {"unit": measure.unit, "direction": measure.direction, "baseline": str(measure.baseline)}
    told |= {"target": str(measure.target)} | ({"currency": measure.currency} if measure.currency else {})
    shares = _shares(objective, by_segment=by_segment)
    return told | ({"segments": shares} if shares else {})


def measure_in(told: Mapping[str, Any]) -> Measure:
    return Measure(
        Unit(told["unit"]),
        Direction(told["direction"]),
        Decimal(told["baseline"]),
        Decimal(told["target"]),
        told.get("currency"),
    )


def _shares(objective: Objective, *, by_segment: bool) -> Mapping[str, str]:
    return segments.told_out(objective) if by_segment and segments.are_asked(objective) else {}


def _read(
    fields: Texts, measure: Measure, shares: Mapping[str, str], t: Translator, *, field: str
) -> tuple[Decimal, Parts]:
    if shares:
        return segments.read(fields, shares, measure, t, field=field)
    return read_amount(fields.text(field), measure, t.numbers, field=field), ()


def _label(objective: Objective, t: Translator, *, own: bool) -> str:
    unit = objective.measure.unit
    labels = {
        Unit.CURRENCY: t("Where you stand today, in {currency}", currency=t.currency(objective.measure.currency or "")),
        Unit.PERCENT: t("Where you stand today, in %"),
        Unit.COUNT: t("Where you stand today"),
        Unit.YES_NO: t("Is it done?"),
    }
    return labels[unit] if own or unit is Unit.YES_NO else t("Value today")


def _total(block_id: str, objective: Objective, t: Translator, *, initial: Decimal | None) -> InputBlock:
    added, weighed = (
        t("Leave it empty: Tandem adds the segments up. Or fill in this alone, and no segment."),
        t("Leave it empty: Tandem weighs the segments by their shares. Or fill in this alone, and no segment."),
    )
    last = t.amount(objective.value, objective.measure)
    element = segments.figure_input(
        initial, t, placeholder=t("{value} last time", value=last) if objective.latest else None
    )
    hint = weighed if objective.measure.unit is Unit.PERCENT else added
    return labelled(block_id, t("All segments together"), element, hint=hint, optional=True)


def _fields(shared: Shared, told: NewValue, t: Translator, *, again: bool = False) -> Iterator[Block]:
    yield section(f":dart: {objectives.titled(shared.objective, t)}")
    yield from value_fields(VALUE, shared.objective, told, t, own=shared.own, again=again)
    if shared.own:
        yield confidence_field(CONFIDENCE, t, initial=told.confidence)
    yield _note_field(shared, told.note, t)


def _note_field(shared: Shared, note: str, t: Translator) -> InputBlock:
    other = shared.manager.name if shared.own and shared.manager else shared.rep.name
    asked = t("If you see it otherwise than the figures: what do you see that they do not?") + " " if shared.own else ""
    element = PlainTextInputElement(
        action_id="note", multiline=True, initial_value=note or None, max_length=NOTE_LENGTH
    )
    hint = asked + _readers(other, shared.objective.charter.sponsor, t)
    return labelled(NOTE, t("A note, in a sentence or two"), element, hint=hint, optional=True)


def _readers(other: str, sponsor: Sponsor | None, t: Translator) -> str:
    if sponsor:
        return t("Only {name}, {sponsor} as the sponsor, and you read it.", name=other, sponsor=sponsor.name)
    return t("Only {name} and you read it.", name=other)


def _sendable(view: View, metadata: str, t: Translator) -> dict[str, Any]:
    view.submit, view.close, view.private_metadata = plain(t("Save")), plain(t("Cancel")), metadata
    return view.to_dict()


def _metadata(objective: Objective, key: int, t: Translator) -> str:
    seen = objective.latest.at.isoformat() if objective.latest else ""
    told = {"key": key, "locale": t.tag, "seen": seen, "measure": measure_out(objective)}
    return json.dumps(told, separators=(",", ":"))
