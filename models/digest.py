"""Digests: the cadence on which a team's channel gets one, and those that were made."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.recurrence import Often
from models.base import Base, Key, WorkspaceKey
from models.cadence import OftenCode
from models.team import Team


class DigestSchedule(Base):
    """So often from `anchor` on, at a local time of the team. `next_on` has no digest yet."""

    __tablename__ = "digest_schedules"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), unique=True)
    anchor: Mapped[date]
    often: Mapped[Often] = mapped_column(OftenCode)
    posts_at: Mapped[time]
    next_on: Mapped[date]
    next_at: Mapped[datetime] = mapped_column(index=True)

    team: Mapped[Team] = relationship(lazy="raise")


class Digest(Base):
    """A digest of what happened from `since` to `until`. One posted by hand belongs to no date of the cadence."""

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("team_id", "scheduled_on"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    scheduled_on: Mapped[date | None]
    since: Mapped[datetime]
    until: Mapped[datetime]

    team: Mapped[Team] = relationship(lazy="raise")
