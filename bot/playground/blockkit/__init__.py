"""Block Kit: what Slack accepts, and what it fills in."""

from bot.playground.blockkit.check import accept_blocks, accept_view

__all__ = ["accept_blocks", "accept_view"]
