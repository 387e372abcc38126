"""Absences: days on which somebody is not asked."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, WorkspaceKey
from models.person import Person


class Absence(Base):
    """Somebody is away from `starts_on` to `ends_on`, both included."""

    __tablename__ = "absences"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    person: Mapped[Person] = relationship(lazy="raise")
