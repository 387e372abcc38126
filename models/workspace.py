"""Workspaces, and the tokens with which Tandem acts in them."""

from datetime import datetime, time

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Prose, SlackId


class Workspace(Base):
    """A Slack workspace; its key is Slack's own id. Without quiet hours of its own, the usual ones hold."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[Prose]
    created_at: Mapped[datetime]
    quiet_begins: Mapped[time | None]
    quiet_ends: Mapped[time | None]


class Installation(Base):
    """The bot's token in a workspace, and who the bot is there. Since `revoked_at` Slack takes the token no longer."""

    __tablename__ = "installations"

    workspace_id: Mapped[str] = mapped_column(
        String(20), ForeignKey("workspaces.id", ondelete="CASCADE"), primary_key=True
    )
    bot_token: Mapped[Prose]
    bot_user_id: Mapped[SlackId]
    bot_id: Mapped[SlackId]
    installed_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
