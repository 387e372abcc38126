"""Socket Mode: the app's websockets, envelopes out, acknowledgements in (docs: apis/events-api/using-socket-mode)."""

import asyncio
import secrets
import uuid
from dataclasses import dataclass, field
from itertools import count

from aiohttp import WSCloseCode, WSMsgType, web

from bot.playground.errors import SlackError
from bot.playground.feed import Change, Feed
from bot.playground.values import Json, compact, is_object

ACK_SECONDS = 3.0
HEARTBEAT_SECONDS = 15.0
CLOSING_SECONDS = 1.0


class NotDelivered(Exception):  # noqa: N818 - an outcome that has a name, not a fault
    """The app has not acknowledged; `code` is what Slack calls it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    unanswered: dict[str, asyncio.Future[Json]] = field(default_factory=dict[str, asyncio.Future[Json]])

    def acknowledge(self, message: Json) -> None:
        answer = self.unanswered.get(str(message.get("envelope_id")))
        if answer is not None and not answer.done():
            payload = message.get("payload")
            answer.set_result(payload if is_object(payload) else {})

    def lose(self) -> None:
        for answer in self.unanswered.values():
            if not answer.done():
                answer.set_exception(NotDelivered("dispatch_failed"))


class SocketMode:
    """The app's connections; each envelope goes to one of them in turn."""

    def __init__(self, app_id: str, changes: Feed[Change], ack_within: float = ACK_SECONDS) -> None:
        self.app_id = app_id
        self.changes = changes
        self.ack_within = ack_within
        self.connected = asyncio.Event()
        self.on_connected: Feed[None] = Feed()
        self._connections: list[Connection] = []
        self._tickets: set[str] = set()
        self._turns = count()

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
        """Hold one connection until either side leaves."""
        self.redeem(request.query.get("ticket", ""))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        connection = Connection(socket)
        self._connections.append(connection)
        try:
            await socket.send_str(compact(self._hello()))
            self._tell_state()
            await _listen(connection)
        finally:
            self._connections.remove(connection)
            connection.lose()
            self._tell_state()
        return socket

    async def send(self, kind: str, payload: Json, retry: Json | None = None) -> Json:
        """Send one envelope and give the body of its acknowledgement, {} for an empty one.

        Raises NotDelivered: dispatch_failed without a connection or when it is lost, operation_timeout
        when no acknowledgement comes in time.
        """
        if not self._connections:
            raise NotDelivered("dispatch_failed")
        connection = self._connections[next(self._turns) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        answer = connection.unanswered[envelope_id] = asyncio.get_running_loop().create_future()
        accepts = kind != "events_api"
        envelope = {"envelope_id": envelope_id, "type": kind, "accepts_response_payload": accepts}
        try:
            await connection.socket.send_str(compact({**envelope, "payload": payload, **(retry or {})}))
            return await asyncio.wait_for(answer, self.ack_within)
        except TimeoutError:
            raise NotDelivered("operation_timeout") from None
        except ConnectionError:
            raise NotDelivered("dispatch_failed") from None
        finally:
            del connection.unanswered[envelope_id]

    async def disconnect(self) -> None:
        """Close every connection, as when Slack goes away; the app may connect anew."""
        for connection in tuple(self._connections):
            await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": self.app_id},
        }

    def _tell_state(self) -> None:
        connected = bool(self._connections)
        if connected:
            self.connected.set()
            self.on_connected.tell(None)
        else:
            self.connected.clear()
        self.changes.tell(Change("connected", {"connected": connected}))


async def _listen(connection: Connection) -> None:
    async for message in connection.socket:
        if message.type == WSMsgType.TEXT:
            answer = message.json()
            if is_object(answer):
                connection.acknowledge(answer)
