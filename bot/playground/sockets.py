"""Socket Mode: the app's websockets, envelopes out, acknowledgements in (docs: apis/events-api/using-socket-mode)."""

import asyncio
import secrets
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from aiohttp import WSCloseCode, WSMsgType, web

from bot.playground.errors import SlackError
from bot.playground.feed import Change, Feed
from bot.playground.transport import ACK_SECONDS, Attempt, Delays, NotDelivered
from bot.playground.values import Json, compact, is_object

HOST = "playground"
HEARTBEAT_SECONDS = 15.0
CLOSING_SECONDS = 1.0
WARNING_SECONDS = 10.0
MOST_CONNECTIONS = 10


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    transport: asyncio.Transport
    unanswered: dict[str, asyncio.Future[Json]] = field(default_factory=dict[str, asyncio.Future[Json]])
    warned: bool = False
    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, message: Json) -> None:
        await self.socket.send_str(compact(message))

    async def ask_to_leave(self, reason: str) -> None:
        self.warned = True
        await self.say({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})

    async def close(self) -> None:
        await self.socket.close(code=WSCloseCode.GOING_AWAY)

    def acknowledge(self, message: Json) -> None:
        answer = self.unanswered.get(str(message.get("envelope_id")))
        if answer is not None and not answer.done():
            payload = message.get("payload")
            answer.set_result(payload if is_object(payload) else {})

    def lose(self) -> None:
        self.left.set()
        for answer in self.unanswered.values():
            if not answer.done():
                answer.set_exception(NotDelivered("dispatch_failed", SocketMode.late))


class SocketMode(Delays):
    """The app's connections, ten at most; each envelope goes to one of them in turn."""

    late = "timeout"

    def __init__(self, app_id: str, changes: Feed[Change], ack_within: float = ACK_SECONDS) -> None:
        super().__init__()
        self.app_id = app_id
        self.changes = changes
        self.ack_within = ack_within
        self.ready = asyncio.Event()
        self.on_ready: Feed[None] = Feed()
        self._connections: list[Connection] = []
        self._tickets: set[str] = set()
        self._turns = count()

    @property
    def is_connected(self) -> bool:
        return bool(self._connections)

    async def reached(self) -> None:
        await self.ready.wait()

    def new_ticket(self) -> str:
        ticket = secrets.token_urlsafe(18)
        self._tickets.add(ticket)
        return ticket

    def redeem(self, ticket: str) -> None:
        """Take a ticket, which opens one connection; raises invalid_auth."""
        if ticket not in self._tickets:
            raise SlackError("invalid_auth")
        self._tickets.remove(ticket)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold one connection until either side leaves; one too many is told so and sent away."""
        self.redeem(request.query.get("ticket", ""))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        assert request.transport is not None  # noqa: S101 - a request that was prepared has one
        connection = Connection(socket, request.transport)
        if len(self._connections) >= MOST_CONNECTIONS:
            await connection.ask_to_leave("too_many_websockets")
            return socket
        self._connections.append(connection)
        try:
            await connection.say(self._hello())
            self._tell_state()
            await self._listen(connection)
        finally:
            self._connections.remove(connection)
            connection.lose()
            self._tell_state()
        return socket

    async def send(self, kind: str, payload: Json, attempt: Attempt | None = None) -> Json:
        """Send one envelope and give the body of its acknowledgement, {} for an empty one.

        Raises NotDelivered: dispatch_failed without a connection or when it is lost, operation_timeout
        when no acknowledgement comes in time.
        """
        if not self._connections:
            raise NotDelivered("dispatch_failed", SocketMode.late)
        connection = self._next_connection()
        envelope_id = str(uuid.uuid4())
        answer = connection.unanswered[envelope_id] = asyncio.get_running_loop().create_future()
        accepts = kind != "events_api"
        envelope = {"envelope_id": envelope_id, "type": kind, "accepts_response_payload": accepts}
        retry = {} if attempt is None else {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
        try:
            await connection.say({**envelope, "payload": payload, **retry})
            return await asyncio.wait_for(answer, self.ack_within)
        except TimeoutError:
            raise NotDelivered("operation_timeout", SocketMode.late) from None
        except ConnectionError:
            raise NotDelivered("dispatch_failed", SocketMode.late) from None
        finally:
            del connection.unanswered[envelope_id]

    async def disconnect(self) -> None:
        """Close every connection, as when Slack goes away; the app may connect anew."""
        for connection in tuple(self._connections):
            await connection.close()

    async def refresh(self, warning: float = WARNING_SECONDS) -> None:
        """Have the app connect anew, as Slack does every few hours: warn each connection, then end those that stay.

        `warning` is in seconds of real time. Nothing new goes over a warned connection while there is another.
        """
        leaving = tuple(self._connections)
        for connection in leaving:
            await connection.ask_to_leave("warning")
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*(connection.left.wait() for connection in leaving)), warning)
        for connection in leaving:
            if not connection.left.is_set():
                await connection.ask_to_leave("refresh_requested")
                await connection.close()

    def drop(self) -> None:
        """Cut every connection without a word, as when a network goes away."""
        for connection in self._connections:
            connection.transport.abort()

    def _next_connection(self) -> Connection:
        staying = [connection for connection in self._connections if not connection.warned]
        connections = staying or self._connections
        return connections[next(self._turns) % len(connections)]

    async def _listen(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type == WSMsgType.TEXT:
                answer = message.json()
                if is_object(answer):
                    self._take(connection, answer)

    def _take(self, connection: Connection, answer: Json) -> None:
        if self._late:
            asyncio.get_running_loop().call_later(self._late.popleft(), connection.acknowledge, answer)
        else:
            connection.acknowledge(answer)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": HOST, "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    def _tell_state(self) -> None:
        if self.is_connected:
            self.ready.set()
            self.on_ready.tell(None)
        else:
            self.ready.clear()
        self.changes.tell(Change("connected", {"connected": self.is_connected}))
