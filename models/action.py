"""Actions: who does what by when, until it is done."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person


class Action(Base):
    """An action from a check-in or a retrospective. With a `pair` it comes back in that pair's check-ins until done."""

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

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id], lazy="raise")
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
