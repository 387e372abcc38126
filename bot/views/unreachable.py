"""What a manager is told of a channel in which Tandem can post no longer."""

from collections.abc import Callable
from typing import Any

from bot.i18n import Translator
from bot.rules.team import LostChannel
from bot.views.blocks import context, escaped, rendered, section

Said = tuple[str, list[dict[str, Any]]]
View = Callable[[LostChannel, Translator], Said]


def archived(lost: LostChannel, t: Translator) -> Said:
    why = t("The channel of your team {team} is archived: I cannot post in it any more.", team=escaped(lost.team))
    return _told(why, t("Unarchive {channel}, then write `/invite @Tandem` there.", channel=_channel(lost)), t)


def not_in(lost: LostChannel, t: Translator) -> Said:
    why = t("I am not in the channel of your team {team}: I cannot post in it.", team=escaped(lost.team))
    return _told(why, t("Write `/invite @Tandem` in {channel}.", channel=_channel(lost)), t)


def gone(lost: LostChannel, t: Translator) -> Said:
    why = t("I do not find the channel of your team {team}: I cannot post in it any more.", team=escaped(lost.team))
    what = t(
        "If {channel} is a private channel, write `/invite @Tandem` there. If it was deleted, your team needs another"
        " channel.",
        channel=_channel(lost),
    )
    return _told(why, what, t)


def _told(why: str, what: str, t: Translator) -> Said:
    later = t("What was to appear there meanwhile was not posted. What comes next will be.")
    return why, rendered([section(f":warning: *{why}*\n{what}"), context(later)])


def _channel(lost: LostChannel) -> str:
    return f"<#{lost.channel}>"
