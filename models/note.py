"""Private notes: what one of a pair writes for themselves."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceKey
from models.checkin import CheckIn
from models.objective import Objective


class Note(Base):
    """A note about a pair, read by its author alone, for good; it may be pinned to an objective or a check-in."""

    __tablename__ = "notes"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    objective_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id", ondelete="SET NULL"), index=True)
    checkin_id: Mapped[int | None] = mapped_column(ForeignKey("checkins.id", ondelete="SET NULL"), index=True)
    text: Mapped[Prose]
    written_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    objective: Mapped[Objective | None] = relationship(lazy="raise")
    checkin: Mapped[CheckIn | None] = relationship(lazy="raise")
