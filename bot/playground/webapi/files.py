"""files.getUploadURLExternal, completeUploadExternal, info and delete (docs: reference/methods/files.*)."""

from bot.playground.channels import Channel
from bot.playground.composing import as_app, compose
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.file_object import FileObjects
from bot.playground.files import LARGEST, File, Stage
from bot.playground.sharing import is_seen_by_app, share
from bot.playground.values import Json, is_list, is_object, new_id
from bot.playground.webapi.call import ApiCall

ALT_TEXT_LIMIT = 1000
SNIPPET_LIMIT = 1024 * 1024
SNIPPET_TYPES = frozenset({"csv", "diff", "html", "javascript", "json", "markdown", "python", "sql", "text", "yaml"})
CHANNELS_LIMIT = 100


def files_get_upload_url_external(call: ApiCall) -> Json:
    """Announce a file and say where its bytes go.

    Raises missing_argument (also for no length), alt_txt_too_large, file_upload_size_restricted,
    snippet_too_large, unknown_snippet_type.
    """
    file = File(
        id=new_id("F0"),
        name=_given(call, "filename"),
        size=_length(call),
        user_id=call.workspace.bot_user_id,
        created=call.workspace.moment,
        alt_text=_alt_text(call),
        snippet_type=call.args.text("snippet_type") or "",
    )
    _check_snippet(file)
    key = call.workspace.files.announce(file)
    return {"upload_url": call.address.url(f"/upload/v1/{key}"), "file_id": file.id}


def files_complete_upload_external(call: ApiCall) -> Json:
    """Finish uploads and share them where asked.

    Raises file_not_found for what was not uploaded or is complete already, channel_not_found, invalid_channel,
    not_in_channel, posting_to_channel_denied, channels_limit_exceeded, and what composing a message raises.
    """
    uploads = _uploads(call)
    channels = _channels(call)
    thread_ts = call.args.text("thread_ts")
    content = _words(call) if channels else {}
    for channel in channels:
        call.check_thread(channel, thread_ts)
    for file, title in uploads:
        file.title, file.stage = title, Stage.COMPLETE
    objects = _objects(call)
    completed = [file for file, _ in uploads]
    answer = {"files": [objects.in_answer(file) for file in completed]}
    for channel in channels:
        _share(call, completed, channel, content, thread_ts)
    return answer


def files_info(call: ApiCall) -> Json:
    """Describe a file; processing is over after the first look. Raises file_not_found, file_deleted."""
    file = _in_sight(call)
    shown = _objects(call).in_answer(file)
    file.stage = Stage.PROCESSED
    return {"file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


def files_delete(call: ApiCall) -> Json:
    """Delete a file of the app's own, also from messages; raises file_not_found, file_deleted, cant_delete_file."""
    file = _in_sight(call)
    if file.user_id != call.workspace.bot_user_id:
        raise SlackError("cant_delete_file")
    call.workspace.delete_file(file)
    return {}


def _in_sight(call: ApiCall) -> File:
    """Find a file as far as the app may see it: what it may not is as good as not there."""
    file = call.workspace.files.complete(call.args.required("file"))
    if not is_seen_by_app(call.workspace, file):
        raise SlackError("file_not_found")
    return file


def _given(call: ApiCall, name: str) -> str:
    value = call.args.text(name)
    if value is None:
        raise SlackError("missing_argument")
    return value


def _length(call: ApiCall) -> int:
    given = _given(call, "length")
    if not given.isdecimal():
        raise invalid_arguments("must be an integer [json-pointer:/length]")
    if int(given) == 0:
        raise SlackError("missing_argument")
    if int(given) > LARGEST:
        raise SlackError("file_upload_size_restricted")
    return int(given)


def _alt_text(call: ApiCall) -> str:
    alt_text = call.args.text("alt_txt") or ""
    if len(alt_text) > ALT_TEXT_LIMIT:
        raise SlackError("alt_txt_too_large")
    return alt_text


def _check_snippet(file: File) -> None:
    if file.snippet_type and file.snippet_type not in SNIPPET_TYPES:
        raise SlackError("unknown_snippet_type")
    if file.snippet_type and file.size > SNIPPET_LIMIT:
        raise SlackError("snippet_too_large")


def _uploads(call: ApiCall) -> list[tuple[File, str]]:
    given = call.args.given.get("files")
    if not is_list(given) or not given:
        raise invalid_arguments("missing required field: files")
    return [_upload(call, each, f"/files/{place}") for place, each in enumerate(given)]


def _upload(call: ApiCall, given: object, pointer: str) -> tuple[File, str]:
    if not is_object(given):
        raise invalid_arguments(f"must provide an object [json-pointer:{pointer}]")
    file = call.workspace.files.uploaded(str(given.get("id")))
    return file, str(given.get("title") or "")


def _channels(call: ApiCall) -> list[Channel]:
    """Find where to share: `channel_id` takes a conversation's id, `channels` also people's."""
    named = call.args.names("channels")
    if len(named) > CHANNELS_LIMIT:
        raise SlackError("channels_limit_exceeded")
    channel_id = call.args.text("channel_id")
    found = [call.workspace.channel(channel_id)] if channel_id else []
    found += [_named(call, name) for name in named]
    for channel in found:
        call.check_sight(channel)
        call.check_member(channel)
        if channel.is_archived:
            raise SlackError("posting_to_channel_denied")
    return list(dict.fromkeys(found))


def _named(call: ApiCall, name: str) -> Channel:
    workspace = call.workspace
    if name in workspace.people and not workspace.people[name].is_bot:
        return workspace.dm(name)
    if name not in workspace.channels:
        raise SlackError("invalid_channel")
    return workspace.channel(name)


def _words(call: ApiCall) -> Json:
    """Compose what the message says; blocks are ignored beside an initial_comment, and neither is needed.

    Raises internal_error for a markdown block, as Slack does (slackapi/python-slack-sdk#1756).
    """
    comment, blocks = call.args.text("initial_comment"), call.args.given.get("blocks")
    if comment or not blocks:
        return {"text": comment or ""}
    content = compose(call.workspace, {"blocks": blocks})
    if any(block["type"] == "markdown" for block in content["blocks"]):
        raise SlackError("internal_error")
    return content


def _share(call: ApiCall, files: list[File], channel: Channel, content: Json, thread_ts: str | None) -> None:
    message = as_app(call.workspace, content | {"upload": True})
    share(call.workspace, _objects(call), files, channel, message, thread_ts=thread_ts)


def _objects(call: ApiCall) -> FileObjects:
    return FileObjects(call.workspace, call.address)
