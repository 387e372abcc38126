"""The strategy of a team: its goals, the lines under each, and how many objectives stand under those."""

import json
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, InputBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.objective import Ended, Objective
from bot.rules.signing import State
from bot.rules.strategy import Horizon, Kind
from bot.rules.tree import Branch, Loose, LooseEnd, Tree, Twig
from bot.views import objective as objectives
from bot.views.blocks import actions, button, clipped, context, escaped, header, one_line, plain, quote, section
from bot.views.fields import Fields, labelled, select

OPEN, TEAM, EDIT, LOOSE = "strategy_open", "strategy_team", "strategy_edit", "strategy_loose"
NEW_GOAL, NEW_LINE = "strategy_new_goal", "strategy_new_line"
LOOSE_FORM = "loose_ends"
MOST_BLOCKS = 90  # of 100 in a modal
MOST_MINE, MOST_TEAMS, MOST_LINES = 5, 100, 100
MOST_LOOSE = 15  # each with all the lines: a view has 250 kB
TITLE_LENGTH = 150


def modal(tree: Tree, t: Translator) -> dict[str, Any]:
    """Return the strategy of a team, with the buttons that change it for whoever may."""
    body = [*_pursued(tree, t), *_ended(tree, t)]
    blocks = [*_teams(tree), header(tree.team.name), *body[:MOST_BLOCKS]]
    if len(body) > MOST_BLOCKS:
        blocks.append(context(t("There is more than Slack can show here.")))
    blocks += _buttons(tree, t)
    metadata = json.dumps({"locale": t.tag})
    view = View(
        type="modal", title=plain(t("Strategy")), close=plain(t("Close")), private_metadata=metadata, blocks=blocks
    )
    return view.to_dict()


def open_button(t: Translator) -> ButtonElement:
    return button(t("Strategy"), OPEN, "mine")


def loose_line(team: int, count: int, t: Translator) -> Block:
    """Tell a manager on Home how many objectives stand under no line."""
    told = t.plural(
        "{n} objective stands under no strategy line.", "{n} objectives stand under no strategy line.", count
    )
    return section(f":link: {told}", button=button(t("Loose ends"), LOOSE, team))


def loose_form(loose: Loose, t: Translator) -> dict[str, Any]:
    """Ask under which line each loose end is to stand."""
    told = t("An objective under a line that is pursued shows which goal it serves.")
    if not loose.ends:
        told = ":white_check_mark: " + t("Every objective stands under a line that is pursued.")
    elif not loose.lines:
        told = t("There is no strategy line to choose from yet: write one down first.")
    asked = loose.ends if loose.lines else ()
    blocks: list[Block] = [section(told), *(_loose_field(one, loose, t) for one in asked[:MOST_LOOSE])]
    if not loose.lines:
        blocks += [context(escaped(_title(one.objective.title))) for one in loose.ends[:MOST_LOOSE]]
    if (more := len(loose.ends) - MOST_LOOSE) > 0:
        blocks.append(context(t.plural("and {n} more objective", "and {n} more objectives", more)))
    blocks.append(actions([back_button(loose.team.id, t)]))
    view = View(
        type="modal",
        callback_id=LOOSE_FORM,
        title=plain(t("Loose ends")),
        submit=plain(t("Save")) if asked else None,
        close=plain(t("Close")),
        private_metadata=json.dumps({"locale": t.tag, "team": loose.team.id}),
        blocks=blocks,
    )
    return view.to_dict()


def read_loose(view: dict[str, Any]) -> tuple[int, dict[int, int]]:
    """Return the team and the lines that were chosen, by objective: all of them keys."""
    fields = Fields(view)
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    chosen = {int(name): int(line) for name in names if (line := fields.found(name))}
    return json.loads(view["private_metadata"])["team"], chosen


def back_button(team: int, t: Translator) -> ButtonElement:
    return button(t("Back to the strategy"), OPEN, team)


def horizon(found: Horizon, t: Translator) -> str:
    return {Horizon.MEDIUM: t("Medium term"), Horizon.LONG: t("Long term")}[found]


def ended(end: Ended, t: Translator) -> str:
    """Say since when something is not pursued, and why."""
    day = t.dated(end.at.date())
    said = t("Its goal ended on {day}.", day=day) if end.is_goal else t("Ended on {day}.", day=day)
    return f"{said} {escaped(clipped(' '.join(end.why.split()), TITLE_LENGTH))}".strip()


def _teams(tree: Tree) -> Iterator[Block]:
    """Let somebody who may read the strategy of several teams choose among them."""
    if len(tree.teams) > 1:
        others = [one for one in tree.teams if one.id != tree.team.id]
        choices = {str(one.id): one.name for one in [tree.team, *others][:MOST_TEAMS]}
        yield actions([select(TEAM, choices, initial=str(tree.team.id))])


def _pursued(tree: Tree, t: Translator) -> Iterator[Block]:
    if not tree.pursued:
        yield section(
            t("No goal is written down yet. It begins with where the team wants to be one day, and why.")
            if tree.may_shape
            else t("No goal is written down yet.")
        )
    for branch in tree.pursued:
        yield _branch(branch, tree, t)
        yield _words(branch, t)
        yield from (_twig(one, tree, t) for one in branch.twigs if one.ended is None)
        yield DividerBlock()


def _ended(tree: Tree, t: Translator) -> Iterator[Block]:
    """Show apart what is not pursued any more; what still stands under it is a loose end."""
    if tree.ended:
        yield header(t("Ended"))
    for branch in tree.ended:
        if branch.ended:
            yield _branch(branch, tree, t)
        yield from (_twig(one, tree, t) for one in branch.twigs if branch.ended or one.ended)


def _branch(branch: Branch, tree: Tree, t: Translator) -> Block:
    said = [f":dart: *{escaped(_title(branch.title))}*"]
    said += [ended(branch.ended, t)] if branch.ended else []
    return section("\n".join(said), button=_edit(Kind.GOAL, branch.id, tree, t))


def _words(branch: Branch, t: Translator) -> Block:
    """Show a goal's own words, as they were written."""
    name = horizon(branch.horizon, t)
    return quote(name, branch.words) if branch.words else context(name)


def _twig(twig: Twig, tree: Tree, t: Translator) -> Block:
    said = [f"↳  *{escaped(_title(twig.title))}*"]
    said += [ended(twig.ended, t)] if twig.ended else []
    said.append(_under(twig, t))
    said += [_mine(one, t) for one in twig.mine[:MOST_MINE]]
    more = len(twig.mine) - MOST_MINE
    said += [t.plural("and {n} more objective", "and {n} more objectives", more)] if more > 0 else []
    return section("\n".join(said), button=_edit(Kind.LINE, twig.id, tree, t))


def _mine(one: Objective, t: Translator) -> str:
    return f"•  {objectives.named(one)}  ·  {objectives.bar(one.share)} {t.share(one.share)}"


def _under(twig: Twig, t: Translator) -> str:
    """Say how many objectives stand under a line and, to whoever leads the team, how."""
    if not twig.count:
        return t("no objective yet")
    count = t.plural("{n} objective", "{n} objectives", twig.count)
    signs = [
        f"{objectives.SIGNS[status]} {twig.standing[status]} {objectives.status(status, t)}"
        for status in objectives.SIGNS
        if twig.standing.get(status)
    ]
    return "  ·  ".join([count, *signs])


def _edit(kind: Kind, key: int, tree: Tree, t: Translator) -> ButtonElement | None:
    return button(t("Edit"), EDIT, f"{kind} {key}") if tree.may_shape else None


def _buttons(tree: Tree, t: Translator) -> Iterator[Block]:
    if not tree.may_shape:
        return
    buttons = [button(t("New goal"), NEW_GOAL, tree.team.id)]
    buttons += [button(t("New strategy line"), NEW_LINE, tree.team.id)] if tree.pursued else []
    yield actions(buttons)
    if tree.loose:
        yield loose_line(tree.team.id, tree.loose, t)


def _loose_field(one: LooseEnd, loose: Loose, t: Translator) -> InputBlock:
    lines = {str(line.id): f"{clipped(line.title, 45)} ← {line.goal}" for line in loose.lines[-MOST_LINES:]}
    confirmed = t("Both of you have signed it: {name} confirms the change.", name=one.rep.name)
    return labelled(
        str(one.objective.id),
        t("{name}: {title}", name=one.rep.name, title=_title(one.objective.title)),
        select("line", lines, placeholder=t("Choose a strategy line")),
        hint=confirmed if one.objective.state is State.SIGNED else None,
        optional=True,
    )


def _title(title: str) -> str:
    return clipped(one_line(title), TITLE_LENGTH)
