"""Deliveries: the messages Tandem owes, one row a message, from the change that causes it to its last redrawing."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, WorkspaceId
from models.person import Person
from models.team import Pair

HOME = "home"  # the kind that is published where the others are posted
IN_FLIGHT = timedelta(minutes=1)  # as long as a call of Slack's may be under way
TO_ONE = "(CASE WHEN {} IS NULL THEN 0 ELSE 1 END)"
GOES_SOMEWHERE = " + ".join(TO_ONE.format(one) for one in ("recipient_id", "target", "pair_id")) + " = 1"
PENDING = text("wanted > sent AND failed_at IS NULL")
GIVEN_UP = text("wanted > sent AND failed_at IS NOT NULL")
IN_THREAD = text("thread_id IS NOT NULL")
HELD, POSTED = text("claimed_until IS NOT NULL"), text("quiet_until IS NOT NULL")


class Delivery(Base):
    """A message to a person, to a pair, or one in a channel.

    `wanted` counts how often it was asked for, `sent` up to which. `target` says where a message in a channel goes,
    `locale` in which language one that several read is written; `thread` is the message it answers to, and it waits
    until that one is in Slack. `file_id` is the file it carries, once Slack has named it, `file_version` what of.

    A row is pending while `wanted > sent`. One that has a `ts` is in Slack already: it is updated, not posted again.

    What goes to one `place` (a person, somebody's Home, a channel) goes in its order, one at a time: `claimed_until` is
    the lease of whoever sends it now. After a post nothing else is posted there before `quiet_until`. `tried_at` is
    when the first of the `attempts` began.

    Of a Home, `shown` is the version that Slack shows, null where that is not known, `opened_at` when its reader last
    opened it or chose a list on it, for which it is published at once and beside the outbox, and `chosen` that list.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint(GOES_SOMEWHERE, name="goes_somewhere"),
        Index("ix_deliveries_pending", "due_at", "id", postgresql_where=PENDING, sqlite_where=PENDING),
        Index(
            "ix_deliveries_place",
            "workspace_id",
            "place",
            "due_at",
            "id",
            postgresql_where=PENDING,
            sqlite_where=PENDING,
        ),
        Index(None, "recipient_id", "subject_id"),
        Index("ix_deliveries_thread_id", "thread_id", postgresql_where=IN_THREAD, sqlite_where=IN_THREAD),
        Index("ix_deliveries_given_up", "failed_at", postgresql_where=GIVEN_UP, sqlite_where=GIVEN_UP),
        Index("ix_deliveries_held", "workspace_id", "place", postgresql_where=HELD, sqlite_where=HELD),
        Index(
            "ix_deliveries_quiet", "workspace_id", "place", "quiet_until", postgresql_where=POSTED, sqlite_where=POSTED
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceId]
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    subject_id: Mapped[int | None]
    recipient_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    target: Mapped[str | None] = mapped_column(String(20))
    pair_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id"))
    place: Mapped[str] = mapped_column(String(40))
    locale: Mapped[str | None] = mapped_column(String(16))
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    due_at: Mapped[datetime]
    wanted: Mapped[int] = mapped_column(default=1)
    sent: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    tried_at: Mapped[datetime | None]
    channel: Mapped[str | None] = mapped_column(String(20))
    ts: Mapped[str | None] = mapped_column(String(32))
    file_id: Mapped[str | None] = mapped_column(String(20))
    file_version: Mapped[str] = mapped_column(String(64), default="", server_default="")
    chosen: Mapped[str] = mapped_column(String(64), default="", server_default="")
    shown: Mapped[str | None] = mapped_column(String(64))
    opened_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    quiet_until: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[Prose | None]

    recipient: Mapped[Person | None] = relationship(lazy="raise")
    pair: Mapped[Pair | None] = relationship(lazy="raise")
    thread: Mapped["Delivery | None"] = relationship(remote_side="Delivery.id", lazy="raise")
