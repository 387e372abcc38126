"""Blocks are checked as slack-sdk checks them: by the same methods, looked for once a class."""

from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import blocks, views
from slack_sdk.models.basic_objects import JsonObject

from bot.views.checks import checks


def kinds(kind: type[JsonObject] = JsonObject) -> Iterator[type[JsonObject]]:
    for one in kind.__subclasses__():
        yield one
        yield from kinds(one)


@pytest.mark.parametrize("kind", [blocks.SectionBlock, blocks.ButtonElement, blocks.InputBlock, views.View])
def test_what_slack_checks_is_checked(kind: type[JsonObject]) -> None:
    assert checks(kind)


def test_nothing_but_methods_is_called_of_any_block() -> None:
    assert all(callable(getattr(kind, name)) for kind in kinds() for name in checks(kind))


def test_a_block_that_slack_would_refuse_is_refused() -> None:
    with pytest.raises(SlackObjectFormationError):
        blocks.HeaderBlock(text="x" * 151).to_dict()
