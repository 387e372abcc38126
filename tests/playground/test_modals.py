"""Modals: the stack, what is entered, what Slack checks itself, and what an app answers."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from tests.playground.blocks import actions, button, input_of, modal, option, plain, text_input

Open = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]

EVERY_INPUT = {
    "plain_text_input": ({}, "some words", {"value": "some words"}),
    "email_text_input": ({}, "lea@acme.com", {"value": "lea@acme.com"}),
    "url_text_input": ({}, "https://acme.com", {"value": "https://acme.com"}),
    "number_input": ({"is_decimal_allowed": True}, 2.5, {"value": "2.5"}),
    "datepicker": ({}, "2026-03-02", {"selected_date": "2026-03-02"}),
    "timepicker": ({}, "09:30", {"selected_time": "09:30"}),
    "datetimepicker": ({}, 1772442000, {"selected_date_time": 1772442000}),
    "users_select": ({}, "U0TOM", {"selected_user": "U0TOM"}),
    "multi_users_select": ({}, ["U0TOM"], {"selected_users": ["U0TOM"]}),
    "conversations_select": ({}, "C0SALES", {"selected_conversation": "C0SALES"}),
    "multi_conversations_select": ({}, ["C0SALES"], {"selected_conversations": ["C0SALES"]}),
    "channels_select": ({}, "C0SALES", {"selected_channel": "C0SALES"}),
    "multi_channels_select": ({}, ["C0SALES"], {"selected_channels": ["C0SALES"]}),
}
EMPTY_LISTS = ("multi_users_select", "multi_conversations_select", "multi_channels_select")
CHOICES = ("static_select", "radio_buttons")
SEVERAL_CHOICES = ("multi_static_select", "checkboxes")


@pytest.fixture
def show(client: AsyncWebClient, workspace: Workspace) -> Open:
    """Open a modal before Léa, as after an interaction of hers."""

    async def opened(view: dict[str, Any]) -> dict[str, Any]:
        trigger_id = workspace.triggers.issue("U0LEA")
        return (await client.views_open(trigger_id=trigger_id, view=view))["view"]

    return opened


@pytest.fixture
def push(client: AsyncWebClient, workspace: Workspace) -> Open:
    async def pushed(view: dict[str, Any]) -> dict[str, Any]:
        trigger_id = workspace.triggers.issue("U0LEA")
        return (await client.views_push(trigger_id=trigger_id, view=view))["view"]

    return pushed


def answering(app: AsyncApp, **answer: Any) -> list[dict[str, Any]]:
    """Answer every submission like this; give the bodies of the submissions."""
    bodies: list[dict[str, Any]] = []

    @app.view("form")
    async def take(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack(**answer)

    return bodies


def titles(actor: Actor) -> list[str]:
    return [view["title"]["text"] for view in actor.modals]


# What is entered


async def test_every_input_has_its_empty_shape_its_filled_one_and_the_empty_one_again_when_cleared(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    sent = answering(app, response_action="errors", errors={"plain_text_input": "again"})
    await start(app)
    inputs = [input_of(kind, {"type": kind, **fields}, optional=True) for kind, (fields, _, _) in EVERY_INPUT.items()]
    await show(modal(*inputs))
    await lea.submit()
    await lea.fill({kind: value for kind, (_, value, _) in EVERY_INPUT.items()})
    await lea.submit()
    await lea.fill({kind: [] if kind in EMPTY_LISTS else None for kind in EVERY_INPUT})
    await lea.submit()
    empty, filled, cleared = (body["view"]["state"]["values"] for body in sent)
    assert cleared == empty
    for kind, (_, _, state) in EVERY_INPUT.items():
        assert filled[kind]["entered"] == {"type": kind, **state}
        nothing = [] if kind in EMPTY_LISTS else None
        assert empty[kind]["entered"] == {"type": kind, **dict.fromkeys(state, nothing)}


async def test_choices_are_made_by_value_and_carry_their_option(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    sent = answering(app)
    await start(app)
    options = [option("red"), option("blue")]
    inputs = [
        input_of(kind, {"type": kind, "options": options}, optional=True) for kind in (*CHOICES, *SEVERAL_CHOICES)
    ]
    await show(modal(*inputs))
    with pytest.raises(LookupError, match="offers"):
        await lea.fill({"static_select": "green"})
    await lea.fill(dict.fromkeys(CHOICES, "blue") | {kind: ["blue", "red"] for kind in SEVERAL_CHOICES})
    await lea.submit()
    values = sent[0]["view"]["state"]["values"]
    assert [values[kind]["entered"]["selected_option"]["value"] for kind in CHOICES] == ["blue"] * 2
    for kind in SEVERAL_CHOICES:
        chosen = values[kind]["entered"]["selected_options"]
        assert [each["value"] for each in chosen] == ["blue", "red"]
        assert chosen[0]["text"] == {"type": "plain_text", "text": "Blue", "emoji": True}


async def test_initial_values_are_sent_as_they_are(app: AsyncApp, start: Any, lea: Actor, show: Open) -> None:
    sent = answering(app)
    await start(app)
    select = {"type": "static_select", "options": [option("red")], "initial_option": option("red")}
    await show(modal(text_input(initial_value="draft"), input_of("colour", select)))
    await lea.submit()
    values = sent[0]["view"]["state"]["values"]
    assert values["words"]["entered"]["value"] == "draft"
    assert values["colour"]["entered"]["selected_option"]["value"] == "red"


async def test_an_external_select_asks_the_app_for_its_options(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    asked: list[dict[str, Any]] = []
    sent = answering(app)

    @app.options("entered")
    async def offer(ack: Any, body: Any) -> None:
        asked.append(body)
        await ack(options=[option("client-1"), option("client-2")])

    await start(app)
    await show(modal(input_of("client", {"type": "external_select", "min_query_length": 2})))
    await lea.fill({"client": "client-2"})
    await lea.submit()
    assert (asked[0]["type"], asked[0]["value"]) == ("block_suggestion", "client-2")
    chosen = sent[0]["view"]["state"]["values"]["client"]["entered"]["selected_option"]
    assert chosen["value"] == "client-2"


async def test_the_app_hears_of_an_input_only_where_it_asked_to(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    heard: list[tuple[str, Any]] = []

    @app.action("entered")
    async def note(ack: Any, body: Any) -> None:
        (action,) = body["actions"]
        assert body["view"]["state"]["values"][action["block_id"]]["entered"]["value"] == action["value"]
        heard.append((action["block_id"], action["value"]))
        await ack()

    await start(app)
    each_letter = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    await show(
        modal(
            text_input("silent"),
            input_of("on_enter", {"type": "plain_text_input"}, dispatch_action=True),
            input_of("typing", {"type": "plain_text_input", **each_letter}, dispatch_action=True),
        )
    )
    await lea.fill({"silent": "a", "on_enter": "b", "typing": "c"})
    assert heard == [("typing", "c")]
    await lea.click("entered", block_id="on_enter", value="d")
    assert heard == [("typing", "c"), ("on_enter", "d")]


# What Slack checks itself


@pytest.mark.parametrize(
    ("block", "value", "complaint"),
    [
        (text_input(), None, "Veuillez remplir ce champ obligatoire."),
        (text_input(), "", "Veuillez remplir ce champ obligatoire."),
        (text_input(min_length=3), "ab", "Veuillez saisir au moins 3 caractères."),
        (text_input(max_length=3), "abcd", "Veuillez ne pas saisir plus de 3 caractères."),
        (input_of("words", {"type": "users_select"}), None, "Veuillez remplir ce champ obligatoire."),
        (
            input_of("words", {"type": "number_input", "is_decimal_allowed": False}),
            "1.5",
            "Veuillez saisir un nombre entier.",
        ),
        (
            input_of("words", {"type": "number_input", "is_decimal_allowed": True}),
            "many",
            "Veuillez saisir un nombre.",
        ),
        (
            input_of("words", {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}),
            "1.9",
            "Veuillez saisir un nombre supérieur ou égal à 2.",
        ),
        (
            input_of("words", {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"}),
            "2.1",
            "Veuillez saisir un nombre inférieur ou égal à 2.",
        ),
        (input_of("words", {"type": "email_text_input"}), "lea", "Veuillez saisir une adresse e-mail valide."),
        (input_of("words", {"type": "url_text_input"}), "acme", "Veuillez saisir une URL valide."),
    ],
)
async def test_what_the_client_refuses_does_not_reach_the_app(
    *, app: AsyncApp, start: Any, lea: Actor, show: Open, block: dict[str, Any], value: Any, complaint: str
) -> None:
    sent = answering(app)
    await start(app)
    await show(modal(block))
    await lea.fill({"words": value})
    answer = await lea.submit()
    assert answer == {"response_action": "errors", "errors": {"words": complaint}}
    assert (lea.errors, sent) == ({"words": complaint}, [])


async def test_the_client_complains_in_english_to_whom_reads_no_french(
    client: AsyncWebClient, workspace: Workspace, tom: Actor
) -> None:
    await client.views_open(trigger_id=workspace.triggers.issue("U0TOM"), view=modal())
    await tom.submit()
    assert tom.errors == {"words": "Please complete this required field."}


# What the app answers


async def test_errors_stand_under_their_fields_until_the_next_try(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    answers: list[dict[str, Any]] = [{"response_action": "errors", "errors": {"words": "Too rude"}}, {}]

    @app.view("form")
    async def take(ack: Any) -> None:
        await ack(**answers.pop(0))

    await start(app)
    await show(modal())
    await lea.fill({"words": "!!"})
    await lea.submit()
    assert lea.errors == {"words": "Too rude"}
    await lea.submit()
    assert (lea.modal, lea.errors) == (None, {})


async def test_errors_for_a_field_that_is_not_there_are_trouble(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    answering(app, response_action="errors", errors={"elsewhere": "x"})
    await start(app)
    await show(modal(text_input(optional=True)))
    await lea.submit()
    assert lea.errors == {}
    assert [toast["text"] for toast in lea.toasts] == ["Un problème de connexion est survenu. Réessayer ?"]


async def test_an_update_takes_the_place_and_keeps_what_was_typed_under_the_same_ids(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    new = modal(text_input(), text_input("other", optional=True), title="Second")
    answering(app, response_action="update", view=new)
    await start(app)
    first = await show(modal())
    await lea.fill({"words": "kept"})
    await lea.submit()
    (view,) = lea.modals
    assert (view["id"], view["title"]["text"]) == (first["id"], "Second")
    assert view["hash"] != first["hash"]
    assert view["state"]["values"]["words"]["entered"]["value"] == "kept"
    assert view["state"]["values"]["other"]["entered"]["value"] is None


async def test_push_puts_a_view_on_top_and_closing_it_shows_the_one_below(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    answering(app, response_action="push", view=modal(title="Second"))
    await start(app)
    first = await show(modal())
    await lea.fill({"words": "x"})
    await lea.submit()
    below, above = lea.modals
    assert (above["root_view_id"], above["previous_view_id"]) == (first["id"], first["id"])
    assert below["id"] == first["id"]
    await lea.close_modal()
    assert titles(lea) == ["Form"]


@pytest.mark.parametrize(
    ("answer", "left"), [({"response_action": "clear"}, []), ({}, ["First"])], ids=["clear", "empty"]
)
async def test_clear_closes_everything_and_an_empty_answer_one(
    *, app: AsyncApp, start: Any, lea: Actor, show: Open, push: Open, answer: dict[str, Any], left: list[str]
) -> None:
    answering(app, **answer)
    await start(app)
    await show(modal(title="First"))
    await push(modal(text_input(optional=True), title="Second"))
    await lea.submit()
    assert titles(lea) == left


@pytest.mark.parametrize("ack_within", [0.05])
async def test_a_submission_without_answer_keeps_the_modal_and_its_text(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    @app.view("form")
    async def silent() -> None:
        pass

    await start(app)
    await show(modal())
    await lea.fill({"words": "precious"})
    assert await lea.submit() == {}
    assert lea.modal is not None
    assert lea.modal["state"]["values"]["words"]["entered"]["value"] == "precious"
    assert lea.toasts[0]["code"] == "operation_timeout"


async def test_a_bad_view_in_the_answer_is_trouble(app: AsyncApp, start: Any, lea: Actor, show: Open) -> None:
    answering(app, response_action="update", view={**modal(), "title": plain("x" * 25)})
    await start(app)
    await show(modal(text_input(optional=True)))
    await lea.submit()
    assert titles(lea) == ["Form"]
    assert lea.toasts[0]["code"] == "invalid_arguments"


# Leaving


async def test_leaving_is_told_where_the_app_asked_for_it_without_values(
    app: AsyncApp, start: Any, lea: Actor, show: Open
) -> None:
    closed: list[dict[str, Any]] = []

    @app.view_closed("form")
    async def note(ack: Any, body: Any) -> None:
        closed.append(body)
        await ack()

    await start(app)
    await show(modal())
    await lea.close_modal()
    await show(modal(notify_on_close=True))
    await lea.fill({"words": "half a thought"})
    await lea.close_modal()
    (body,) = closed
    assert (body["type"], body["is_cleared"]) == ("view_closed", False)
    assert body["view"]["state"] == {"values": {}}


async def test_the_cross_closes_all_and_names_the_first_view(
    app: AsyncApp, start: Any, lea: Actor, show: Open, push: Open
) -> None:
    closed: list[dict[str, Any]] = []

    @app.view_closed("form")
    async def note(ack: Any, body: Any) -> None:
        closed.append(body)
        await ack()

    await start(app)
    first = await show(modal(notify_on_close=True))
    await push(modal(notify_on_close=True))
    await lea.close_modal(all=True)
    assert lea.modals == []
    assert [(body["view"]["id"], body["is_cleared"]) for body in closed] == [(first["id"], True)]


async def test_a_view_that_clears_on_close_takes_the_others_with_it(lea: Actor, show: Open, push: Open) -> None:
    await show(modal())
    await push(modal(clear_on_close=True))
    await lea.close_modal()
    assert lea.modals == []


# The stack and the app's calls


async def test_the_stack_holds_three(show: Open, push: Open, lea: Actor) -> None:
    with pytest.raises(SlackApiError, match="not_found"):
        await push(modal())
    await show(modal(title="1"))
    await push(modal(title="2"))
    await push(modal(title="3"))
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await push(modal(title="4"))
    assert titles(lea) == ["1", "2", "3"]


async def test_an_update_from_an_old_hash_is_refused(client: AsyncWebClient, show: Open, lea: Actor) -> None:
    view = await show(modal())
    new = await client.views_update(view_id=view["id"], hash=view["hash"], view=modal(title="New"))
    assert new["view"]["title"]["text"] == "New"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal())
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id="V0NOWHERE", view=modal())
    assert titles(lea) == ["New"]


async def test_an_external_id_names_one_view(client: AsyncWebClient, show: Open, lea: Actor) -> None:
    await show(modal(external_id="mine"))
    with pytest.raises(SlackApiError, match="duplicate_external_id"):
        await show(modal(external_id="mine"))
    await client.views_update(external_id="mine", view=modal(title="New", external_id="mine"))
    assert titles(lea) == ["New"]


async def test_a_view_is_given_back_complete(show: Open, workspace: Workspace) -> None:
    view = await show(modal(private_metadata="m"))
    assert (view["team_id"], view["app_id"], view["bot_id"]) == (
        workspace.id,
        workspace.app_id,
        workspace.bot_id,
    )
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["private_metadata"], view["clear_on_close"], view["close"]) == ("m", False, None)
    assert view["state"] == {"values": {}}


async def test_a_click_in_a_modal_can_update_it(
    app: AsyncApp, start: Any, lea: Actor, show: Open, playground: Playground
) -> None:
    @app.action("more")
    async def add(ack: Any, body: Any, client: AsyncWebClient) -> None:
        assert body["container"]["view_id"] == body["view"]["id"]
        new = modal(actions(button("more")), text_input(), text_input("second"))
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=new)
        await ack()

    await start(app)
    await show(modal(actions(button("more")), text_input()))
    await lea.fill({"words": "typed before"})
    await lea.click("more")
    assert lea.modal is not None
    assert list(lea.modal["state"]["values"]) == ["words", "second"]
    assert lea.modal["state"]["values"]["words"]["entered"]["value"] == "typed before"
    assert playground.calls[-1].method == "views.update"
