"""Fields of a form: the ones we use often, and their values as Slack sends them back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.blocks.basic_components import DispatchActionConfig

from bot.rules.form import Kept
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views.blocks import PLAIN_TEXT_LENGTH, plain

KEPT, KEPT_ANEW = "kept", "kept_anew"
LABEL_LENGTH = 2000
PLACEHOLDER_LENGTH = 150
ANSWER_LENGTH = 2000
LINE_LENGTH = 150


def text_field(
    block_id: str,
    label: str,
    placeholder: str,
    *,
    hint: str | None = None,
    optional: bool = True,
    initial: str = "",
    length: int = ANSWER_LENGTH,
) -> InputBlock:
    """Return a field for a few lines of prose, which holds `initial` in any case."""
    element = PlainTextInputElement(
        action_id="text",
        multiline=True,
        placeholder=plain(placeholder, PLACEHOLDER_LENGTH),
        max_length=max(length, len(initial)),
        initial_value=initial or None,
    )
    return labelled(block_id, label, element, hint=hint, optional=optional)


def line_field(
    block_id: str,
    label: str,
    *,
    initial: str = "",
    placeholder: str | None = None,
    hint: str | None = None,
    optional: bool = True,
    length: int = LINE_LENGTH,
) -> InputBlock:
    """Return a field for a few words or a figure, prefilled with `initial`."""
    element = PlainTextInputElement(
        action_id="line",
        initial_value=initial or None,
        placeholder=plain(placeholder, PLACEHOLDER_LENGTH) if placeholder else None,
        max_length=length,
    )
    return labelled(block_id, label, element, hint=hint, optional=optional)


def day_field(block_id: str, label: str, initial: date) -> InputBlock:
    """Return a field for a day."""
    return labelled(block_id, label, day("day", initial))


def select(
    action_id: str, choices: Mapping[str, str], *, initial: str | None = None, placeholder: str | None = None
) -> StaticSelectElement:
    """Return a menu of `choices`, value to text."""
    every = options(choices)
    return StaticSelectElement(
        action_id=action_id,
        options=list(every.values()),
        initial_option=every[initial] if initial else None,
        placeholder=placeholder,
    )


def several(
    action_id: str, choices: Mapping[str, str], *, initial: Sequence[str] = (), placeholder: str
) -> StaticMultiSelectElement:
    """Return a menu of `choices`, value to text, several of which may be chosen."""
    every = options(choices)
    return StaticMultiSelectElement(
        action_id=action_id,
        options=list(every.values()),
        initial_options=[every[one] for one in initial] or None,
        placeholder=plain(placeholder, PLACEHOLDER_LENGTH),
    )


def boxes(action_id: str, choices: Mapping[str, str], *, ticked: Sequence[str] = ()) -> CheckboxesElement:
    """Return boxes to tick, value to text."""
    every = options(choices)
    initial = [every[one] for one in ticked] or None
    return CheckboxesElement(action_id=action_id, options=list(every.values()), initial_options=initial)


def options(choices: Mapping[str, str]) -> dict[str, Option]:
    """Return `choices`, value to text, as Slack takes them."""
    return {value: Option(value=value, text=plain(text, PLAIN_TEXT_LENGTH)) for value, text in choices.items()}


def people(action_id: str, initial: Sequence[str]) -> UserMultiSelectElement:
    """Return a menu of people, several of whom may be chosen; `initial` are Slack ids."""
    return UserMultiSelectElement(action_id=action_id, initial_users=list(initial) or None)


def one_of_the_people(action_id: str, initial: str | None) -> UserSelectElement:
    """Return a menu of people; `initial` is a Slack id."""
    return UserSelectElement(action_id=action_id, initial_user=initial)


def channel(action_id: str, initial: str | None) -> ConversationSelectElement:
    """Return a menu of the channels that are not shared with another company."""
    ours = ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True)
    return ConversationSelectElement(action_id=action_id, initial_conversation=initial, filter=ours)


def searched(action_id: str, placeholder: str, initial: Option | None = None) -> ExternalDataSelectElement:
    """Return a menu whose choices we are asked for as somebody types."""
    return ExternalDataSelectElement(
        action_id=action_id,
        initial_option=initial,
        min_query_length=0,
        placeholder=plain(placeholder, PLACEHOLDER_LENGTH),
    )


def day(action_id: str, initial: date) -> DatePickerElement:
    """Return a calendar to choose a day from."""
    return DatePickerElement(action_id=action_id, initial_date=initial.isoformat())


def clock(action_id: str, initial: time) -> TimePickerElement:
    """Return a list of times of day."""
    return TimePickerElement(action_id=action_id, initial_time=initial.strftime("%H:%M"))


def labelled(
    block_id: str,
    label: str,
    element: InputInteractiveElement,
    *,
    hint: str | None = None,
    optional: bool = False,
    live: bool = False,
) -> InputBlock:
    """Return a field around an element, its hint as a sentence; a live one tells us of each choice as it is made."""
    return InputBlock(
        block_id=block_id,
        label=plain(label, LABEL_LENGTH),
        hint=plain(f"{hint[0].upper()}{hint[1:]}", LABEL_LENGTH) if hint else None,
        element=element,
        optional=optional,
        dispatch_action=live or None,
    )


NOT_SAID = datetime.min.replace(tzinfo=UTC)


def kept(blocks: Iterable[Block], *, anew: bool = False) -> Iterator[Block]:
    """Have a form tell us what is typed in it as it is typed, so that it is kept: `handlers/form.py` hears of it.

    Slack leaves what was typed in a field of the same names; `anew` gives it another.
    """
    for block in blocks:
        element = block.element if isinstance(block, InputBlock) and not block.dispatch_action else None
        if isinstance(block, InputBlock) and isinstance(element, InputInteractiveElement):
            block.dispatch_action, element.action_id = True, KEPT_ANEW if anew else KEPT
            if isinstance(element, PlainTextInputElement):
                element.dispatch_action_config = DispatchActionConfig(trigger_actions_on=["on_character_entered"])
        yield block


def which(form: Kept, since: datetime) -> dict[str, str]:
    """Return what a form's metadata tell of how it is kept, and of when it was opened."""
    return {"kind": form.kind, "subject": form.subject, "since": since.isoformat()}


def form_of(view: dict[str, Any]) -> tuple[Kept, datetime]:
    """Return how what is typed in a form is kept, and when it was opened.

    One that was opened before its kind was kept does not say how, so that nothing of it is kept; when, some of them
    say by another name, and others not at all.
    """
    told = json.loads(view["private_metadata"])
    since = told.get("since") or told.get("begun")
    return Kept(told.get("kind", ""), told.get("subject", "")), datetime.fromisoformat(since) if since else NOT_SAID


def locale(view: dict[str, Any]) -> str:
    """Tell in which language a form was shown: every form carries it in its private metadata."""
    return json.loads(view["private_metadata"])["locale"]


def first_field(view: dict[str, Any]) -> str:
    """Name the first field of a form: a problem that belongs to no field is shown there."""
    return next(block["block_id"] for block in view["blocks"] if block["type"] == "input")


class Texts(Protocol):
    """What was typed in a form, field by field."""

    def text(self, field: str) -> str:
        """Return what was written or chosen; "" for nothing."""
        ...


class Fields:
    """The values of a submitted form, by block: each block holds one element."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._values: dict[str, dict[str, Any]] = {
            block: next(iter(elements.values())) for block, elements in view["state"]["values"].items()
        }

    def text(self, field: str) -> str:
        """Return what was written, or the value that was chosen; "" for nothing."""
        if "selected_option" in self._values[field]:
            return self.choice(field)
        return (self._values[field].get("value") or "").strip()

    def choice(self, field: str) -> str:
        return self._values[field]["selected_option"]["value"]

    def choices(self, field: str) -> tuple[str, ...]:
        """Return the values that were chosen from a menu of several."""
        return tuple(option["value"] for option in self._values[field]["selected_options"])

    def person(self, field: str) -> str:
        """Return who was chosen (a Slack id), from a menu of some people or among all, or raise Rejected."""
        return (
            self.choice(field) if self._values[field].get("selected_option") else self._chosen(field, "selected_user")
        )

    def somebody(self, field: str) -> str | None:
        """Return who was chosen among all (a Slack id), if anybody."""
        return self._values[field].get("selected_user")

    def day(self, field: str) -> date:
        """Return the day that was chosen, or raise Rejected."""
        return date.fromisoformat(self._chosen(field, "selected_date"))

    def clock(self, field: str) -> time:
        """Return the time of day that was chosen, or raise Rejected."""
        return time.fromisoformat(self._chosen(field, "selected_time"))

    def people(self, field: str) -> tuple[str, ...]:
        """Return who was chosen, as Slack ids."""
        return tuple(self._values[field].get("selected_users") or ())

    def channel(self, field: str) -> str:
        """Return the channel that was chosen, or raise Rejected."""
        return self._chosen(field, "selected_conversation")

    def found(self, field: str) -> str | None:
        """Return the value that was found and chosen, if any."""
        return (self._values[field].get("selected_option") or {}).get("value")

    def has(self, field: str) -> bool:
        """Say whether the form had that field."""
        return field in self._values

    def ticked(self, field: str) -> list[str]:
        """Return the values of the boxes that were ticked; none where the form had no such field."""
        return [option["value"] for option in self._values.get(field, {}).get("selected_options", [])]

    def _chosen(self, field: str, name: str) -> str:
        chosen = self._values[field].get(name)
        if not chosen:
            raise Rejected(Problem(Reason.NOT_CHOSEN, field))
        return chosen
