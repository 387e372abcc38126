"""chat.scheduleMessage and what belongs to it (docs: reference/methods/chat.scheduleMessage)."""

from bot.playground.composing import as_app, compose, is_cut
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.paging import page

FARTHEST = 120 * 24 * 3600  # seconds
LAST_CALL = 60  # seconds before a message goes out, in which it cannot be deleted any more


def chat_schedule_message(call: ApiCall) -> Json:
    """Write a message for later.

    Raises what posting_channel() and compose() raise, invalid_time, time_in_past, time_too_far, restricted_too_many,
    msg_too_long, and invalid_arguments for a thread that is not there.
    """
    channel = call.posting_channel()
    post_at = _post_at(call)
    if is_cut(call.args.given):
        raise SlackError("msg_too_long")
    message, thread_ts = as_app(call.workspace, compose(call.workspace, call.args.given)), call.args.text("thread_ts")
    call.check_thread(channel, thread_ts)
    if call.workspace.scheduled.is_full(channel.id, post_at):
        raise SlackError("restricted_too_many")
    later = call.workspace.schedule(channel.id, message, post_at, thread_ts=thread_ts)
    shown = {"type": "delayed_message", **message}
    return {"channel": channel.id, "scheduled_message_id": later.id, "post_at": post_at, "message": shown}


def chat_delete_scheduled_message(call: ApiCall) -> Json:
    """Take back a message for later; raises channel_not_found, invalid_scheduled_message_id (too late, too)."""
    channel, name = call.channel(), call.args.required("scheduled_message_id")
    later = call.workspace.scheduled.waiting.get(name)
    if later is None or later.channel_id != channel.id or later.post_at - call.workspace.moment < LAST_CALL:
        raise SlackError("invalid_scheduled_message_id")
    del call.workspace.scheduled.waiting[name]
    return {}


def chat_scheduled_messages_list(call: ApiCall) -> Json:
    """List what waits, the next first; raises invalid_channel."""
    channel_id, oldest, latest = call.args.text("channel"), _moment(call, "oldest"), _moment(call, "latest")
    if channel_id is not None and channel_id not in call.workspace.channels:
        raise SlackError("invalid_channel")
    waiting = [
        later.as_dict()
        for later in call.workspace.scheduled.ordered()
        if channel_id in (None, later.channel_id)
        and (oldest is None or later.post_at >= oldest)
        and (latest is None or later.post_at <= latest)
    ]
    return page("scheduled_messages", waiting, call.args, default=100, most=1000)


def _post_at(call: ApiCall) -> int:
    text = call.args.required("post_at")
    if not text.isdecimal():
        raise SlackError("invalid_time")
    wait = int(text) - call.workspace.moment
    if wait <= 0:
        raise SlackError("time_in_past")
    if wait > FARTHEST:
        raise SlackError("time_too_far")
    return int(text)


def _moment(call: ApiCall, name: str) -> float | None:
    text = call.args.text(name)
    try:
        return None if text is None else float(text)
    except ValueError:
        raise invalid_arguments(f"invalid {name}: {text}") from None
