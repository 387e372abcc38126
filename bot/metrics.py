"""What whoever operates Tandem can measure: counted here as it happens, or read from the database when it is asked."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest
from sqlalchemy import case, event, func, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.rules.letter import Why
from bot.services import action_reminder, cadence, digest, letter, reminder, talk_due
from models import Delivery, Installation, Pause

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5)  # seconds: Slack waits three, Tandem two and a half
A_DAY = timedelta(days=1)
RESTING, DUE, WAITING = "resting", "due", "waiting"
SCHEDULES = {
    "checkin": cadence.next_opening,
    "reminder": reminder.next_reminder,
    "preparation": talk_due.next_preparation,
    "record": talk_due.next_record,
    "action": action_reminder.next_reminder,
    "digest": digest.next_posting,
}

log = structlog.get_logger()


class Metrics:
    """Metrics in a registry of their own. No label holds an id or a name: each has few values, known beforehand.

    What is counted is of this process; what is read from the database is the same for every process on it.
    """

    def __init__(
        self, sessions: async_sessionmaker[AsyncSession], now: Callable[[], datetime], *, seconds: float
    ) -> None:
        self._sessions, self._now, self._seconds = sessions, now, seconds
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._alone = asyncio.Lock()  # two who ask at once would read into each other's answer
        self._count()
        self._gauge()
        event.listen(sessions.kw["bind"].sync_engine, "handle_error", self._database_error)

    def payload(self, kind: str, outcome: str, seconds: float | None) -> None:
        """Count a payload, by its kind and outcome, and the seconds it was in hand if it was."""
        self._payloads.labels(kind, outcome).inc()
        if seconds is not None:
            self._listener.labels(kind).observe(seconds)

    def attempt(self, outcome: str) -> None:
        """Count an attempt to send a delivery."""
        self._attempts.labels(outcome).inc()

    def opened(self, checkins: int) -> None:
        self._checkins.inc(checkins)

    async def answer(self) -> web.Response:
        """Tell everything, in the text format of Prometheus; where the database is away, what needs none of it."""
        async with self._alone:
            await self._read_anew()
            return web.Response(body=generate_latest(self._registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _read_anew(self) -> None:
        for gauge in (self._deliveries, self._oldest, self._given_up, self._pauses, self._lag):
            gauge.clear()
        try:
            async with asyncio.timeout(self._seconds), self._sessions() as session:
                await self._read(session, self._now())
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what the gauge is for)
            log.warning("metrics.no_database", error=type(error).__name__)
            self._database.set(0)
        else:
            self._database.set(1)

    async def _read(self, session: AsyncSession, at: datetime) -> None:
        state = case((Installation.revoked_at.is_not(None), RESTING), (Delivery.due_at <= at, DUE), else_=WAITING)
        of_workspace = Delivery.workspace_id == Installation.workspace_id
        pending = (Delivery.wanted > Delivery.sent, Delivery.failed_at.is_(None))
        backlog = select(state, func.count(), func.min(Delivery.due_at)).join(Installation, of_workspace)
        found = {
            name: (count, since)
            for name, count, since in await session.execute(backlog.where(*pending).group_by(state))
        }
        for name in (DUE, WAITING, RESTING):
            self._deliveries.labels(name).set(found.get(name, (0, at))[0])
        self._oldest.set(_seconds(found.get(DUE, (0, at))[1], at))
        given_up = await letter.counts_since(session, at - A_DAY)
        for why in Why:
            self._given_up.labels(why).set(given_up.get(why, 0))
        self._pauses.set(await session.scalar(select(func.count()).where(Pause.until > at)) or 0)
        for name, next_of in SCHEDULES.items():
            self._lag.labels(name).set(_seconds(await next_of(session), at))

    def _database_error(self, context: ExceptionContext) -> None:
        self._errors.labels(type(context.original_exception).__name__).inc()

    def _count(self) -> None:
        self._payloads = Counter("tandem_payloads", "Payloads from Slack", ["type", "outcome"], registry=self._registry)
        self._listener = Histogram(
            "tandem_listener_seconds", "Time in hand", ["type"], buckets=BUCKETS, registry=self._registry
        )
        self._attempts = Counter(
            "tandem_delivery_attempts", "Attempts to send a delivery", ["outcome"], registry=self._registry
        )
        self._checkins = Counter("tandem_checkins_opened", "Check-ins opened", registry=self._registry)
        self._errors = Counter("tandem_database_errors", "Errors of the database", ["error"], registry=self._registry)

    def _gauge(self) -> None:
        self._database = Gauge("tandem_database_up", "Whether the database answered", registry=self._registry)
        self._deliveries = Gauge("tandem_deliveries", "Deliveries owed", ["state"], registry=self._registry)
        self._oldest = Gauge(
            "tandem_delivery_oldest_due_seconds", "Since when the oldest is due", registry=self._registry
        )
        self._given_up = Gauge(
            "tandem_deliveries_given_up", "Given up within a day", ["reason"], registry=self._registry
        )
        self._pauses = Gauge("tandem_pauses", "Methods that Slack wants to be spared", registry=self._registry)
        self._lag = Gauge("tandem_schedule_lag_seconds", "How late what is due is", ["job"], registry=self._registry)


def _seconds(since: datetime | None, at: datetime) -> float:
    return max((at - since).total_seconds(), 0) if since else 0
