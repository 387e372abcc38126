"""Deliveries on their way: claim, render, send, record."""

from bot.outbox.message import PICTURE, Content, Document, Due, HomeTab, Message, Render, Together, Upload
from bot.outbox.worker import PACE, Outbox

__all__ = [
    "PACE",
    "PICTURE",
    "Content",
    "Document",
    "Due",
    "HomeTab",
    "Message",
    "Outbox",
    "Render",
    "Together",
    "Upload",
]
