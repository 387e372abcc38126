"""The page's side of the playground: its files, its websocket, and what it may do."""

import asyncio
from pathlib import Path

from aiohttp import WSCloseCode, web

from bot.playground.acting import ACTS, Wish
from bot.playground.actor import Actor
from bot.playground.client import Client
from bot.playground.errors import SlackError
from bot.playground.faults import Faults
from bot.playground.feed import Change
from bot.playground.guard import require_page
from bot.playground.history import part_of
from bot.playground.sockets import CLOSING_SECONDS, HEARTBEAT_SECONDS, SocketMode
from bot.playground.transport import Transport
from bot.playground.values import Json, compact, is_object
from bot.playground.webapi.table import METHODS

PAGE = Path(__file__).parent / "page"
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}


class Page:
    def __init__(self, client: Client, transport: Transport, sockets: SocketMode, faults: Faults) -> None:
        self.client = client
        self.faults = faults
        self.workspace = client.workspace
        self.transport = transport
        self.sockets = sockets
        self._watching: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.index),
            web.get("/page/{file:.+}", self.file),
            web.get("/ui/live", self.live),
            web.post("/ui/act", self.act),
        ]

    async def index(self, _request: web.Request) -> web.FileResponse:
        return _page_file("index.html")

    async def file(self, request: web.Request) -> web.FileResponse:
        return _page_file(request.match_info["file"])

    async def live(self, request: web.Request) -> web.WebSocketResponse:
        """Send the whole state, then every change that concerns this person, the first one if none is named."""
        user_id = self.workspace.user(request.query.get("as") or self._anyone()).id
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=CLOSING_SECONDS)
        await socket.prepare(request)
        self._watching.add(socket)
        outgoing: asyncio.Queue[str] = asyncio.Queue()
        outgoing.put_nowait(compact(self.state(user_id)))
        unsubscribe = self.workspace.changes.subscribe(lambda change: _queue(outgoing, change, user_id))
        sending = asyncio.create_task(_send(socket, outgoing))
        try:
            async for _ in socket:
                pass
        finally:
            unsubscribe()
            self._watching.discard(socket)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        return socket

    async def act(self, request: web.Request) -> web.Response:
        """Do what a person wishes; refuses what no page of ours can have sent."""
        require_page(request)
        try:
            return web.json_response({"ok": True, **await self._act(await request.json())})
        except SlackError as refusal:
            return _refused(refusal.code, refusal.code.replace("_", " "))
        except (LookupError, TypeError, ValueError) as mistake:
            return _refused("invalid_arguments", f"{type(mistake).__name__}: {mistake}")

    async def close(self) -> None:
        for socket in tuple(self._watching):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _act(self, asked: object) -> Json:
        if not is_object(asked) or asked.get("do") not in ACTS:
            raise SlackError("unknown_act")
        actor = Actor(asked["as"], self.client)
        wish = Wish(actor, self.workspace.clock, self.faults, self.transport, self.sockets, self.client.events, asked)
        return await ACTS[asked["do"]](wish)

    def state(self, user_id: str) -> Json:
        """Give everything this person sees, of each conversation the newest part."""
        workspace, user = self.workspace, self.workspace.user(user_id)
        channels = workspace.channels_of(user_id)
        newest = {channel.id: part_of(workspace.messages.shown(channel.id, user_id)) for channel in channels}
        home = workspace.views.homes.get(user_id)
        return {
            "type": "state",
            "workspace": {
                "id": workspace.id,
                "name": workspace.name,
                "bot_user_id": workspace.bot_user_id,
                "bot_id": workspace.bot_id,
                "app_id": workspace.app_id,
                "app_name": workspace.app.app_name,
            },
            "me": workspace.user_dict(user),
            "people": [workspace.user_dict(person) for person in workspace.people.values()],
            "channels": [channel.seen_by(user_id) for channel in channels],
            "messages": {id_: part["messages"] for id_, part in newest.items()},
            "has_earlier": {id_: part["has_earlier"] for id_, part in newest.items()},
            "home": home.view if home else None,
            "modals": [modal.as_dict() for modal in workspace.views.stack(user_id)],
            "commands": [command.as_dict() for command in workspace.app.commands],
            "shortcuts": [shortcut.as_dict() for shortcut in workspace.app.shortcuts],
            "clock": workspace.clock.as_dict(),
            "connected": self.transport.is_connected,
            "guide": workspace.guide,
            "faults": self.faults.as_list(),
            "methods": sorted(METHODS),
            "typed": home.values if home else {},
        }

    def _anyone(self) -> str:
        return next((person.id for person in self.workspace.people.values() if not person.is_bot), "")


def _queue(outgoing: asyncio.Queue[str], change: Change, user_id: str) -> None:
    if change.concerns(user_id):
        outgoing.put_nowait(compact({"type": change.type, **change.body}))


async def _send(socket: web.WebSocketResponse, outgoing: asyncio.Queue[str]) -> None:
    while True:
        await socket.send_str(await outgoing.get())


def _refused(code: str, text: str) -> web.Response:
    return web.json_response({"ok": False, "error": code, "text": text})


def _page_file(name: str) -> web.FileResponse:
    path = (PAGE / name).resolve()
    content_type = CONTENT_TYPES.get(path.suffix)
    if content_type is None or not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Content-Type": content_type})
