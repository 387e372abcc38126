"""Block Kit: what Slack accepts, and what it fills in."""

from bot.playground.blockkit.check import BlockKitError, accept_blocks, accept_view, invalid_blocks, invalid_view
from bot.playground.blockkit.rules import Problem

__all__ = [
    "BlockKitError",
    "Problem",
    "accept_blocks",
    "accept_view",
    "invalid_blocks",
    "invalid_view",
]
