"""What was said with a value when it was recorded, for the files that tell a whole history."""

from collections.abc import Callable
from datetime import tzinfo

from bot.i18n import Translator
from bot.rules.objective import Measure, Recorded
from bot.views import objective as objectives
from bot.views import segment as segments
from bot.views.blocks import one_line


def said(one: Recorded, measure: Measure, zone: tzinfo, t: Translator, written: Callable[[str], str]) -> list[str]:
    """Return how it felt, each segment, the note, and when it was corrected; `written` makes people's words safe."""
    felt = [objectives.confidence(one.confidence, t)] if one.confidence else []
    parts = [
        f"{written(segments.name(part))} {t.amount(part.value, measure)}"
        for part in one.segments
        if part.value is not None
    ]
    note = [written(one_line(one.note))] if one.note else []
    if one.corrected_at:
        note.append(t("corrected on {day}", day=t.dated(one.corrected_at.astimezone(zone).date())))
    return [*felt, *parts, *note]
