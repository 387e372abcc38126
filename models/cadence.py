"""The cadence of a pair: a wish in local time, and a cache of the next instant that follows from it."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, String, false, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from bot.rules.recurrence import Often, of_code
from models.base import Base, Key, WorkspaceKey
from models.person import Person
from models.team import Pair

OF_A_WORKSPACE = text("team_id IS NULL")


class OftenCode(TypeDecorator[Often]):
    """How often something comes back, stored as its code."""

    impl = String(8)
    cache_ok = True

    def process_bind_param(self, value: Often | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return value.code if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Often | None:  # noqa: ARG002
        return of_code(value) if value else None


class Schedule(Base):
    """So often from `anchor` on. `next_on` is the next date without a prompt, `next_at` when it opens.

    It opens never again once the pair has ended. One that is not the pair's own is a copy of the rhythm it inherits.
    """

    __tablename__ = "schedules"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), unique=True)
    anchor: Mapped[date]
    often: Mapped[Often] = mapped_column(OftenCode)
    meets_at: Mapped[time]
    prompt_at: Mapped[time]
    next_on: Mapped[date]
    next_at: Mapped[datetime | None] = mapped_column(index=True)
    is_own: Mapped[bool] = mapped_column(default=False, server_default=false())

    pair: Mapped[Pair] = relationship(lazy="raise")


class DefaultRhythm(Base):
    """The rhythm that the pairs of a team follow or, without a team, the teams of a workspace that have none."""

    __tablename__ = "default_rhythms"
    __table_args__ = (
        Index(
            "ix_default_rhythms_of_workspace",
            "workspace_id",
            unique=True,
            postgresql_where=OF_A_WORKSPACE,
            sqlite_where=OF_A_WORKSPACE,
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), unique=True)
    anchor: Mapped[date]
    often: Mapped[Often] = mapped_column(OftenCode)
    meets_at: Mapped[time]
    prompt_at: Mapped[time]
    set_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    set_by: Mapped[Person] = relationship(lazy="raise")
