"""What comes in the place of an answer when something is to go wrong (faults.py says what)."""

from aiohttp import web

from bot.playground.faults import Fault, Kind


def instead(request: web.Request, fault: Fault) -> web.Response:
    """Give what comes in the place of an answer; nothing has been done."""
    if fault.kind is Kind.LOSE_CALL:
        return cut(request)
    if fault.kind is Kind.OUTAGE:
        return web.Response(status=503, text="upstream connect error")
    if fault.kind is Kind.RATE_LIMIT:
        refused = {"ok": False, "error": "ratelimited"}
        return web.json_response(refused, status=429, headers=retry_after(fault.seconds))
    return web.json_response({"ok": False, "error": fault.code})


def retry_after(seconds: float) -> dict[str, str]:
    return {"Retry-After": str(max(1, round(seconds)))}


def cut(request: web.Request) -> web.Response:
    """Drop the connection without a word."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
