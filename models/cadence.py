"""The cadence of a pair: a wish in local time, and a cache of the next instant that follows from it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from bot.rules.recurrence import Often, of_code
from models.base import Base, Key, WorkspaceKey
from models.team import Pair


class OftenCode(TypeDecorator[Often]):
    """How often something comes back, stored as its code."""

    impl = String(8)
    cache_ok = True

    def process_bind_param(self, value: Often | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return value.code if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Often | None:  # noqa: ARG002
        return of_code(value) if value else None


class Schedule(Base):
    """So often from `anchor` on. `next_on` is the next date without a prompt, `next_at` when it opens."""

    __tablename__ = "schedules"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), unique=True)
    anchor: Mapped[date]
    often: Mapped[Often] = mapped_column(OftenCode)
    meets_at: Mapped[time]
    prompt_at: Mapped[time]
    next_on: Mapped[date]
    next_at: Mapped[datetime] = mapped_column(index=True)

    pair: Mapped[Pair] = relationship(lazy="raise")
