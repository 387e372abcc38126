"""A small Slack on this machine: for trying an app without an account, and for testing it."""

from bot.playground.actor import Actor
from bot.playground.clock import Clock
from bot.playground.faults import Fault, Kind
from bot.playground.server import Playground
from bot.playground.workspace import Workspace

__all__ = ["Actor", "Clock", "Fault", "Kind", "Playground", "Workspace"]
