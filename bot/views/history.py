"""The history of a rep's objectives: all of them in a list, and how the files are named."""

from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from bot.i18n import Translator
from bot.rules.history import History
from bot.rules.objective import Objective, Shelf
from bot.rules.person import Person
from bot.rules.signing import State
from bot.views import objective as objectives
from bot.views.blocks import actions, button, context, escaped, header, notice, rendered, section
from bot.views.markdown import slug
from bot.views.objective import HISTORY

MARKDOWN, CSV = "history_markdown", "history_csv"
MOST = 44  # of a message of 50 blocks

Said = tuple[str, list[dict[str, Any]]]


def answer(shelf: Shelf, reader: Person, t: Translator) -> Said:
    """Answer which objectives there are and were, each with a button to what became of it."""
    told = t("History of the objectives of {name}", name=escaped(shelf.rep.name))
    if not shelf.objectives:
        return told, rendered([section(t("No objective yet."))])
    blocks: list[Block] = [header(t("History of my objectives") if shelf.rep.id == reader.id else title(shelf.rep, t))]
    blocks += [_line(one, t) for one in shelf.objectives[:MOST]]
    if (more := len(shelf.objectives) - MOST) > 0:
        blocks.append(context(t.plural("{n} older one is in the files.", "{n} older ones are in the files.", more)))
    blocks.append(actions(_exports(shelf.rep, t)))
    blocks.append(context(":lock: " + t("The file comes to you alone, in your direct message with Tandem.")))
    return told, rendered(blocks)


def on_its_way(rep: Person, t: Translator) -> dict[str, Any]:
    """Tell that a file was asked for."""
    told = t("The history of {name} is on its way to you, in your direct message with Tandem.", name=escaped(rep.name))
    return notice(f":file_folder: {told}", t)


def title(rep: Person, t: Translator) -> str:
    return t("History of the objectives of {name}", name=rep.name)


def comment(rep: Person, t: Translator) -> str:
    return t("Every value, change and signature of {name}’s objectives.", name=escaped(rep.name))


def file_name(told: History, ending: str, t: Translator) -> str:
    """Name a file after the rep and the day: historique-lea-moreau-2026-10-06.csv."""
    parts = [t("history"), slug(told.rep.name), told.reader.today(told.at).isoformat()]
    return "-".join(part for part in parts if part) + f".{ending}"


def _exports(rep: Person, t: Translator) -> list[ButtonElement]:
    return [
        button(t("Export as Markdown"), MARKDOWN, rep.slack_id),
        button(t("Export as CSV"), CSV, rep.slack_id),
    ]


def _line(objective: Objective, t: Translator) -> Block:
    period = t("{start} to {end}", start=t.dated(objective.starts_on), end=t.dated(objective.ends_on))
    said = f"*{objectives.named(objective)}*\n{state(objective, t)}  ·  {period}"
    return section(said, button=button(t("History"), HISTORY, objective.id))


def state(objective: Objective, t: Translator) -> str:
    words = {State.PROPOSED: t("proposed"), State.SIGNED: t("signed by both"), State.CLOSED: t("closed")}
    return words[objective.state]
