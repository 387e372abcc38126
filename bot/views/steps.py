"""A form of several steps: where somebody is in it."""

from collections.abc import Iterable

from slack_sdk.models.blocks import Block

from bot.views.blocks import context


def trail(names: Iterable[str], here: str) -> Block:
    """Show all steps by their names, the one that is open in bold."""
    return context("  ›  ".join(f"*{name}*" if name == here else name for name in names))
