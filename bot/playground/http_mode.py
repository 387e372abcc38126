"""HTTP mode: payloads posted to the app's own addresses, signed; the answer acknowledges (docs: apis/http)."""

import asyncio
import secrets
import ssl
from urllib.parse import urlencode, urljoin

import aiohttp

from bot.playground.feed import Change, Feed
from bot.playground.http_answers import NO_RETRY, Answer
from bot.playground.request_urls import RequestUrls, is_local
from bot.playground.signing import signed
from bot.playground.transport import ACK_SECONDS, Attempt, Delays, NotDelivered
from bot.playground.values import Json, compact

AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
FORM, JSON = "application/x-www-form-urlencoded", "application/json"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 2
PAUSE_SECONDS = 0.1


class HttpMode(Delays):
    """Posts to `urls`. An address for events is asked to prove itself before the first event is sent there.

    Raises ValueError for an address on another machine.
    """

    late = "http_timeout"

    def __init__(self, urls: RequestUrls, secret: str, changes: Feed[Change], ack_within: float = ACK_SECONDS) -> None:
        super().__init__()
        urls.check_local()
        self.urls = urls
        self.secret = secret
        self.changes = changes
        self.ack_within = ack_within
        self.ready = asyncio.Event()
        self.on_ready: Feed[None] = Feed()
        self.is_connected = False
        self.is_verified = False
        self._verifying = asyncio.Lock()

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), headers={"User-Agent": AGENT})
        self.ready.set()
        self.on_ready.tell(None)

    async def close(self) -> None:
        self.ready.clear()
        await self._session.close()

    async def verify(self) -> None:
        """Have the address for events repeat a challenge (docs: reference/events/url_verification).

        Raises NotDelivered: challenge_failed for a wrong answer, and as send() does.
        """
        challenge = secrets.token_urlsafe(36)
        asked = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        answer = await self._post(self.urls.events, JSON, compact(asked).encode())
        if answer.challenge() != challenge:
            raise NotDelivered("challenge_failed", "unknown_error")
        self.is_verified = True

    async def reached(self) -> None:
        """Wait until the address for events has proven itself; at once if the app has none."""
        while self.urls.events is not None and not self.is_verified:
            try:
                await self._verify_once()
            except NotDelivered:
                await asyncio.sleep(PAUSE_SECONDS)

    async def send(self, kind: str, payload: Json, attempt: Attempt | None = None) -> Json:
        """Post a payload and give what the app answers, {} for an empty answer.

        Raises NotDelivered: operation_timeout, dispatch_failed where nobody answers or nothing is to be called,
        http_client_error, http_service_error, invalid_response for a body that is no JSON object.
        """
        if kind == "events_api":
            await self._verify_once()
            content_type, body = JSON, compact(payload).encode()
        else:
            form = payload if kind == "slash_commands" else {"payload": compact(payload)}
            content_type, body = FORM, urlencode(form).encode()
        answer = await self._post(self.urls.at(kind, payload), content_type, body, _retry_headers(attempt))
        return answer.acknowledgement(kind, payload)

    async def _verify_once(self) -> None:
        async with self._verifying:
            if not self.is_verified:
                await self.verify()

    async def _post(
        self, url: str | None, content_type: str, body: bytes, more: dict[str, str] | None = None
    ) -> Answer:
        if url is None:
            raise NotDelivered("dispatch_failed", "unknown_error")
        headers = {"Content-Type": content_type, **signed(self.secret, body), **(more or {})}
        try:
            async with asyncio.timeout(self.ack_within):
                answer = await self._follow(url, headers, body)
                if self._late:
                    await asyncio.sleep(self._late.popleft())
        except (TimeoutError, aiohttp.ClientError, ssl.SSLError, OSError) as trouble:
            self._tell_connected(connected=False)
            raise _failure(trouble) from None
        self._tell_connected(connected=True)
        answer.check_status()
        return answer

    async def _follow(self, url: str, headers: dict[str, str], body: bytes) -> Answer:
        """Post, and post anew where a redirect leads, twice at most and never off this machine."""
        for _ in range(MOST_REDIRECTS + 1):
            async with self._session.post(url, data=body, headers=headers, allow_redirects=False) as response:
                if response.status not in REDIRECTS:
                    return await _answer(response)
                url = urljoin(url, response.headers.get("Location", ""))
            if not is_local(url):
                raise NotDelivered("dispatch_failed", "connection_failed")
        raise NotDelivered("http_service_error", "too_many_redirects")

    def _tell_connected(self, *, connected: bool) -> None:
        if connected != self.is_connected:
            self.is_connected = connected
            self.changes.tell(Change("connected", {"connected": connected}))


async def _answer(response: aiohttp.ClientResponse) -> Answer:
    headers = {NO_RETRY: response.headers[NO_RETRY]} if NO_RETRY in response.headers else {}
    return Answer(response.status, response.content_type, await response.text(errors="replace"), headers)


def _retry_headers(attempt: Attempt | None) -> dict[str, str]:
    if attempt is None or attempt.number == 0:
        return {}
    return {"X-Slack-Retry-Num": str(attempt.number), "X-Slack-Retry-Reason": attempt.reason}


def _failure(trouble: Exception) -> NotDelivered:
    if isinstance(trouble, TimeoutError):
        return NotDelivered("operation_timeout", HttpMode.late)
    if isinstance(trouble, aiohttp.ClientSSLError | ssl.SSLError):
        return NotDelivered("dispatch_failed", "ssl_error")
    if isinstance(trouble, aiohttp.ClientConnectionError | OSError):
        return NotDelivered("dispatch_failed", "connection_failed")
    return NotDelivered("dispatch_failed", "unknown_error")
