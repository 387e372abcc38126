"""Imports: files that people have sent, from the upload to what came of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.columns import Kind
from bot.rules.importing import State
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person

UNDER_WAY = text("state IN ('waiting', 'ready', 'applying')")


class Import(Base):
    """A file that somebody sends: one a person under way. `content` is kept until it is applied or dropped.

    A waiting or applying one is worked on by whoever has it until `claimed_until`, and was begun `tried` times.
    `view` is the modal that shows it; `print` is that of the plan it showed. `counts` and `problem` are JSON.
    """

    __tablename__ = "imports"
    __table_args__ = (
        Index("ix_imports_under_way", "author_id", unique=True, postgresql_where=UNDER_WAY, sqlite_where=UNDER_WAY),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[Kind]
    state: Mapped[State]
    file_id: Mapped[str] = mapped_column(String(20))
    name: Mapped[Prose]
    view: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    print: Mapped[str] = mapped_column(String(64), default="")
    counts: Mapped[Prose] = mapped_column(default="{}")
    problem: Mapped[Prose | None]
    asked_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    tried: Mapped[int] = mapped_column(default=0)
    applied_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="raise")
