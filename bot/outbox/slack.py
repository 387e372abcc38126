"""How a delivery reaches Slack."""

from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.outbox import files
from bot.outbox.looking import posted
from bot.outbox.message import PICTURE, Document, Due, HomeTab, Message
from bot.outbox.outcome import End, Outcome, outcome

EVENT_TYPE = "tandem_delivery"  # without dots: Slack ignores metadata whose type has one
CLOSED = frozenset({"channel_not_found", "is_archived", "not_in_channel"})  # said of a direct message we knew


class Place(NamedTuple):
    """Where a message stands in Slack; a home stands nowhere, but is `shown` in a version."""

    channel: str | None
    ts: str | None
    shown: str | None = None


class Keeper(Protocol):
    """Keeps what a delivery under way must not lose: ids that Slack gives, and the lease."""

    async def keep_file(self, file_id: str, version: str) -> None: ...
    async def keep_dm(self, channel: str) -> None: ...
    def be_in_time(self) -> None:
        """Raise LeaseLapsed where another worker may have the delivery."""


async def publish(client: AsyncWebClient, home: HomeTab, due: Due) -> Place:
    """Publish a Home, unless it is what its reader sees already."""
    version = home.version(client.token)
    if version != due.shown:
        await client.views_publish(user_id=due.reader.slack_id, view=home.view)
    return Place(None, None, version)


async def update(client: AsyncWebClient, message: Message, channel: str, ts: str) -> Place:
    await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    return Place(channel, ts)


async def with_picture(client: AsyncWebClient, message: Message, due: Due, keeper: Keeper) -> Message:
    """Upload the picture of a message, if it has one that is not in Slack yet, and put its id where it is shown."""
    if message.picture is None:
        return message
    same = due.file_version == message.picture.version
    known = await files.info(client, due.file_id) if same else None
    file_id = known["id"] if known else await files.upload(client, message.picture, keeper.keep_file)
    await files.looked_at(client, file_id)
    shown = {"slack_file": {"id": file_id}}
    blocks = [block | shown if block.get("slack_file") == {"id": PICTURE} else block for block in message.blocks]
    return Message(message.text, blocks)


async def share(client: AsyncWebClient, document: Document, due: Due, keeper: Keeper) -> Place:
    """Share a file where the delivery goes, unless an earlier attempt whose answer was lost did so already."""
    channel = due.target or due.dm or await _opened(client, due, keeper)
    known = await files.info(client, due.file_id)
    if not known or channel not in _shared_in(known):
        place = {"channel_id": channel, "thread_ts": due.thread_ts, "initial_comment": document.comment}
        keeper.be_in_time()
        await files.upload(client, document.file, keeper.keep_file, **place)
    return Place(channel, None)


async def post(client: AsyncWebClient, message: Message, due: Due, keeper: Keeper) -> Place:
    """Post where the delivery goes; a direct message that was closed meanwhile is opened again."""
    if known := due.target or due.dm:
        try:
            return await _post(client, message, known, due, keeper)
        except SlackApiError as error:
            if due.target or outcome(error).error not in CLOSED:
                raise
    return await _post(client, message, await _opened(client, due, keeper), due, keeper)


async def _post(client: AsyncWebClient, message: Message, channel: str, due: Due, keeper: Keeper) -> Place:
    """Post, unless an earlier attempt whose answer was lost did so already."""
    if due.in_doubt and (found := await posted(client, channel, due)):
        return await update(client, message, channel, found)
    keeper.be_in_time()
    answer = await client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        thread_ts=due.thread_ts,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": due.uid}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return Place(channel, told(answer)["ts"])


async def looked_into(client: AsyncWebClient, told: Outcome) -> Outcome:
    """Ask Slack itself about a token before a whole workspace rests: the inactive account may be the reader's."""
    try:
        await client.auth_test()
    except (SlackApiError, ClientError, OSError, TimeoutError) as error:
        end = outcome(error).end
        return replace(told, end=end if end is End.REVOKED else End.AGAIN, token=client.token)
    return replace(told, end=End.LEFT if told.error == "account_inactive" else End.AGAIN)


async def _opened(client: AsyncWebClient, due: Due, keeper: Keeper) -> str:
    channel = str(told(await client.conversations_open(users=due.members))["channel"]["id"])
    await keeper.keep_dm(channel)
    return channel


def _shared_in(file: dict[str, Any]) -> set[str]:
    return {channel for kind in file.get("shares", {}).values() for channel in kind}
