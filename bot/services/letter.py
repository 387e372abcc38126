"""Messages that were given up: whoever makes teams is told once a day at most, and can have them sent after all."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import instant
from bot.rules.letter import CODES, TOLD, GivenUp, Why
from bot.rules.person import Caller
from bot.services import delivery, organiser, person, quiet
from bot.services.delivery import LETTERS
from models import Delivery
from models.delivery import HOME

TOLD_AT = time(9)  # of the reader's clock
RECENT = timedelta(days=7)  # what is older would be news to nobody

WHY = case(*[(Delivery.error.in_(codes), why.value) for why, codes in CODES.items()], else_=Why.UNANSWERED.value)
_GIVEN_UP = (Delivery.wanted > Delivery.sent, Delivery.failed_at.is_not(None))


async def tell(session: AsyncSession, kind: str, error: str, *, workspace: str, at: datetime) -> None:
    """Owe whoever makes teams a message about what was given up, the next morning: one a day, whatever else follows.

    Nobody is told of a channel that is lost, of somebody who left, or of such a message itself: one that does not
    reach its reader brings no other.
    """
    if kind in (LETTERS, HOME) or _why(error) not in TOLD:
        return
    for reader in await _reachable(session, workspace, at=at):
        zone = person.frozen(reader).zone
        day = at.astimezone(zone).date() + timedelta(days=at.astimezone(zone).time() >= TOLD_AT)
        number, morning = day.toordinal(), instant(day, TOLD_AT, zone)
        due_at = await quiet.awake(session, reader, morning)
        await delivery.owe_once(session, LETTERS, to=reader, subject=number, cause=str(number), at=due_at)


async def told(session: AsyncSession, *, by: Caller, at: datetime) -> GivenUp | None:
    """Return what was given up of late where somebody makes teams; None for whoever makes none any more."""
    me = await person.look_up(session, by)
    if me is None or not person.frozen(me).makes_teams:
        return None
    counts = await _counts(session, *_of_late(by.workspace, at))
    return GivenUp({why: counts[why] for why in TOLD if why in counts})


async def to_try_again(session: AsyncSession, number: int, *, by: Caller, at: datetime) -> Sequence[int]:
    """Return the keys of what may be sent after all, and have the message of a day that says so drawn anew.

    Raises Rejected for who makes no teams.
    """
    me = await organiser.require(session, by)
    found = await session.scalars(select(Delivery.id).where(*_of_late(by.workspace, at), WHY.in_(TOLD)))
    await delivery.redraw(session, LETTERS, to=me, subject=number, at=at)
    return found.all()


async def counts_since(session: AsyncSession, since: datetime) -> Mapping[Why, int]:
    """Return how many deliveries everywhere were given up since an instant and are so still, by why."""
    return await _counts(session, *_GIVEN_UP, Delivery.failed_at >= since)


async def _counts(session: AsyncSession, *which: ColumnElement[bool]) -> dict[Why, int]:
    found = await session.execute(select(WHY, func.count()).where(*which).group_by(WHY))
    return {Why(why): count for why, count in found}


def _of_late(workspace: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    message = Delivery.kind.not_in((HOME, LETTERS))  # Home is drawn anew whenever it is opened
    return *_GIVEN_UP, Delivery.failed_at >= at - RECENT, Delivery.workspace_id == workspace, message


async def _reachable(session: AsyncSession, workspace: str, *, at: datetime) -> Sequence[models.Person]:
    """Return who makes teams, but for those whom nothing reaches: Slack forbids it, or the last such message failed."""
    forbidden = Delivery.error.in_(CODES[Why.FORBIDDEN] | CODES[Why.CHANNEL]) | (Delivery.kind == LETTERS)
    to_them = (Delivery.recipient_id == models.Person.id, Delivery.failed_at >= at - RECENT, forbidden)
    lost = exists().where(*to_them, *_GIVEN_UP).correlate(models.Person)
    return await organiser.who_may(session, workspace, ~lost)


def _why(error: str) -> Why:
    return next((why for why, codes in CODES.items() if error in codes), Why.UNANSWERED)
