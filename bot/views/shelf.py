"""Objectives by rep: the answer to `/objectives`, the lists in a modal, and the sections on Home."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, groupby, islice
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.objective import Objective, Shelf
from bot.rules.person import Person
from bot.rules.shelf import Choice, Filter, Page
from bot.views import objective as objectives
from bot.views.blocks import actions, button, context, escaped, header, plain, rendered, section
from bot.views.objective import Look
from bot.views.paging import filter_row, nothing, pager

NEW, LIST = "objective_new", "objective_list"
MESSAGE_BLOCKS = 50  # the most that Slack takes
BLOCKS_A_CARD = 3
BLOCKS_AROUND = 5  # a rep's name, what does not fit, a line and the button below it, the menu of lists
MOST_IN_MESSAGE = (MESSAGE_BLOCKS - BLOCKS_AROUND) // BLOCKS_A_CARD
A_PAGE = 10  # in a modal of 100 blocks, each with a rep's name at most
MOST_ON_HOME = 12
MOST_SHORT = 5

Said = tuple[str, list[dict[str, Any]]]


def answer(shelves: Sequence[Shelf], reader: Person, t: Translator, at: datetime) -> Said:
    """Answer where the objectives stand: each with its buttons as long as all fit, else a few lines a rep."""
    told = t("Where the objectives stand")
    if not shelves:
        return told, rendered([section(t("There is nobody in your team yet."))])
    ending = list(filter_row(shelves, Choice(_whose(shelves)), reader.today(at), t))
    most = MESSAGE_BLOCKS - len(ending)
    every = chain.from_iterable(_of_rep(shelf, reader, t, at) for shelf in shelves)
    blocks = list(islice(every, most + 1))
    if len(shelves) > 1 and len(blocks) > most:
        blocks = list(_overview(shelves, reader, t, at, most=most - 1))
    return told, rendered([*blocks, *ending])


def sponsored(shelf: Shelf, reader: Person, t: Translator, at: datetime) -> Said:
    """Answer a sponsor what they are named in: to read, and to decide about beyond the margin."""
    told = t("{name}: objectives of which you are the sponsor", name=escaped(shelf.rep.name))
    blocks: list[Block] = [
        header(shelf.rep.name),
        context(":eyes: " + t("You are named as sponsor: you read these, and decide beyond the margin.")),
    ]
    for one in shelf.objectives[:MOST_IN_MESSAGE]:
        blocks += [*objectives.cards([one], t, Look.of(reader, shelf.rep, at)), objectives.to_read(one, t)]
    if (more := len(shelf.objectives) - MOST_IN_MESSAGE) > 0:
        blocks.append(context(_more(more, t)))
    return told, rendered(blocks)


def modal(shelves: Sequence[Shelf], choice: Choice, reader: Person, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the list that was chosen, a page of it, in a modal."""
    blocks = list(_listed(shelves, choice, reader, t, at))
    return View(type="modal", title=plain(t("Objectives")), close=plain(t("Close")), blocks=blocks).to_dict()


def on_home(found: Sequence[Objective], choice: Choice, reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    """Show a rep's own objectives: the list that was chosen, a page of it."""
    mine, choice = Shelf(reader, tuple(found)), _own(choice, reader.slack_id)
    yield from filter_row([mine], choice, reader.today(at), t)
    page = Page.of(_entries([mine], choice, reader.today(at)), choice.page, MOST_ON_HOME)
    yield from objectives.cards_to_act_on([one for _, one in page.items], t, Look.of(reader, reader, at))
    if not page.items:
        yield section(nothing(t) if found else t("No objective is under way."))
    yield from pager(page, choice, t)
    yield from _below(reader, t)


def team_on_home(
    shelves: Sequence[Shelf], choice: Choice, reader: Person, t: Translator, at: datetime, *, size: int
) -> Iterator[Block]:
    """Show the list of a team's objectives that was chosen, in short, a page of so many reps."""
    page = Page.of(choice.filter.kept(shelves, reader.today(at)), choice.page, size)
    for shelf in page.items:
        yield _in_short(shelf, reader, t, at)
    if not page.items:
        yield section(nothing(t))
    yield from pager(page, choice, t)


def in_short(found: Sequence[Objective], t: Translator, look: Look) -> str:
    """Show a rep's objectives in two lines each, as many as one section holds."""
    lines = [objectives.short(one, t, look) for one in found[:MOST_SHORT]]
    lines += [_more(len(found) - MOST_SHORT, t)] if len(found) > MOST_SHORT else []
    return "\n".join(lines) or t("No objective is under way.")


def new_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("New objective"), NEW, rep.slack_id)


def list_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("Objectives"), LIST, rep.slack_id)


def _of_rep(shelf: Shelf, reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    yield header(_named(shelf.rep, reader, t))
    yield from objectives.cards_to_act_on(shelf.objectives[:MOST_IN_MESSAGE], t, Look.of(reader, shelf.rep, at))
    if not shelf.objectives:
        yield section(t("No objective yet."))
    more = len(shelf.objectives) - MOST_IN_MESSAGE
    if more > 0:
        yield context(_more(more, t))
    yield from _below(shelf.rep, t, *([list_button(shelf.rep, t)] if more > 0 else []))


def _listed(shelves: Sequence[Shelf], choice: Choice, reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    yield from filter_row(shelves, choice, reader.today(at), t)
    page = Page.of(_entries(shelves, choice, reader.today(at)), choice.page, A_PAGE)
    for rep, entries in groupby(page.items, key=_rep):
        yield header(_named(rep, reader, t))
        yield from objectives.cards_to_act_on([one for _, one in entries], t, Look.of(reader, rep, at))
    if not page.items:
        yield section(nothing(t) if choice.filter is not Filter.ALL else t("No objective yet."))
    yield from pager(page, choice, t)
    if choice.whose:
        yield from _below(shelves[0].rep, t)


def _entries(shelves: Sequence[Shelf], choice: Choice, on: date) -> list[tuple[Person, Objective]]:
    return [(shelf.rep, one) for shelf in choice.filter.kept(shelves, on) for one in shelf.objectives]


def _rep(entry: tuple[Person, Objective]) -> Person:
    return entry[0]


def _own(choice: Choice, whose: str) -> Choice:
    """Return what was chosen of somebody's list, or the whole of it where another list was chosen."""
    return choice if choice.whose == whose else Choice(whose)


def _whose(shelves: Sequence[Shelf]) -> str:
    return shelves[0].rep.slack_id if len(shelves) == 1 else ""


def _named(rep: Person, reader: Person, t: Translator) -> str:
    return t("My objectives") if rep.id == reader.id else rep.name


def _below(rep: Person, t: Translator, *others: ButtonElement) -> Iterator[Block]:
    """Set the button for a new objective apart from those of the last one."""
    yield DividerBlock()
    yield actions([new_button(rep, t), *others])


def _overview(shelves: Sequence[Shelf], reader: Person, t: Translator, at: datetime, *, most: int) -> Iterator[Block]:
    for shelf in shelves[:most]:
        yield _in_short(shelf, reader, t, at)
    if (more := len(shelves) - most) > 0:
        yield context(t.plural("and {n} more rep", "and {n} more reps", more))


def _in_short(shelf: Shelf, reader: Person, t: Translator, at: datetime) -> SectionBlock:
    lines = in_short(shelf.objectives, t, Look.of(reader, shelf.rep, at))
    return section(f"*{escaped(_named(shelf.rep, reader, t))}*\n{lines}", button=list_button(shelf.rep, t))


def _more(count: int, t: Translator) -> str:
    return t.plural("and {n} more objective", "and {n} more objectives", count)
