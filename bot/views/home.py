"""App Home: what a person has to do next, their objectives, and the teams they lead."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, InteractiveElement, OverflowMenuElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import Side
from bot.rules.objective import Shelf
from bot.rules.person import Person
from bot.rules.shelf import Choice, Filter, Page
from bot.rules.talk import is_on
from bot.rules.team import Home, RepState, TeamState
from bot.views import absence as absences
from bot.views import action as agreements
from bot.views import action_change as changes
from bot.views import agenda as agendas
from bot.views import cadence as cadences
from bot.views import checkin as checkins
from bot.views import digest as digests
from bot.views import disclosure as disclosures
from bot.views import earlier as earliers
from bot.views import feedback, quiet, shelf, tree
from bot.views import move as moves
from bot.views import note as notes
from bot.views import retro_lead as retros
from bot.views import skip as skips
from bot.views import talk as talks
from bot.views import team as teams
from bot.views.blocks import actions, button, context, escaped, header, menu, rendered, section
from bot.views.objective import Look
from bot.views.paging import filter_row, pager

HOME_BLOCKS, MESSAGE_BLOCKS = 100, 50  # the most that Slack takes
MOST_REPS = 20  # of a team on a page
BLOCKS_A_REP = 4
BLOCKS_AROUND_REPS = 6  # a team's name, what is owed, the digest, the menu of lists, the pages
MOST_ABSENCES = 4  # told of a pair
MORE = "checkin_more"
EVERYTHING = Choice()


def home(home: Home, t: Translator, choice: Choice = EVERYTHING) -> dict[str, Any]:
    """Return the whole App Home of a person, with the list of objectives that they have chosen."""
    blocks: list[Block] = []
    for retro in home.retros:
        blocks += retros.home_line(retro, home.person, t)
    if home.mine:
        blocks += _mine(home.mine, home, t, choice)
    blocks += _actions(home, t)
    if not home.mine and not home.teams:
        blocks += _welcome(home.person, t)
    ending = [
        *feedback.box(home.letterbox, home.person, t),
        DividerBlock(),
        *_more_buttons(home, t),
        context(t("`/tandem help` says what I can do.")),
    ]
    for left, team in zip(range(len(home.teams), 0, -1), home.teams, strict=True):
        room = (HOME_BLOCKS - len(ending) - len(blocks)) // left
        blocks += _team(team, home, t, choice, room)
    return View(type="home", blocks=blocks[: HOME_BLOCKS - len(ending)] + ending).to_dict()


def state(home: Home, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Answer how things stand: one's own check-in, and a line for each rep one leads."""
    blocks: list[Block] = [_state_line(home.mine, Side.REP, t, home.at)] if home.mine else []
    for team in home.teams:
        blocks += [header(team.name), *(_state_line(one, Side.MANAGER, t, home.at) for one in _shown(team, home.at))]
        blocks += _more(team, t)
    return t("How your check-ins stand"), rendered(blocks[:MESSAGE_BLOCKS] or _welcome(home.person, t))


def _shown(team: TeamState, at: datetime) -> list[RepState]:
    """Return the reps that fit."""
    return _in_order(team, at)[:MOST_REPS]


def _in_order(team: TeamState, at: datetime) -> list[RepState]:
    """Return the reps to whom something is owed first, then by the date of the talk."""
    return sorted(team.reps, key=lambda one: (not one.owes(Side.MANAGER, at), one.next_talk(at)))


def _more(team: TeamState, t: Translator) -> Iterator[Block]:
    if (more := len(team.reps) - MOST_REPS) > 0:
        yield context(t.plural("and {n} more rep", "and {n} more reps", more))


def _mine(mine: RepState, home: Home, t: Translator, choice: Choice) -> Iterator[Block]:
    yield header(t("My check-in"))
    yield _rep_line(mine, Side.REP, t, home.at, accessory=None)
    main, rep = _button(mine, Side.REP, t, home.at), mine.rep.slack_id
    talk = _talk(mine, t, home.at)
    move = [button(t("Move"), moves.MOVE, rep)] if mine.movable(home.at) else []
    skip = [button(t("Skip"), skips.SKIP, rep)] if mine.skippable(home.at) else []
    look_back = earliers.buttons(mine.rep, mine.chooses_for, t)
    yield actions([*([main] if main else []), *talk, *move, *skip, cadences.change_button(rep, t), *look_back])
    yield from agendas.on_home(mine.points, mine.rep, t)
    yield header(t("My objectives"))
    yield from shelf.on_home(mine.objectives, choice, home.person, t, home.at)


def _actions(home: Home, t: Translator) -> Iterator[Block]:
    if home.actions or home.mine or home.teams:
        yield header(t("My actions"))
        yield from agreements.mine(home.actions, home.person, t, home.at)
    if home.mine or home.teams:
        yield changes.buttons(t, is_any=bool(home.actions) or _has_open(home))


def _has_open(home: Home) -> bool:
    """Say whether anything is open in one of somebody's pairs."""
    mine = (home.mine,) if home.mine else ()
    return any(one.open_actions for one in (*mine, *(rep for team in home.teams for rep in team.reps)))


def _team(team: TeamState, home: Home, t: Translator, choice: Choice, room: int) -> Iterator[Block]:
    """Show a team in so many blocks: what is owed, and a page of its reps or of the list that was chosen."""
    yield header(team.name)
    owed = [escaped(state.rep.name) for state in team.reps if state.owes(Side.MANAGER, home.at)]
    if owed:
        yield section(":pencil2: " + t("Your half is awaited for: {names}", names=t.listed(owed)))
    else:
        yield section(":white_check_mark: " + t("You are up to date."))
    if team.next_digest:
        yield digests.home_line(team.id, t.moment(team.next_digest, home.person.zone), t)
    if team.loose:
        yield tree.loose_line(team.id, team.loose, t)
    choice = choice if choice.whose == str(team.id) else Choice(str(team.id))
    shelves = [Shelf(state.rep, state.objectives) for state in team.reps]
    yield from filter_row(shelves, choice, home.person.today(home.at), t)
    size = max(1, min(MOST_REPS, (room - BLOCKS_AROUND_REPS) // BLOCKS_A_REP))
    if choice.filter is Filter.ALL:
        yield from _reps(team, home, t, choice, size)
    else:
        yield from shelf.team_on_home(shelves, choice, home.person, t, home.at, size=size)


def _reps(team: TeamState, home: Home, t: Translator, choice: Choice, size: int) -> Iterator[Block]:
    page = Page.of(_in_order(team, home.at), choice.page, size)
    for state in page.items:
        yield DividerBlock()
        yield _rep_line(state, Side.MANAGER, t, home.at, accessory=_more_to_do(state, t, home.at))
        yield section(shelf.in_short(state.objectives, t, Look.of(home.person, state.rep, home.at)))
        main = _button(state, Side.MANAGER, t, home.at)
        others = [shelf.list_button(state.rep, t), agendas.open_button(state.rep, t)]
        yield actions([*([main] if main else []), *_talk(state, t, home.at), *others])
    yield from pager(page, choice, t)


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
    if side is Side.MANAGER and state.is_shown:
        lines.append(disclosures.home_line(state.rep, t))
    if side is Side.MANAGER and state.points:
        lines.append(agendas.in_short(state.points, t))
    return section("\n".join(lines), button=accessory)


def _button(state: RepState, side: Side, t: Translator, at: datetime) -> ButtonElement | None:
    checkin = state.checkin
    if checkin is None or (checkin.skip and not checkin.begun):
        return checkins.early_button(t) if side is Side.REP else None
    if side is Side.REP and checkin.past(at) and checkin.rep_sent_at:
        return checkins.early_button(t)
    return checkins.write_or_read(checkin, side, at, t)


def _talk(state: RepState, t: Translator, at: datetime) -> list[ButtonElement]:
    """Offer the talk from the deadline of the halves on."""
    return [talks.of_rep_button(state.rep, t)] if state.checkin and is_on(state.checkin, at) else []


def _more_to_do(state: RepState, t: Translator, at: datetime) -> OverflowMenuElement:
    """Return what a manager may do besides; the value says what, and with which rep."""
    rep = state.rep.slack_id
    move = {f"{moves.MOVE} {rep}": t("Move a talk")} if state.movable(at) else {}
    skip = {f"{skips.SKIP} {rep}": t("Skip a check-in")} if state.skippable(at) else {}
    look_back = {f"{earliers.OPEN} {rep}": t("Earlier check-ins")}
    return menu(MORE, {f"{cadences.CHANGE} {rep}": t("Change the rhythm")} | move | skip | look_back)


def _more_buttons(home: Home, t: Translator) -> Iterator[Block]:
    asked = home.mine or home.teams
    mine = button(t("My absences"), absences.OPEN, "mine")
    buttons = [tree.open_button(t), mine, quiet.open_button(t)] if asked else []
    if asked or home.notes:
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
