"""What the fields of a form hold, each as one text: so that it can be kept, shown again and read when all is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.refusal import Problem, Reason, Rejected

SINGLE = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")


def texts(view: dict[str, Any]) -> dict[str, str]:
    """Return what each field of an open or sent form holds: several choices are lines of one text."""
    state = view["state"]["values"]
    return {block: _text(next(iter(elements.values()))) for block, elements in state.items() if elements}


@dataclass(frozen=True)
class Typed:
    """What was typed, read field by field."""

    texts: Mapping[str, str]

    def text(self, field: str) -> str:
        """Return what was written or chosen; "" for nothing."""
        return self.texts.get(field, "").strip()

    def day(self, field: str) -> date:
        """Return the day that was chosen, or raise Rejected."""
        if not (chosen := self.text(field)):
            raise Rejected(Problem(Reason.NOT_CHOSEN, field))
        return date.fromisoformat(chosen)

    def several(self, field: str) -> tuple[str, ...]:
        """Return the values that were chosen or ticked."""
        return tuple(self.text(field).splitlines())


def _text(element: dict[str, Any]) -> str:
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value", "")
    if "selected_options" in element:
        return "\n".join(option["value"] for option in element["selected_options"] or ())
    return next((element[name] or "" for name in SINGLE if name in element), "")
