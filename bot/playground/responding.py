"""Answers to a response_url: new messages, replaced ones, deleted ones (docs: interactivity/handling)."""

from aiohttp import web

from bot.playground.composing import as_app, compose
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.grants import Answering
from bot.playground.messages import Post
from bot.playground.traffic import Traffic
from bot.playground.values import Json, is_object
from bot.playground.workspace import Workspace

EXPIRED = frozenset({"no_service", "expired_url", "used_url"})


class ResponseUrlServer:
    def __init__(self, workspace: Workspace, traffic: Traffic) -> None:
        self.workspace = workspace
        self.traffic = traffic

    async def serve(self, request: web.Request) -> web.Response:
        """Answer `ok`, or 404 for an address that is spent and 400 for content that Slack refuses."""
        body: Json = {}
        try:
            body = await _body(request)
            self._respond(self.workspace.response_urls.use(request.match_info["key"]), body)
        except SlackError as refusal:
            response = {"ok": False, "error": refusal.code}
            self.traffic.record_call("response_url", body, response)
            return web.json_response(response, status=404 if refusal.code in EXPIRED else 400)
        self.traffic.record_call("response_url", body, {"ok": True})
        return web.Response(text="ok")

    def _respond(self, answering: Answering, body: Json) -> None:
        original = self._original(answering)
        if body.get("delete_original") and original is not None:
            self._delete(original)
        elif body.get("replace_original") and original is not None:
            self._replace(original, compose(self.workspace, body))
        else:
            self._post(answering, body)

    def _original(self, answering: Answering) -> Post | None:
        if answering.message_ts is None:
            return None
        return self.workspace.messages.locate(answering.message_ts, answering.user_id)

    def _replace(self, original: Post, content: Json) -> None:
        self.workspace.edit(original, {"blocks": [], "attachments": [], **content})

    def _delete(self, original: Post) -> None:
        self.workspace.delete(original)

    def _post(self, answering: Answering, body: Json) -> None:
        message = as_app(self.workspace, compose(self.workspace, body))
        thread_ts = body.get("thread_ts")
        if body.get("response_type") == "in_channel":
            self.workspace.post(answering.channel_id, message, thread_ts=thread_ts)
        else:
            self.workspace.post_ephemeral(
                answering.channel_id, answering.user_id, message, thread_ts=thread_ts or answering.thread_ts
            )


async def _body(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise SlackError("invalid_payload") from None
    if not is_object(body):
        raise invalid_arguments("must provide an object")
    return body
