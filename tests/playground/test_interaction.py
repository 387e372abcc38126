"""What people do with what an app puts before them, through a real Bolt app."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    title = {"type": "plain_text", "text": "Greeting"}
    submit = {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": submit, "blocks": blocks, **fields}


def text_input(block_id: str = "words", **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": "Words"},
        "element": {"type": "plain_text_input", "action_id": "typed", **element},
    }


async def test_a_command_opens_a_modal_that_is_filled_and_sent(
    app: AsyncApp, start: Any, lea: Actor, playground: Playground
) -> None:
    sent: list[dict[str, Any]] = []

    @app.command("/greet")
    async def open_form(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        await ack()

    @app.view("form")
    async def take_form(ack: Any, view: Any, body: Any, client: AsyncWebClient) -> None:
        sent.append(view["state"]["values"])
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text="Thank you")

    await start(app)
    await lea.command("/greet")
    await lea.fill({"words": "Bonjour"})
    assert await lea.submit() == {}
    assert sent == [{"words": {"typed": {"type": "plain_text_input", "value": "Bonjour"}}}]
    assert lea.modal is None
    assert [message["text"] for message in lea.messages()] == ["Thank you"]
    assert playground.calls[-1].method == "chat.postMessage"
