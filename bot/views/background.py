"""What is behind an objective: the goal it serves, what has become of it, and the news of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.history import Told
from bot.rules.objective import Change, Line, Measure, Objective, Recorded, Shared, Unit
from bot.rules.signing import Deed, Done, State
from bot.views import changes, figure, judgement, terms, tree
from bot.views import objective as objectives
from bot.views import segment as segments
from bot.views.blocks import actions, button, context, escaped, plain, quote, rendered, section
from bot.views.objective import Look

MOST_PARTS = 6
MOST_TOLD = 90  # in a modal of 100 blocks

Said = tuple[str, list[dict[str, Any]]]


def why(shared: Shared, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the way from the business goal down to the objective, in its authors' words, and how it is judged."""
    shown = chain(_chain(shared.objective, t, may_edit=shared.by_one_of_the_two), judgement.explained(shared, t, at))
    return _modal(t("Why this objective"), shown, t)


def history(shared: Shared, told: Sequence[Told], t: Translator, at: datetime) -> dict[str, Any]:
    """Return what has become of an objective, newest first."""
    return _modal(t("History"), _told(shared, told, t, at), t)


def written(shared: Shared, t: Translator, at: datetime) -> Said:
    """Tell one of the two that the other has written an objective down."""
    if shared.own:
        author = escaped(shared.manager.name if shared.manager else "")
        told = t("{author} proposes an objective to you.", author=author)
        ask = t("Read what it is for. Sign it, or say what should be different.")
    else:
        told = t("{author} proposes an objective.", author=escaped(shared.rep.name))
        ask = t(
            "Sign it, or say what should be different. If you change it, it is for {author} to sign.",
            author=escaped(shared.rep.name),
        )
    card = objectives.cards_to_act_on([shared.objective], t, Look.of(shared.reader, shared.rep, at))
    return told, rendered([section(f":dart: *{told}*\n{ask}"), *card])


def changed(shared: Shared, made: Sequence[Change], t: Translator, at: datetime) -> Said:
    """Tell one of the two what the other has changed."""
    objective = shared.objective
    author = escaped(made[0].author) if made else ""
    told = t("{author} has changed “{title}”.", author=author, title=objectives.named(objective))
    card = objectives.cards_to_act_on([objective], t, Look.of(shared.reader, shared.rep, at))
    return told, rendered([section(f":pencil2: *{told}*"), *changes.listed(made, objective.measure, t), *card])


def _modal(title: str, blocks: Iterator[Block], t: Translator) -> dict[str, Any]:
    return View(type="modal", title=plain(title), close=plain(t("Close")), blocks=list(blocks)).to_dict()


def _chain(objective: Objective, t: Translator, *, may_edit: bool) -> Iterator[Block]:
    if objective.line:
        yield from _above(objective.line, t)
    yield quote(t("The objective"), objective.title)
    if objective.why:
        yield quote(t("Why it matters"), objective.why)
    else:
        yield context(t("Nobody has written down yet why it matters."))
    yield from terms.lines(objective, t)
    if objective.line is None and may_edit:
        yield section(t("No strategy line yet: nothing shows which goal it serves. *Edit* lets you name one."))
    if may_edit and (objective.line is None or not objective.why):
        yield actions([button(t("Edit"), objectives.EDIT, objective.id)])


def _above(line: Line, t: Translator) -> Iterator[Block]:
    """Show the goal, why its authors want it, and the line that leads there; say so where one is not pursued."""
    yield quote(t("The goal"), line.goal)
    if line.words:
        yield quote(t("Why, in its authors’ words"), line.words)
    if line.horizon:
        yield context(":calendar: " + tree.horizon(line.horizon, t))
    yield context(":arrow_down:")
    yield quote(t("The strategy line that leads there"), line.title)
    if line.ended:
        yield context(":warning: " + tree.ended(line.ended, t))
    yield context(":arrow_down:")


def _told(shared: Shared, told: Sequence[Told], t: Translator, at: datetime) -> Iterator[Block]:
    objective, look = shared.objective, Look.of(shared.reader, shared.rep, at)
    yield section(objectives.titled(objective, t))
    if objective.closing:
        yield section(objectives.verdict(objective, t, look))
    if not told:
        yield section(t("Nothing has been recorded or changed yet."))
    for one in told[:MOST_TOLD]:
        yield section(line(one, objective.measure, t, look), button=_correct_button(one, shared, t))
    if (older := len(told) - MOST_TOLD) > 0:
        yield context(t.plural("and {n} older", "and {n} older", older))


def line(one: Told, measure: Measure, t: Translator, look: Look) -> str:
    signed = t("{day}, {author}", day=_day(one.at, t, look), author=escaped(one.author))
    if isinstance(one, Done):
        said = "\n" + changes.quoted(one.note, t) if one.note else ""
        return f":writing_hand: {deed(one.deed, t)}{said}\n{signed}"
    if isinstance(one, Change):
        return f":pencil2: {changes.change(one, measure, t)}\n{signed}"
    return _value(one, measure, signed, t, look)


def _value(one: Recorded, measure: Measure, signed: str, t: Translator, look: Look) -> str:
    """Tell a value with all that was said with it; one that was corrected is struck through, and says since when."""
    value, said = f"*{t.amount(one.value, measure)}*", [signed]
    first = f"{value}{_moved(one, measure, t)}"
    if one.corrected_at:
        first = f"~{value}~  ·  " + t("corrected on {day}", day=_day(one.corrected_at, t, look))
    if one.confidence:
        said.append(objectives.face(one.confidence, t))
    if one.talk_at:
        said.append(t("check-in of {day}", day=_day(one.talk_at, t, look)))
    note = [objectives.quoted(one.note, figure.NOTE_LENGTH, t)] if one.note else []
    return "\n".join([first, *_parts(one, measure, t), "  ·  ".join(said), *note])


def _parts(one: Recorded, measure: Measure, t: Translator) -> list[str]:
    """Return in a line what each segment had, as many as one reads at a glance."""
    named = [
        f"{escaped(segments.name(part))} {t.amount(part.value, measure)}"
        for part in one.segments
        if part.value is not None
    ]
    rest = ["…"] if len(named) > MOST_PARTS else []
    return ["  ·  ".join(named[:MOST_PARTS] + rest)] if named else []


def _correct_button(one: Told, shared: Shared, t: Translator) -> ButtonElement | None:
    """Return the button that corrects a value, for whoever told it, as long as values are taken."""
    if not isinstance(one, Recorded) or one.corrected_at or one.author_id != shared.reader.id:
        return None
    return button(t("Correct"), objectives.CORRECT, one.id) if shared.objective.state is State.SIGNED else None


def deed(done: Deed, t: Translator) -> str:
    words = {
        Deed.PROPOSED: t("Proposed"),
        Deed.SIGNED: t("Signed"),
        Deed.ASKED: t("Another version asked for"),
        Deed.WITHDREW: t("Withdrawn"),
        Deed.SUGGESTED: t("Change suggested"),
        Deed.CONFIRMED: t("Change confirmed"),
        Deed.DECLINED: t("Change declined"),
        Deed.CLOSED: t("Closed"),
        Deed.AFFIRMED: t("Still valid, after the strategy changed"),
    }
    return words[done]


def _moved(one: Recorded, measure: Measure, t: Translator) -> str:
    if one.before is None or measure.unit is Unit.YES_NO:
        return ""
    if one.value == one.before:
        return "  ·  " + t("unchanged")
    return "  ·  " + t.change(one.value - one.before, measure)


def _day(at: datetime, t: Translator, look: Look) -> str:
    return t.day_of(at.astimezone(look.zone).date(), look.today)
