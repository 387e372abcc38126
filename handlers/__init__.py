"""Slack in: one file a feature, each with `register(app)`."""

from slack_bolt.async_app import AsyncApp

from handlers import (
    absence,
    absence_form,
    action,
    action_change,
    cadence,
    checkin,
    digest,
    draft,
    feedback,
    form,
    home,
    letter,
    move,
    note,
    objective,
    person,
    preparation,
    retro,
    retro_talk,
    settings,
    signing,
    skip,
    snooze,
    tandem,
    team,
    team_form,
)

FEATURES = (  # Bolt asks listener after listener, each at a cost: what is used most comes first
    checkin,
    absence,
    absence_form,
    action,
    action_change,
    cadence,
    digest,
    draft,
    feedback,
    form,
    home,
    letter,
    move,
    note,
    objective,
    person,
    preparation,
    retro,
    retro_talk,
    settings,
    signing,
    skip,
    snooze,
    tandem,
    team,
    team_form,
)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    for feature in FEATURES:
        feature.register(app)
