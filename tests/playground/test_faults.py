"""Rate limits as Slack documents them, and what goes wrong on demand, met by the real slack-sdk."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Clock, Fault, Kind, Playground, Workspace
from bot.playground.limits import TIERS, USUAL_TIER
from bot.playground.webapi.table import METHODS
from tests.playground.visiting import act, next_of, watching


@pytest.fixture
async def limited(workspace: Workspace) -> AsyncIterator[AsyncWebClient]:
    async with Playground(workspace, rate_limits=True) as playground:
        yield AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)


async def too_many(client: AsyncWebClient, method: str, **args: Any) -> int:
    """Expect a call to be refused as one too many, and give the seconds to wait."""
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=args)
    assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
    return int(refused.value.response.headers["Retry-After"])


# Limits


def test_every_method_with_another_tier_than_the_usual_one_is_there() -> None:
    assert TIERS.keys() <= METHODS.keys()
    assert USUAL_TIER not in TIERS.values()


@pytest.mark.parametrize(("method", "budget"), [("users.list", 20), ("team.info", 50), ("users.info", 100)])
async def test_a_method_has_its_budget_a_minute(
    limited: AsyncWebClient, workspace: Workspace, method: str, budget: int
) -> None:
    for _ in range(budget):
        await limited.api_call(method, json={"user": "U0LEA"})
    assert await too_many(limited, method, user="U0LEA") == 60
    await limited.auth_test()  # another method has its own
    await workspace.clock.jump(timedelta(seconds=59))
    assert await too_many(limited, method, user="U0LEA") == 1
    await workspace.clock.jump(timedelta(seconds=1))
    await limited.api_call(method, json={"user": "U0LEA"})


async def test_a_channel_takes_a_message_a_second_after_a_short_burst(
    limited: AsyncWebClient, workspace: Workspace
) -> None:
    for _ in range(5):
        await limited.chat_postMessage(channel="C0SALES", text="Hello")
    wait = await too_many(limited, "chat.postMessage", channel="C0SALES", text="Hello")
    await limited.chat_postMessage(channel="U0LEA", text="Hello")
    await workspace.clock.jump(timedelta(seconds=wait))
    await limited.chat_postMessage(channel="C0SALES", text="Hello")


async def test_an_app_is_not_limited_unless_it_is_asked_for(client: AsyncWebClient) -> None:
    for _ in range(21):
        await client.users_list()


async def test_the_sdks_own_handler_waits_and_comes_again(manifest: dict[str, Any]) -> None:
    workspace = Workspace(manifest=manifest, clock=Clock())
    async with Playground(workspace) as playground:
        playground.faults.add(Fault(Kind.RATE_LIMIT, "auth.test", seconds=1))
        client = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)
        client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
        assert (await client.auth_test())["ok"]


# Faults


async def test_an_error_comes_as_often_as_was_asked_for_and_nothing_is_done(
    client: AsyncWebClient, playground: Playground, lea: Actor
) -> None:
    playground.faults.add(Fault(Kind.ERROR, "chat.postMessage", times=2, code="fatal_error"))
    for _ in range(2):
        with pytest.raises(SlackApiError, match="fatal_error"):
            await client.chat_postMessage(channel="C0SALES", text="Hello")
    await client.chat_postMessage(channel="C0SALES", text="Hello")
    assert len(lea.messages("C0SALES")) == 1


async def test_a_fault_of_every_method_lasts_until_it_is_taken_away(
    client: AsyncWebClient, playground: Playground
) -> None:
    number = playground.faults.add(Fault(Kind.OUTAGE, times=None))
    for call in (client.auth_test, client.team_info):
        with pytest.raises(SlackApiError) as refused:
            await call()
        assert refused.value.response.status_code == 503
    playground.faults.remove(number)
    await client.auth_test()


async def test_an_answer_that_is_lost_leaves_the_work_done(
    client: AsyncWebClient, playground: Playground, lea: Actor
) -> None:
    client.retry_handlers.clear()
    playground.faults.add(Fault(Kind.LOSE_ANSWER, "chat.postMessage"))
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0SALES", text="Hello")
    assert [message["text"] for message in lea.messages("C0SALES")] == ["Hello"]


async def test_a_call_that_is_lost_comes_again_by_the_sdks_own_handler(
    client: AsyncWebClient, playground: Playground, lea: Actor
) -> None:
    client.retry_handlers[:] = [AsyncConnectionErrorRetryHandler(max_retry_count=1)]
    playground.faults.add(Fault(Kind.LOSE_CALL, "chat.postMessage"))
    await client.chat_postMessage(channel="C0SALES", text="Hello")
    assert [message["text"] for message in lea.messages("C0SALES")] == ["Hello"]


async def test_an_answer_that_is_late_comes_when_the_caller_has_gone(
    playground: Playground, workspace: Workspace, lea: Actor
) -> None:
    hasty = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url, timeout=1)
    hasty.retry_handlers.clear()
    playground.faults.add(Fault(Kind.DELAY, "chat.postMessage", seconds=2))
    with pytest.raises(TimeoutError):
        await hasty.chat_postMessage(channel="C0SALES", text="Hello")
    playground.faults.add(Fault(Kind.DELAY, "chat.postMessage", seconds=0))
    patient = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)
    assert (await patient.chat_postMessage(channel="C0SALES", text="Hello"))["ok"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": Kind.ERROR},
        {"kind": Kind.OUTAGE, "times": 0},
        {"kind": Kind.OUTAGE, "method": ""},
        {"kind": Kind.DELAY, "seconds": -1},
        {"kind": Kind.DELAY, "seconds": 3601},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"which|once or more|seconds must"):
        Fault(**wrong)


# On the page


async def test_the_page_adds_and_takes_away_faults_and_hears_of_them(
    visitor: aiohttp.ClientSession, playground: Playground, client: AsyncWebClient
) -> None:
    async with watching(visitor, playground, "U0LEA") as (socket, state):
        assert state["faults"] == []
        assert "chat.postMessage" in state["methods"]
        await act(visitor, playground, "add_fault", kind="error", method="auth.test", times=1, code="fatal_error")
        [fault] = (await next_of(socket, "faults"))["faults"]
        assert (fault["kind"], fault["method"], fault["times"]) == ("error", "auth.test", 1)
        with pytest.raises(SlackApiError, match="fatal_error"):
            await client.auth_test()
        assert (await next_of(socket, "faults"))["faults"] == []
    await act(visitor, playground, "add_fault", kind="outage", method="*", times=None)
    [fault] = playground.faults.as_list()
    await act(visitor, playground, "remove_fault", number=fault["number"])
    await act(visitor, playground, "add_fault", kind="outage", method="*")
    await act(visitor, playground, "clear_faults")
    assert playground.faults.as_list() == []
    for wrong in ({"kind": "nonsense"}, {"kind": "delay", "seconds": "soon"}, {"kind": "error"}):
        assert (await act(visitor, playground, "add_fault", **wrong))["error"] == "invalid_arguments"
