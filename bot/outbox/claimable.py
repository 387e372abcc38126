"""Which deliveries may go out at an instant: what that asks of a row, of its place and of its workspace."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from models import Delivery, Installation, Pause, Person
from models.delivery import HOME

THREAD = aliased(Delivery)  # the message that a delivery answers to
_OTHER, _ITS_THREAD = aliased(Delivery), aliased(Delivery)
_UNPLACED = and_(Delivery.ts.is_(None), Delivery.kind != HOME)  # will be posted, where others are updated or published
_SAME_PLACE = (_OTHER.workspace_id == Delivery.workspace_id, _OTHER.place == Delivery.place)
_LOOKING = ("conversations.history", "conversations.replies")
SPARED = {"views.publish", "chat.postMessage", "chat.update", "conversations.open", *_LOOKING}  # when Slack asks for it

PENDING = (
    Delivery.wanted > Delivery.sent,
    Delivery.failed_at.is_(None),
    or_(Delivery.thread_id.is_(None), THREAD.ts.is_not(None)),  # an answer waits for what it answers to
    exists().where(Installation.workspace_id == Delivery.workspace_id, Installation.revoked_at.is_(None)),
)
OLDEST = ~exists().where(
    *_SAME_PLACE,
    tuple_(_OTHER.due_at, _OTHER.id) < tuple_(Delivery.due_at, Delivery.id),
    _OTHER.wanted > _OTHER.sent,
    _OTHER.failed_at.is_(None),
    or_(_OTHER.thread_id.is_(None), exists().where(_ITS_THREAD.id == _OTHER.thread_id, _ITS_THREAD.ts.is_not(None))),
)
_NEEDED = and_(
    Pause.workspace_id == Delivery.workspace_id,
    or_(
        Pause.method
        == case((Delivery.kind == HOME, "views.publish"), (_UNPLACED, "chat.postMessage"), else_="chat.update"),
        and_(Pause.method == "conversations.open", _UNPLACED, Person.dm.is_(None), Delivery.recipient_id.is_not(None)),
        and_(Pause.method.in_(_LOOKING), _UNPLACED, Delivery.attempts > 0),
    ),
)


def claimable(at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what a row fulfils that nothing keeps from being sent; the statement joins the reader and `THREAD`."""
    return (
        *PENDING,
        Delivery.due_at <= at,
        OLDEST,
        free(at),
        or_(~_UNPLACED, ~exists().where(*_SAME_PLACE, _OTHER.quiet_until > at)),
        ~exists().where(_NEEDED, Pause.until > at),
    )


def free(at: datetime) -> ColumnElement[bool]:
    """Return what holds while nobody is sending anything to the place of a delivery."""
    return ~exists().where(*_SAME_PLACE, _OTHER.claimed_until > at)


def alone(at: datetime) -> ColumnElement[bool]:
    """Return what holds while nobody is sending anything else to the place of a delivery."""
    return ~exists().where(*_SAME_PLACE, _OTHER.claimed_until > at, _OTHER.id != Delivery.id)


def earliest() -> ColumnElement[datetime]:
    """Return, as a query, when the next delivery can go out, as far as one can tell now."""
    quiet = select(func.max(_OTHER.quiet_until)).where(*_SAME_PLACE, _UNPLACED).scalar_subquery()
    held = select(func.max(_OTHER.claimed_until)).where(*_SAME_PLACE, _OTHER.claimed_until.is_not(None))
    paused = select(func.max(Pause.until)).where(_NEEDED).scalar_subquery()
    waiting = (
        select(
            Delivery.due_at,
            held.scalar_subquery().label("held"),
            quiet.label("quiet"),
            paused.label("paused"),
        )
        .outerjoin(Delivery.thread.of_type(THREAD))
        .outerjoin(Delivery.recipient)
        .where(*PENDING, OLDEST)
        .subquery()
        .columns
    )
    known = _later(_later(_later(waiting.due_at, waiting.held), waiting.quiet), waiting.paused)
    return select(func.min(known)).scalar_subquery()


def _later(one: ColumnElement[datetime], other: ColumnElement[datetime | None]) -> ColumnElement[datetime]:
    return case((other > one, other), else_=one)
