"""Feedback outside a check-in: giving it to somebody of one's team, and reading it, between the two."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, joinedload

import models
from bot.rules import visibility
from bot.rules.feedback import Envelope, Feedback, Letterbox, NewFeedback
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, person
from models.team import WITH_THE_TWO

GIVEN = "feedback_given"
LATEST = 5  # how many Home lists of those received, and of those given
WITH_PEOPLE = (joinedload(models.Feedback.author), joinedload(models.Feedback.recipient))


async def people(session: AsyncSession, *, by: Caller) -> tuple[Person, ...]:
    """Return to whom somebody may give feedback: everyone with whom they share a team, by name.

    Raises Rejected for somebody who shares none.
    """
    found = await _team_mates(session, await person.require(session, by))
    if not found:
        raise Rejected.because(Reason.NO_TEAM)
    return tuple(person.frozen(row) for row in found)


async def addressee(session: AsyncSession, slack_id: str, *, by: Caller) -> Person:
    """Return the person to whom `by` is about to give feedback, or raise Rejected, saying between whom it goes."""
    return person.frozen(await _addressee(session, slack_id, await person.require(session, by)))


async def counterpart(session: AsyncSession, *, by: Caller) -> Person | None:
    """Return the one person with whom somebody has check-ins; None where there are several, or nobody."""
    me = await person.require(session, by)
    pairs = await session.scalars(
        select(models.Pair)
        .where(or_(models.Pair.rep_id == me.id, models.Pair.manager_id == me.id), models.Pair.is_running)
        .limit(2)
        .options(*WITH_THE_TWO)
    )
    others = [pair.other(me.id) for pair in pairs]
    return person.frozen(others[0]) if len(others) == 1 else None


async def give(session: AsyncSession, new: NewFeedback, *, by: Caller, at: datetime) -> Envelope:
    """Keep a feedback, and owe its recipient the news. Sent twice from one form, it is one feedback."""
    me = await person.require(session, by)
    await session.refresh(me, with_for_update={"key_share": True})  # one at a time of each author's
    whom = await _addressee(session, new.to, me)
    if row := await _sent_before(session, new, me, whom):
        return _envelope(row)
    row = models.Feedback(workspace_id=me.workspace_id, author=me, recipient=whom, text=new.text, given_at=at)
    session.add(row)
    await session.flush()
    await delivery.owe(session, GIVEN, to=whom, subject=row.id, at=at)
    await delivery.redraw_homes(session, (me, whom), at=at)
    return _envelope(row)


async def read(session: AsyncSession, feedback_id: int, *, by: Caller, at: datetime) -> Feedback:
    """Open a feedback. The first time its recipient does, the news of it is drawn anew.

    Raises Rejected for anybody but its author and its recipient.
    """
    row = await _get(session, feedback_id, by, lock=True)
    if row.read_at is None and row.recipient.slack_id == by.slack_id:
        row.read_at = at
        await delivery.owe(session, GIVEN, to=row.recipient, subject=row.id, at=at)
        await delivery.redraw_homes(session, (row.recipient,), at=at)
    return Feedback(_envelope(row), row.text)


async def envelope(session: AsyncSession, feedback_id: int, *, by: Caller) -> Envelope:
    """Return that a feedback is there, without its text; it stays as read or unread as it was."""
    return _envelope(await _get(session, feedback_id, by))


async def letterboxes(
    session: AsyncSession, keys: Collection[int], in_teams: Collection[int]
) -> Mapping[int, Letterbox]:
    """Return the feedback of each of some people at a glance; those `in_teams`, with others, may give some."""
    feedback = models.Feedback
    unread_first = feedback.read_at.is_not(None)
    received = await _latest(session, feedback.recipient_id, keys, unread_first)
    given = await _latest(session, feedback.author_id, keys)
    return {
        key: Letterbox(
            received=tuple(one for one in received if one.recipient.id == key),
            given=tuple(one for one in given if one.author.id == key),
            may_give=key in in_teams,
        )
        for key in keys
    }


async def _latest(
    session: AsyncSession, side: InstrumentedAttribute[int], keys: Collection[int], *first: ColumnElement[bool]
) -> list[Envelope]:
    """Return the `LATEST` of each person on one side."""
    order = (*first, models.Feedback.given_at.desc(), models.Feedback.id.desc())
    rank = func.row_number().over(partition_by=side, order_by=order).label("rank")
    ranked = select(models.Feedback.id, rank).where(side.in_(keys)).subquery()
    rows = await session.scalars(
        select(models.Feedback)
        .join(ranked, ranked.c.id == models.Feedback.id)
        .where(ranked.c.rank <= LATEST)
        .order_by(*order)
        .options(*WITH_PEOPLE)
    )
    return [_envelope(row) for row in rows]


async def _team_mates(session: AsyncSession, me: models.Person) -> Sequence[models.Person]:
    """Return everybody in somebody's teams, by name."""
    return (await session.scalars(_mates(me).order_by(models.Person.name, models.Person.id))).all()


def _mates(me: models.Person) -> Select[models.Person]:
    """Select the managers and reps of every team in which somebody is a manager or a rep."""
    pair, team = models.Pair, models.Team
    mine = (
        select(pair.team_id)
        .where(pair.rep_id == me.id, pair.is_running)
        .union(select(team.id).where(team.manager_id == me.id, team.is_running))
    )
    teams = team.id.in_(mine)
    theirs = (
        select(pair.rep_id)
        .join(team, team.id == pair.team_id)
        .where(teams, pair.is_running)
        .union(select(team.manager_id).where(teams))
    )
    return select(models.Person).where(models.Person.id.in_(theirs), models.Person.id != me.id)


async def _addressee(session: AsyncSession, slack_id: str, me: models.Person) -> models.Person:
    if slack_id == me.slack_id:
        raise Rejected.because(Reason.NOT_TO_ONESELF)
    mates = await _team_mates(session, me)
    if not mates:
        raise Rejected.because(Reason.NO_TEAM)
    found = next((mate for mate in mates if mate.slack_id == slack_id), None)
    if found is None:
        raise Rejected.because(Reason.NO_COMMON_TEAM)
    return found


async def _sent_before(
    session: AsyncSession, new: NewFeedback, author: models.Person, recipient: models.Person
) -> models.Feedback | None:
    return await session.scalar(
        select(models.Feedback)
        .where(
            models.Feedback.author_id == author.id,
            models.Feedback.recipient_id == recipient.id,
            models.Feedback.text == new.text,
            models.Feedback.given_at >= new.begun_at,
        )
        .limit(1)
        .options(*WITH_PEOPLE)
    )


async def _get(session: AsyncSession, feedback_id: int, by: Caller, *, lock: bool = False) -> models.Feedback:
    me = await person.require(session, by)
    query = (
        select(models.Feedback)
        .where(models.Feedback.id == feedback_id, models.Feedback.workspace_id == me.workspace_id)
        .options(*WITH_PEOPLE)
    )
    row = await session.scalar(query.with_for_update(of=models.Feedback) if lock else query)
    if row is None or not visibility.may_open(_envelope(row), person.frozen(me)):
        raise Rejected.because(Reason.NOT_YOUR_FEEDBACK)
    return row


def _envelope(row: models.Feedback) -> Envelope:
    return Envelope(row.id, person.frozen(row.author), person.frozen(row.recipient), row.given_at, row.read_at)
