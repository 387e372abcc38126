"""What a delivery says when its time comes, and what it is told to say it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.rules.person import Caller

Read = TypeVar("Read")
PICTURE = "picture"  # stands in an image block's `slack_file` until Slack has given the picture its id


@dataclass(frozen=True)
class Upload:
    """A file for Slack: `name` ends in what kind it is, `alt` says what a picture shows.

    Content that takes long to make is a function: it is called in a thread, once no transaction is open, and only for
    a file that is not in Slack yet. A `version` says what the file of a message shows: another one is another file.
    """

    name: str
    title: str
    content: bytes | Callable[[], bytes] = field(repr=False)
    alt: str | None = None
    version: str = ""


@dataclass(frozen=True)
class Message:
    """A message: `text` is what a notification shows, `blocks` what Slack draws.

    A `picture` is uploaded first; the image block whose file is named PICTURE shows it.
    """

    text: str
    blocks: list[dict[str, Any]]
    picture: Upload | None = None


@dataclass(frozen=True)
class Document:
    """A file to be shared where the delivery goes, with a word about it."""

    file: Upload
    comment: str


@dataclass(frozen=True)
class HomeTab:
    """The reader's App Home, whole."""

    view: dict[str, Any]

    def version(self, token: str | None) -> str:
        """Return what tells it from any other, and from the same one that was shown before Tandem was installed anew.

        The token does: Slack gives another one then, and need not show any longer what was published with the first.
        """
        return sha256(repr((token, self.view)).encode()).hexdigest()


Content = Message | Document | HomeTab


@dataclass(frozen=True)
class Due:
    """A claimed delivery, to a person, to a pair or, with a `target`, to a channel.

    Whoever has it holds it until `held_until`. `members` are the Slack ids of who has the direct message with Tandem,
    one or two, and `dm` that, where it was opened before; `thread_ts` is the message it answers to. `file_id` is the
    file an earlier attempt began to upload, `file_version` what it shows. `chosen` is the list that the reader has
    chosen on their Home, `shown` the version of it that they see, where no earlier attempt leaves that in doubt.
    `in_doubt` says that an earlier attempt may have reached Slack unknown to us, `tried_since` from when on.
    """

    id: int
    uid: str
    kind: str
    subject_id: int | None
    workspace: str
    recipient: Caller | None
    pair_id: int | None
    target: str | None
    members: tuple[str, ...]
    dm: str | None
    locale: str
    wanted: int
    attempts: int
    channel: str | None
    ts: str | None
    thread_ts: str | None
    file_id: str | None
    file_version: str
    chosen: str
    shown: str | None
    tried_since: datetime = field(compare=False)
    at: datetime = field(compare=False)
    held_until: datetime = field(compare=False)

    @property
    def in_doubt(self) -> bool:
        return self.attempts > 1 and self.ts is None

    @property
    def subject(self) -> int:
        """The key of what the message is about. Raises LookupError for a kind that is about nothing in particular."""
        if self.subject_id is None:
            raise LookupError(f"a {self.kind} has no subject")
        return self.subject_id

    @property
    def reader(self) -> Caller:
        """Who reads it. Raises LookupError for a message in a channel or to a pair, which several read."""
        if self.recipient is None:
            raise LookupError(f"a {self.kind} goes to several people")
        return self.recipient


Render = Callable[[AsyncSession, Due, Translator], Awaitable[Content | None]]


@dataclass(frozen=True)
class Together(Generic[Read]):
    """Draws deliveries of one kind together: reads for all at once, by their ids, and draws each of what it read."""

    read: Callable[[AsyncSession, Sequence[Due]], Awaitable[Mapping[int, Read]]]
    draw: Callable[[Read, Due, Translator], Content | None]

    async def __call__(self, session: AsyncSession, due: Due, t: Translator) -> Content | None:
        return self.draw((await self.read(session, [due]))[due.id], due, t)
