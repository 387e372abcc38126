"""Teams, and the pairs of a rep and the manager in them."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, Key, Prose, SlackId, WorkspaceKey
from models.person import Person


class Team(Base):
    """A manager and reps, with a channel, a country for public holidays, and the channel's language and time zone."""

    __tablename__ = "teams"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    name: Mapped[Prose]
    manager_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    channel: Mapped[SlackId]
    country: Mapped[str] = mapped_column(String(16))
    locale: Mapped[str] = mapped_column(String(16))
    tz: Mapped[str] = mapped_column(String(64))

    manager: Mapped[Person] = relationship(lazy="raise")


class Pair(Base):
    """A rep and the manager. A person is the rep of at most one pair; `country` is the rep's, for holidays."""

    __tablename__ = "pairs"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), index=True)
    rep_id: Mapped[int] = mapped_column(ForeignKey("people.id"), unique=True)
    manager_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    country: Mapped[str] = mapped_column(String(16))

    team: Mapped[Team] = relationship(lazy="raise")
    rep: Mapped[Person] = relationship(foreign_keys=[rep_id], lazy="raise")
    manager: Mapped[Person] = relationship(foreign_keys=[manager_id], lazy="raise")
