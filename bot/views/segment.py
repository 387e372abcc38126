"""The segments of an objective: a field for the value of each, and the value read back from them."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement

from bot.i18n import Translator
from bot.rules.amount import read_amount
from bot.rules.objective import Measure, NewValue, Objective, Parts, Segment, Unit
from bot.rules.progress import Filled, part_field, settled
from bot.rules.refusal import Problem, Rejected
from bot.views.blocks import clipped, one_line, plain
from bot.views.fields import PLACEHOLDER_LENGTH, Texts, labelled

MOST_SEGMENTS = 40  # in a modal of 100 blocks, whose metadata holds 3,000 characters
NAME_LENGTH = 60
VALUE_LENGTH = 40

Told = Mapping[str, Any]


def are_asked(objective: Objective) -> bool:
    """Say whether the value of an objective can be told by segment."""
    return 0 < len(objective.segments) <= MOST_SEGMENTS and objective.measure.unit is not Unit.YES_NO


def told_out(objective: Objective) -> dict[str, str]:
    """Write the segments for a form's metadata: what it takes to read their values back."""
    return {str(one.id): str(one.share) for one in objective.segments}


def fields(objective: Objective, told: NewValue, t: Translator) -> Iterator[InputBlock]:
    """Return a field for each segment, prefilled with its part of the value told."""
    parts, measure = dict(told.parts), objective.measure
    for one in objective.segments:
        value = parts.get(one.id or 0)
        yield labelled(part_field(one.id), _label(one, measure, t), figure_input(value, t), optional=True)


def figure_input(value: Decimal | None, t: Translator, *, placeholder: str | None = None) -> PlainTextInputElement:
    """Return an input for one figure."""
    return PlainTextInputElement(
        action_id="value",
        initial_value=None if value is None else t.figure(value),
        placeholder=plain(placeholder, PLACEHOLDER_LENGTH) if placeholder else None,
        max_length=VALUE_LENGTH,
    )


def name(segment: Segment) -> str:
    """Return a segment's name on one line, not escaped."""
    return clipped(one_line(segment.name), NAME_LENGTH)


def read(
    sent: Texts, shares: Mapping[str, str], measure: Measure, t: Translator, *, field: str
) -> tuple[Decimal, Parts]:
    """Read a value back, by segment or in one figure. Raises Rejected with every field that is wrong."""
    problems: list[Problem] = []

    def figure(name: str) -> Decimal | None:
        try:
            return read_amount(sent.text(name), measure, t.numbers, field=name) if sent.text(name) else None
        except Rejected as refusal:
            problems.extend(refusal.problems)
            return None

    parts = tuple(Segment("", Decimal(share), int(key), figure(part_field(int(key)))) for key, share in shares.items())
    total = figure(field)
    if problems:
        raise Rejected(*problems)
    return settled(Filled(measure, parts, total, field))


def _label(segment: Segment, measure: Measure, t: Translator) -> str:
    match measure.unit:
        case Unit.CURRENCY:
            return t("{name}, in {currency}", name=name(segment), currency=t.currency(measure.currency or ""))
        case Unit.PERCENT:
            return t("{name}, in %", name=name(segment))
        case _:
            return name(segment)
