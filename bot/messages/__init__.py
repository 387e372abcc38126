"""What deliveries say when their time comes: one table, kind to render."""

from collections.abc import Mapping

from bot.messages import checkin, feedback, home, retro, tandem
from bot.outbox import Render

RENDER: Mapping[str, Render] = {
    **checkin.RENDER,
    **home.RENDER,
    **tandem.RENDER,
    **feedback.RENDER,
    **retro.RENDER,
}
