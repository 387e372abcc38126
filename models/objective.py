"""Goals, strategy lines and objectives, their signatures, the values recorded for them, and what was changed."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, false, func, text, true
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.closing import Reminder
from bot.rules.objective import Confidence, Direction, Unit
from bot.rules.signing import Deed
from bot.rules.strategy import Horizon
from models.base import Base, Ending, Key, Prose, WorkspaceKey
from models.person import Person

OPEN = text("decided_at IS NULL")
UNPLANNED = text("NOT is_reminder_planned AND closed_at IS NULL")
UNPLANNED_ON_SQLITE = text("is_reminder_planned = 0 AND closed_at IS NULL")  # as SQLAlchemy asks there


class Goal(Ending, Base):
    """A business goal of a team, in the medium or long term; `words` say why in its authors' own words."""

    __tablename__ = "goals"
    __table_args__ = (UniqueConstraint("team_id", "title"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    title: Mapped[Prose]
    words: Mapped[Prose] = mapped_column(default="", server_default="")
    made_at: Mapped[datetime | None]
    ended_because: Mapped[Prose] = mapped_column(default="", server_default="")
    horizon: Mapped[Horizon] = mapped_column(default=Horizon.MEDIUM, server_default=Horizon.MEDIUM)


class Strategy(Ending, Base):
    """A strategy line: one way to a goal, under which objectives stand."""

    __tablename__ = "strategies"
    __table_args__ = (UniqueConstraint("goal_id", "title"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    goal_id: Mapped[int] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    title: Mapped[Prose]
    made_at: Mapped[datetime | None]
    ended_because: Mapped[Prose] = mapped_column(default="", server_default="")

    goal: Mapped[Goal] = relationship(lazy="raise")


class Objective(Base):
    """An objective of a rep, with its measure and period. `author` wrote it down: the rep or the manager.

    `pace` is as `bot/rules/terms.py` writes it. It counts from the second signature until it is closed. From `floor` to
    `is_margin_shown` stands the charter; `score` (percent) and `lesson` are how it ended.

    `remind_at` is a cache of when one of the two is reminded of its end next, made anew unless `is_reminder_planned`;
    `rep_reminded` and `manager_reminded` say of what each was reminded last.
    """

    __tablename__ = "objectives"
    __table_args__ = (
        Index("ix_objectives_unplanned", "id", postgresql_where=UNPLANNED, sqlite_where=UNPLANNED_ON_SQLITE),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategies.id", ondelete="SET NULL"), index=True)
    title: Mapped[Prose]
    why: Mapped[Prose]
    unit: Mapped[Unit]
    direction: Mapped[Direction]
    currency: Mapped[str | None] = mapped_column(String(3))
    baseline: Mapped[Decimal]
    target: Mapped[Decimal]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    pace: Mapped[Prose] = mapped_column(default="", server_default="")
    weight: Mapped[int | None]
    reference: Mapped[str] = mapped_column(String(80), default="", server_default="")
    floor: Mapped[Decimal | None]
    ceiling: Mapped[Decimal | None]
    causes: Mapped[str] = mapped_column(String(100), default="", server_default="")
    windows: Mapped[str] = mapped_column(String(40), default="", server_default="")
    revisions_a_year: Mapped[int | None]
    is_margin_shown: Mapped[bool] = mapped_column(default=True, server_default=true())
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    rep_signed_at: Mapped[datetime | None]
    manager_signed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    score: Mapped[int | None]
    lesson: Mapped[Prose | None]
    is_reminder_planned: Mapped[bool] = mapped_column(default=False, server_default=false())
    remind_at: Mapped[datetime | None] = mapped_column(index=True)
    rep_reminded: Mapped[Reminder | None]
    manager_reminded: Mapped[Reminder | None]

    @hybrid_property
    def is_signed(self) -> bool:
        return self.rep_signed_at is not None and self.manager_signed_at is not None

    @is_signed.inplace.expression
    @classmethod
    def _is_signed(cls) -> ColumnElement[bool]:
        return and_(cls.rep_signed_at.is_not(None), cls.manager_signed_at.is_not(None))

    owner: Mapped[Person] = relationship(foreign_keys=[owner_id], lazy="raise")
    author: Mapped[Person] = relationship(foreign_keys=[author_id], lazy="raise")
    closed_by: Mapped[Person | None] = relationship(foreign_keys=[closed_by_id], lazy="raise")
    sponsor: Mapped[Person | None] = relationship(foreign_keys=[sponsor_id], lazy="raise")
    strategy: Mapped[Strategy | None] = relationship(lazy="raise")
    segments: Mapped[list["Segment"]] = relationship(
        lazy="raise", order_by="Segment.position", cascade="all, delete-orphan"
    )
    open_revision: Mapped["Revision | None"] = relationship(
        lazy="raise",
        viewonly=True,
        primaryjoin="and_(Revision.objective_id == Objective.id, Revision.decided_at.is_(None))",
    )


class Segment(Base):
    """A part of the client portfolio inside an objective, with its share of the target in percent."""

    __tablename__ = "segments"
    __table_args__ = (UniqueConstraint("objective_id", "name"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"))
    position: Mapped[int]
    name: Mapped[Prose]
    share: Mapped[Decimal]
    is_removed: Mapped[bool] = mapped_column(default=False)


class Revision(Base):
    """A change of a signed objective that one of the two suggests and the other confirms or declines, one at a time."""

    __tablename__ = "revisions"
    __table_args__ = (
        Index("ix_revisions_objective_id", "objective_id", unique=True, postgresql_where=OPEN, sqlite_where=OPEN),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    suggested_at: Mapped[datetime]
    note: Mapped[Prose] = mapped_column(default="")
    decided_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="raise")


class ObjectiveDeed(Base):
    """Something somebody did about an objective as a whole: proposed, signed, closed it. Only added to."""

    __tablename__ = "objective_deeds"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    done_at: Mapped[datetime]
    deed: Mapped[Deed]
    note: Mapped[Prose] = mapped_column(default="")

    author: Mapped[Person] = relationship(lazy="raise")


class ObjectiveChange(Base):
    """One field of an objective that somebody changed: dated and signed, both values as they were stored.

    One that belongs to a revision is a suggestion until that is confirmed; `changed_at` is then the instant of that.
    """

    __tablename__ = "objective_changes"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    field: Mapped[str] = mapped_column(String(40))
    before: Mapped[Prose]
    after: Mapped[Prose]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revisions.id", ondelete="CASCADE"), index=True)
    is_suggested: Mapped[bool] = mapped_column(default=False, server_default=false())

    author: Mapped[Person] = relationship(lazy="raise")


class ProgressEntry(Base):
    """A value of an objective, dated and signed. Entries are added, never changed: a correction names the old one.

    A correction has the `recorded_at` of what it corrects, in whose place it stands, and was written at `corrected_at`.
    """

    __tablename__ = "progress_entries"
    __table_args__ = (Index(None, "objective_id", "recorded_at"), UniqueConstraint("corrects_id"))

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"))
    checkin_id: Mapped[int | None] = mapped_column(ForeignKey("checkins.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    value: Mapped[Decimal]
    confidence: Mapped[Confidence | None]
    recorded_at: Mapped[datetime]
    note: Mapped[Prose] = mapped_column(default="", server_default="")
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("progress_entries.id"))
    corrected_at: Mapped[datetime | None]

    author: Mapped[Person] = relationship(lazy="raise")
    parts: Mapped[list["SegmentValue"]] = relationship(
        lazy="raise", order_by="SegmentValue.segment_id", cascade="all, delete-orphan"
    )
    correction: Mapped["ProgressEntry | None"] = relationship(
        lazy="raise", viewonly=True, primaryjoin="remote(ProgressEntry.corrects_id) == ProgressEntry.id", uselist=False
    )

    @hybrid_property
    def written_at(self) -> datetime:
        return self.corrected_at or self.recorded_at

    @written_at.inplace.expression
    @classmethod
    def _written_at(cls) -> ColumnElement[datetime]:
        return func.coalesce(cls.corrected_at, cls.recorded_at, type_=cls.recorded_at.type)

    @classmethod
    def stands(cls) -> ColumnElement[bool]:
        """Keep what counts: what nobody has corrected."""
        return ~cls.correction.has()


class SegmentValue(Base):
    """The part of a value that one segment brought."""

    __tablename__ = "segment_values"
    __table_args__ = (UniqueConstraint("entry_id", "segment_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    entry_id: Mapped[int] = mapped_column(ForeignKey("progress_entries.id", ondelete="CASCADE"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id", ondelete="CASCADE"), index=True)
    value: Mapped[Decimal]

    segment: Mapped[Segment] = relationship(lazy="raise")
