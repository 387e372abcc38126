"""The page's side of the playground, without a page."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.playground import Playground

Socket = aiohttp.ClientWebSocketResponse
PATIENCE = aiohttp.ClientWSTimeout(ws_receive=5, ws_close=5)


@contextlib.asynccontextmanager
async def watching(
    visitor: aiohttp.ClientSession, playground: Playground, user_id: str
) -> AsyncIterator[tuple[Socket, dict[str, Any]]]:
    url = playground.page_url + f"ui/live?as={user_id}"
    async with visitor.ws_connect(url, timeout=PATIENCE) as socket:
        yield socket, await socket.receive_json()


async def next_of(socket: Socket, kind: str) -> dict[str, Any]:
    while (news := await socket.receive_json())["type"] != kind:
        pass
    return news


async def call_of(socket: Socket, name: str) -> dict[str, Any]:
    while (call := (await next_of(socket, "call"))["call"])["name"] != name:
        pass
    return call


async def act(
    visitor: aiohttp.ClientSession, playground: Playground, do: str, user_id: str = "U0LEA", **asked: Any
) -> dict[str, Any]:
    body = {"as": user_id, "do": do, **asked}
    async with visitor.post(playground.page_url + "ui/act", json=body) as response:
        assert response.status == 200
        return await response.json()
