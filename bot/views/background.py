"""What is behind an objective: the goal it serves, what has become of it, and the news of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.objective import Change, Direction, Field, Measure, Objective, Recorded, Shared, Unit
from bot.views import draft
from bot.views import objective as objectives
from bot.views.blocks import actions, button, clipped, context, escaped, plain, quote, rendered, section
from bot.views.objective import Look

MOST_TOLD = 90  # in a modal of 100 blocks
MOST_CHANGES, LINES_A_SECTION = 40, 2  # of a message of 50 blocks
QUOTED = 100  # characters of a text that was changed

Said = tuple[str, list[dict[str, Any]]]


def why(shared: Shared, t: Translator) -> dict[str, Any]:
    """Return the way from the business goal down to the objective, in the words of whoever wrote them."""
    return _modal(t("Why this objective"), _chain(shared.objective, t), t)


def history(shared: Shared, told: Sequence[Recorded | Change], t: Translator, at: datetime) -> dict[str, Any]:
    """Return what has become of an objective, newest first."""
    return _modal(t("History"), _told(shared, told, t, at), t)


def written(shared: Shared, t: Translator, at: datetime) -> Said:
    """Tell one of the two that the other has written an objective down."""
    if shared.own:
        author = escaped(shared.manager.name if shared.manager else "")
        told = t("{author} has written an objective down for you.", author=author)
        ask = t("Read what it is for, and say what you think of it at your next check-in.")
    else:
        told = t("{author} has written an objective down.", author=escaped(shared.rep.name))
        ask = t("You can change it: both of you see what was changed.")
    card = objectives.cards_to_act_on([shared.objective], t, Look.of(shared.reader, shared.rep, at))
    return told, rendered([section(f":dart: *{told}*\n{ask}"), *card])


def changed(shared: Shared, changes: Sequence[Change], t: Translator, at: datetime) -> Said:
    """Tell one of the two what the other has changed."""
    objective = shared.objective
    author = escaped(changes[0].author) if changes else ""
    told = t("{author} has changed “{title}”.", author=author, title=objectives.named(objective))
    lines = [f"• {_change(one, objective.measure, t)}" for one in sorted(changes, key=lambda one: one.at)]
    lines[MOST_CHANGES:] = []
    card = objectives.cards_to_act_on([objective], t, Look.of(shared.reader, shared.rep, at))
    blocks = [section(f":pencil2: *{told}*"), *_sections(lines), *card]
    return told, rendered(blocks)


def _modal(title: str, blocks: Iterator[Block], t: Translator) -> dict[str, Any]:
    return View(type="modal", title=plain(title), close=plain(t("Close")), blocks=list(blocks)).to_dict()


def _chain(objective: Objective, t: Translator) -> Iterator[Block]:
    if objective.line:
        yield quote(t("The goal"), objective.line.goal)
        yield context(":arrow_down:")
        yield quote(t("The strategy line that leads there"), objective.line.title)
        yield context(":arrow_down:")
    yield quote(t("The objective"), objective.title)
    if objective.why:
        yield quote(t("Why it matters"), objective.why)
    else:
        yield context(t("Nobody has written down yet why it matters."))
    if objective.line is None:
        yield section(t("No strategy line yet: nothing shows which goal it serves. *Edit* lets you name one."))
    if objective.line is None or not objective.why:
        yield actions([button(t("Edit"), objectives.EDIT, objective.id)])


def _told(shared: Shared, told: Sequence[Recorded | Change], t: Translator, at: datetime) -> Iterator[Block]:
    objective, look = shared.objective, Look.of(shared.reader, shared.rep, at)
    yield section(objectives.titled(objective, t))
    if not told:
        yield section(t("Nothing has been recorded or changed yet."))
    for one in told[:MOST_TOLD]:
        yield section(_line(one, objective.measure, t, look))
    if (older := len(told) - MOST_TOLD) > 0:
        yield context(t.plural("and {n} older", "and {n} older", older))


def _line(one: Recorded | Change, measure: Measure, t: Translator, look: Look) -> str:
    signed = t("{day}, {author}", day=_day(one.at, t, look), author=escaped(one.author))
    if isinstance(one, Change):
        return f":pencil2: {_change(one, measure, t)}\n{signed}"
    said = [signed]
    if one.confidence:
        said.append(objectives.face(one.confidence, t))
    if one.talk_at:
        said.append(t("check-in of {day}", day=_day(one.talk_at, t, look)))
    return f"*{t.amount(one.value, measure)}*{_moved(one, measure, t)}\n{'  ·  '.join(said)}"


def _moved(one: Recorded, measure: Measure, t: Translator) -> str:
    if one.before is None or measure.unit is Unit.YES_NO:
        return ""
    if one.value == one.before:
        return "  ·  " + t("unchanged")
    return "  ·  " + t.change(one.value - one.before, measure)


def _day(at: datetime, t: Translator, look: Look) -> str:
    return t.day_of(at.astimezone(look.zone).date(), look.today)


def _change(one: Change, measure: Measure, t: Translator) -> str:
    before, after = (_value(one.field, value, measure, t) for value in (one.before, one.after))
    return t("{field}: {before} → {after}", field=_field(one.field, t), before=before, after=after)


def _value(field: Field, stored: str, measure: Measure, t: Translator) -> str:
    """Say a stored value in words; one that was empty is a dash."""

    def figure(text: str) -> str:
        return t.figure(Decimal(text)) if measure.unit is Unit.YES_NO else t.amount(Decimal(text), measure)

    def day(text: str) -> str:
        return t.dated(date.fromisoformat(text))

    words: Mapping[Field, Callable[[str], str]] = {
        Field.BASELINE: figure,
        Field.TARGET: figure,
        Field.STARTS_ON: day,
        Field.ENDS_ON: day,
        Field.UNIT: lambda text: draft.unit_name(Unit(text), t),
        Field.DIRECTION: lambda text: draft.directions(t)[Direction(text)],
        Field.CURRENCY: t.currency,
    }
    return words.get(field, lambda text: _quoted(text, t))(stored) if stored else "—"


def _quoted(text: str, t: Translator) -> str:
    return t("“{text}”", text=escaped(clipped(" ".join(text.split()), QUOTED)))


def _field(field: Field, t: Translator) -> str:
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
    }
    return names[field]


def _sections(lines: Sequence[str]) -> Iterator[Block]:
    """Show lines in sections of a few, each as long as it may be."""
    for first in range(0, len(lines), LINES_A_SECTION):
        yield section("\n".join(lines[first : first + LINES_A_SECTION]))
