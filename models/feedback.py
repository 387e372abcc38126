"""Feedback given outside a check-in, between two people."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person


class Feedback(Base):
    """What one person wrote to another. `read_at` is when the recipient first opened it."""

    __tablename__ = "feedback"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    text: Mapped[Prose]
    given_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    recipient: Mapped[Person] = relationship(foreign_keys=[recipient_id], lazy="raise")
