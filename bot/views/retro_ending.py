"""The end of a retrospective whose team was dissolved: told in its thread, and to who has still to do something."""

from collections.abc import Sequence

from bot.i18n import Translator
from bot.rules.action import Action
from bot.rules.retro import Retro
from bot.views.blocks import clipped, context, escaped, quote, rendered, section
from bot.views.retro import MOST_LINES, TEXT_LENGTH, Said


def ended(retro: Retro, t: Translator) -> Said:
    """Say in the thread why it is closed."""
    told = t("The team {team} has been dissolved: the retrospective closes here.", team=escaped(retro.team))
    stays = t("What was said stays in this thread, and what was committed to stays with whoever committed to it.")
    return told, rendered([section(f":door: *{told}*\n{stays}")])


def tasks(retro: Retro, actions: Sequence[Action], t: Translator) -> Said:
    """Tell somebody what stays with them."""
    told = t(
        "The team {team} has been dissolved, and its retrospective {year} is closed.",
        team=escaped(retro.team),
        year=retro.year,
    )
    shown = actions[:MOST_LINES]
    lines = [quote(t("by {day}", day=t.day(one.due_on)), clipped(one.text, TEXT_LENGTH)) for one in shown]
    more = len(actions) - len(shown)
    rest = [context(t.plural("and {n} more", "and {n} more", more))] if more else []
    stays = t("What you committed to in it stays with you, and on your Home until it is done:")
    return told, rendered([section(f":door: *{told}*" + (f"\n{stays}" if shown else "")), *lines, *rest])
