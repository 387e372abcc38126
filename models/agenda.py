"""The agenda of a pair: what the two want to talk about, until they have."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.agenda import Origin, Outcome
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person

OPEN = text("settled_at IS NULL")


class AgendaPoint(Base):
    """A point for the next talk of a pair. It stays open until it was talked about, dropped with a reason, or carried.

    One that was carried goes on in another row: that of the pair which followed. `link` leads to the message it came
    from; with the origin `strategy`, the text is the title of the objective whose strategy has changed.
    """

    __tablename__ = "agenda_points"
    __table_args__ = (
        Index("ix_agenda_points_open", "pair_id", postgresql_where=OPEN, sqlite_where=OPEN),
        Index(None, "pair_id", "settled_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[Prose]
    link: Mapped[Prose] = mapped_column(default="")
    origin: Mapped[Origin]
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id", ondelete="SET NULL"), index=True)
    raised_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    outcome: Mapped[Outcome | None]
    why: Mapped[Prose] = mapped_column(default="")

    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id], lazy="raise")
