"""HTTP mode: what an app is posted at its own addresses, and what becomes of its answers."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from bot.playground import Actor, Clock, Playground, Workspace
from bot.playground.transport import NotDelivered
from tests.playground.bare_app import Answering, BareApp, Posted, answer, answer_json, bare_app, hang_up, redirect
from tests.playground.documented import undocumented

HELLO = {"type": "plain_text_input", "action_id": "name"}
FIELD = {"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Whom?"}, "element": HELLO}
MODAL = {
    "type": "modal",
    "callback_id": "greeting",
    "title": {"type": "plain_text", "text": "Greet"},
    "blocks": [FIELD],
}
MODAL["submit"] = {"type": "plain_text", "text": "Send"}
MENU = {"type": "external_select", "action_id": "whom", "min_query_length": 0}
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def bare() -> AsyncIterator[BareApp]:
    async with bare_app() as bare:
        yield bare


@pytest.fixture
def ack_within() -> float:
    """Give an app all the time it needs; a test of silence parametrizes it."""
    return 30.0


@pytest.fixture
def request_url(bare: BareApp) -> str:
    return f"{bare.url}/slack/events"


@pytest.fixture
async def playground(workspace: Workspace, ack_within: float, request_url: str) -> AsyncIterator[Playground]:
    async with Playground(workspace, ack_within=ack_within, request_url=request_url) as playground:
        yield playground
    assert undocumented(playground.calls) == []


def is_signed(posted: Posted, secret: str) -> bool:
    return SignatureVerifier(secret).is_valid_request(posted.body, dict(posted.headers))


async def test_an_event_is_posted_as_json(bare: BareApp, lea: Actor) -> None:
    await lea.say("Bonjour")
    (posted,) = bare.posted
    assert (posted.path, posted.headers["Content-Type"]) == ("/slack/events", "application/json")
    assert (posted.json["type"], posted.json["event"]["text"]) == ("event_callback", "Bonjour")
    assert posted.retry == (None, None)


async def test_a_command_is_posted_as_a_form(bare: BareApp, lea: Actor) -> None:
    await lea.command("/greet @tom & co = 100 %", "C0SALES")
    form = bare.posted[0].form
    assert bare.posted[0].headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert (form["command"], form["text"]) == ("/greet", "<@U0TOM|tom> & co = 100 %")
    assert (form["channel_id"], form["is_enterprise_install"]) == ("C0SALES", "false")


async def test_an_interaction_is_posted_as_a_payload_in_a_form(bare: BareApp, lea: Actor) -> None:
    await lea.shortcut("greet")
    form = bare.posted[0].form
    assert list(form) == ["payload"]
    payload = json.loads(form["payload"])
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "greet")


async def test_everything_is_signed_with_the_secret_of_the_workspace(
    bare: BareApp, workspace: Workspace, lea: Actor
) -> None:
    await lea.say("Où ça ?")
    await lea.command("/echo é")
    await lea.shortcut("greet")
    assert [is_signed(each, workspace.signing_secret) for each in bare.posted] == [True] * 3
    assert not is_signed(bare.posted[0], "another")


# The address for events proves itself


async def repeated(bare: BareApp, playground: Playground, content_type: str, form: str) -> None:
    bare.proves_itself = False

    async def prove(request: Any) -> Any:
        text = form % (await request.json())["challenge"]
        return await answer(text=text, content_type=content_type)(request)

    bare.will(prove)
    await playground.http.verify()


@pytest.mark.parametrize(
    ("content_type", "form"),
    [
        ("text/plain", "%s\n"),
        ("application/x-www-form-urlencoded", "challenge=%s"),
        ("application/json", '{"challenge": "%s"}'),
    ],
)
async def test_a_challenge_may_be_repeated_in_three_ways(
    bare: BareApp, playground: Playground, workspace: Workspace, content_type: str, form: str
) -> None:
    await repeated(bare, playground, content_type, form)
    (asked,) = bare.posted
    assert set(asked.json) == {"token", "challenge", "type"}
    assert asked.json["type"] == "url_verification"
    assert is_signed(asked, workspace.signing_secret)


@pytest.mark.parametrize(("content_type", "form"), [("text/plain", "not %s"), ("application/json", '{"%s": 1}')])
async def test_an_address_that_repeats_something_else_is_not_verified(
    bare: BareApp, playground: Playground, content_type: str, form: str
) -> None:
    with pytest.raises(NotDelivered, match="challenge_failed"):
        await repeated(bare, playground, content_type, form)


async def test_no_event_goes_to_an_address_that_has_not_proven_itself(
    bare: BareApp, playground: Playground, lea: Actor
) -> None:
    bare.proves_itself = False
    await lea.say("is this really you?")
    assert [each.json["type"] for each in bare.posted] == ["url_verification"] * len(bare.posted)
    bare.proves_itself = True
    await playground.connected()
    await lea.say("so it is")
    assert bare.posted[-1].json["event"]["text"] == "so it is"


# An event that is not acknowledged


async def test_an_event_is_sent_again_at_once_and_after_one_and_five_minutes(
    bare: BareApp, workspace: Workspace, lea: Actor
) -> None:
    bare.will(answer(500), hang_up, answer(404), answer(503))
    await lea.say("hello?")
    await bare.until(2)
    for count, pause in ((3, MINUTE), (4, 5 * MINUTE)):
        await workspace.clock.jump(pause)
        await bare.until(count)
    assert [each.retry for each in bare.posted] == [
        (None, None),
        ("1", "http_error"),
        ("2", "connection_failed"),
        ("3", "http_error"),
    ]
    assert len({each.json["event_id"] for each in bare.posted}) == 1


async def test_an_event_that_is_acknowledged_late_on_is_not_sent_again(
    bare: BareApp, workspace: Workspace, lea: Actor
) -> None:
    bare.will(answer(500))
    await lea.say("one")
    await bare.until(2)
    await workspace.clock.jump(10 * MINUTE)
    await lea.say("two")
    assert [each.json["event"]["text"] for each in bare.posted] == ["one", "one", "two"]


async def test_an_app_may_want_no_retry(bare: BareApp, workspace: Workspace, lea: Actor) -> None:
    bare.will(answer(500, headers={"x-slack-no-retry": "1"}))
    await lea.say("one")
    await workspace.clock.jump(10 * MINUTE)
    await lea.say("two")
    assert [each.json["event"]["text"] for each in bare.posted] == ["one", "two"]


@pytest.mark.parametrize("ack_within", [0.3])
async def test_an_event_comes_again_after_a_timeout(bare: BareApp, playground: Playground, lea: Actor) -> None:
    await playground.connected()
    playground.http.delay_acknowledgements(60)
    await lea.say("hurry")
    await bare.until(2)
    assert bare.posted[1].retry == ("1", "http_timeout")


async def test_an_event_can_be_sent_twice_although_it_was_acknowledged(
    bare: BareApp, playground: Playground, lea: Actor
) -> None:
    playground.events.repeat()
    await lea.say("twice")
    await bare.until(2)
    assert bare.posted[1].retry == ("1", "http_timeout")


async def test_two_redirects_are_followed_with_what_was_posted(bare: BareApp, lea: Actor) -> None:
    bare.will(redirect("/second"), redirect(f"{bare.url}/third"))
    await lea.say("catch me")
    assert bare.paths == ["/slack/events", "/second", "/third"]
    assert len({each.body for each in bare.posted}) == 1


async def test_a_third_redirect_is_one_too_many(bare: BareApp, lea: Actor) -> None:
    bare.will(*[redirect("/on")] * 3)
    await lea.say("catch me")
    await bare.until(4)
    assert bare.posted[3].retry == ("1", "too_many_redirects")


@pytest.mark.parametrize("elsewhere", ["http://0.0.0.0:{port}/", "//0.0.0.0:{port}/", "ftp://127.0.0.1/"])
async def test_no_redirect_leads_off_this_machine(bare: BareApp, lea: Actor, elsewhere: str) -> None:
    """0.0.0.0 is no address of this machine, and yet leads here: what follows it would be seen."""
    bare.will(redirect(elsewhere.format(port=URL(bare.url).port)))
    await lea.command("/echo hello")
    assert lea.toasts[-1]["code"] == "dispatch_failed"
    assert bare.paths == ["/slack/events"]


async def test_an_app_without_the_tls_it_promises_is_told_so(workspace: Workspace, bare: BareApp) -> None:
    bare.will(answer(500))
    url = f"{bare.url}/slack/events".replace("http", "https")
    async with Playground(workspace, request_url=url) as playground:
        with pytest.raises(NotDelivered) as failed:
            await playground.http.verify()
    assert failed.value.reason == "ssl_error"


# What a person sees


async def test_a_command_may_be_answered_in_plain_words(bare: BareApp, lea: Actor, tom: Actor) -> None:
    bare.will(answer(text="{not json} *Bonjour*"))
    await lea.command("/greet", "C0SALES")
    assert [each["text"] for each in lea.messages("C0SALES")] == ["{not json} *Bonjour*"]
    assert tom.messages("C0SALES") == []


async def test_a_command_may_be_answered_with_a_message_for_all(bare: BareApp, lea: Actor, tom: Actor) -> None:
    bare.will(answer_json({"response_type": "in_channel", "text": "Bonjour"}))
    await lea.command("/greet", "C0SALES")
    assert [each["text"] for each in tom.messages("C0SALES")] == ["Bonjour"]


async def test_a_command_that_is_answered_with_nothing_shows_nothing(bare: BareApp, lea: Actor) -> None:
    bare.will(answer(), answer(text="", content_type="application/json"))
    await lea.command("/greet", "C0SALES")
    await lea.command("/greet", "C0SALES")
    assert len(bare.posted) == 2
    assert (lea.messages("C0SALES"), lea.toasts) == ([], [])


@pytest.mark.parametrize(
    ("mishap", "code"),
    [
        (answer(404), "http_client_error"),
        (answer(500), "http_service_error"),
        (hang_up, "dispatch_failed"),
        (answer(text="{", content_type="application/json"), "invalid_response"),
        (answer_json(["no", "message"]), "invalid_response"),
    ],
)
async def test_a_command_that_fails_says_why(
    bare: BareApp, lea: Actor, tom: Actor, mishap: Answering, code: str
) -> None:
    bare.will(mishap, mishap)
    await lea.command("/greet")
    await tom.command("/greet")
    assert [toast["code"] for toast in (*lea.toasts, *tom.toasts)] == [code] * 2
    assert lea.toasts[0]["text"] == f"/greet a échoué avec l’erreur « {code} »"
    assert tom.toasts[0]["text"] == f'/greet failed with the error "{code}"'


@pytest.mark.parametrize("ack_within", [0.3])
async def test_a_command_that_is_answered_too_late_says_so(playground: Playground, lea: Actor) -> None:
    playground.http.delay_acknowledgements(60)
    await lea.command("/greet")
    assert lea.toasts[-1]["code"] == "operation_timeout"


@pytest.mark.parametrize("request_url", ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/"])
async def test_a_command_to_an_app_that_does_not_run_says_so(lea: Actor, request_url: str) -> None:
    await lea.command("/greet")
    assert lea.toasts[-1]["code"] == "dispatch_failed"


async def test_a_form_follows_what_the_app_answers_and_survives_what_is_no_answer(
    bare: BareApp, client: AsyncWebClient, lea: Actor
) -> None:
    await lea.shortcut("greet")
    trigger_id = json.loads(bare.posted[0].form["payload"])["trigger_id"]
    await client.views_open(trigger_id=trigger_id, view=MODAL)
    await lea.fill({"name": "nobody"})
    bare.will(answer(text="ok"), answer(500), answer_json({"response_action": "errors", "errors": {"name": "Who?"}}))
    for code in ("invalid_response", "http_service_error"):
        await lea.submit()
        assert lea.toasts[-1]["code"] == code
    await lea.submit()
    assert lea.errors == {"name": "Who?"}
    await lea.submit()
    assert lea.modal is None


async def test_a_click_is_acknowledged_by_any_words(bare: BareApp, client: AsyncWebClient, lea: Actor) -> None:
    button = {"type": "button", "action_id": "wave", "text": {"type": "plain_text", "text": "Wave"}}
    await client.chat_postMessage(channel="U0LEA", text="Hi", blocks=[{"type": "actions", "elements": [button]}])
    await bare.until(1)  # it hears of its own message
    bare.will(answer(text="ok"))
    await lea.click("wave", message=lea.messages()[0])
    assert json.loads(bare.posted[-1].form["payload"])["type"] == "block_actions"
    assert lea.toasts == []


# Addresses


async def test_each_kind_goes_to_its_address_in_the_manifest(
    manifest: dict[str, Any], ack_within: float, bare: BareApp
) -> None:
    workspace = Workspace(manifest=apart(manifest, bare.url), clock=Clock(ticking=False))
    workspace.add_person("U0LEA", name="lea", real_name="Léa")
    async with Playground(workspace, ack_within=ack_within) as playground:
        client, lea = (
            AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url),
            playground.acting_as("U0LEA"),
        )
        await playground.connected()
        menu = {"type": "section", "text": {"type": "plain_text", "text": "Whom?"}, "accessory": MENU}
        await client.chat_postMessage(channel="U0LEA", text="Hi", blocks=[menu])
        await bare.until(1)
        found = {"options": [{"text": {"type": "plain_text", "text": "Tom"}, "value": "tom"}]}
        bare.will(answer_json(found))
        await lea.click("whom", message=lea.messages()[0], value="tom")
        await lea.command("/greet")
        await lea.command("/echo")
        await lea.say("hello")
    assert bare.paths == ["/events", "/options", "/clicks", "/greet", "/echo", "/events"]


def apart(manifest: dict[str, Any], url: str) -> dict[str, Any]:
    commands = [each | {"url": url + each["command"]} for each in manifest["features"]["slash_commands"]]
    events = manifest["settings"]["event_subscriptions"] | {"request_url": f"{url}/events"}
    interactivity = {"request_url": f"{url}/clicks", "message_menu_options_url": f"{url}/options", "is_enabled": True}
    settings = {"event_subscriptions": events, "interactivity": interactivity, "socket_mode_enabled": False}
    return manifest | {"features": manifest["features"] | {"slash_commands": commands}, "settings": settings}


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.1.4/",
        "https://app.test/slack",
        "http://0.0.0.0/",
        "ftp://127.0.0.1/",
        "127.0.0.1:3000",
        "http:///x",
    ],
)
def test_an_address_on_another_machine_is_refused(workspace: Workspace, manifest: dict[str, Any], url: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        Playground(workspace, request_url=url)
    with pytest.raises(ValueError, match="this machine only"):
        Playground(Workspace(manifest=apart(manifest, url), clock=Clock()))


def test_an_app_without_socket_mode_needs_an_address_for_all_it_hears(manifest: dict[str, Any]) -> None:
    told = manifest["settings"] | {"socket_mode_enabled": False, "interactivity": {"is_enabled": True}}
    with pytest.raises(ValueError, match="event_subscriptions, interactivity, /greet, /echo"):
        Playground(Workspace(manifest=manifest | {"settings": told}, clock=Clock()))


async def test_the_page_is_told_whether_the_app_answers(
    bare: BareApp, playground: Playground, workspace: Workspace, lea: Actor
) -> None:
    told: list[bool] = []
    workspace.changes.subscribe(
        lambda change: told.append(change.body["connected"]) if change.type == "connected" else None
    )
    assert playground.page.state("U0LEA")["connected"] is False
    await playground.connected()
    assert playground.page.state("U0LEA")["connected"] is True
    bare.will(hang_up)
    await lea.command("/greet")
    assert playground.page.state("U0LEA")["connected"] is False
    assert told == [True, False]
