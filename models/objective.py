"""Goals, strategy lines and objectives, the values recorded for them, and what was changed in them."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.objective import Confidence, Direction, Unit
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person


class Goal(Base):
    """A business goal of a team, in the medium or long term."""

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("team_id", "title"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    title: Mapped[Prose]


class Strategy(Base):
    """A strategy line: one way to a goal, under which objectives stand."""

    __tablename__ = "strategies"
    __table_args__ = (UniqueConstraint("goal_id", "title"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    title: Mapped[Prose]

    goal: Mapped[Goal] = relationship(lazy="raise")


class Objective(Base):
    """An objective of a rep, with its measure and period. `author` wrote it down: the rep or the manager."""

    __tablename__ = "objectives"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategies.id", ondelete="SET NULL"), index=True)
    title: Mapped[Prose]
    why: Mapped[Prose]
    unit: Mapped[Unit]
    direction: Mapped[Direction]
    currency: Mapped[str | None] = mapped_column(String(3))
    baseline: Mapped[Decimal]
    target: Mapped[Decimal]
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id], lazy="raise")
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    strategy: Mapped[Strategy | None] = relationship(lazy="raise")


class ObjectiveChange(Base):
    """One field of an objective that somebody changed: dated and signed, both values as they were stored."""

    __tablename__ = "objective_changes"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Prose]
    after: Mapped[Prose]

    author: Mapped[Person] = relationship(lazy="raise")


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
