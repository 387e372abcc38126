"""Teams, and the pairs of a rep and the manager in them."""

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from models.base import Base, Ending, Key, Prose, SlackId, WorkspaceKey
from models.person import Person

RUNNING, ENDED = text("ended_at IS NULL"), text("ended_at IS NOT NULL")


class Team(Ending, Base):
    """A manager and reps, with a channel, a country for public holidays, and the channel's language and time zone.

    `set_up_by` is who last changed it in Slack. One that was dissolved keeps its rows: what was written stays readable.
    """

    __tablename__ = "teams"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    name: Mapped[Prose]
    manager_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[SlackId]
    country: Mapped[str] = mapped_column(String(16))
    locale: Mapped[str] = mapped_column(String(16))
    tz: Mapped[str] = mapped_column(String(64))
    set_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    manager: Mapped[Person] = relationship(foreign_keys=[manager_id], lazy="raise")
    set_up_by: Mapped[Person | None] = relationship(foreign_keys=[set_up_by_id], lazy="raise")


class Pair(Ending, Base):
    """A rep and the manager; `country` is the rep's, for holidays. A person is the rep of one pair at a time.

    One that has ended stays, with what the two wrote. `successor` is the pair that took over its rep and its actions.
    `dm` is the direct message of the two with Tandem, once it was opened.
    """

    __tablename__ = "pairs"
    __table_args__ = (
        Index("ix_pairs_rep_id", "rep_id", unique=True, postgresql_where=RUNNING, sqlite_where=RUNNING),
        Index("ix_pairs_former_rep_id", "rep_id", postgresql_where=ENDED, sqlite_where=ENDED),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    rep_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    manager_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    country: Mapped[str] = mapped_column(String(16))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("pairs.id"))
    dm: Mapped[str | None] = mapped_column(String(20))

    team: Mapped[Team] = relationship(lazy="raise")
    rep: Mapped[Person] = relationship(foreign_keys=[rep_id], lazy="raise")
    manager: Mapped[Person] = relationship(foreign_keys=[manager_id], lazy="raise")
    added_by: Mapped[Person | None] = relationship(foreign_keys=[added_by_id], lazy="raise")
    successor: Mapped["Pair | None"] = relationship(remote_side="Pair.id", lazy="raise")

    def other(self, who: int) -> Person:
        """Return with whom somebody (by key) is in the pair. Needs the two loaded."""
        return self.manager if who == self.rep_id else self.rep


WITH_THE_TWO = (joinedload(Pair.rep), joinedload(Pair.manager))  # what `Pair.other` needs
