"""How an app's words become a message: what may be sent, and what Slack refuses."""

from bot.playground.accepting import blocks_accepted
from bot.playground.errors import SlackError
from bot.playground.values import Json, is_list, is_object
from bot.playground.workspace import Workspace

TEXT_LIMIT = 40_000
UPDATE_LIMIT = 4_000
MARKDOWN_LIMIT = 12_000
ATTACHMENTS_LIMIT = 100
METADATA_LIMIT = 8_000


def is_cut(args: Json) -> bool:
    """Say whether a text is longer than a message takes."""
    return len(str(args.get("text") or "")) > TEXT_LIMIT


def as_app(workspace: Workspace, content: Json) -> Json:
    """Sign a message's content as the app."""
    signed = {"user": workspace.bot_user_id, "bot_id": workspace.bot_id, "app_id": workspace.app_id}
    return {**signed, "team": workspace.id, **content}


def compose(workspace: Workspace, args: Json) -> Json:
    """Check text, blocks, attachments and metadata, and give the fields of the message.

    Raises no_text, markdown_text_conflict, invalid_blocks, too_many_attachments, invalid_metadata_format.
    Text above 40,000 characters is cut off (docs: chat.postMessage).
    """
    content = _words(workspace, args) | _attachments(args.get("attachments")) | _metadata(args.get("metadata"))
    if not any(content.get(part) for part in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    return {"text": ""} | content


def compose_update(workspace: Workspace, args: Json) -> Json:
    """Check what replaces a message; what is not named stays, an empty list takes away.

    Raises msg_too_long above 4,000 characters of text, and what compose() raises.
    """
    if len(str(args.get("text") or "")) > UPDATE_LIMIT:
        raise SlackError("msg_too_long")
    emptied = {name: [] for name in ("blocks", "attachments") if args.get(name) == []}
    if emptied and args.get("text"):
        return emptied | compose(workspace, args)
    content = compose(workspace, args)
    return content if args.get("text") is not None or "markdown_text" in args else _without_text(content)


def _without_text(content: Json) -> Json:
    return {key: value for key, value in content.items() if key != "text"}


def _words(workspace: Workspace, args: Json) -> Json:
    markdown, text, blocks = args.get("markdown_text"), args.get("text"), args.get("blocks")
    if markdown and (text or blocks):
        raise SlackError("markdown_text_conflict")
    if markdown and len(markdown) > MARKDOWN_LIMIT:
        raise SlackError("msg_too_long")
    if markdown:
        blocks, text = [{"type": "markdown", "text": markdown}], markdown
    written = {} if text is None else {"text": str(text)[:TEXT_LIMIT]}
    return written | ({"blocks": blocks_accepted(workspace.files, blocks)} if blocks else {})


def _attachments(attachments: object) -> Json:
    if not attachments:
        return {}
    if not is_list(attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > ATTACHMENTS_LIMIT:
        raise SlackError("too_many_attachments")
    return {"attachments": [{"id": place, **each} for place, each in enumerate(attachments, start=1)]}


def _metadata(metadata: object) -> Json:
    """Keep metadata; an event_type with dots is ignored, as Slack does."""
    if metadata is None:
        return {}
    if not is_object(metadata):
        raise SlackError("invalid_metadata_format")
    if metadata == {}:
        return {"metadata": {}}
    event_type, event_payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not is_object(event_payload):
        raise SlackError("invalid_metadata_schema")
    if len(str(metadata)) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return {} if "." in event_type else {"metadata": metadata}
