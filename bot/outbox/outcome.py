"""What Slack's refusal, a connection's failure or our own mistake means for a delivery."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from http import HTTPStatus

from aiohttp import ClientConnectorError, ClientError, ClientResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.rules.letter import CODES, Why

LIMITED = frozenset({"rate_limited", "ratelimited"})
REVOKED = frozenset({"account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"})
LEFT, CHANNEL = CODES[Why.LEFT], CODES[Why.CHANNEL]
SENSELESS = CODES[Why.FORBIDDEN] | CODES[Why.MISTAKE]


class End(Enum):
    """What becomes of a delivery that did not go out.

    AGAIN: it is tried later. LIMITED: Slack wants to be spared the method. REVOKED: our token may be taken no longer.
    LEFT: its reader is gone. NEVER: trying again is senseless.
    """

    AGAIN = auto()
    LIMITED = auto()
    REVOKED = auto()
    LEFT = auto()
    NEVER = auto()


@dataclass(frozen=True)
class Outcome:
    """Why a delivery did not go out. `in_doubt` says that it may have gone out all the same.

    `method` is the one that was refused, `wait` how long Slack wants to be spared it; `token` is the one that Slack
    takes no longer.
    """

    error: str
    end: End = End.AGAIN
    in_doubt: bool = False
    method: str = ""
    wait: timedelta = timedelta()
    token: str | None = field(default=None, repr=False)


class LeaseLapsed(Exception):  # noqa: N818 (it says what is the case)
    """It took so long to come to the point of posting that another worker may be there."""


def outcome(error: Exception) -> Outcome:
    """Read an error as what to do next."""
    if not isinstance(error, SlackApiError):
        lost = isinstance(error, (ClientError, OSError, TimeoutError)) and not isinstance(error, ClientConnectorError)
        return Outcome(f"{type(error).__name__}: {error}", in_doubt=lost)
    answer: AsyncSlackResponse | ClientResponse = error.response  # the latter where the body could not be read
    status = answer.status_code if isinstance(answer, AsyncSlackResponse) else answer.status
    url = answer.api_url if isinstance(answer, AsyncSlackResponse) else str(answer.url)
    said = answer.data if isinstance(answer, AsyncSlackResponse) else None
    code = str(said.get("error", status) if isinstance(said, dict) else status)
    end = End.LIMITED if status == HTTPStatus.TOO_MANY_REQUESTS else _end(code)
    return Outcome(
        code,
        end,
        in_doubt=status >= HTTPStatus.INTERNAL_SERVER_ERROR,
        method=url.partition("?")[0].rpartition("/")[2],
        wait=timedelta(seconds=int(answer.headers.get("Retry-After", 30))),
    )


def _end(code: str) -> End:
    for codes, end in ((LIMITED, End.LIMITED), (REVOKED, End.REVOKED), (LEFT, End.LEFT), (CHANNEL, End.NEVER)):
        if code in codes:
            return end
    return End.NEVER if code in SENSELESS else End.AGAIN
