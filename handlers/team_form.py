"""The form of a team: its dates while one chooses, its menus to search in, and what becomes of it."""

from asyncio import gather
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answer import told
from bot.deps import Deps
from bot.rules import cadence
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.team import GROUP, MANAGER, NAME, REPS, Wish
from bot.services import person, roster, roster_change
from bot.views import cadence as rhythms
from bot.views import country, fields, team_check
from bot.views import team as views
from bot.views.refusal import errors
from handlers.channel import look_into
from handlers.modals import redraw
from handlers.person import chosen, meet
from handlers.team_check import examine


async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the dates that come of the rhythm chosen so far."""
    view, at = body["view"], deps.now()
    reader, t = await meet(deps, client, deps.caller(body)), deps.translator(fields.locale(body["view"]))
    try:
        wish = rhythms.read_form(view)
        wish.check(reader.today(at))
    except Rejected as refusal:
        shown = views.with_refusal(view, refusal, t)
    else:
        shown = views.with_dates(view, cadence.preview(wish, reader, views.read_country(view), at), reader, t)
    await redraw(client, view, shown)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Make or change a team, and show what Slack must still allow; or say in its field what is wrong."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        wanted = views.read_form(view)
        wish, met = await _wish(deps, client, wanted, caller)
        async with deps.transaction() as session:
            made = await roster_change.save(session, wish, wanted.team_id, by=caller, at=at)
            setup = await roster.setup(session, made, by=caller, at=at)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=NAME))
    else:
        found = await examine(client, setup, caller.workspace, just_met=met)
        shown = team_check.checked(made, setup.name, found, t, saved=True)
        await ack(response_action="update", view=shown)


async def find_country(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Offer countries and regions in the reader's language."""
    t = deps.translator((await meet(deps, client, deps.caller(body))).locale)
    await ack(options=[one.to_dict() for one in country.matching(body["value"], t)])


async def find_group(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Offer user groups; none where Slack gives none, as on plans without them."""
    try:
        found = told(await client.usergroups_list())["usergroups"]
    except SlackApiError:
        found = []
    groups = ((one["id"], one["handle"], one["name"]) for one in found)
    await ack(options=[one.to_dict() for one in views.groups(groups, body["value"])])


def register(app: AsyncApp) -> None:
    app.action(views.CHOICE)(preview)
    app.options(views.COUNTRY_SEARCH)(find_country)
    app.options(views.GROUP_SEARCH)(find_group)
    app.view(views.FORM)(submit)


async def _wish(deps: Deps, client: AsyncWebClient, wanted: views.Chosen, by: Caller) -> tuple[Wish, list[Profile]]:
    """Look everybody and the channel up in Slack; raise Rejected for who or what no team can have.

    Return the wish, and what Slack says of those in it.
    """
    room, (leaders, reps, grouped) = await gather(look_into(client, wanted.channel), _people(client, wanted, by))
    room.check(views.CHANNEL)
    met = {one.slack_id: one for one in [*leaders, *reps, *grouped]}
    async with deps.transaction() as session:
        known = {key: await person.remember(session, one, workspace=by.workspace) for key, one in met.items()}
        manager = known[wanted.manager] if wanted.manager else await _leader(session, wanted, by, at=deps.now())
    picked = [one.slack_id for one in reps]
    added = [one.slack_id for one in grouped if one.slack_id not in {manager.slack_id, *picked}]
    wish = Wish(
        name=wanted.name,
        manager=manager,
        reps=tuple(known[one] for one in [*picked, *added]),
        channel=wanted.channel,
        country=wanted.country,
        locale=wanted.locale,
        rhythm=wanted.rhythm,
        grouped=frozenset(known[one].id for one in added),
    )
    in_it = {wish.manager.slack_id, *(one.slack_id for one in wish.reps)}
    return wish, [one for key, one in met.items() if key in in_it]


async def _people(
    client: AsyncWebClient, wanted: views.Chosen, by: Caller
) -> tuple[list[Profile], list[Profile], list[Profile]]:
    """Return what Slack says of the manager, if one was chosen, of the reps, and of who is in the user group."""
    grouped = await _in_group(client, wanted.group) if wanted.group else []
    leaders = [wanted.manager] if wanted.manager else []
    return await gather(
        chosen(client, leaders, by.workspace, field=MANAGER),
        chosen(client, wanted.reps, by.workspace, field=REPS),
        chosen(client, grouped, by.workspace, field=GROUP),
    )


async def _in_group(client: AsyncWebClient, group: str) -> list[str]:
    try:
        found: list[str] = told(await client.usergroups_users_list(usergroup=group))["users"]
    except SlackApiError as refused:
        raise Rejected(Problem(Reason.GROUP_GONE, GROUP)) from refused
    return found


async def _leader(session: AsyncSession, wanted: views.Chosen, by: Caller, *, at: datetime) -> Person:
    """Return who leads the team already: its manager's form has no field for it."""
    found = await roster.setup(session, wanted.team_id or 0, by=by, at=at)
    if found.manager is None:
        raise Rejected(Problem(Reason.NOT_CHOSEN, MANAGER))
    return found.manager
