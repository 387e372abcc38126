"""Posting files in a conversation, by the app or by a person, and what the app hears of it."""

from bot.playground.channels import Channel
from bot.playground.file_object import FileObjects
from bot.playground.files import File, Share
from bot.playground.messages import Post
from bot.playground.values import Json
from bot.playground.workspace import Workspace


def share(
    workspace: Workspace,
    objects: FileObjects,
    files: list[File],
    channel: Channel,
    message: Json,
    *,
    thread_ts: str | None,
) -> Post:
    """Post a message that carries files; the app hears file_shared of each, beside the message."""
    shown = [objects.in_message(file, channel) for file in files]
    post = workspace.post(channel.id, message | {"files": shown}, thread_ts=thread_ts)
    for file in files:
        file.shares.append(Share(channel.id, post.ts, thread_ts))
        workspace.events.tell(_file_shared(file, channel, message["user"]))
    return post


def is_seen_by_app(workspace: Workspace, file: File) -> bool:
    """Say whether the app may see a file: its own, or given to it in a form or a conversation it is in."""
    bot = workspace.bot_user_id
    shared = any(bot in workspace.channel(share.channel_id).members for share in file.shares)
    return file.user_id == bot or file.submitted or shared


def _file_shared(file: File, channel: Channel, user_id: str) -> Json:
    return {
        "type": "file_shared",
        "channel_id": channel.id,
        "file_id": file.id,
        "user_id": user_id,
        "file": {"id": file.id},
    }
