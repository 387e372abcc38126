"""The cadence of a pair: a wish in local time, and a cache of the next instant that follows from it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, WorkspaceKey
from models.team import Pair


class Schedule(Base):
    """Every `every_weeks` weeks from `anchor`. `next_on` is the next date without a prompt, `next_at` when it opens."""

    __tablename__ = "schedules"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), unique=True)
    anchor: Mapped[date]
    every_weeks: Mapped[int]
    meets_at: Mapped[time]
    prompt_at: Mapped[time]
    next_on: Mapped[date]
    next_at: Mapped[datetime] = mapped_column(index=True)

    pair: Mapped[Pair] = relationship(lazy="raise")
