"""The forms of a goal and of a strategy line: writing one down, changing it, and ending it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.strategy import GOAL, HORIZON, NOTE, TITLE, WORDS, Answer, Horizon, Kind, NewGoal, NewLine, Reply
from bot.rules.tree import Bench, Leaf
from bot.views.blocks import actions, button, clipped, context, escaped, one_line, plain, section
from bot.views.fields import Fields, labelled, line_field, select, text_field
from bot.views.tree import back_button, ended, horizon

FORM, END_FORM = "strategy_form", "strategy_end_form"
END, REOPEN = "strategy_end", "strategy_reopen"
TEAM = "team"
MOST_CHOICES, MOST_REPLIES = 100, 20
SHOWN_LENGTH = 100
SIGNS = {Answer.VALID: ":white_check_mark:", Answer.TALK: ":speech_balloon:", None: ":hourglass_flowing_sand:"}


@dataclass(frozen=True)
class Sent:
    """A form as it was sent: for a new goal or line, or to change the one with the key `changes`."""

    new: NewGoal | NewLine
    changes: int | None
    team: int
    since: datetime


def form(kind: Kind, bench: Bench, t: Translator) -> dict[str, Any]:
    """Return the form of a new goal or line, or prefilled with the one that is to be changed."""
    leaf = bench.leaf
    body = list(_goal_fields(bench, t) if kind is Kind.GOAL else _line_fields(bench, t))
    titles = {Kind.GOAL: t("Goal"), Kind.LINE: t("Strategy line")}
    told = {"kind": kind, "key": leaf.id if leaf else None, "team": bench.teams[0].id, "since": bench.at.isoformat()}
    return _modal(FORM, [*body, *_besides(bench, t)], told, t, title=titles[kind], submit=t("Save"))


def read_form(view: dict[str, Any]) -> Sent:
    """Read a goal or a line back from its form."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    note = fields.text(NOTE) if fields.has(NOTE) else ""
    if told["kind"] == Kind.GOAL:
        new = NewGoal(fields.text(TITLE), fields.text(WORDS), Horizon(fields.choice(HORIZON)), note)
    else:
        new = NewLine(fields.text(TITLE), int(fields.choice(GOAL)), note)
    team = int(fields.choice(TEAM)) if fields.has(TEAM) else told["team"]
    return Sent(new, told["key"], team, datetime.fromisoformat(told["since"]))


def end_form(leaf: Leaf, t: Translator) -> dict[str, Any]:
    """Ask why a goal or a line is to be pursued no more."""
    told = t("Whoever has an objective under it is asked whether it still stands. It can be reopened.")
    blocks: list[Block] = [
        section(f"*{escaped(clipped(' '.join(leaf.title.split()), SHOWN_LENGTH))}*\n{told}"),
        text_field(NOTE, t("Why is it not pursued any more?"), t("What has changed"), hint=t("The reps read it.")),
        actions([back_button(leaf.team, t)]),
    ]
    titles = {Kind.GOAL: t("End the goal"), Kind.LINE: t("End the line")}
    return _modal(END_FORM, blocks, {"kind": leaf.kind, "key": leaf.id}, t, title=titles[leaf.kind], submit=t("End it"))


def read_end(view: dict[str, Any]) -> tuple[Kind, int, str]:
    """Return what is to end (its kind and key), and why."""
    told = json.loads(view["private_metadata"])
    return Kind(told["kind"]), told["key"], Fields(view).text(NOTE)


def read_leaf(value: str) -> tuple[Kind, int]:
    """Return which goal or line a button is about: its kind and key."""
    kind, key = value.split()
    return Kind(kind), int(key)


def _goal_fields(bench: Bench, t: Translator) -> Iterator[Block]:
    leaf = bench.leaf
    if len(bench.teams) > 1:
        names = {str(one.id): one.name for one in bench.teams[:MOST_CHOICES]}
        yield labelled(TEAM, t("Team"), select("team", names, initial=str(bench.teams[0].id)))
    yield _title_field(t("Goal"), t("Where the team wants to be one day"), leaf)
    label, hint = t("Why, in your own words"), t("Each rep reads them behind the Why? of an objective.")
    yield text_field(
        WORDS, label, t("What it changes for the customers, the team, the company"), hint=hint, initial=_words(leaf)
    )
    chosen = leaf.horizon if leaf else Horizon.MEDIUM
    yield labelled(
        HORIZON, t("Horizon"), select("horizon", {one.value: horizon(one, t) for one in Horizon}, initial=chosen)
    )


def _line_fields(bench: Bench, t: Translator) -> Iterator[Block]:
    leaf = bench.leaf
    yield _title_field(t("Strategy line"), t("One way to the goal"), leaf)
    mine = {leaf.goal: bench.goals[leaf.goal]} if leaf else {}
    newest = dict(list(bench.goals.items())[-(MOST_CHOICES - 1) :])
    choices = {str(key): title for key, title in (mine | newest).items()}
    initial = str(leaf.goal) if leaf else next(iter(choices)) if len(choices) == 1 else None
    placeholder = t("Choose a goal")
    yield labelled(GOAL, t("The goal it leads to"), select("goal", choices, initial=initial, placeholder=placeholder))


def _title_field(label: str, placeholder: str, leaf: Leaf | None) -> Block:
    title = leaf.title if leaf else ""
    return line_field(TITLE, label, initial=title, placeholder=placeholder, optional=False, length=max(150, len(title)))


def _words(leaf: Leaf | None) -> str:
    return leaf.words if leaf else ""


def _besides(bench: Bench, t: Translator) -> Iterator[Block]:
    """Ask for the reason of a change, say what was answered to the last one, and lead elsewhere."""
    leaf, buttons = bench.leaf, [back_button(bench.teams[0].id, t)]
    if leaf:
        hint = t("Whoever has an objective under it reads this, and is asked whether it still stands.")
        yield text_field(NOTE, t("Why the change?"), t("What is different now"), hint=hint)
        value = f"{leaf.kind} {leaf.id}"
        other = button(t("Reopen"), REOPEN, value) if leaf.ended else button(t("End"), END, value)
        buttons.append(other)
        yield from [context(ended(leaf.ended, t))] if leaf.ended else []
        yield from _replies(leaf, t)
    yield actions(buttons)


def _replies(leaf: Leaf, t: Translator) -> Iterator[Block]:
    if not leaf.replies:
        return
    lines = [_reply(one, t) for one in leaf.replies[:MOST_REPLIES]]
    yield section("\n".join(["*" + t("What the reps said to the last change") + "*", *lines]))
    if (more := len(leaf.replies) - MOST_REPLIES) > 0:
        yield context(t.plural("and {n} more", "and {n} more", more))


def _reply(one: Reply, t: Translator) -> str:
    said = {Answer.VALID: t("still valid"), Answer.TALK: t("needs a talk"), None: t("not answered yet")}[one.answer]
    title = escaped(clipped(one_line(one.objective), SHOWN_LENGTH))
    name = escaped(clipped(one.rep, SHOWN_LENGTH))
    return f"{SIGNS[one.answer]} {name}  ·  {title}  ·  {said}"


def _modal(
    callback_id: str, blocks: list[Block], told: dict[str, Any], t: Translator, *, title: str, submit: str
) -> dict[str, Any]:
    view = View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, **told}),
        blocks=blocks,
    )
    return view.to_dict()
