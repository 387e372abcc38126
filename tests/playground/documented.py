"""Which errors a method may return: the codes that Slack documents for it, and those of every method."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from bot.playground.traffic import Call

CODES = Path(__file__).with_name("documented_errors.yml")
# Said of every method by its page, or of the Web API as a whole (docs: apis/web-api, reference/methods).
GENERAL = {
    "account_inactive",
    "fatal_error",
    "internal_error",
    "invalid_arguments",
    "invalid_auth",
    "invalid_cursor",
    "invalid_json",
    "invalid_limit",
    "json_not_object",
    "missing_scope",
    "not_allowed_token_type",
    "not_authed",
    "ratelimited",
    "token_expired",
    "token_revoked",
}


@cache
def documented() -> dict[str, set[str]]:
    return {method: set(codes) for method, codes in yaml.safe_load(CODES.read_text(encoding="utf-8")).items()}


def undocumented(calls: Iterable[Call]) -> list[tuple[str, str]]:
    """Give each refusal with a code that its method's page does not list; what is no method is an unknown_method."""
    refused = [(call.method, call.response["error"]) for call in calls if not call.response["ok"]]
    return [(method, code) for method, code in refused if _is_method(method) and code not in _allowed(method)]


def _is_method(name: str) -> bool:
    """Say whether it is not the address of an upload or an answer; api.test returns whatever error is asked for."""
    return "." in name and name != "api.test"


def _allowed(method: str) -> set[str]:
    return documented()[method] | GENERAL if method in documented() else {"unknown_method"}
