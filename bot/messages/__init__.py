"""What deliveries say when their time comes: one table, kind to render."""

from collections.abc import Mapping

from bot.messages import (
    absence,
    action,
    addition,
    cadence,
    card,
    checkin,
    closing,
    digest,
    disclosure,
    feedback,
    history,
    home,
    importing,
    letter,
    move,
    objective,
    retro,
    stand_in,
    strategy_news,
    talk,
    tandem,
    team,
    unreachable,
)
from bot.outbox import Render

FEATURES = (
    absence,
    action,
    addition,
    cadence,
    card,
    checkin,
    closing,
    digest,
    disclosure,
    feedback,
    history,
    home,
    importing,
    letter,
    move,
    objective,
    retro,
    stand_in,
    strategy_news,
    talk,
    tandem,
    team,
    unreachable,
)
RENDER: Mapping[str, Render] = {kind: render for feature in FEATURES for kind, render in feature.RENDER.items()}
