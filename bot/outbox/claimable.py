"""Which deliveries may go out at the instant `at`: what that asks of a row, of its place and of its workspace.

All of it is built once: of a claim it took the larger part.
"""

from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, bindparam, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased

from models import Delivery, Installation, Pair, Pause, Person
from models.delivery import HOME

AT = bindparam("at", type_=Delivery.due_at.type)
_OTHER = aliased(Delivery)  # that goes to the same place
_UNPLACED = and_(Delivery.ts.is_(None), Delivery.kind != HOME)  # will be posted, where others are updated or published
_SAME_PLACE = (_OTHER.workspace_id == Delivery.workspace_id, _OTHER.place == Delivery.place)
_DM = func.coalesce(
    select(Person.dm).where(Person.id == Delivery.recipient_id).correlate(Delivery).scalar_subquery(),
    select(Pair.dm).where(Pair.id == Delivery.pair_id).correlate(Delivery).scalar_subquery(),
)
_POSTED = (*_SAME_PLACE, _OTHER.quiet_until.is_not(None))  # of the whole history: only its newest is ever asked for
_QUIET = select(func.max(_OTHER.quiet_until)).where(*_POSTED).scalar_subquery()
_LOOKING = ("conversations.history", "conversations.replies")
SPARED = {"views.publish", "chat.postMessage", "chat.update", "conversations.open", *_LOOKING}  # when Slack asks for it


def thread_ts(answer: type[Delivery]) -> ColumnElement[str | None]:
    """Return where in Slack stands what a message answers to: a value, since of a join PostgreSQL may read it all."""
    head = aliased(Delivery)
    return select(head.ts).where(head.id == answer.thread_id).scalar_subquery()


def _unheld(row: type[Delivery]) -> tuple[ColumnElement[bool], ...]:
    """Return what pending rows fulfil; an answer waits for what it answers to."""
    return row.wanted > row.sent, row.failed_at.is_(None), or_(row.thread_id.is_(None), thread_ts(row).is_not(None))


def _some(*which: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return 1 where a row fulfils these, else null.

    Asked delivery by delivery, so that of a long queue no more is read than is claimed; of an EXISTS PostgreSQL makes a
    join with all of it.
    """
    return select(literal(1)).where(*which).limit(1).correlate(Delivery).scalar_subquery()


PENDING = (
    *_unheld(Delivery),
    _some(Installation.workspace_id == Delivery.workspace_id, Installation.revoked_at.is_(None)).is_not(None),
)
OLDEST = _some(
    *_SAME_PLACE, *_unheld(_OTHER), tuple_(_OTHER.due_at, _OTHER.id) < tuple_(Delivery.due_at, Delivery.id)
).is_(None)
_NEEDED = and_(
    Pause.workspace_id == Delivery.workspace_id,
    or_(
        Pause.method
        == case((Delivery.kind == HOME, "views.publish"), (_UNPLACED, "chat.postMessage"), else_="chat.update"),
        and_(Pause.method == "conversations.open", _UNPLACED, _DM.is_(None), Delivery.target.is_(None)),
        and_(Pause.method.in_(_LOOKING), _UNPLACED, Delivery.attempts > 0),
    ),
)


FREE = _some(*_SAME_PLACE, _OTHER.claimed_until > AT).is_(None)  # nobody is sending anything to its place
ALONE = _some(*_SAME_PLACE, _OTHER.claimed_until > AT, _OTHER.id != Delivery.id).is_(None)  # nor anything else
CLAIMABLE = (
    *PENDING,
    Delivery.due_at <= AT,
    or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= AT),  # asked anew of a row that just changed
    OLDEST,
    FREE,
    or_(~_UNPLACED, func.coalesce(_QUIET, AT) <= AT),
    _some(_NEEDED, Pause.until > AT).is_(None),
)
ELSEWHERE = tuple_(Delivery.workspace_id, Delivery.place).not_in(
    select(_OTHER.workspace_id, _OTHER.place).where(_OTHER.id.in_(bindparam("besides", expanding=True)))
)  # goes to another place than `besides`


def _earliest() -> Select[datetime | None]:
    """Return the query for when the next delivery can go out, as far as one can tell now."""
    held = select(func.max(_OTHER.claimed_until)).where(*_SAME_PLACE, _OTHER.claimed_until.is_not(None))
    paused = select(func.max(Pause.until)).where(_NEEDED)
    reasons = {
        "held": held.scalar_subquery(),
        "quiet": case((_UNPLACED, _QUIET)),
        "paused": paused.scalar_subquery(),
    }
    named = [reason.label(name) for name, reason in reasons.items()]
    waiting = select(Delivery.due_at, *named).where(*PENDING, OLDEST).cte().prefix_with("MATERIALIZED").columns
    return select(func.min(reduce(_later, (waiting[name] for name in reasons), waiting.due_at)))


def _later(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((other > one, other), else_=one)


EARLIEST = _earliest()
