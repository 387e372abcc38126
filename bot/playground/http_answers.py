"""What an app answers over HTTP: its body read as an acknowledgement, its status as a failure."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs

from bot.playground.transport import NotDelivered
from bot.playground.values import Json, is_object

NO_RETRY = "X-Slack-No-Retry"
ANSWERED_WITH_A_BODY = frozenset({"view_submission", "block_suggestion"})


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, as far as Slack looks at it; the names of `headers` are written as Slack writes them."""

    status: int
    content_type: str
    text: str
    headers: dict[str, str] = field(default_factory=dict[str, str])

    def check_status(self) -> None:
        """Raise NotDelivered unless it is a success: http_client_error from 400 on, http_service_error from 500 on."""
        if HTTPStatus.OK <= self.status < HTTPStatus.MULTIPLE_CHOICES:
            return
        is_clients = self.status < HTTPStatus.INTERNAL_SERVER_ERROR
        code = "http_client_error" if is_clients else "http_service_error"
        raise NotDelivered(code, "http_error", is_final=self.headers.get(NO_RETRY) == "1")

    def acknowledgement(self, kind: str, payload: Json) -> Json:
        """Give what the app acknowledged with, {} for nothing or for what Slack does not read.

        A command may be answered in plain words. Raises NotDelivered for a body that should be an object and is none.
        """
        if kind == "slash_commands" and self.content_type != "application/json":
            return {"text": self.text} if self.text.strip() else {}
        if kind == "slash_commands" or payload.get("type") in ANSWERED_WITH_A_BODY:
            return self._object() if self.text.strip() else {}
        return {}

    def challenge(self) -> str:
        """Give the challenge that is repeated here: in plain text, in a form or in JSON (docs: url_verification)."""
        if self.content_type == "application/json":
            return str(self._object().get("challenge"))
        if self.content_type == "application/x-www-form-urlencoded":
            return parse_qs(self.text).get("challenge", [""])[0]
        return self.text.strip()

    def _object(self) -> Json:
        try:
            body = json.loads(self.text)
        except ValueError:
            body = None
        if not is_object(body):
            raise NotDelivered("invalid_response", "unknown_error")
        return body
