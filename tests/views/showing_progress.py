"""What is shown of values by segment, of corrections, and of how an objective is judged."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.i18n import Translator
from bot.rules.charter import Charter, Sponsor
from bot.rules.form import Begun
from bot.rules.objective import Confidence, Direction, Objective, Recorded, Segment, Shared, Unit
from bot.rules.shelf import Choice
from bot.views import background, figure, half, shelf
from tests.factories import (
    DONE_OR_NOT,
    LEA,
    MARC,
    OPEN,
    OPENS,
    PERCENT,
    RECORDED,
    measure,
    objective,
    progress,
    shared,
    sheet,
)
from tests.factories import shelf as a_shelf

Shown = Callable[[Translator], Any]

TOLD = progress().at
KEY = Segment("Zéphyr", Decimal(60), 5, Decimal(200_000), TOLD)
TAIL = Segment("Orion", Decimal("33.3"), 6, Decimal(97_000), OPENS)
UNTOLD = Segment("Vega", Decimal("6.7"), 7)
SEGMENTS = (KEY, TAIL, UNTOLD)
COUNTED = (replace(KEY, value=Decimal(3)), replace(TAIL, value=Decimal(1)))
HOPEFUL = progress(90_000, Confidence.HIGH)
DIFFERING = replace(HOPEFUL, note="Parce que")
MINE = replace(RECORDED[0], id=8, author_id=LEA.id, note="Parce que", segments=(KEY, TAIL))
STRUCK = replace(MINE, id=7, corrected_at=OPEN)


EVERY: dict[str, Shown] = {
    "value by segment": lambda t: figure.form(shared(segments=SEGMENTS), t),
    "value by segment, by the manager": lambda t: figure.form(shared(MARC, segments=SEGMENTS), t),
    "value that the sponsor reads too": lambda t: figure.form(shared(charter=Charter(sponsor=Sponsor(3, "Zéphyr"))), t),
    "value by segment, in percent": lambda t: figure.form(shared(measured=PERCENT, segments=COUNTED), t),
    "value by segment, counted": lambda t: figure.form(
        shared(measured=measure(Unit.COUNT, target=40), segments=COUNTED, latest=None), t
    ),
    "correction": lambda t: figure.correction_form(shared(), MINE, t, OPEN),
    "correction by segment": lambda t: figure.correction_form(shared(segments=SEGMENTS), MINE, t, OPEN),
    "correction of yes or no": lambda t: figure.correction_form(
        shared(measured=DONE_OR_NOT), replace(MINE, value=Decimal(1), segments=()), t, OPEN
    ),
    "half by segment": lambda t: half.form(sheet(objectives=(objective(segments=SEGMENTS),)), t, OPEN, Begun(OPEN)),
    "history with corrections": lambda t: background.history(shared(), [MINE, STRUCK] * 30, t, OPEN),
    "why, by segment": lambda t: background.why(shared(segments=SEGMENTS, latest=DIFFERING), t, OPEN),
    "why, by segment for the manager": lambda t: background.why(
        shared(MARC, segments=SEGMENTS, latest=DIFFERING), t, OPEN
    ),
    "why, counted by segment": lambda t: background.why(
        shared(measured=measure(Unit.COUNT, target=40), segments=COUNTED, latest=progress(4)), t, OPEN
    ),
    "why, a line to hold": lambda t: background.why(shared(measured=measure(direction=Direction.STAY_ABOVE)), t, OPEN),
    "why, yes or no": lambda t: background.why(shared(measured=DONE_OR_NOT, latest=progress(0)), t, OPEN),
    "objectives whose rep sees it otherwise": lambda t: shelf.answer(
        [a_shelf(objective(latest=DIFFERING))], MARC, t, OPEN
    ),
}


def hostile(found: Shared, words: str) -> dict[str, Shown]:
    """Return the same with whatever people may write."""
    many = tuple(
        Segment(f"{words}{key}", Decimal("2.5"), 10**9 + key, Decimal("999999999.99"), TOLD) for key in range(40)
    )
    told = Recorded(
        Decimal("999999999999.99"), Decimal(0), Confidence.HIGH, words[:200], OPENS, OPENS, words[:500], many, id=10**9
    )
    mine = replace(told, author_id=found.reader.id)
    one = replace(
        found.objective, segments=many, latest=replace(DIFFERING, note=words[:500], author=words[:200], at=TOLD)
    )
    theirs = replace(found, objective=one)
    return {
        "value by segment": lambda t: figure.form(theirs, t),
        "correction by segment": lambda t: figure.correction_form(theirs, mine, t, OPEN),
        "half by segment": lambda t: half.form(
            sheet(objectives=tuple(_another(one, key) for key in range(9))), t, OPEN, Begun(OPEN)
        ),
        "history of corrections": lambda t: background.history(
            theirs, [mine, replace(mine, corrected_at=OPEN)] * 60, t, OPEN
        ),
        "why, by segment": lambda t: background.why(theirs, t, OPEN),
        "why, more segments than are asked": lambda t: background.why(
            replace(theirs, objective=replace(one, segments=many * 9)), t, OPEN
        ),
        "objectives seen otherwise": lambda t: shelf.modal(
            [a_shelf(*[one] * 60, rep=found.rep)], Choice(), LEA, t, OPEN
        ),
    }


def _another(one: Objective, key: int) -> Objective:
    """Return an objective like another, with a key of its own, and so its segments."""
    segments = tuple(replace(part, id=(part.id or 0) + key * 100) for part in one.segments)
    return replace(one, id=key, segments=segments)
