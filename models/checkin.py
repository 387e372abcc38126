"""Check-ins, their two halves and the answers in them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.checkin import Cause, Side
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person

UNPREPARED = text("prepared_at IS NULL AND skipped_at IS NULL")
UNRECORDED = text("recorded_at IS NULL AND skipped_at IS NULL")


class CheckIn(Base):
    """One occurrence of a pair's cadence. The constraint makes a second one for the same date impossible.

    `remind_at` is when whoever still owes a half is reminded next, and None once that has been seen to. One that is
    skipped has a cause; only a person who skips it has a reason. `moved_from` is when its talk was to be before
    somebody moved it, or an absence did, which leaves `moved_by_id` empty. `prepared_at` and `recorded_at` are when the
    two were owed the preparation of their talk and its record, or when it was too late for that.
    """

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("schedule_id", "rep_id", "scheduled_on"),
        Index(None, "rep_id", "scheduled_on"),
        Index("ix_checkins_unprepared", "due_at", postgresql_where=UNPREPARED, sqlite_where=UNPREPARED),
        Index("ix_checkins_unrecorded", "talk_at", postgresql_where=UNRECORDED, sqlite_where=UNRECORDED),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedules.id", ondelete="CASCADE"))
    rep_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    manager_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    scheduled_on: Mapped[date]
    opens_at: Mapped[datetime]
    due_at: Mapped[datetime]
    talk_at: Mapped[datetime]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    skipped_at: Mapped[datetime | None]
    skipped_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    skip_cause: Mapped[Cause | None]
    skip_reason: Mapped[Prose | None]
    moved_from: Mapped[datetime | None]
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    rep_snoozed_until: Mapped[datetime | None]
    manager_snoozed_until: Mapped[datetime | None]
    prepared_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime | None]

    skipped_by: Mapped[Person | None] = relationship(foreign_keys=[skipped_by_id], lazy="raise")
    rep: Mapped[Person] = relationship(foreign_keys=[rep_id], lazy="raise")
    manager: Mapped[Person] = relationship(foreign_keys=[manager_id], lazy="raise")
    halves: Mapped[list["Half"]] = relationship(lazy="raise", back_populates="checkin")


class Half(Base):
    """What one side sent. `changed_at` is when it was changed last, before the other half was in."""

    __tablename__ = "halves"
    __table_args__ = (UniqueConstraint("checkin_id", "side"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id", ondelete="CASCADE"))
    side: Mapped[Side]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sent_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    checkin: Mapped[CheckIn] = relationship(lazy="raise", back_populates="halves")
    answers: Mapped[list["Answer"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class Answer(Base):
    """The answer to one question of a half, by the question's key: words, or an objective and a choice, or both."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("half_id", "question"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    half_id: Mapped[int] = mapped_column(ForeignKey("halves.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(40))
    text: Mapped[Prose] = mapped_column(default="")
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id", ondelete="SET NULL"), index=True)
    choice: Mapped[Prose] = mapped_column(default="")


class Addition(Base):
    """What one side added to its half once both were in."""

    __tablename__ = "additions"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[Prose]
    added_at: Mapped[datetime]
