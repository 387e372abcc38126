"""Deliveries on their way: claim, render, send, record."""

from bot.outbox.message import Due, HomeTab, Message, Render
from bot.outbox.worker import Outbox

__all__ = ["Due", "HomeTab", "Message", "Outbox", "Render"]
