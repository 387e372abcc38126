"""dnd.info and dnd.teamInfo: when somebody is not to be disturbed (docs: reference/methods/dnd.*)."""

from bot.playground.errors import SlackError
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall

MOST_USERS = 50


def dnd_info(call: ApiCall) -> Json:
    """Tell of one person, the app's own bot by default; raises user_not_found."""
    return call.user().dnd(call.workspace.clock.now())


def dnd_team_info(call: ApiCall) -> Json:
    """Tell of several people; whom nobody knows is left out. Raises no_users_provided."""
    names = call.args.names("users")[:MOST_USERS]
    if not names:
        raise SlackError("no_users_provided")
    people, now = call.workspace.people, call.workspace.clock.now()
    return {"users": {name: people[name].dnd(now) for name in names if name in people}}
