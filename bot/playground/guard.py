"""Keeps the playground to this machine and this page: Host and Origin checked, headers that bind the browser.

A page elsewhere could otherwise reach 127.0.0.1 through the browser, by name (DNS rebinding) or by form.
"""

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.playground.address import Address
from bot.playground.errors import SlackError

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def guard(address: Address) -> Middleware:
    """Give the middleware that refuses what does not come from `address` itself."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        hosts = {address.authority, f"localhost:{address.port}"}
        if request.headers.get("Host") not in {*hosts, address.host, "localhost"}:  # slack-sdk's socket names no port
            raise web.HTTPForbidden(text="wrong host")
        origin = request.headers.get("Origin")
        if origin is not None and origin not in {f"http://{host}" for host in hosts}:
            raise web.HTTPForbidden(text="wrong origin")
        return await _answer(request, handler)

    return check


def require_page(request: web.Request) -> None:
    """Refuse what no page of ours can have sent: a form elsewhere cannot set the X-Playground header."""
    if request.headers.get("X-Playground") != "1":
        raise web.HTTPForbidden(text="X-Playground header missing")


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except SlackError as refusal:
        raise web.HTTPForbidden(text=refusal.code) from None


async def bind_browser(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the protecting headers on a response before it is sent, but for those it has its own of."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
