"""Actions: who does what by when, until it is done or dropped."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceKey
from models.objective import Objective
from models.person import Person


class Action(Base):
    """An action from a check-in or a retrospective. With a `pair` it comes back in its check-ins until it ends.

    `remind_at` is when its owner is reminded next, None for no more.
    """

    __tablename__ = "actions"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    pair_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    checkin_id: Mapped[int | None] = mapped_column(ForeignKey("checkins.id", ondelete="CASCADE"), index=True)
    retro_id: Mapped[int | None] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"), index=True)
    text: Mapped[Prose]
    due_on: Mapped[date]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id", ondelete="SET NULL"), index=True)
    dropped_at: Mapped[datetime | None]
    dropped_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    dropped_because: Mapped[Prose | None]
    remind_at: Mapped[datetime | None] = mapped_column(index=True)

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id], lazy="raise")
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    dropped_by: Mapped[Person | None] = relationship(foreign_keys=[dropped_by_id], lazy="raise")
    objective: Mapped[Objective | None] = relationship(lazy="raise")


class ActionMove(Base):
    """Who gave an action another day, and when."""

    __tablename__ = "action_moves"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    moved_at: Mapped[datetime]
    before: Mapped[date]
    after: Mapped[date]

    by: Mapped[Person] = relationship(lazy="raise")
