"""reactions.add, get and remove (docs: reference/methods/reactions.*)."""

import re

from bot.playground.errors import SlackError
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def reactions_add(call: ApiCall) -> Json:
    """React as who acts; raises invalid_name, what call.item() raises, is_archived, already_reacted."""
    name, post = _name(call), call.item()
    if call.workspace.channel(post.channel_id).is_archived:
        raise SlackError("is_archived")
    call.workspace.react(post, name, call.actor_id)
    return {}


def reactions_remove(call: ApiCall) -> Json:
    """Take one's own reaction away; raises invalid_name, what call.item() raises, no_reaction."""
    name, post = _name(call), call.item()
    call.workspace.unreact(post, name, call.actor_id)
    return {}


def reactions_get(call: ApiCall) -> Json:
    """Give a message with its reactions; raises what call.item() raises."""
    post = call.item()
    return {"type": "message", "channel": post.channel_id, "message": call.linked(post)}


def _name(call: ApiCall) -> str:
    name = call.args.required("name").strip(":")
    if not NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name
