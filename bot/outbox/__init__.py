"""Deliveries on their way: claim, render, send, record."""

from bot.outbox.message import PICTURE, Document, Due, HomeTab, Message, Render, Upload
from bot.outbox.worker import Outbox

__all__ = ["PICTURE", "Document", "Due", "HomeTab", "Message", "Outbox", "Render", "Upload"]
