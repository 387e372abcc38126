"""What Slack must allow a team: each thing that is amiss, and what to do about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.team_check import Finding, Trouble
from bot.views.blocks import actions, button, escaped, plain, section
from bot.views.team import CHECK

CHECKED = "team_checked"  # what the modal is called: a check in it takes its place
Line = Callable[[Translator, str], str]

LINES: Mapping[Trouble, Line] = {
    Trouble.NOT_IN_CHANNEL: lambda t, where: t(
        "I am not in {channel}: write `/invite @Tandem` there, else nobody sees the digest.", channel=f"<#{where}>"
    ),
    Trouble.ARCHIVED: lambda t, where: t(
        "{channel} is archived: unarchive it, or give the team another channel.", channel=f"<#{where}>"
    ),
    Trouble.SHARED: lambda t, where: t(
        "{channel} is shared with another company (Slack Connect): give the team another channel.",
        channel=f"<#{where}>",
    ),
    Trouble.SCOPE: lambda t, scope: t(
        "I lack the permission {scope}: an admin installs Tandem again from its page on api.slack.com/apps.",
        scope=f"`{scope}`",
    ),
    Trouble.EXTERNAL: lambda t, name: t(
        "{name} belongs to another company (Slack Connect): take them out of the team.", name=escaped(name)
    ),
    Trouble.LEFT: lambda t, name: t(
        "The account of {name} is deactivated: take them out of the team.", name=escaped(name)
    ),
    Trouble.BOT: lambda t, name: t("{name} is an app: take it out of the team.", name=escaped(name)),
    Trouble.NO_MANAGER: lambda t, _: t("The team has no manager any more: choose another one."),
}


def checked(team_id: int, name: str, findings: Sequence[Finding], t: Translator, *, saved: bool) -> dict[str, Any]:
    """Return what was found, or that all is well, for a team that was just saved or merely looked at."""
    view = View(
        type="modal",
        callback_id=CHECKED,
        title=plain(t("Team")),
        close=plain(t("Close")),
        blocks=[*_told(team_id, name, findings, t, saved=saved)],
    )
    return view.to_dict()


def _told(team_id: int, name: str, findings: Sequence[Finding], t: Translator, *, saved: bool) -> Iterator[Block]:
    if saved:
        told = t("The team {team} is saved, and everybody concerned is told.", team=escaped(name))
        yield section(f":white_check_mark: {told}")
    else:
        yield section(f"*{escaped(name)}*")
    if not findings:
        yield section(":sparkles: " + t("Slack allows all that Tandem needs for it."))
        return
    yield section(t("This is still to be done:"))
    for one in findings:
        yield section(f":warning: {LINES[one.trouble](t, one.what)}")
    yield actions([button(t("Check again"), CHECK, team_id)])
