"""Slack in: one file a feature, each with `register(app)`."""

from slack_bolt.async_app import AsyncApp

from handlers import action, checkin, feedback, home, person, preparation, retro, retro_talk, tandem

FEATURES = (checkin, home, person, tandem, action, feedback, preparation, retro, retro_talk)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    for feature in FEATURES:
        feature.register(app)
