"""How a delivery that did not go out ends, each reason in its own way."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.outbox import queue
from bot.outbox.backoff import backoff
from bot.outbox.claimable import SPARED
from bot.outbox.means import Means
from bot.outbox.message import Due
from bot.outbox.outcome import CHANNEL, End, Outcome
from models import Delivery, Installation, Pause, Person
from models.database import INSERT

STALE = timedelta(minutes=1)  # as long as a process may know a token that was renewed

log = structlog.get_logger()


async def record(session: AsyncSession, means: Means, due: Due, told: Outcome, *, at: datetime) -> None:
    """Record the outcome of a delivery that did not go out, in its row and where it matters to others."""
    if told.end is End.LIMITED:
        await _pause(session, due, told, at=at)
    elif told.end is End.REVOKED:
        await _rest(session, due, told, at=at)
    elif told.end is End.LEFT and due.members:
        await _leave(session, due, told, at=at)
    elif told.end is not End.AGAIN or due.attempts >= queue.MAX_ATTEMPTS:
        await _give_up(session, means, due, told, at=at)
    else:
        wait = backoff(due.attempts, means.chance())
        await queue.again(session, due, wait=wait, error=told.error, in_doubt=told.in_doubt, at=at)


async def _pause(session: AsyncSession, due: Due, told: Outcome, *, at: datetime) -> None:
    """Have every worker spare Slack the method in that workspace."""
    until = at + told.wait
    insert = INSERT[session.get_bind().dialect.name](Pause)
    newest = insert.values(workspace_id=due.workspace, method=told.method, until=until).on_conflict_do_update(
        index_elements=["workspace_id", "method"], set_={"until": until}
    )
    await session.execute(newest)
    await queue.untried(session, due, error=told.error, not_before=None if told.method in SPARED else until)


async def _rest(session: AsyncSession, due: Due, told: Outcome, *, at: datetime) -> None:
    """Let all that is owed in the workspace rest until Tandem is installed anew, unless it was meanwhile."""
    ours = (Installation.workspace_id == due.workspace, Installation.bot_token == told.token)
    revoked = update(Installation).where(*ours).values(revoked_at=at).returning(Installation.workspace_id)
    rests = await session.scalar(revoked) is not None
    if rests:
        log.error("outbox.workspace_rests", workspace=due.workspace, error=told.error)
    await queue.untried(session, due, error=told.error, not_before=None if rests else at + STALE)


async def _leave(session: AsyncSession, due: Due, told: Outcome, *, at: datetime) -> None:
    """Give up, quietly, all that is owed to a reader who is gone, or to a pair of which somebody is gone."""
    log.info("outbox.reader_left", delivery=due.id, kind=due.kind, error=told.error)
    theirs = Delivery.pair_id == due.pair_id if due.pair_id else Delivery.recipient_id == await _gone(session, due, at)
    owed = (theirs, Delivery.wanted > Delivery.sent, Delivery.failed_at.is_(None))
    await session.execute(update(Delivery).where(*owed).values(failed_at=at, claimed_until=None, error=told.error))


async def _gone(session: AsyncSession, due: Due, at: datetime) -> int | None:
    """Note that the reader of a delivery is gone, and return who that is, by key; of two nobody says which."""
    gone = (Person.workspace_id == due.workspace, Person.slack_id == due.reader.slack_id)
    return await session.scalar(update(Person).where(*gone).values(left_at=at).returning(Person.id))


async def _give_up(session: AsyncSession, means: Means, due: Due, told: Outcome, *, at: datetime) -> None:
    log.error("outbox.given_up", delivery=due.id, kind=due.kind, error=told.error)
    ended = await queue.failed(session, due, error=told.error, at=at)
    if ended and due.target and told.error in CHANNEL:
        await means.unreachable(session, due.target, told.error, workspace=due.workspace, at=at)
    elif ended:
        await means.given_up(session, due.kind, told.error, workspace=due.workspace, at=at)
