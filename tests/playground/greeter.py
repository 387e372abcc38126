"""A small bot on the synchronous Bolt: a command opens a form, the form posts a message, its button changes it."""

import os
from typing import Any

from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

app = App(
    client=WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
)


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


@app.command("/greet")
def greet(ack: Ack, client: WebClient, body: dict[str, Any]) -> None:
    element = {"type": "plain_text_input", "action_id": "name"}
    field = {"type": "input", "block_id": "name", "label": plain("Whom?"), "element": element}
    view = {"type": "modal", "callback_id": "greeting", "title": plain("Greet"), "submit": plain("Send")}
    client.views_open(trigger_id=body["trigger_id"], view={**view, "blocks": [field]})
    ack()


@app.view("greeting")
def post(ack: Ack, client: WebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    name = view["state"]["values"]["name"]["name"]["value"]
    if name == "nobody":
        ack(response_action="errors", errors={"name": "Somebody, please."})
        return
    ack()
    wave = {"type": "button", "action_id": "wave", "text": plain("Wave"), "value": name}
    blocks = [{"type": "actions", "elements": [wave]}]
    client.chat_postMessage(channel=body["user"]["id"], text=f"Hello {name}", blocks=blocks)


@app.action("wave")
def wave(ack: Ack, action: dict[str, Any], respond: Respond) -> None:
    ack()
    respond(text=f"{action['value']} waves", replace_original=True)


@app.event("app_mention")
def answer(event: dict[str, Any], say: Say) -> None:
    say(text=f"You said: {event['text']}", thread_ts=event["ts"])


if "PORT" in os.environ:
    app.start(int(os.environ["PORT"]))
else:
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()
