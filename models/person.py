"""The people Tandem knows."""

from datetime import datetime, time

from sqlalchemy import String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Key, Prose, SlackId, WorkspaceKey


class Person(Base):
    """A Slack user, as Slack last told. `is_admin` means of the whole workspace, `is_organiser` named to make teams.

    Without quiet hours of their own, those of the workspace hold. `dm` is their direct message with Tandem, once it was
    opened; `left_at` is since when Slack has no such user.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    slack_id: Mapped[SlackId]
    name: Mapped[Prose]
    tz: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(16))
    dm: Mapped[str | None] = mapped_column(String(20))
    left_at: Mapped[datetime | None]
    is_admin: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_organiser: Mapped[bool] = mapped_column(default=False, server_default=false())
    quiet_begins: Mapped[time | None]
    quiet_ends: Mapped[time | None]
