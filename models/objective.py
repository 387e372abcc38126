"""Objectives, and the values recorded for them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.objective import Confidence, Direction, Unit
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person


class Objective(Base):
    """An objective of a rep, with its measure and period."""

    __tablename__ = "objectives"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    title: Mapped[Prose]
    why: Mapped[Prose]
    unit: Mapped[Unit]
    direction: Mapped[Direction]
    currency: Mapped[str | None] = mapped_column(String(3))
    baseline: Mapped[Decimal]
    target: Mapped[Decimal]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    owner: Mapped[Person] = relationship(lazy="raise")


class ProgressEntry(Base):
    """A value of an objective, dated and signed. Entries are added, never changed."""

    __tablename__ = "progress_entries"
    __table_args__ = (Index(None, "objective_id", "recorded_at"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"))
    checkin_id: Mapped[int | None] = mapped_column(ForeignKey("checkins.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    value: Mapped[Decimal]
    confidence: Mapped[Confidence | None]
    recorded_at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="raise")
