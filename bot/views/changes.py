"""What was changed in an objective, or is suggested to be: each field as before and after, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.charter import Cause
from bot.rules.objective import Change, Direction, Field, Measure, Unit
from bot.rules.terms import YES, read_causes, read_pace, read_segments, read_windows
from bot.views import objective as objectives
from bot.views import terms
from bot.views.blocks import escaped, section

MOST_CHANGES, LINES_A_SECTION = 40, 2  # of a message of 50 blocks
QUOTED = 100  # characters of a text that was changed


def listed(changes: Sequence[Change], measure: Measure, t: Translator) -> Iterator[Block]:
    """Show changes in sections of a few, in the order they were made."""
    lines = [f"• {change(one, measure, t)}" for one in sorted(changes, key=lambda one: one.at)]
    return _sections(lines[:MOST_CHANGES])


def change(one: Change, measure: Measure, t: Translator) -> str:
    if one.is_masked:
        return t("{field}: changed, its figure stays with the manager", field=named(one.field, t))
    before, after = (value(one.field, stored, measure, t) for stored in (one.before, one.after))
    return t("{field}: {before} → {after}", field=named(one.field, t), before=before, after=after)


def value(field: Field, stored: str, measure: Measure, t: Translator, said: Callable[[str], str] | None = None) -> str:
    """Say a stored value in words; one that was empty is a dash. `said` writes what people wrote, else it is quoted."""
    written = said or partial(quoted, t=t)

    def figure(text: str) -> str:
        return t.figure(Decimal(text)) if measure.unit is Unit.YES_NO else t.amount(Decimal(text), measure)

    def day(text: str) -> str:
        return t.dated(date.fromisoformat(text))

    words: Mapping[Field, Callable[[str], str]] = {
        Field.BASELINE: figure,
        Field.TARGET: figure,
        Field.STARTS_ON: day,
        Field.ENDS_ON: day,
        Field.UNIT: lambda text: terms.unit_name(Unit(text), t),
        Field.DIRECTION: lambda text: terms.directions(t)[Direction(text)],
        Field.CURRENCY: t.currency,
        Field.PACE: lambda text: terms.pace(read_pace(text), measure, t),
        Field.WEIGHT: lambda text: t.percent(int(text) / 100),
        Field.SEGMENTS: lambda text: written(terms.segments(read_segments(text), t)),
        Field.FLOOR: figure,
        Field.CEILING: figure,
        Field.CAUSES: lambda text: t.listed([terms.causes(t)[one] for one in Cause if one in read_causes(text)]),
        Field.WINDOWS: lambda text: t.listed([t.month_name(month) for month in read_windows(text)]),
        Field.REVISIONS: lambda text: t.figure(Decimal(text)),
        Field.SHOWN: lambda text: t("yes") if text == YES else t("no"),
        Field.SPONSOR: lambda text: (said or escaped)(text.partition("\n")[2]),
        Field.LINE: lambda text: written(text.replace("\n", " ← ")),
    }
    return words.get(field, written)(stored) if stored else "—"


def quoted(text: str, t: Translator) -> str:
    return objectives.quoted(text, QUOTED, t)


def named(field: Field, t: Translator) -> str:
    names = {
        Field.TITLE: t("Objective"),
        Field.WHY: t("Why it matters"),
        Field.LINE: t("Strategy line it serves"),
        Field.UNIT: t("Counted in"),
        Field.CURRENCY: t("Currency"),
        Field.DIRECTION: t("Direction"),
        Field.BASELINE: t("Starting point"),
        Field.TARGET: t("Target"),
        Field.STARTS_ON: t("Begins on"),
        Field.ENDS_ON: t("Ends on"),
        Field.PACE: t("Pace"),
        Field.WEIGHT: t("Weight"),
        Field.SEGMENTS: t("Segments"),
        Field.FLOOR: t("Floor of the margin"),
        Field.CEILING: t("Ceiling of the margin"),
        Field.CAUSES: t("Reasons to change the amount"),
        Field.WINDOWS: t("Months in which the amount may change"),
        Field.REVISIONS: t("Changes of the amount a year"),
        Field.SHOWN: t("The rep sees the margin"),
        Field.SPONSOR: t("Sponsor"),
    }
    return names[field]


def _sections(lines: Sequence[str]) -> Iterator[Block]:
    """Show lines in sections of a few, each as long as it may be."""
    for first in range(0, len(lines), LINES_A_SECTION):
        yield section("\n".join(lines[first : first + LINES_A_SECTION]))
