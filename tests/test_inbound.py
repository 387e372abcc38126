"""Tandem in HTTP mode: what Slack posts is answered, what is not from Slack is refused, nothing raises."""

import asyncio
import copy
import io
import json
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.signature import SignatureVerifier

from bot.app import running
from bot.config import HttpSettings
from bot.demo.play import make_workspace
from bot.demo.team import LEA, START
from bot.in_flight import TURNED_AWAY, InFlight
from bot.inbound import PATH, HttpServer, is_from_slack
from bot.payload import KINDS, LISTS, NAMED, PARTS, TEXTS, read_payload
from bot.playground import Clock, Playground
from bot.serving import BODY_LIMIT
from tests.models.servers import Server
from tests.ports import free_port
from tests.staging import NO_HURRY, live

SECRET = "0123456789abcdef0123456789abcdef"
FORM = "application/x-www-form-urlencoded"
EVENT = b'{"type":"event_callback","event":{"type":"app_mention"}}'
PERSON = {"team": {"id": "T0"}, "user": {"id": "U0LEA", "team_id": "T0"}}
WHOLE: dict[str, dict[str, Any]] = {
    "a mention": {"type": "event_callback", "team_id": "T0", "event": {"type": "app_mention", "user": "U0LEA"}},
    "a change of a message": {
        "type": "event_callback",
        "team_id": "T0",
        "authorizations": [{"enterprise_id": None, "team_id": "T0", "user_id": "U0APP", "is_bot": True}],
        "event": {"type": "message", "subtype": "message_changed", "channel": "C0", "message": {"user": "U0LEA"}},
    },
    "a pin": {
        "type": "event_callback",
        "team_id": "T0",
        "event": {"type": "pin_added", "user": "U0LEA", "item": {"channel": "C0", "message": {"user": "U0TOM"}}},
    },
    "a new name": {
        "type": "event_callback",
        "team_id": "T0",
        "event": {"type": "user_change", "user": {"id": "U0LEA"}},
    },
    "a click": PERSON | {"type": "block_actions", "actions": [{"action_id": "go"}], "enterprise": None},
    "a form": PERSON
    | {"type": "view_submission", "view": {"type": "modal", "callback_id": "form"}, "response_urls": []},
    "a closed form": PERSON | {"type": "view_closed", "view": {"type": "modal", "callback_id": "form"}},
    "a search": PERSON | {"type": "block_suggestion", "action_id": "find", "value": "a"},
    "a shortcut": PERSON | {"type": "shortcut", "callback_id": "park"},
    "a message's shortcut": PERSON
    | {"type": "message_action", "callback_id": "park", "channel": {"id": "C0"}, "message": {"ts": "1.1"}},
    "an organisation's click": {
        "type": "block_actions",
        "team": None,
        "enterprise": {"id": "E0"},
        "user": {"id": "U0LEA", "team_id": "T0"},
        "actions": [{"action_id": "go"}],
        "message": None,
    },
    "a command": {"command": "/go", "text": "é", "team_id": "T0", "user_id": "U0LEA"},
}


def signed(
    body: bytes, *, at: float | None = None, secret: str = SECRET, kind: str = "application/json"
) -> dict[str, str]:
    timestamp = str(int(at or time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": str(signature), "Content-Type": kind}


@pytest.fixture
def app() -> AsyncApp:
    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T0", bot_token="xoxb-0", bot_id="B0", bot_user_id="U0")

    return AsyncApp(authorize=authorize, process_before_response=True)


@pytest.fixture
def in_flight() -> InFlight:
    return InFlight(NO_HURRY)


@asynccontextmanager
async def served(app: AsyncApp, in_flight: InFlight) -> AsyncGenerator[str]:
    port = free_port()
    async with HttpServer(app, SECRET, in_flight).open("127.0.0.1", port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def address(app: AsyncApp, in_flight: InFlight) -> AsyncGenerator[str]:
    async with served(app, in_flight) as address:
        yield address


@pytest.fixture
async def http() -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as http:
        yield http


async def status(http: aiohttp.ClientSession, address: str, body: bytes, headers: Any) -> int:
    async with http.post(address + PATH, data=body, headers=headers) as answer:
        return answer.status


# What is not from Slack


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in signed(EVENT).items() if key != name}


def changed(name: str, value: str) -> dict[str, str]:
    return {**signed(EVENT), name: value}


# Signed when the test begins: a signature holds for five minutes.
FORGED: dict[str, Callable[[], Any]] = {
    "none": dict,
    "no signature": lambda: without("X-Slack-Signature"),
    "no timestamp": lambda: without("X-Slack-Request-Timestamp"),
    "another secret": lambda: signed(EVENT, secret="f" * 32),
    "another body": lambda: signed(b"{}"),
    "old": lambda: signed(EVENT, at=time.time() - 400),
    "from the future": lambda: signed(EVENT, at=time.time() + 400),
    "no number": lambda: changed("X-Slack-Request-Timestamp", "yesterday"),
    "a negative number": lambda: changed("X-Slack-Request-Timestamp", "-1"),
    "a number of another script": lambda: changed("X-Slack-Request-Timestamp", "١٢٣"),
    "a long number": lambda: changed("X-Slack-Request-Timestamp", "9" * 4000),
    "not ASCII": lambda: changed("X-Slack-Signature", "v0=é"),
    "empty": lambda: changed("X-Slack-Signature", ""),
    "twice": lambda: [*signed(EVENT).items(), ("X-Slack-Signature", "v0=0")],
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
async def test_what_is_not_signed_by_slack_is_refused(
    http: aiohttp.ClientSession, address: str, headers: Callable[[], Any]
) -> None:
    assert await status(http, address, EVENT, headers()) == 401


async def test_what_is_signed_by_slack_is_let_in(http: aiohttp.ClientSession, address: str) -> None:
    assert await status(http, address, EVENT, signed(EVENT)) != 401


async def test_a_body_that_is_no_text_is_not_from_slack(http: aiohttp.ClientSession, address: str) -> None:
    assert await status(http, address, b"\xff\xfe", signed(b"{}")) == 401


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "unheard-of"])
async def test_a_body_is_not_even_unpacked_before_its_signature_is_checked(
    http: aiohttp.ClientSession, address: str, encoding: str
) -> None:
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding}
    async with http.post(address + PATH, data=b"no such thing", headers=headers, compress=False) as answer:
        assert answer.status == 401


@pytest.mark.parametrize("in_flight", [InFlight(0.05)])
async def test_a_body_that_does_not_end_is_not_waited_for(address: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: tandem\r\nContent-Length: 10\r\n\r\n{{".encode())
    assert (await reader.readline()).split()[1] == b"408"
    writer.close()


async def test_whoever_hangs_up_or_garbles_a_body_makes_no_noise(
    address: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    for body in (b"Content-Length: 10\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
        writer.write(f"POST {PATH} HTTP/1.1\r\nHost: tandem\r\n".encode() + body)
        writer.write_eof()
        await reader.read()
        writer.close()
    assert "Traceback" not in caplog.text + capfd.readouterr().err


@settings(derandomize=True, deadline=None)
@given(
    timestamp=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=20),
    signature=st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=80),
    body=st.binary(max_size=50),
)
def test_no_header_and_no_body_makes_it_raise(timestamp: str, signature: str, body: bytes) -> None:
    headers = CIMultiDictProxy(CIMultiDict({"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}))
    assert is_from_slack(SignatureVerifier(SECRET), headers, body) is False


# What Slack posts


@pytest.mark.parametrize(
    ("kind", "body", "payload"),
    [
        ("application/json", b'{"type": "event_callback"}', {"type": "event_callback"}),
        (FORM, b"payload=%7B%22type%22%3A%22shortcut%22%7D", {"type": "shortcut"}),
        (FORM, b"command=%2Fcheckin&text=", {"command": "/checkin", "text": ""}),
        (FORM, b"command=%2Fcheckin&text=payload%3D1", {"command": "/checkin", "text": "payload=1"}),
        (FORM, b"command=%2Fcheckin&payload=1", {"command": "/checkin", "payload": "1"}),
        ("application/json", b"[1]", None),
        ("application/json", b"{", None),
        ("application/json", b"[" * 100_000, None),
        (FORM, b"payload=%7B", None),
        (FORM, b"payload=1", None),
        (FORM, b"payload", None),
        (FORM, b"text=%FF&command=%2Fx", None),
        (FORM, b"", None),
        ("text/plain", b'{"type": "event_callback"}', None),
        ("text/plain", b"command=%2Fcheckin", None),
        ("multipart/form-data", b"command=%2Fcheckin", None),
        ("application/octet-stream", b"command=%2Fcheckin", None),
    ],
)
def test_a_payload_is_read_in_the_three_ways_slack_writes_it(
    kind: str, body: bytes, payload: dict[str, Any] | None
) -> None:
    assert read_payload(kind, body) == payload


@pytest.mark.parametrize("payload", WHOLE.values(), ids=WHOLE)
async def test_each_kind_of_payload_is_let_in(
    http: aiohttp.ClientSession, all_ears: str, payload: dict[str, Any]
) -> None:
    assert await post(http, all_ears, payload) == 200


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("a mention", {"event": ["app_mention"]}),
        ("a mention", {"event": None}),
        ("a mention", {"event": {"user": "U0LEA"}}),
        ("a mention", {"team_id": 7}),
        ("a mention", {"team_id": "T\0"}),
        ("a mention", {"team_id": "\ud800"}),
        ("a mention", {"authorizations": "T0"}),
        ("a mention", {"type": "made_up"}),
        ("a mention", {"type": {}}),
        ("a mention", {"event": {"type": "app_mention", "user": ["U0LEA"]}}),
        ("a click", {"user": None}),
        ("a click", {"user": {"name": "lea"}}),
        ("a click", {"team": "T0"}),
        ("a click", {"actions": []}),
        ("a click", {"actions": [{"value": "1"}]}),
        ("a click", {"enterprise": 7}),
        ("a click", {"event": None}),
        ("a form", {"view": {"type": "workflow_step", "callback_id": "form"}}),
        ("a form", {"view": None}),
        ("a form", {"response_urls": None}),
        ("a shortcut", {"callback_id": ""}),
        ("a command", {"user_id": ""}),
        ("a command", {"type": "interactive_message", "callback_id": "park"}),
        ("a command", {"command": ["/go"]}),
    ],
)
async def test_a_payload_of_an_impossible_shape_is_a_bad_request(
    http: aiohttp.ClientSession, all_ears: str, name: str, changes: dict[str, Any]
) -> None:
    assert await post(http, all_ears, WHOLE[name] | changes) == 400


async def test_what_is_nested_beyond_measure_is_a_bad_request(http: aiohttp.ClientSession, address: str) -> None:
    for inner in (b"[" * 400 + b"]" * 400, b'{"event":' * 400 + b"{}" + b"}" * 400):
        body = b'{"type":"event_callback","event":{"type":"app_mention","event":%b}}' % inner
        assert await status(http, address, body, signed(body)) == 400


async def test_a_mistake_of_ours_is_not_taken_for_one_of_slacks(
    app: AsyncApp, http: aiohttp.ClientSession, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    @app.command("/go")
    async def fail(body: dict[str, Any]) -> None:
        raise KeyError(body["command"])

    assert await post(http, address, WHOLE["a command"]) == 500
    assert "KeyError" in caplog.text


@pytest.fixture
async def all_ears(app: AsyncApp, in_flight: InFlight) -> AsyncGenerator[str]:
    """Serve an app that listens to everything and looks at nothing."""
    anything = re.compile("")
    for kind in (app.action, app.command, app.event, app.options, app.shortcut, app.view, app.view_closed):
        kind(anything)(acknowledge)
    async with served(app, in_flight) as address:
        yield address


async def acknowledge(ack: AsyncAck) -> None:
    await ack()


async def post(http: aiohttp.ClientSession, address: str, payload: Any) -> int:
    body = json.dumps(payload).encode()
    return await status(http, address, body, signed(body))


WORDS = [*KINDS, *TEXTS, *NAMED, *PARTS, *LISTS, "id", "text", "is_ext_shared_channel", "ssl_check", "workflow_step"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.sampled_from([*WORDS, "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def spoilt(draw: st.DrawFn) -> Any:
    """Take a payload that Slack could post, and put anything, or nothing, in a place of it."""
    payload = part = copy.deepcopy(draw(st.sampled_from(list(WHOLE.values()))))
    name = draw(st.sampled_from([*part, *WORDS]))
    while part.get(name) and isinstance(part[name], dict) and draw(st.booleans()):
        part = part[name]
        name = draw(st.sampled_from([*part, *WORDS]))
    if draw(st.booleans()):
        part[name] = draw(ANYTHING)
    else:
        part.pop(name, None)
    return payload


@settings(
    derandomize=True, deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(payload=spoilt() | ANYTHING)
async def test_whatever_is_rightly_signed_it_is_handled_or_refused(
    all_ears: str, http: aiohttp.ClientSession, payload: Any
) -> None:
    for kind, body in (
        ("application/json", json.dumps(payload)),
        (FORM, urlencode({"payload": json.dumps(payload)})),
    ):
        assert await status(http, all_ears, body.encode(), signed(body.encode(), kind=kind)) in (200, 400, 404)


async def test_what_cannot_be_read_is_a_bad_request(http: aiohttp.ClientSession, address: str) -> None:
    assert await status(http, address, b"[1]", signed(b"[1]")) == 400


async def test_a_body_beyond_the_limit_is_too_large(http: aiohttp.ClientSession, address: str) -> None:
    body = b"x" * (BODY_LIMIT + 1)
    async with http.post(address + PATH, data=io.BytesIO(body), headers=signed(body)) as answer:
        assert answer.status == 413


async def test_only_posts_are_taken(http: aiohttp.ClientSession, address: str) -> None:
    async with http.get(address + PATH) as answer:
        assert answer.status == 405


async def test_slacks_questions_about_the_address_are_answered(http: aiohttp.ClientSession, address: str) -> None:
    asked = b'{"type":"url_verification","challenge":"abc","token":"t"}'
    async with http.post(address + PATH, data=asked, headers=signed(asked)) as answer:
        assert (answer.status, await answer.json()) == (200, {"challenge": "abc"})
    check = b"ssl_check=1&token=t"
    assert await status(http, address, check, signed(check, kind=FORM)) == 200


@pytest.mark.parametrize("in_flight", [InFlight(0.05)])
async def test_what_takes_too_long_is_not_acknowledged(
    app: AsyncApp, http: aiohttp.ClientSession, address: str
) -> None:
    @app.middleware
    async def sleep() -> None:
        await asyncio.Event().wait()

    assert await status(http, address, EVENT, signed(EVENT)) == 503


async def test_what_cannot_be_handled_in_time_is_turned_away_with_the_others(
    app: AsyncApp, http: aiohttp.ClientSession
) -> None:
    outcomes: list[str] = []

    @app.middleware
    async def sleep() -> None:
        await asyncio.Event().wait()

    async with served(app, InFlight(0.05, lambda _kind, outcome, _seconds: outcomes.append(outcome))) as address:
        answers = await asyncio.gather(*(status(http, address, EVENT, signed(EVENT)) for _ in range(60)))
    assert set(answers) == {503}
    assert TURNED_AWAY in outcomes


async def test_what_is_in_hand_is_answered_when_tandem_stops(app: AsyncApp, http: aiohttp.ClientSession) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    @app.middleware
    async def wait() -> Any:
        begun.set()
        await go_on.wait()

    async with served(app, InFlight(NO_HURRY)) as address:
        asked = asyncio.create_task(status(http, address, EVENT, signed(EVENT)))
        await begun.wait()
        asyncio.get_running_loop().call_later(0.1, go_on.set)
    assert await asked != 503


# The whole of Tandem


async def test_a_check_in_is_answered_over_http(servers: dict[str, Server], http: aiohttp.ClientSession) -> None:
    database = await servers["sqlite"].prepared(live)
    workspace = make_workspace(clock := Clock(START, ticking=False))
    port = free_port()
    url = f"http://127.0.0.1:{port}{PATH}"
    async with Playground(workspace, request_url=url, ack_within=NO_HURRY) as playground:
        slack = HttpSettings(
            bot_token=workspace.bot_token,
            signing_secret=workspace.signing_secret,
            api_url=playground.api_url,
            http_port=port,
        )
        async with running(slack, database, now=clock.now, ack_within=NO_HURRY):
            await playground.connected()
            lea = playground.acting_as(LEA.id)
            await lea.open_home()
            await lea.until(lambda: lea.home)
            await lea.command("/checkin payload")
            await lea.until(lea.messages)
            assert lea.toasts == []
            await clock.jump(timedelta())
            async with http.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200


def test_a_commands_form_may_hold_any_words() -> None:
    words = {"command": "/tandem", "text": "payload={} & more"}
    assert read_payload(FORM, urlencode(words).encode()) == words
