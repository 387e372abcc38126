"""A person's own files: uploaded in their client, then given in a message or in a form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.playground.elements import Placed
from bot.playground.errors import SlackError
from bot.playground.file_object import FileObjects
from bot.playground.files import LARGEST, File
from bot.playground.values import Json, new_id
from bot.playground.workspace import Workspace

NAME_LIMIT = 255
AT_ONCE = 10
SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True)
class OwnFiles:
    workspace: Workspace
    objects: FileObjects
    user_id: str

    def upload(self, name: str, content: bytes) -> File:
        """Keep a file that nobody else sees yet; raises file_empty, file_upload_size_restricted."""
        if not content:
            raise SlackError("file_empty")
        if len(content) > LARGEST:
            raise SlackError("file_upload_size_restricted")
        moment = self.workspace.moment
        file = File(new_id("F0"), tidy(name), len(content), self.user_id, moment, content=content)
        return self.workspace.files.keep(file)

    def named(self, ids: Iterable[str]) -> list[File]:
        """Find files by their ids, each once; raises file_not_found also for those of somebody else."""
        return [self._find(file_id) for file_id in dict.fromkeys(ids)]

    def for_message(self, ids: Iterable[str]) -> list[File]:
        """Find what goes with a message; raises file_not_found, too_many_files."""
        found = self.named(ids)
        if len(found) > AT_ONCE:
            raise SlackError("too_many_files")
        return found

    def entered(self, item: Placed, state: Json) -> Json:
        """Give the state of an element, that of a file_input with the files as Slack knows them.

        Raises file_not_found.
        """
        if item.type != "file_input":
            return state
        files = self.named(file["id"] for file in state["files"] or [])
        return {"type": item.type, "files": [self.objects.in_form(file) for file in files]}

    def _find(self, file_id: str) -> File:
        file = self.workspace.files.complete(file_id)
        if file.user_id != self.user_id:
            raise SlackError("file_not_found")
        return file


def tidy(name: str) -> str:
    """Give a file's name without a path before it and without what cannot be seen."""
    seen = "".join(letter for letter in SEPARATORS.split(name)[-1] if letter.isprintable()).strip()
    return seen[-NAME_LIMIT:] if seen.strip(".") else "file"
