"""The people Tandem knows."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Prose, SlackId, WorkspaceKey


class Person(Base):
    """A Slack user, as Slack last told, and whether a workspace admin named them to make teams.

    `left_at` is when Slack told that the account is no more.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    slack_id: Mapped[SlackId]
    name: Mapped[Prose]
    tz: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_organiser: Mapped[bool] = mapped_column(default=False, server_default=false())
    left_at: Mapped[datetime | None]
