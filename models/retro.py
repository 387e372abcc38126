"""Annual retrospectives: what each rep prepares, the steps of the thread, and what is said in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.retro import Step, Topic
from models.base import Base, Key, Prose, WorkspaceKey
from models.person import Person
from models.team import Team


class Retro(Base):
    """The retrospective of a team's year. `dots` is how many votes each person has."""

    __tablename__ = "retros"
    __table_args__ = (UniqueConstraint("team_id", "year"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    year: Mapped[int]
    dots: Mapped[int]
    step: Mapped[Step]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    team: Mapped[Team] = relationship(lazy="raise")
    stages: Mapped[list["RetroStage"]] = relationship(lazy="raise")
    preparations: Mapped[list["Preparation"]] = relationship(lazy="raise")


class RetroStage(Base):
    """A step that was reached: what its message in the thread is about, however often the team comes back to it."""

    __tablename__ = "retro_stages"
    __table_args__ = (UniqueConstraint("retro_id", "step"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    retro_id: Mapped[int] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"))
    step: Mapped[Step]
    entered_at: Mapped[datetime]

    retro: Mapped[Retro] = relationship(lazy="raise", back_populates="stages")


class Preparation(Base):
    """What a rep prepares for a retrospective: theirs alone, until they say it in the thread."""

    __tablename__ = "preparations"
    __table_args__ = (UniqueConstraint("retro_id", "rep_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    retro_id: Mapped[int] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"))
    rep_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    sent_at: Mapped[datetime | None]

    rep: Mapped[Person] = relationship(lazy="raise")
    retro: Mapped[Retro] = relationship(lazy="raise", back_populates="preparations")
    notes: Mapped[list["PreparationNote"]] = relationship(lazy="raise", cascade="all, delete-orphan")


class PreparationNote(Base):
    """What a rep wrote on one topic."""

    __tablename__ = "preparation_notes"
    __table_args__ = (UniqueConstraint("preparation_id", "topic"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    preparation_id: Mapped[int] = mapped_column(ForeignKey("preparations.id", ondelete="CASCADE"))
    topic: Mapped[Topic]
    text: Mapped[Prose]


class Contribution(Base):
    """What somebody said in a step of the thread; `why` is asked of what did not work."""

    __tablename__ = "contributions"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    retro_id: Mapped[int] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"), index=True)
    step: Mapped[Step]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[Prose]
    why: Mapped[Prose | None]
    said_at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="raise")
    votes: Mapped[list["Vote"]] = relationship(lazy="raise")


class Vote(Base):
    """A dot that somebody gave to a solution."""

    __tablename__ = "votes"
    __table_args__ = (UniqueConstraint("contribution_id", "voter_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contributions.id", ondelete="CASCADE"))
    voter_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)


class ParkedCase(Base):
    """A client's special case set aside, with the lesson it holds for other clients."""

    __tablename__ = "parked_cases"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    retro_id: Mapped[int] = mapped_column(ForeignKey("retros.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[Prose]
    lesson: Mapped[Prose]
    parked_at: Mapped[datetime]

    author: Mapped[Person] = relationship(lazy="raise")
