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
LONGEST_NAME = 80


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


def conversations_create(call: ApiCall) -> Json:
    """Make a channel with the app in it; raises invalid_name_*, name_taken, missing_scope."""
    private = call.args.flag("is_private")
    call.require_scopes(*(("groups:write",) if private else ("channels:manage", "channels:write")))
    name, bot = _channel_name(call.args.text("name") or ""), call.workspace.bot_user_id
    return _channel_answer(call, call.workspace.create_channel(name, bot, is_private=private))


def conversations_join(call: ApiCall) -> Json:
    """Have the app enter a public channel; where it is already, there is a warning.

    Raises channel_not_found, method_not_supported_for_channel_type, is_archived.
    """
    channel, bot = call.channel(), call.workspace.bot_user_id
    if channel.type != "public_channel":
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if bot in channel.members:
        call.warn("already_in_channel")
        return _channel_answer(call, channel)
    return _channel_answer(call, call.workspace.enter(channel.id, bot))


def conversations_invite(call: ApiCall) -> Json:
    """Have people enter a channel, all of them or none.

    Raises channel_not_found, method_not_supported_for_channel_type, not_in_channel, is_archived, no_user,
    user_not_found, cant_invite_self, already_in_channel.
    """
    channel, bot = call.channel(), call.workspace.bot_user_id
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    group = SCOPE_GROUPS[channel.type]
    call.require_scopes(f"{group}:write.invites", "groups:write" if channel.is_private else "channels:manage")
    call.check_member(channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    users = call.args.names("users")
    problems = [(user, problem) for user in users if (problem := _cannot_enter(call, channel, user))]
    if problems or not users:
        errors = [{"user": user, "ok": False, "error": problem} for user, problem in problems]
        raise SlackError(problems[0][1] if problems else "no_user", **({"errors": errors} if errors else {}))
    for user in users:
        channel = call.workspace.enter(channel.id, user, inviter=bot)
    return _channel_answer(call, channel)


def _cannot_enter(call: ApiCall, channel: Channel, user: str) -> str | None:
    if user not in call.workspace.people or call.workspace.people[user].deleted:
        return "user_not_found"
    if user == call.workspace.bot_user_id:
        return "cant_invite_self"
    return "already_in_channel" if user in channel.members else None


def _channel_name(name: str) -> str:
    """Check a channel's name; raises invalid_name_required, _maxlength, _specials, _punctuation."""
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > LONGEST_NAME:
        raise SlackError("invalid_name_maxlength")
    if name != name.lower() or not all(letter.isalnum() or letter in "-_" for letter in name):
        raise SlackError("invalid_name_specials")
    if not any(letter.isalnum() for letter in name):
        raise SlackError("invalid_name_punctuation")
    return name


def _channel_answer(call: ApiCall, channel: Channel) -> Json:
    return {"channel": channel.as_dict(call.workspace.id, call.actor_id)}


def conversations_info(call: ApiCall) -> Json:
    channel = call.channel(verb="read")
    shown = channel.as_dict(call.workspace.id, call.actor_id)
    if call.args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def conversations_members(call: ApiCall) -> Json:
    return page("members", call.channel(verb="read").members, call.args, default=100, most=1000)


def conversations_list(call: ApiCall) -> Json:
    """List what who acts may see, by kind; raises invalid_types, missing_scope for a kind not granted."""
    return listed(call, list(call.workspace.channels.values()))


def listed(call: ApiCall, channels: list[Channel]) -> Json:
    """Narrow conversations to the kinds asked for, and those to what who acts may see."""
    types = call.args.names("types", "public_channel")
    if not set(types) <= SCOPE_GROUPS.keys():
        raise SlackError("invalid_types")
    for kind in types:
        call.require_scopes(f"{SCOPE_GROUPS[kind]}:read")
    actor, exclude_archived = call.actor_id, call.args.flag("exclude_archived")
    shown = [
        channel.as_dict(call.workspace.id, actor)
        for channel in channels
        if channel.type in types
        and (channel.type == "public_channel" or actor in channel.members)
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
