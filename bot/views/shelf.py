"""Objectives by rep: the answer to `/objectives`, a rep's own in a modal, and the section on Home."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.objective import Objective, Shelf
from bot.rules.person import Person
from bot.views import objective as objectives
from bot.views.blocks import actions, button, context, escaped, header, plain, rendered, section
from bot.views.objective import Look

NEW, LIST = "objective_new", "objective_list"
MESSAGE_BLOCKS = 50  # the most that Slack takes
BLOCKS_A_CARD = 3
BLOCKS_AROUND = 4  # a rep's name, what does not fit, a line and the button below it
MOST_IN_MESSAGE = (MESSAGE_BLOCKS - BLOCKS_AROUND) // BLOCKS_A_CARD
MOST_IN_MODAL = 31  # of 100 blocks
MOST_ON_HOME = 12
MOST_SHORT = 5
MOST_REPS = MESSAGE_BLOCKS - 2

Said = tuple[str, list[dict[str, Any]]]


def answer(shelves: Sequence[Shelf], reader: Person, t: Translator, at: datetime) -> Said:
    """Answer where the objectives stand: each with its buttons as long as all fit, else a few lines a rep."""
    told = t("Where the objectives stand")
    if not shelves:
        return told, rendered([section(t("There is nobody in your team yet."))])
    every = chain.from_iterable(_full(shelf, reader, t, at) for shelf in shelves)
    blocks = list(islice(every, MESSAGE_BLOCKS + 1))
    if len(shelves) > 1 and len(blocks) > MESSAGE_BLOCKS:
        blocks = list(_overview(shelves, reader, t, at))
    return told, rendered(blocks)


def modal(shelf: Shelf, reader: Person, t: Translator, at: datetime) -> dict[str, Any]:
    """Return a rep's objectives in a modal."""
    blocks = list(_of_rep(shelf, reader, t, at, most=MOST_IN_MODAL))
    return View(type="modal", title=plain(t("Objectives")), close=plain(t("Close")), blocks=blocks).to_dict()


def on_home(found: Sequence[Objective], reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    """Show a rep's own objectives, and where the others are when there are many."""
    yield from objectives.cards_to_act_on(found[:MOST_ON_HOME], t, Look.of(reader, reader, at))
    if not found:
        yield section(t("No objective is under way."))
    if (more := len(found) - MOST_ON_HOME) > 0:
        yield context(f"{_more(more, t)}  ·  " + t("`/objectives` shows them all"))
    yield from _below(reader, t)


def in_short(found: Sequence[Objective], t: Translator, look: Look) -> str:
    """Show a rep's objectives in two lines each, as many as one section holds."""
    lines = [objectives.short(one, t, look) for one in found[:MOST_SHORT]]
    lines += [_more(len(found) - MOST_SHORT, t)] if len(found) > MOST_SHORT else []
    return "\n".join(lines) or t("No objective is under way.")


def new_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("New objective"), NEW, rep.slack_id)


def list_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("Objectives"), LIST, rep.slack_id)


def _full(shelf: Shelf, reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    return _of_rep(shelf, reader, t, at, most=MOST_IN_MESSAGE)


def _of_rep(shelf: Shelf, reader: Person, t: Translator, at: datetime, *, most: int) -> Iterator[Block]:
    own = shelf.rep.id == reader.id
    yield header(t("My objectives") if own else shelf.rep.name)
    yield from objectives.cards_to_act_on(shelf.objectives[:most], t, Look.of(reader, shelf.rep, at))
    if not shelf.objectives:
        yield section(t("No objective yet."))
    more = len(shelf.objectives) - most
    if more > 0:
        yield context(_more(more, t))
    all_of_them = [list_button(shelf.rep, t)] if more > 0 and most < MOST_IN_MODAL else []
    yield from _below(shelf.rep, t, *all_of_them)


def _below(rep: Person, t: Translator, *others: ButtonElement) -> Iterator[Block]:
    """Set the button for a new objective apart from those of the last one."""
    yield DividerBlock()
    yield actions([new_button(rep, t), *others])


def _overview(shelves: Sequence[Shelf], reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    for shelf in shelves[:MOST_REPS]:
        name = t("My objectives") if shelf.rep.id == reader.id else escaped(shelf.rep.name)
        lines = in_short(shelf.objectives, t, Look.of(reader, shelf.rep, at))
        yield section(f"*{name}*\n{lines}", button=list_button(shelf.rep, t))
    if (more := len(shelves) - MOST_REPS) > 0:
        yield context(t.plural("and {n} more rep", "and {n} more reps", more))


def _more(count: int, t: Translator) -> str:
    return t.plural("and {n} more objective", "and {n} more objectives", count)
