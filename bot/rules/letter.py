"""Messages that were given up: why, by Slack's word for it, and what an admin is told of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a message was given up.

    CHANNEL: that of a team is lost, which its manager is told. LEFT: its reader is gone. FORBIDDEN: Slack does not let
    Tandem. MISTAKE: Slack does not take what Tandem wrote. UNANSWERED: no attempt has succeeded.
    """

    CHANNEL = "channel"
    LEFT = "left"
    FORBIDDEN = "forbidden"
    MISTAKE = "mistake"
    UNANSWERED = "unanswered"


CODES: Mapping[Why, frozenset[str]] = {  # docs: the errors of chat.postMessage, chat.update and views.publish
    Why.CHANNEL: frozenset({"channel_not_found", "is_archived", "is_inactive", "not_in_channel"}),
    Why.LEFT: frozenset({"user_disabled", "user_not_found"}),
    Why.FORBIDDEN: frozenset(
        {
            "cannot_dm_bot",
            "invalid_user_combination",
            "messages_tab_disabled",
            "missing_scope",
            "not_enabled",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
            "user_not_visible",
        }
    ),
    Why.MISTAKE: frozenset(
        {
            "cannot_reply_to_message",
            "cant_update_message",
            "edit_window_closed",
            "invalid_arguments",
            "invalid_blocks",
            "invalid_blocks_format",
            "message_not_found",
            "msg_blocks_too_long",
            "msg_too_long",
            "no_text",
            "thread_not_found",
            "view_too_large",
        }
    ),
}
TOLD = (Why.FORBIDDEN, Why.MISTAKE, Why.UNANSWERED)  # to admins: of the others, whoever has to know knows


@dataclass(frozen=True)
class GivenUp:
    """How many messages of late were given up in a workspace, by why."""

    counts: Mapping[Why, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())
