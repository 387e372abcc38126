"""Slack in: one file a feature, each with `register(app)`."""

from slack_bolt.async_app import AsyncApp

from handlers import checkin, digest, home, person, tandem

FEATURES = (checkin, home, person, tandem, digest)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    for feature in FEATURES:
        feature.register(app)
