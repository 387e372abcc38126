"""Absences: days on which somebody is not asked, and what was done to them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.absence import What
from models.base import Base, Key, WorkspaceKey
from models.person import Person


class Absence(Base):
    """Somebody is away from `starts_on` to `ends_on`, both included. Without `entered_by` it was entered long ago.

    Reps turn to `stand_in` where it is their manager who is away.
    """

    __tablename__ = "absences"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    stand_in_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    entered_by: Mapped[Person | None] = relationship(foreign_keys=[entered_by_id], lazy="raise")
    stand_in: Mapped[Person | None] = relationship(foreign_keys=[stand_in_id], lazy="raise")


class AbsenceChange(Base):
    """Something done to somebody's absences on the days from `starts_on` to `ends_on`, so that it can be undone.

    `before` and `after` are the absences that it replaced and those that took their place: first day, last day,
    who had entered them and, unless it was long ago, who stands in.
    """

    __tablename__ = "absence_changes"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    what: Mapped[What]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    before: Mapped[list[Any]] = mapped_column(JSON)
    after: Mapped[list[Any]] = mapped_column(JSON)
    changed_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise")
    by: Mapped[Person] = relationship(foreign_keys=[by_id], lazy="raise")
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id], lazy="raise")
