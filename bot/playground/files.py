"""Files as Slack keeps them: announced, uploaded, completed, then processed, and where they were shared."""

import secrets
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import PurePath

from bot.playground.errors import SlackError
from bot.playground.pictures import Picture, picture_in

LARGEST = 4 * 1024 * 1024
PREVIEW_LINES = 5
PREVIEW_CHARACTERS = 500
TEXTS = {
    "csv": ("csv", "text/csv", "CSV"),
    "json": ("json", "application/json", "JSON"),
    "log": ("text", "text/plain", "Plain Text"),
    "md": ("markdown", "text/markdown", "Markdown"),
    "txt": ("text", "text/plain", "Plain Text"),
}


class Stage(IntEnum):
    """How far a file has come; it can be found from COMPLETE on and used in a block once PROCESSED."""

    ANNOUNCED = 1
    UPLOADED = 2
    COMPLETE = 3
    PROCESSED = 4


@dataclass(frozen=True)
class Kind:
    """What Slack calls a file: its type, its media type, and the name of the type for people."""

    filetype: str
    mimetype: str
    pretty: str


@dataclass(frozen=True)
class Share:
    """A message that carries the file."""

    channel_id: str
    ts: str
    thread_ts: str | None


@dataclass
class File:
    id: str
    name: str
    size: int
    user_id: str
    created: int
    alt_text: str = ""
    snippet_type: str = ""
    title: str = ""
    content: bytes = b""
    stage: Stage = Stage.ANNOUNCED
    shares: list[Share] = field(default_factory=list[Share])
    submitted: bool = False

    @property
    def picture(self) -> Picture | None:
        return picture_in(self.content)

    @property
    def is_text(self) -> bool:
        return bool(self.snippet_type) or self._extension in TEXTS

    @property
    def kind(self) -> Kind:
        """Name the kind: a picture by its bytes, a text by its name, all else is binary."""
        if self.picture:
            return Kind(self.picture.filetype, self.picture.mimetype, self.picture.filetype.upper())
        if self.snippet_type:
            return Kind(self.snippet_type, "text/plain", self.snippet_type.title())
        return Kind(*TEXTS.get(self._extension, ("binary", "application/octet-stream", "Binary")))

    @property
    def lines(self) -> list[str]:
        return self.content.decode(errors="replace").splitlines()

    @property
    def preview(self) -> str:
        return "\n".join(self.lines[:PREVIEW_LINES])[:PREVIEW_CHARACTERS]

    @property
    def _extension(self) -> str:
        return PurePath(self.name).suffix.removeprefix(".").lower()


@dataclass
class Files:
    by_id: dict[str, File] = field(default_factory=dict[str, File])
    awaited: dict[str, File] = field(default_factory=dict[str, File])
    deleted: set[str] = field(default_factory=set[str])

    def announce(self, file: File) -> str:
        """Expect the bytes of a file; give the key under which they may come, once."""
        key = secrets.token_urlsafe(24)
        self.by_id[file.id] = self.awaited[key] = file
        return key

    def keep(self, file: File) -> File:
        """Keep a file that a person has uploaded in their client, which waits until Slack has processed it."""
        file.stage = Stage.PROCESSED
        self.by_id[file.id] = file
        return file

    def receive(self, key: str, content: bytes) -> File:
        """Take the bytes of a file; raises unknown_upload for a spent key, wrong_length."""
        file = self.awaited.get(key)
        if file is None:
            raise SlackError("unknown_upload")
        if len(content) != file.size:
            raise SlackError("wrong_length")
        del self.awaited[key]
        file.content, file.stage = content, Stage.UPLOADED
        return file

    def uploaded(self, file_id: str) -> File:
        """Find a file that waits to be completed; raises file_not_found."""
        file = self.by_id.get(file_id)
        if file is None or file.stage is not Stage.UPLOADED:
            raise SlackError("file_not_found")
        return file

    def complete(self, file_id: str) -> File:
        """Find a completed file; raises file_not_found, file_deleted."""
        if file_id in self.deleted:
            raise SlackError("file_deleted")
        file = self.by_id.get(file_id)
        if file is None or file.stage < Stage.COMPLETE:
            raise SlackError("file_not_found")
        return file

    def is_picture(self, file_id: str) -> bool:
        """Say whether a block may show it: a picture that has been processed."""
        file = self.by_id.get(file_id)
        return file is not None and file.stage is Stage.PROCESSED and file.picture is not None

    def delete(self, file: File) -> None:
        del self.by_id[file.id]
        self.deleted.add(file.id)
