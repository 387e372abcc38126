"""What was changed of goals and strategy lines, the news of it to each rep, and what they answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.rules.strategy import Answer, Aspect
from models.base import Base, Key, Prose, WorkspaceKey
from models.objective import Goal, Objective, Strategy
from models.person import Person
from models.team import Pair


class StrategyChange(Base):
    """A goal or a line that somebody changed in one respect: dated and signed, both values as they were stored."""

    __tablename__ = "strategy_changes"
    __table_args__ = (
        Index("ix_strategy_changes_team_id", "team_id", "changed_at"),
        CheckConstraint("(goal_id IS NULL) <> (strategy_id IS NULL)", name="one_of_both"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    goal_id: Mapped[int | None] = mapped_column(ForeignKey("goals.id", ondelete="CASCADE"))
    strategy_id: Mapped[int | None] = mapped_column(ForeignKey("strategies.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    aspect: Mapped[Aspect]
    before: Mapped[Prose]
    after: Mapped[Prose]
    note: Mapped[Prose] = mapped_column(default="")

    author: Mapped[Person] = relationship(lazy="raise")
    goal: Mapped[Goal | None] = relationship(lazy="raise")
    strategy: Mapped[Strategy | None] = relationship(lazy="raise")


class StrategyNews(Base):
    """One message to the rep of a pair about what has changed above their objectives from `begun_at` to `told_at`."""

    __tablename__ = "strategy_news"

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    pair_id: Mapped[int] = mapped_column(ForeignKey("pairs.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime]
    told_at: Mapped[datetime]

    pair: Mapped[Pair] = relationship(lazy="raise")
    questions: Mapped[list["StrategyQuestion"]] = relationship(lazy="raise", order_by="StrategyQuestion.id")


class StrategyQuestion(Base):
    """Whether an objective is still valid, now that the line under which it stood has changed, or its goal has."""

    __tablename__ = "strategy_questions"
    __table_args__ = (UniqueConstraint("news_id", "objective_id"),)

    id: Mapped[Key]
    workspace_id: Mapped[WorkspaceKey]
    news_id: Mapped[int] = mapped_column(ForeignKey("strategy_news.id", ondelete="CASCADE"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id", ondelete="CASCADE"), index=True)
    strategy_id: Mapped[int] = mapped_column(ForeignKey("strategies.id", ondelete="CASCADE"), index=True)
    answer: Mapped[Answer | None]
    answered_at: Mapped[datetime | None]

    news: Mapped[StrategyNews] = relationship(lazy="raise", back_populates="questions")
    objective: Mapped[Objective] = relationship(lazy="raise")
    strategy: Mapped[Strategy] = relationship(lazy="raise")
