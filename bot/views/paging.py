"""Choosing among many objectives: the menu of lists with how many each holds, and the pages of one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.i18n import Translator
from bot.rules.objective import Shelf
from bot.rules.shelf import Choice, Filter, Page
from bot.views.blocks import actions, button, context
from bot.views.fields import select

FILTER, PREVIOUS, NEXT = "shelf_filter", "shelf_previous", "shelf_next"


def filter_row(shelves: Sequence[Shelf], choice: Choice, on: date, t: Translator) -> Iterator[ActionsBlock]:
    """Offer the lists that hold something, and the one that was chosen; nothing where there is no choice."""
    counts = {one: one.number_in(shelves, on) for one in Filter}
    offered = {one: n for one, n in counts.items() if n or one in (Filter.ALL, choice.filter)}
    if len(offered) > 1:
        choices = {_of(choice, one): _named(one, n, t) for one, n in offered.items()}
        yield actions([select(FILTER, choices, initial=_of(choice, choice.filter))])


def pager(page: Page[Any], choice: Choice, t: Translator) -> Iterator[Block]:
    """Lead to the pages before and after; nothing where there is only one."""
    yield from turns(page.number, page.count, lambda number: _page(choice, number), t)


def turns(
    number: int,
    count: int,
    value: Callable[[int], str],
    t: Translator,
    *,
    back: str = PREVIOUS,
    on: str = NEXT,
) -> Iterator[Block]:
    """Lead from a page, counted from 0, to those before and after, each the `value` of a button."""
    if count > 1:
        yield context(t("Page {number} of {count}", number=number + 1, count=count))
        before = [button(t("Previous"), back, value(number - 1))] if number else []
        after = [button(t("Next"), on, value(number + 1))] if number + 1 < count else []
        yield actions([*before, *after])


def nothing(t: Translator) -> str:
    return t("Nothing is on this list any more.")


def _named(one: Filter, count: int, t: Translator) -> str:
    names = {
        Filter.ALL: t("All ({n})", n=count),
        Filter.AT_RISK: t("At risk ({n})", n=count),
        Filter.UNSIGNED: t("To be signed ({n})", n=count),
        Filter.LOOSE: t("Without a strategy line ({n})", n=count),
        Filter.ENDING: t("Ending this month ({n})", n=count),
        Filter.TO_CLOSE: t("To close ({n})", n=count),
    }
    return names[one]


def _of(choice: Choice, kept: Filter) -> str:
    return Choice(choice.whose, kept).written()


def _page(choice: Choice, number: int) -> str:
    return replace(choice, page=number).written()
