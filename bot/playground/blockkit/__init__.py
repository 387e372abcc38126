"""Block Kit: what Slack accepts, and what it fills in."""

from bot.playground.blockkit.check import accept_blocks, accept_view, invalid_blocks
from bot.playground.blockkit.images import slack_files
from bot.playground.blockkit.rules import Problem

__all__ = ["Problem", "accept_blocks", "accept_view", "invalid_blocks", "slack_files"]
