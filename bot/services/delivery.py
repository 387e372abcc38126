"""Owing someone a message: decided with the change that causes it, in its transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Insert, and_, case, delete, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.person import Reader
from models import Delivery, Pair, Person, Team
from models.database import INSERT
from models.delivery import HOME

HELP = "help"
PROMPT, SHARED = "checkin_prompt", "checkin_shared"  # two messages that list actions
REMINDER = "checkin_reminder"
PREPARATION, RECORD = "talk_preparation", "talk_record"
LETTERS, PACKET = "letters_given_up", "retro_packet"
ENDINGS = ("objective_ends_soon", "objective_has_ended", "objective_still_open")
ACTIONS_DUE = ("action_soon", "action_today")
ASKING = (PROMPT, REMINDER, PREPARATION, RECORD, LETTERS, PACKET, *ENDINGS, *ACTIONS_DUE)  # not in quiet hours
RECENT = timedelta(days=14)  # older messages stay in the language they were written in
Row = Mapping[str, object]  # what is wanted, by column
_WANTED_AGAIN: Mapping[str, Any] = {
    "wanted": Delivery.wanted + 1,
    "attempts": case((Delivery.attempts > 0, 1), else_=0),  # a fresh start, which forgets no attempt in doubt
    "failed_at": None,
    "error": None,
}


async def owe(
    session: AsyncSession, kind: str, *, to: Person, subject: int | None = None, cause: str = "", at: datetime
) -> None:
    """Owe `to` the message of that kind about the row `subject`, as things stand when it is sent.

    There is one message a kind, person and `cause`, which is the subject unless another is named. Owing it again has
    it drawn anew: posted if it was not yet, updated in place if it was. Several changes before it is sent make one.
    """
    if to.left_at is None:
        await _owe(session, [_to_person(kind, to, subject=subject, cause=cause)], at=at)


async def owe_each(session: AsyncSession, kind: str, wanted: Iterable[tuple[Person | Reader, int, datetime]]) -> None:
    """Owe messages of a kind as `owe()` does, all at once: to whom, about which row, and when each is due."""
    rows = [
        _to_person(kind, to, subject=subject) | {"due_at": due} for to, subject, due in wanted if to.left_at is None
    ]
    if rows:
        await _owe(session, rows)


async def owe_once(session: AsyncSession, kind: str, *, to: Person, subject: int, cause: str, at: datetime) -> None:
    """Owe a message as `owe()` does, unless it was ever owed."""
    if not await _known(session, to.workspace_id, _key(kind, cause, to)):
        await owe(session, kind, to=to, subject=subject, cause=cause, at=at)


async def redraw(session: AsyncSession, kind: str, *, to: Person, subject: int, at: datetime) -> None:
    """Have the messages of a kind drawn anew, since what they are about has changed; where none was owed, none is."""
    await redraw_each(session, [(kind, to, subject)], at=at)


async def redraw_each(session: AsyncSession, shown: Iterable[tuple[str, Person, int]], *, at: datetime) -> None:
    """Redraw messages as `redraw()` does, all at once: of which kind, to whom, and about which row."""
    those = [(kind, to.id, subject) for kind, to, subject in shown if to.left_at is None]
    if those:
        of_those = tuple_(Delivery.kind, Delivery.recipient_id, Delivery.subject_id).in_(those)
        await _redraw(session, of_those, at=at)


async def redraw_those(session: AsyncSession, which: ColumnElement[bool], *, at: datetime) -> None:
    """Redraw messages as `redraw()` does, all at once: those of a condition on `models.Delivery`."""
    await _redraw(session, which, at=at)


async def withdraw(session: AsyncSession, kind: str, *, to: Person, subject: int) -> None:
    """Owe somebody no longer what nobody has begun to send."""
    of_that = (Delivery.kind == kind, Delivery.recipient_id == to.id, Delivery.subject_id == subject)
    await session.execute(delete(Delivery).where(*of_that, Delivery.sent == 0, Delivery.attempts == 0))


async def withdraw_each(session: AsyncSession, kinds: Collection[str], *, subjects: Collection[int]) -> None:
    """Owe nobody any longer what of some kinds, about some rows, nobody has begun to send."""
    of_those = (Delivery.kind.in_(kinds), Delivery.subject_id.in_(subjects))
    await session.execute(delete(Delivery).where(*of_those, Delivery.sent == 0, Delivery.attempts == 0))


async def is_known(session: AsyncSession, kinds: Collection[str], *, to: Person, subject: int) -> bool:
    """Say whether somebody was ever owed a message of some kinds about that."""
    about = select(Delivery.id).where(Delivery.recipient_id == to.id, *_about(kinds, subject)).limit(1)
    return await session.scalar(about) is not None


async def is_last(session: AsyncSession, kinds: Collection[str], *, to: Person, subject: int) -> bool:
    """Say whether the last that somebody was told, or is to be, is of some kinds and about that."""
    about, begun = and_(*_about(kinds, subject)), or_(Delivery.sent > 0, Delivery.attempts > 0)
    last = await session.scalar(
        select(about)
        .where(Delivery.recipient_id == to.id, Delivery.kind != HOME, or_(begun, about))
        .order_by(Delivery.id.desc())
        .limit(1)
    )
    return bool(last)


async def waiting(
    session: AsyncSession, kinds: Collection[str], *whose: ColumnElement[bool]
) -> Sequence[tuple[Delivery, Person]]:
    """Return what nobody has begun to send to some people, with its readers, locked."""
    found = await session.execute(
        select(Delivery, Person)
        .join(Delivery.recipient)
        .where(Delivery.kind.in_(kinds), Delivery.sent == 0, Delivery.attempts == 0, *whose)
        .order_by(Delivery.id)
        .with_for_update(of=Delivery)
    )
    return [(row, who) for row, who in found]


async def redraw_recent(session: AsyncSession, reader: int, *, at: datetime) -> None:
    """Have what somebody still acts on drawn anew, since the reader has changed: Home, and the messages of `RECENT`."""
    lately = or_(Delivery.kind == HOME, Delivery.sent_at >= at - RECENT)
    await _redraw(session, Delivery.recipient_id == reader, lately, at=at)


def _about(kinds: Collection[str], subject: int) -> tuple[ColumnElement[bool], ...]:
    return Delivery.kind.in_(kinds), Delivery.subject_id == subject


async def _redraw(session: AsyncSession, *which: ColumnElement[bool], at: datetime) -> None:
    pending = Delivery.wanted > Delivery.sent
    due_at = case((pending, Delivery.due_at), else_=at)
    await session.execute(update(Delivery).where(*which).values(due_at=due_at, **_WANTED_AGAIN))


async def redraw_homes(session: AsyncSession, readers: Iterable[Person | Reader], *, at: datetime) -> None:
    """Owe each a new Home: last, and in everybody's order, so that two transactions never wait for each other."""
    here = {reader.id: reader for reader in readers if reader.left_at is None}
    homes = [home_of(reader) for _, reader in sorted(here.items())]
    if homes:
        await _owe(session, homes, at=at)


def home_of(reader: Person | Reader) -> dict[str, object]:
    """Return which row is somebody's Home."""
    return _to_person(HOME, reader)


async def owe_channel(
    session: AsyncSession, kind: str, *, team: Team, subject: int, under: tuple[str, int] | None = None, at: datetime
) -> None:
    """Owe a team's channel the message of that kind about the row `subject`, in the channel's language.

    `under` names, by kind and subject, the message of the channel in whose thread it goes. What holds of `owe()`
    holds here too. Raises LookupError where the channel was never owed the message named.
    """
    wanted: Row = {
        "kind": kind,
        "key": _channel_key(team, kind, subject),
        "workspace_id": team.workspace_id,
        "target": team.channel,
        "place": team.channel,
        "locale": team.locale,
        "thread_id": await _in_channel(session, team, *under) if under else None,
        "subject_id": subject,
    }
    await _owe(session, [wanted], at=at)


async def owe_pairs(session: AsyncSession, kind: str, wanted: Iterable[tuple[Pair, int, datetime]]) -> None:
    """Owe pairs messages of a kind, all at once: to which two, about which row, and when each is due.

    They go to the group direct message of the two, in their team's language. What holds of `owe()` holds here too.
    A pair that has ended is owed nothing, nor one of which somebody is gone. Needs the two and the team loaded.
    """
    rows = [_to_pair(kind, pair, subject) | {"due_at": due} for pair, subject, due in wanted if _is_there(pair)]
    if rows:
        await _owe(session, rows)


async def answer_pairs(
    session: AsyncSession, kind: str, wanted: Iterable[tuple[Pair, int, int]], *, under: str, at: datetime
) -> None:
    """Owe pairs messages as `owe_pairs()` does: to which two, about which row, and in whose thread.

    That is the one of the message of kind `under` about another row. Raises LookupError where that was never owed.
    """
    here = [(pair, subject, _pair_key(pair, under, head)) for pair, subject, head in wanted if _is_there(pair)]
    if here:
        heads = await _heads(session, here[0][0].workspace_id, {key for _, _, key in here})
        rows = [_to_pair(kind, pair, subject) | {"thread_id": heads[key]} for pair, subject, key in here]
        await _owe(session, rows, at=at)


async def forget_pair(session: AsyncSession, pair: Pair) -> None:
    """Owe a pair that ends nothing more of what was for the two together."""
    theirs = (Delivery.workspace_id == pair.workspace_id, Delivery.place == _place(pair))
    pending = (Delivery.wanted > Delivery.sent, Delivery.failed_at.is_(None))
    await session.execute(update(Delivery).where(*theirs, *pending).values(sent=Delivery.wanted, claimed_until=None))


async def _in_channel(session: AsyncSession, team: Team, kind: str, subject: int) -> int:
    key = _channel_key(team, kind, subject)
    return (await _heads(session, team.workspace_id, {key}))[key]


async def _heads(session: AsyncSession, workspace: str, keys: Collection[str]) -> Mapping[str, int]:
    rows = await session.execute(
        select(Delivery.key, Delivery.id).where(Delivery.workspace_id == workspace, Delivery.key.in_(keys))
    )
    return dict(rows.all())


async def _known(session: AsyncSession, workspace: str, key: str) -> int | None:
    return await session.scalar(select(Delivery.id).where(Delivery.workspace_id == workspace, Delivery.key == key))


def _key(kind: str, subject: int | str, to: Person | Reader) -> str:
    return f"{kind}:{subject}:{to.id}"


def _channel_key(team: Team, kind: str, subject: int) -> str:
    return f"{kind}:{subject}:channel of {team.id}"


def _pair_key(pair: Pair, kind: str, subject: int) -> str:
    return f"{kind}:{subject}:pair {pair.id}"


def _place(pair: Pair) -> str:
    return f"pair {pair.id}"


def _to_pair(kind: str, pair: Pair, subject: int) -> dict[str, object]:
    return {
        "kind": kind,
        "key": _pair_key(pair, kind, subject),
        "workspace_id": pair.workspace_id,
        "pair_id": pair.id,
        "place": _place(pair),
        "locale": pair.team.locale,
        "subject_id": subject,
    }


def _is_there(pair: Pair) -> bool:
    return pair.is_running and pair.rep.left_at is None and pair.manager.left_at is None


def _to_person(kind: str, to: Person | Reader, *, subject: int | None = None, cause: str = "") -> dict[str, object]:
    return {
        "kind": kind,
        "key": _key(kind, cause or subject or "", to),
        "workspace_id": to.workspace_id,
        "recipient_id": to.id,
        "place": f"home of {to.id}" if kind == HOME else str(to.id),
        "subject_id": subject,
    }


async def _owe(session: AsyncSession, wanted: Iterable[Row], *, at: datetime | None = None) -> None:
    rows = [{"uid": uuid4().hex, "due_at": at, **row} for row in wanted]
    await session.execute(_insert_or_want_again(session.get_bind().dialect.name), rows)


@cache
def _insert_or_want_again(dialect: str) -> Insert:
    """Build the statement once: every change owes several messages."""
    insert = INSERT[dialect](Delivery.metadata.tables[Delivery.__tablename__])
    asked, waits = insert.excluded.due_at, and_(Delivery.attempts > 0, Delivery.failed_at.is_(None))
    due_at = case((and_(waits, Delivery.due_at > asked), Delivery.due_at), else_=asked)  # what is to be tried later
    return insert.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={"due_at": due_at, "locale": insert.excluded.locale, **_WANTED_AGAIN},
    )
