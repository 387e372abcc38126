"""pins.add, list and remove (docs: reference/methods/pins.*)."""

from bot.playground.errors import SlackError
from bot.playground.messages import Post
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall

MOST_PINS = 100


def pins_add(call: ApiCall) -> Json:
    """Pin a message; raises what call.item() raises, not_in_channel, already_pinned, too_many_pins."""
    post = _item(call)
    if post.pin:
        raise SlackError("already_pinned")
    if len(call.workspace.messages.pinned(post.channel_id)) >= MOST_PINS:
        raise SlackError("too_many_pins")
    call.workspace.pin(post, call.workspace.bot_user_id)
    return {}


def pins_remove(call: ApiCall) -> Json:
    """Take a pin away; raises what call.item() raises, no_pin."""
    post = call.item()
    if not post.pin:
        raise SlackError("no_pin")
    call.workspace.unpin(post)
    return {}


def pins_list(call: ApiCall) -> Json:
    """List what is pinned, the newest pin first; raises channel_not_found."""
    channel = call.channel()
    return {"items": [_shown(call, post) for post in call.workspace.messages.pinned(channel.id)]}


def _item(call: ApiCall) -> Post:
    post = call.item()
    call.check_member(call.workspace.channel(post.channel_id))
    return post


def _shown(call: ApiCall, post: Post) -> Json:
    assert post.pin is not None  # noqa: S101 - only pinned ones are listed
    pinned = {"created": post.pin.created, "created_by": post.pin.user_id}
    return {"type": "message", "channel": post.channel_id, "message": call.linked(post), **pinned}
