"""App Home: what a person has to do next, their objectives, and the teams they lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, InteractiveElement, OverflowMenuElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import Side
from bot.rules.person import Person
from bot.rules.team import Home, RepState, TeamState
from bot.views import absence as absences
from bot.views import action as agreements
from bot.views import action_change as changes
from bot.views import cadence as cadences
from bot.views import checkin as checkins
from bot.views import digest as digests
from bot.views import feedback, shelf
from bot.views import move as moves
from bot.views import note as notes
from bot.views import retro_lead as retros
from bot.views import skip as skips
from bot.views import team as teams
from bot.views.blocks import actions, button, context, escaped, header, menu, rendered, section
from bot.views.objective import Look

HOME_BLOCKS, MESSAGE_BLOCKS = 100, 50  # the most that Slack takes
MOST_REPS = 20  # of a team, each in up to four blocks
MOST_ABSENCES = 4  # told of a pair
MORE = "checkin_more"


def home(home: Home, t: Translator) -> dict[str, Any]:
    """Return the whole App Home of a person."""
    blocks: list[Block] = []
    for retro in home.retros:
        blocks += retros.home_line(retro, home.person, t)
    if home.mine:
        blocks += _mine(home.mine, home, t)
    blocks += _actions(home, t)
    for team in home.teams:
        blocks += _team(team, home, t)
    if not home.mine and not home.teams:
        blocks += _welcome(home.person, t)
    ending = [
        *feedback.box(home.letterbox, home.person, t),
        DividerBlock(),
        *_more_buttons(home, t),
        context(t("`/tandem help` says what I can do.")),
    ]
    return View(type="home", blocks=blocks[: HOME_BLOCKS - len(ending)] + ending).to_dict()


def state(home: Home, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Answer how things stand: one's own check-in, and a line for each rep one leads."""
    blocks: list[Block] = [_state_line(home.mine, Side.REP, t, home.at)] if home.mine else []
    for team in home.teams:
        blocks += [header(team.name), *(_state_line(one, Side.MANAGER, t, home.at) for one in _shown(team, home.at))]
        blocks += _more(team, t)
    return t("How your check-ins stand"), rendered(blocks[:MESSAGE_BLOCKS] or _welcome(home.person, t))


def _shown(team: TeamState, at: datetime) -> list[RepState]:
    """Return the reps that fit, those to whom something is owed first, then by the date of the talk."""
    return sorted(team.reps, key=lambda one: (not one.owes(Side.MANAGER, at), one.next_talk(at)))[:MOST_REPS]


def _more(team: TeamState, t: Translator) -> Iterator[Block]:
    if (more := len(team.reps) - MOST_REPS) > 0:
        yield context(t.plural("and {n} more rep", "and {n} more reps", more))


def _mine(mine: RepState, home: Home, t: Translator) -> Iterator[Block]:
    yield header(t("My check-in"))
    yield _rep_line(mine, Side.REP, t, home.at, accessory=None)
    main, rep = _button(mine, Side.REP, t, home.at), mine.rep.slack_id
    move = [button(t("Move"), moves.MOVE, rep)] if mine.movable(home.at) else []
    skip = [button(t("Skip"), skips.SKIP, rep)] if mine.skippable(home.at) else []
    yield actions([*([main] if main else []), *move, *skip, cadences.change_button(rep, t)])
    yield header(t("My objectives"))
    yield from shelf.on_home(mine.objectives, home.person, t, home.at)


def _actions(home: Home, t: Translator) -> Iterator[Block]:
    if home.actions:
        yield header(t("My actions"))
        yield from agreements.mine(home.actions, home.person, t, home.at)
    if home.mine or home.teams:
        yield changes.buttons(t, is_any=bool(home.actions) or _has_open(home))


def _has_open(home: Home) -> bool:
    """Say whether anything is open in one of somebody's pairs."""
    mine = (home.mine,) if home.mine else ()
    return any(one.open_actions for one in (*mine, *(rep for team in home.teams for rep in team.reps)))


def _team(team: TeamState, home: Home, t: Translator) -> Iterator[Block]:
    yield header(team.name)
    owed = [escaped(state.rep.name) for state in team.reps if state.owes(Side.MANAGER, home.at)]
    if owed:
        yield section(":pencil2: " + t("Your half is awaited for: {names}", names=t.listed(owed)))
    else:
        yield section(":white_check_mark: " + t("You owe nothing."))
    if team.next_digest:
        yield digests.home_line(team.id, t.moment(team.next_digest, home.person.zone), t)
    for state in _shown(team, home.at):
        yield DividerBlock()
        yield _rep_line(state, Side.MANAGER, t, home.at, accessory=_more_to_do(state, t, home.at))
        yield section(shelf.in_short(state.objectives, t, Look.of(home.person, state.rep, home.at)))
        main = _button(state, Side.MANAGER, t, home.at)
        yield actions([*([main] if main else []), shelf.list_button(state.rep, t)])
    yield from _more(team, t)


def _state_line(state: RepState, side: Side, t: Translator, at: datetime) -> Block:
    return _rep_line(state, side, t, at, accessory=_button(state, side, t, at))


def _rep_line(
    state: RepState, side: Side, t: Translator, at: datetime, *, accessory: InteractiveElement | None
) -> Block:
    """Show how a pair stands to one of the two."""
    checkin, other = state.checkin, state.manager if side is Side.REP else state.rep
    name = escaped(other.name)
    title = t("With {name}", name=name) if side is Side.REP else name
    lines = [f"*{title}*"]
    lines += [checkins.status(checkin, side, at, t)] if checkin else []
    lines += [absences.line(one, t) for one in state.away[:MOST_ABSENCES]]
    moment = t.moment(state.next_talk(at), (state.rep if side is Side.REP else state.manager).zone)
    lines.append(":calendar: " + t("Talk: {moment}", moment=moment))
    if side is Side.MANAGER and state.open_actions:
        lines.append(":memo: " + t.plural("{n} open action", "{n} open actions", state.open_actions))
    return section("\n".join(lines), button=accessory)


def _button(state: RepState, side: Side, t: Translator, at: datetime) -> ButtonElement | None:
    checkin = state.checkin
    if checkin is None or (checkin.skip and not checkin.begun):
        return checkins.early_button(t) if side is Side.REP else None
    if side is Side.REP and checkin.past(at) and checkin.rep_sent_at:
        return checkins.early_button(t)
    return checkins.write_or_read(checkin, side, at, t)


def _more_to_do(state: RepState, t: Translator, at: datetime) -> OverflowMenuElement:
    """Return what a manager may do besides; the value says what, and with which rep."""
    rep = state.rep.slack_id
    move = {f"{moves.MOVE} {rep}": t("Move a talk")} if state.movable(at) else {}
    skip = {f"{skips.SKIP} {rep}": t("Skip a check-in")} if state.skippable(at) else {}
    return menu(MORE, {f"{cadences.CHANGE} {rep}": t("Change the rhythm")} | move | skip)


def _more_buttons(home: Home, t: Translator) -> Iterator[Block]:
    buttons = [button(t("My absences"), absences.OPEN, "mine")] if home.mine or home.teams else []
    if home.mine or home.teams or home.notes:
        buttons.append(notes.open_button(home.notes, t))
    if home.teams or home.person.makes_teams:
        buttons.append(teams.open_button(t))
    if buttons:
        yield actions(buttons)


def _welcome(reader: Person, t: Translator) -> Iterator[Block]:
    yield header(t("Welcome to Tandem"))
    yield section(
        t(
            "Tandem keeps the dialogue about sales objectives going: a regular check-in between a rep and the "
            "manager, with feedback in both directions."
        )
    )
    if reader.makes_teams:
        yield section(t("You make the teams: press *Teams* or write `/tandem team`, and choose who talks with whom."))
    else:
        yield section(t("You are not in a team in Tandem yet. Whoever runs Tandem in your workspace can add you."))
