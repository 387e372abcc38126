"""Blocks and views on their way into a workspace: Block Kit's rules, and the files that pictures name."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from bot.playground.blockkit import Problem, accept_blocks, accept_view, invalid_blocks, invalid_view
from bot.playground.files import Files
from bot.playground.nesting import slack_files
from bot.playground.values import Json


def blocks_accepted(files: Files, blocks: Any) -> list[Json]:
    """Check and complete a message's blocks; raises what accept_blocks() raises, and invalid_blocks for a file."""
    accepted = accept_blocks(blocks)
    problems = list(_file_problems(files, accepted, "/blocks"))
    if problems:
        raise invalid_blocks(problems)
    return accepted


def view_accepted(files: Files, view: Any, *types: str) -> Json:
    """Check and complete a view; raises what accept_view() raises, and invalid_arguments for a file."""
    accepted = accept_view(view, *types)
    problems = list(_file_problems(files, accepted["blocks"], "/view/blocks"))
    if problems:
        raise invalid_view(*problems)
    return accepted


def _file_problems(files: Files, blocks: list[Json], pointer: str) -> Iterator[Problem]:
    for where, named in slack_files(blocks, pointer):
        if not files.is_picture(_id_of(named)):
            yield Problem("invalid slack file", where)


def _id_of(named: Json) -> str:
    """Give the id in a slack_file: its `id`, or what stands before the name in a url_private or permalink."""
    return named.get("id") or PurePosixPath(urlsplit(named["url"]).path).parent.name
