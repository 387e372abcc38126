"""The chat.* methods (docs: reference/methods/chat.*)."""

from bot.playground.composing import as_app, compose, compose_update, is_cut
from bot.playground.errors import SlackError
from bot.playground.messages import Post
from bot.playground.values import Json, without
from bot.playground.webapi.call import ApiCall


def chat_post_message(call: ApiCall) -> Json:
    """Post; raises what posting_channel() and compose() raise, and cannot_reply_to_message."""
    channel = call.posting_channel()
    message = as_app(call.workspace, compose(call.workspace, call.args.given))
    if is_cut(call.args.given):
        call.warn("message_truncated")
    thread_ts = call.args.text("thread_ts")
    if thread_ts and call.args.flag("reply_broadcast"):
        message["subtype"] = "thread_broadcast"
    post = call.workspace.post(channel.id, message, thread_ts=thread_ts)
    return {"channel": channel.id, "ts": post.ts, "message": post.message}


def chat_post_ephemeral(call: ApiCall) -> Json:
    """Post for one person; raises user_not_in_channel, msg_too_long, and what chat.postMessage raises."""
    channel = call.posting_channel()
    user_id = call.args.required("user")
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    if is_cut(call.args.given):
        raise SlackError("msg_too_long")
    message = as_app(call.workspace, compose(call.workspace, call.args.given))
    thread_ts = call.args.text("thread_ts")
    post = call.workspace.post_ephemeral(channel.id, user_id, message, thread_ts=thread_ts)
    return {"message_ts": post.ts}


def chat_update(call: ApiCall) -> Json:
    """Change one's own message; raises message_not_found, cant_update_message, is_inactive, msg_too_long."""
    post = _own_post(call, "ts", "cant_update_message")
    if call.workspace.channel(post.channel_id).is_archived:
        raise SlackError("is_inactive")
    call.workspace.edit(post, compose_update(call.workspace, call.args.given))
    told = {"text": post.message["text"], "message": without(post.message, "ts")}
    return {"channel": post.channel_id, "ts": post.ts, **told}


def chat_delete(call: ApiCall) -> Json:
    """Delete one's own message; raises message_not_found, cant_delete_message."""
    post = _own_post(call, "ts", "cant_delete_message")
    call.workspace.delete(post)
    return {"channel": post.channel_id, "ts": post.ts}


def chat_get_permalink(call: ApiCall) -> Json:
    """Give a message's address; raises channel_not_found, message_not_found."""
    post = call.post(call.channel(), "message_ts")
    return {"channel": post.channel_id, "permalink": call.workspace.permalink(post)}


def _own_post(call: ApiCall, argument: str, refusal: str) -> Post:
    post = call.post(call.channel(), argument)
    if post.message.get("bot_id") != call.workspace.bot_id:
        raise SlackError(refusal)
    return post
