"""Takes the files that people upload on the page, before they send them."""

from aiohttp import web

from bot.playground.actor import Actor
from bot.playground.client import Client
from bot.playground.errors import SlackError
from bot.playground.files import LARGEST
from bot.playground.guard import require_page
from bot.playground.phrases import phrase
from bot.playground.values import Json


class Uploads:
    def __init__(self, client: Client) -> None:
        self.client = client

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/ui/upload", self.take)]

    async def take(self, request: web.Request) -> web.Response:
        """Take a file as a raw body, of whom `as` and by what `name` the query says; answer with its object.

        A refusal says why in the person's language.
        """
        require_page(request)
        actor, name = Actor(request.query.get("as", ""), self.client), request.query.get("name", "")
        try:
            return web.json_response({"ok": True, "file": await self._take(request, actor, name)})
        except SlackError as refusal:
            text = phrase(actor.user.language, refusal.code, file=name)
            return web.json_response({"ok": False, "error": refusal.code, "text": text})

    async def _take(self, request: web.Request, actor: Actor, name: str) -> Json:
        if (request.content_length or 0) > LARGEST:  # a larger body than the server takes is not even read
            raise SlackError("file_upload_size_restricted")
        file_id = actor.upload(name, await request.read())
        return self.client.objects.in_form(self.client.workspace.files.complete(file_id))
