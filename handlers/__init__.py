"""Slack in: one file a feature, each with `register(app)`."""

from slack_bolt.async_app import AsyncApp

from handlers import (
    absence,
    absence_form,
    action,
    agenda,
    cadence,
    checkin,
    closing,
    correction,
    digest,
    draft,
    feedback,
    form,
    history,
    home,
    importing,
    letter,
    move,
    objective,
    person,
    preparation,
    quiet,
    retro,
    retro_talk,
    settings,
    shelf,
    signing,
    skip,
    snooze,
    strategy,
    tandem,
    team,
    team_form,
)

FEATURES = (  # Bolt asks listener after listener, each at a cost: what is used most comes first
    checkin,
    absence,
    absence_form,
    action,
    agenda,
    cadence,
    correction,
    closing,
    digest,
    draft,
    feedback,
    form,
    history,
    home,
    importing,
    letter,
    move,
    objective,
    person,
    preparation,
    quiet,
    retro,
    retro_talk,
    settings,
    shelf,
    signing,
    skip,
    snooze,
    strategy,
    tandem,
    team,
    team_form,
)


def register(app: AsyncApp) -> None:
    """Register every listener."""
    for feature in FEATURES:
        feature.register(app)
