"""The conversations.* methods (docs: reference/methods/conversations.*)."""

from dataclasses import dataclass

from bot.playground.channels import SCOPE_GROUPS, Channel
from bot.playground.errors import SlackError
from bot.playground.messages import Post
from bot.playground.values import Json, without
from bot.playground.webapi.arguments import Arguments
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.paging import page

MOST_IN_GROUP_DM = 8


def conversations_open(call: ApiCall) -> Json:
    """Open or resume a direct message by `channel` or `users`.

    Raises users_list_not_supplied, user_not_found, user_disabled, too_many_users, channel_not_found.
    """
    if call.args.text("channel"):
        channel, is_new = call.channel(), False
    else:
        channel, is_new = _with_users(call, call.args.names("users"))
    opened = {"already_open": True, "no_op": True}
    shown = {"id": channel.id}
    if call.args.flag("return_im"):
        shown = without(channel.as_dict(call.workspace.id, call.workspace.bot_user_id), "is_user_deleted")
    return {"channel": shown} | ({} if is_new else opened)


def _with_users(call: ApiCall, users: list[str]) -> tuple[Channel, bool]:
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_IN_GROUP_DM:
        raise SlackError("too_many_users")
    for user_id in users:
        if call.workspace.user(user_id).deleted:
            raise SlackError("user_disabled")
    if len(users) > 1:
        call.require_scopes("mpim:write")
        return call.workspace.open_group_dm(users)
    call.require_scopes("im:write")
    return call.workspace.dm(users[0]), False


def conversations_info(call: ApiCall) -> Json:
    channel = call.channel(verb="read")
    shown = channel.as_dict(call.workspace.id, call.workspace.bot_user_id)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def conversations_members(call: ApiCall) -> Json:
    return page("members", call.channel(verb="read").members, call.args, default=100, most=1000)


def conversations_list(call: ApiCall) -> Json:
    """List what the app may see, by kind; raises invalid_types, missing_scope for a kind not granted."""
    return listed(call, list(call.workspace.channels.values()))


def listed(call: ApiCall, channels: list[Channel], *, hidden: str = "") -> Json:
    """Narrow conversations to the kinds asked for, and those to what the app may see; one field may be hidden."""
    types = call.args.names("types", "public_channel")
    if not set(types) <= SCOPE_GROUPS.keys():
        raise SlackError("invalid_types")
    for kind in types:
        call.require_scopes(f"{SCOPE_GROUPS[kind]}:read")
    bot, exclude_archived = call.workspace.bot_user_id, call.args.flag("exclude_archived")
    shown = [
        without(channel.as_dict(call.workspace.id, bot), hidden)
        for channel in channels
        if channel.type in types
        and (channel.type == "public_channel" or bot in channel.members)
        and not (exclude_archived and channel.is_archived)
    ]
    return page("channels", shown, call.args, default=100, most=999)


@dataclass(frozen=True)
class Span:
    """The stretch of time that oldest, latest and inclusive ask for."""

    oldest: float
    latest: float
    inclusive: bool

    def holds(self, post: Post) -> bool:
        at = float(post.ts)
        return self.oldest < at < self.latest or (self.inclusive and at in (self.oldest, self.latest))


def _span(args: Arguments) -> Span:
    return Span(_instant(args, "oldest", 0), _instant(args, "latest", float("inf")), args.flag("inclusive"))


def _instant(args: Arguments, name: str, default: float) -> float:
    text = args.text(name)
    try:
        return default if text is None else float(text)
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def conversations_history(call: ApiCall) -> Json:
    """Give the messages outside threads, newest first; raises not_in_channel."""
    channel = call.channel(verb="history")
    call.check_member(channel)
    span = _span(call.args)
    posts = [
        post for post in call.workspace.messages.public(channel.id) if span.holds(post) and _stands_in_channel(post)
    ]
    pins = len(call.workspace.messages.pinned(channel.id))
    found = page("messages", _shown(call, posts[::-1]), call.args, default=100, most=999)
    return found | {"has_more": bool(found["response_metadata"]["next_cursor"]), "pin_count": pins}


def conversations_replies(call: ApiCall) -> Json:
    """Give a thread, oldest first, its parent always at the head; raises thread_not_found."""
    channel = call.channel(verb="history")
    post = call.workspace.messages.find(channel.id, call.args.required("ts"))
    if post is None or post.only_for is not None:
        raise SlackError("thread_not_found")
    thread_ts, span = post.message.get("thread_ts", post.ts), _span(call.args)
    thread = call.workspace.messages.thread(channel.id, thread_ts)
    posts = [each for each in thread if each.ts == thread_ts or span.holds(each)]
    found = page("messages", _shown(call, posts), call.args, default=1000, most=1000)
    return found | {"has_more": bool(found["response_metadata"]["next_cursor"])}


def _stands_in_channel(post: Post) -> bool:
    in_thread = post.message.get("thread_ts") not in (None, post.ts)
    return not in_thread or post.message.get("subtype") == "thread_broadcast"


def _shown(call: ApiCall, posts: list[Post]) -> list[Json]:
    with_metadata = call.args.flag("include_all_metadata")
    return [post.message if with_metadata else without(post.message, "metadata") for post in posts]
