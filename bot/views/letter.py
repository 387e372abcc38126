"""What whoever makes teams is told of messages that were given up: how many, why, and what to do."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.i18n import Translator
from bot.rules.letter import GivenUp, Why
from bot.views.blocks import actions, button, context, rendered, section

AGAIN = "letters_again"

Said = tuple[str, list[dict[str, Any]]]

REASONS: Mapping[Why, Callable[[Translator], str]] = {
    Why.UNANSWERED: lambda t: t("Slack, or Tandem, did not answer for an hour. Try again once that is over."),
    Why.FORBIDDEN: lambda t: t("Slack does not let me. `/tandem team` then *Check* says what I still need."),
    Why.MISTAKE: lambda t: t("Slack did not accept what I wrote. That is my mistake: tell whoever runs Tandem."),
}


def given_up(found: GivenUp, number: int, t: Translator) -> Said:
    """Tell of messages that were given up; the button has them sent after all, and carries the `number` of the day."""
    told = t.plural(
        "In the last seven days {n} message did not reach anybody.",
        "In the last seven days {n} messages did not reach anybody.",
        found.total,
    )
    lines = [f":warning: *{told}*", *(f"• {_line(why, count, t)}" for why, count in found.counts.items())]
    blocks = [
        section("\n".join(lines)),
        actions([button(t("Try again"), AGAIN, number)]),
        context(t("Whoever runs Tandem sees the details with `tandem outbox`.")),
    ]
    return told, rendered(blocks)


def on_their_way(t: Translator) -> Said:
    """Tell that nothing is given up any more."""
    told = t("The messages that had not reached anybody are on their way again.")
    return told, rendered([section(f":incoming_envelope: {told}")])


def _line(why: Why, count: int, t: Translator) -> str:
    return f"{count} — {REASONS[why](t)}"
