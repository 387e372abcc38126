"""Deliveries: the messages Tandem owes, one row a message, from the change that causes it to its last redrawing."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person

PENDING = text("wanted > sent AND failed_at IS NULL")


class Delivery(Base):
    """A message to a person. `wanted` counts how often it was asked for, `sent` up to which of these it is drawn.

    A row is pending while `wanted > sent`. One that has a `ts` is in Slack already: it is updated, not posted again.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        Index("ix_deliveries_pending", "due_at", postgresql_where=PENDING, sqlite_where=PENDING),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    subject_id: Mapped[int | None]
    recipient_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    due_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=1)
    sent: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    channel: Mapped[str | None] = mapped_column(String(20))
    ts: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[Prose | None]

    recipient: Mapped[Person] = relationship(lazy="raise")
