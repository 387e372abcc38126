"""What deliveries say when their time comes: one table, kind to render."""

from collections.abc import Mapping

from bot.messages import cadence, checkin, digest, feedback, home, objective, retro, skip, tandem, team
from bot.outbox import Render

FEATURES = (cadence, checkin, digest, feedback, home, objective, retro, skip, tandem, team)
RENDER: Mapping[str, Render] = {kind: render for feature in FEATURES for kind, render in feature.RENDER.items()}
