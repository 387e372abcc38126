"""The talk of a check-in: what the two decided in it, and the record that both confirm."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.talk import Amendment
from models.base import Base, Key, Prose, WorkspaceKey
from models.objective import Objective
from models.person import Person


class Decision(Base):
    """What the two of a check-in decided in their talk; one that was removed says when, and is shown no more.

    `changed_at` is when its words were changed last, or when it was removed, and `changed_by` who did.
    """

    __tablename__ = "decisions"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id", ondelete="SET NULL"), index=True)
    text: Mapped[Prose]
    noted_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    changed_by: Mapped[Person | None] = relationship(foreign_keys=[changed_by_id], lazy="raise")
    objective: Mapped[Objective | None] = relationship(lazy="raise")


class TalkRecord(Base):
    """How the record of a talk stands: who has confirmed it, and what somebody changed in it last.

    Whoever changes what is in the record locks this row first.
    """

    __tablename__ = "talk_records"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    checkin_id: Mapped[int] = mapped_column(ForeignKey("checkins.id", ondelete="CASCADE"), unique=True)
    rep_confirmed_at: Mapped[datetime | None]
    manager_confirmed_at: Mapped[datetime | None]
    change: Mapped[Amendment | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime | None]

    changed_by: Mapped[Person | None] = relationship(lazy="raise")
