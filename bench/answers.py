"""The acknowledged path: submissions of the check-in modal through Bolt, beside listeners that do less."""

from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from statistics import median
from typing import Any
from unittest.mock import patch

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.caller import Figures, submitted
from bench.prompts import plan
from bench.replay import Recorded, recording
from bench.scene import AT, Rep, Size, planted, reps
from bench.sending import Sessions
from bot.app import build_bolt
from bot.config import SocketSettings
from bot.deps import Deps
from bot.i18n import translator
from bot.inbound import PATH, HttpServer, InFlight
from bot.installations import Installations
from bot.rules.form import Begun
from bot.rules.person import Caller
from bot.rules.question import Step
from bot.services import checkin, form
from bot.views import half
from handlers import half as handler
from tests.models.servers import Server
from tests.ports import free_port

HOST, SECRET = "127.0.0.1", "of nobody"
PATIENCE = 60.0  # seconds a submission may take: none is to be cut off
WARM_UP = 32  # submissions before each contestant's first round
BARE, INSERT, CORE, EMPTY, TANDEM = "bare Bolt", "one INSERT", "same in Core", "Tandem, empty service", "Tandem"
NOTE = Table("bench_notes", MetaData(), Column("id", Integer, primary_key=True), Column("text", Text))
Payload = dict[str, Any]
Listener = Callable[[Payload], Awaitable[None]]


async def answers(server: Server, *, submissions: int, rounds: int) -> Mapping[str, Figures]:
    """Run each contestant so many rounds, in turn; no submission is made twice."""
    each = submissions * rounds + WARM_UP
    url = await server.empty()
    async with planted(url, Size(1, 2 * each + 2)) as sessions:
        await plan(sessions)
        forms = await payloads(sessions, 2 * each + 2)
        engine: AsyncEngine = sessions.kw["bind"]
        async with engine.begin() as connection:
            await connection.run_sync(NOTE.create)
        apps = _apps(sessions, engine, await _record(sessions, forms.pop(), forms.pop()))
        found = await _rounds(apps, forms[:each], forms[each:], submissions, rounds)
    await server.drop(url)
    return found


async def payloads(sessions: Sessions, count: int) -> list[Payload]:
    """Return what Slack would send of each rep's half: the last step, all before it being typed and kept."""
    found: list[Payload] = []
    async with sessions.begin() as session:
        everyone = list(reps(Size(1, count)))
        latest = await checkin.latest(session, [rep.key for rep in everyone])
        for rep in everyone:
            by = Caller(rep.workspace, rep.slack_id)
            sheet = await checkin.sheet(session, latest[rep.key].id, by=by, at=AT)
            which = half.kept_as(sheet.checkin.id)
            await form.keep(session, which, AT, _typed(rep), view="V0", by=by, at=AT)
            view = half.form(sheet, translator(sheet.checkin.rep.locale), AT, Begun(AT), Step.SUMMARY)
            found.append(_payload(rep, view))
    return found


def _typed(rep: Rep) -> Mapping[str, str]:
    return {
        f"value_{rep.key}": "310000",
        f"confidence_{rep.key}": "high",
        "win": "Dupont has signed",
        "mission": "Fewer meetings, please",
    }


def _payload(rep: Rep, view: Payload) -> Payload:
    return {
        "type": "view_submission",
        "team": {"id": rep.workspace},
        "user": {"id": rep.slack_id, "team_id": rep.workspace},
        "view": view | {"id": "V1", "type": "modal", "state": {"values": {}}, "objective": rep.key},
    }


def _apps(sessions: Sessions, engine: AsyncEngine, recorded: Recorded) -> Mapping[str, AsyncApp]:
    async def nothing(_payload: Payload) -> None:
        """Do nothing."""

    async def one_insert(_payload: Payload) -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(NOTE).values(text="Dupont has signed"))

    async def same(payload: Payload) -> None:
        steps = recorded.of(payload)
        async with engine.begin() as connection:
            await recorded.replay(connection, steps)

    return {
        BARE: _bare(nothing),
        INSERT: _bare(one_insert),
        CORE: _bare(same),
        EMPTY: _tandem(sessions),
        TANDEM: _tandem(sessions),
    }


def _bare(listener: Listener) -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=None, bot_token="xoxb-bench", bot_id="B", bot_user_id="U")  # noqa: S106

    async def submit(ack: AsyncAck, body: Payload) -> None:
        await listener(body)
        await ack()

    app = AsyncApp(authorize=authorize, process_before_response=True)
    app.view(half.HALF)(submit)
    return app


def _tandem(sessions: Sessions) -> AsyncApp:
    slack = SocketSettings(bot_token="xoxb-1-benchmark", app_token="xapp-1-benchmark", api_url="http://127.0.0.1/api/")  # noqa: S106
    installations = Installations(sessions, slack.api_url)
    return build_bolt(slack, Deps(sessions, lambda: AT, installations.client, lambda: None), installations)


async def _record(sessions: Sessions, first: Payload, payload: Payload) -> Recorded:
    """Record the second: with the first, Tandem reads who it is in the workspace, and knows it for a while."""
    app = _tandem(sessions)
    await app.async_dispatch(AsyncBoltRequest(body=first, mode="socket_mode"))
    with recording() as recorded:
        await app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
    recorded.example = payload
    return recorded


async def _rounds(
    apps: Mapping[str, AsyncApp], ours: Sequence[Payload], theirs: Sequence[Payload], submissions: int, rounds: int
) -> Mapping[str, Figures]:
    found: dict[str, list[Figures]] = {name: [] for name in apps}
    waiting = {TANDEM: deque(ours), CORE: deque(theirs)}
    for number in range(rounds + 1):  # the first warms up
        for name, app in apps.items():
            left = waiting.get(name, deque(ours))
            batch = [left.popleft() for _ in range(submissions if number else WARM_UP)]
            async with _service_of(name):
                figures = await _round(app, batch)
            if number:
                found[name].append(figures)
    return {name: _middle(each) for name, each in found.items()}


@asynccontextmanager
async def _service_of(name: str) -> AsyncGenerator[None]:
    """Leave out what a submission does for the contestant without any service: all between the payload and the ack."""
    if name != EMPTY:
        yield
        return

    async def nothing(*_: Any, **__: Any) -> Payload:
        """Do nothing, and close the form."""
        return {}

    with patch.object(handler, "taken", nothing):
        yield


async def _round(app: AsyncApp, batch: list[Payload]) -> Figures:
    port = free_port()
    async with HttpServer(app, SECRET, InFlight(PATIENCE)).open(HOST, port):
        return await submitted(f"http://{HOST}:{port}{PATH}", SECRET, batch)


def _middle(each: Sequence[Figures]) -> Figures:
    """Return the median of each figure; what was made again counts in all rounds together."""
    rate, p50, p99 = (median(values) for values in zip(*((one.rate, one.p50, one.p99) for one in each), strict=True))
    return Figures(rate, p50, p99, sum(one.again for one in each))
