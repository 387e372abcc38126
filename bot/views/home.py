"""App Home: what a person has to do next, their objectives, and the teams they lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import Side
from bot.rules.team import Home, RepState, TeamState
from bot.views import checkin as checkins
from bot.views import objective as objectives
from bot.views.blocks import context, escaped, header, rendered, section

HOME_BLOCKS, MESSAGE_BLOCKS = 100, 50  # the most that Slack takes
MOST_REPS = 25  # of a team, each in up to three blocks


def home(home: Home, t: Translator) -> dict[str, Any]:
    """Return the whole App Home of a person."""
    blocks: list[Block] = [header(t("Hello"))]
    if home.mine:
        blocks += _mine(home.mine, home, t)
    for team in home.teams:
        blocks += _team(team, home, t)
    if not home.mine and not home.teams:
        blocks += _welcome(t)
    help_line = [DividerBlock(), context(t("`/tandem help` says what I can do."))]
    return View(type="home", blocks=blocks[: HOME_BLOCKS - len(help_line)] + help_line).to_dict()


def state(home: Home, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Answer how things stand: one's own check-in, and a line for each rep one leads."""
    blocks: list[Block] = [_rep_line(home.mine, Side.REP, t, home.at)] if home.mine else []
    for team in home.teams:
        blocks += [header(team.name), *(_rep_line(one, Side.MANAGER, t, home.at) for one in _shown(team))]
        blocks += _more(team, t)
    return t("How your check-ins stand"), rendered(blocks[:MESSAGE_BLOCKS] or _welcome(t))


def _shown(team: TeamState) -> tuple[RepState, ...]:
    return team.reps[:MOST_REPS]


def _more(team: TeamState, t: Translator) -> Iterator[Block]:
    if (more := len(team.reps) - MOST_REPS) > 0:
        yield context(t.plural("and {n} more rep", "and {n} more reps", more))


def _mine(mine: RepState, home: Home, t: Translator) -> Iterator[Block]:
    yield _rep_line(mine, Side.REP, t, home.at)
    yield header(t("My objectives"))
    if not mine.objectives:
        yield section(t("No objective is under way."))
    yield from objectives.cards(mine.objectives, t, home.person.zone)


def _team(team: TeamState, home: Home, t: Translator) -> Iterator[Block]:
    yield header(team.name)
    owed = sum(state.owes(Side.MANAGER, home.at) for state in team.reps)
    if owed:
        yield section(":pencil2: " + t.plural("You owe {n} half.", "You owe {n} halves.", owed))
    else:
        yield section(":white_check_mark: " + t("You owe nothing."))
    for state in _shown(team):
        yield DividerBlock()
        yield _rep_line(state, Side.MANAGER, t, home.at)
        if state.objectives:
            yield section("\n".join(_short(state, t)))
    yield from _more(team, t)


def _rep_line(state: RepState, side: Side, t: Translator, at: datetime) -> Block:
    checkin, zone = state.checkin, (state.rep if side is Side.REP else state.manager).zone
    other = state.manager if side is Side.REP else state.rep
    title = t("Your check-in with {name}", name=escaped(other.name)) if side is Side.REP else escaped(other.name)
    if checkin is None or (checkin.revealed and at >= checkin.talk_at):
        coming = t("Next check-in: {moment}", moment=t.moment(state.upcoming.talk_at, zone))
        return section(f"*{title}*\n:calendar: {coming}", button=checkin and checkins.read_button(checkin, t))
    when = t("Talk: {moment}", moment=t.moment(checkin.talk_at, zone))
    return section(
        f"*{title}*\n{checkins.status(checkin, side, at, t)}\n{when}",
        button=checkins.write_or_read(checkin, side, t),
    )


def _short(state: RepState, t: Translator) -> Iterator[str]:
    for objective in state.objectives:
        view = objective.latest.confidence if objective.latest else None
        face = f"{objectives.FACES[view]} " if view else ""
        yield f"{objectives.bar(objective.share)} {t.share(objective.share)}  {face}{objectives.named(objective)}"


def _welcome(t: Translator) -> Iterator[Block]:
    yield section(
        t(
            "Tandem keeps the dialogue about sales objectives going: a regular check-in between a rep and the "
            "manager, with feedback in both directions."
        )
    )
    yield section(t("You are not in a team in Tandem yet. Your manager or a workspace admin can add you."))
