"""Takes the bytes of files where the Web API sent their owner, and hands them out to the page and to the app."""

from urllib.parse import quote

from aiohttp import web

from bot.playground.errors import SlackError
from bot.playground.files import File
from bot.playground.sharing import is_seen_by_app
from bot.playground.traffic import Traffic
from bot.playground.values import Json
from bot.playground.workspace import Workspace

REFUSALS = {"unknown_upload": 404, "wrong_length": 400, "no_content": 400}


class FileServer:
    def __init__(self, workspace: Workspace, traffic: Traffic) -> None:
        self.workspace = workspace
        self.traffic = traffic

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/upload/v1/{key}", self.take), web.get("/files/{id}/{name}", self.give)]

    async def take(self, request: web.Request) -> web.Response:
        """Take a file, as a raw body or as the file of a form; answer 4xx for a spent address or a wrong length."""
        args: Json = {}
        try:
            content = await _content(request)
            args = {"length": len(content)}
            file = self.workspace.files.receive(request.match_info["key"], content)
        except SlackError as refusal:
            self.traffic.record_call("upload_url", args, {"ok": False, "error": refusal.code})
            return web.Response(text=refusal.code, status=REFUSALS[refusal.code])
        self.traffic.record_call("upload_url", args, {"ok": True, "file": file.id})
        return web.Response(text=f"OK - {len(content)}")

    async def give(self, request: web.Request) -> web.Response:
        """Hand out a completed file. Only pictures are shown in place, and no text as anything but plain text.

        An app that comes with a token and may not have the file is sent to a page, as Slack sends it to its sign-in.
        """
        try:
            file = self.workspace.files.complete(request.match_info["id"])
        except SlackError:
            raise web.HTTPNotFound from None
        if "Authorization" in request.headers and not self._is_app_allowed(request, file):
            raise web.HTTPFound("/")
        headers = {"Content-Type": _served_as(file), "Content-Disposition": _disposition(file)}
        return web.Response(body=file.content, headers=headers)

    def _is_app_allowed(self, request: web.Request, file: File) -> bool:
        args: Json = {"file": file.id}
        try:
            self._check(request, file)
        except SlackError as refusal:
            self.traffic.record_call("url_private", args, {"ok": False, "error": refusal.code})
            return False
        self.traffic.record_call("url_private", args, {"ok": True, "size": file.size})
        return True

    def _check(self, request: web.Request, file: File) -> None:
        """Raise what files.info raises for a token or a file that is not right."""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        if self.workspace.tokens.kind(token) != "bot":
            raise SlackError("not_allowed_token_type")
        if "files:read" not in self.workspace.scopes:
            raise SlackError("missing_scope")
        if not is_seen_by_app(self.workspace, file):
            raise SlackError("file_not_found")


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for field in form.values():
        if isinstance(field, web.FileField):
            return field.file.read()
    raise SlackError("no_content")


def _served_as(file: File) -> str:
    if file.picture:
        return file.picture.mimetype
    return "text/plain; charset=utf-8" if file.is_text else "application/octet-stream"


def _disposition(file: File) -> str:
    shown = "inline" if file.picture else "attachment"
    return f"{shown}; filename*=UTF-8''{quote(file.name, safe='')}"
