"""api.test, auth.test, apps.connections.open, team.info, bots.info."""

from bot.playground.errors import SlackError
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall


def api_test(call: ApiCall) -> Json:
    """Echo the arguments; raises the error that is asked for."""
    error = call.args.text("error")
    if error is not None:
        raise SlackError(error, args=call.args.given)
    return {"args": call.args.given}


def auth_test(call: ApiCall) -> Json:
    """Say whose token it is: the bot's, or a person's, who has no bot_id."""
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": workspace.user(call.actor_id).name,
        "team_id": workspace.id,
        "user_id": call.actor_id,
        **({} if call.behalf else {"bot_id": workspace.bot_id}),
        "is_enterprise_install": False,
    }


def apps_connections_open(call: ApiCall) -> Json:
    ticket = call.sockets.new_ticket()
    return {"url": call.address.socket_url(f"/link?ticket={ticket}&app_id={call.workspace.app_id}")}


def team_info(call: ApiCall) -> Json:
    """Describe the workspace; raises team_not_found for another one."""
    workspace = call.workspace
    if call.args.text("team") not in (None, workspace.id):
        raise SlackError("team_not_found")
    domain = workspace.domain
    team = {"id": workspace.id, "name": workspace.name, "domain": domain, "email_domain": "", "icon": {}}
    return {"team": team}


def bots_info(call: ApiCall) -> Json:
    """Describe the app's bot; raises bot_not_found for any other."""
    workspace = call.workspace
    if call.args.text("bot") not in (None, workspace.bot_id):
        raise SlackError("bot_not_found")
    bot = {
        "id": workspace.bot_id,
        "deleted": False,
        "name": workspace.app.bot_name,
        "updated": workspace.moment,
        "app_id": workspace.app_id,
        "user_id": workspace.bot_user_id,
        "icons": {},
    }
    return {"bot": bot}
