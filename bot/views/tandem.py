"""Tandem explaining itself."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.i18n import Translator
from bot.views.blocks import HEADER_LENGTH, SECTION_LENGTH, clipped, context, header, plain, rendered, section

Lines = Callable[[Translator], Iterator[str]]


def help_text(t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Say what Tandem is for and what one can type or click."""
    told = t("Tandem: the dialogue about objectives between a rep and the manager")
    blocks: list[Block] = [
        header(told),
        section(t("Before each talk, both of you write your half: it takes three minutes.")),
        section("\n".join(f"• {line}" for lines in COMMANDS.values() for line in lines(t))),
        section(":house: " + t("My *Home* tab shows what is next, your objectives, and your team if you lead one.")),
        context(
            ":lock: "
            + t("Feedback stays sealed until both halves are in. Nobody but the two of you reads it in Tandem.")
        ),
    ]
    return told, rendered(blocks)


def command_help(command: str, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Say what one command understands."""
    told = t("What `{command}` understands", command=command)
    lines = [f"• {line}" for line in COMMANDS[command](t)]
    more = context(t("`/tandem help` says what I can do."))
    return told, rendered([section(f"*{told}*\n" + "\n".join(lines)), more])


def unknown(text: str, t: Translator) -> list[dict[str, Any]]:
    """Say that a subcommand is not known; the help follows."""
    said = t("I do not know “{text}”. Here is what I understand:", text=clipped(text, HEADER_LENGTH))
    return rendered([SectionBlock(text=plain(said, SECTION_LENGTH))])


def _checkin(t: Translator) -> Iterator[str]:
    yield t("`/checkin`: answer your check-in now, even before its time. As a manager: see how your team stands.")
    yield t("`/checkin status`: see what is due, and from whom.")
    yield t("`/checkin schedule [@rep]`: choose the day and the hour of your talks.")
    yield t("`/checkin move [@rep]`: move the next talk to another day or hour.")
    yield t("`/checkin talk [@rep]`: open your talk: agenda, decisions, actions. From an hour before it begins.")
    yield t("`/checkin history [@rep]`: look back at earlier check-ins.")
    yield t("`/checkin notes [@rep]`: your private notes about your talks. Nobody else can read them.")
    yield t("`/checkin skip [@rep] <reason>`: leave out the next check-in.")


def _objectives(t: Translator) -> Iterator[str]:
    yield t("`/objectives [@rep]`: see where the objectives stand, yours or your team’s.")
    yield t("`/objectives new [@rep]`: write an objective down.")
    yield t("`/objectives history [@rep]`: see what became of each, and take it all along as a file.")
    yield t("`/objectives at-risk`, `unsigned`, `loose`, `ending` or `to-close` `[@rep]`: see these only.")
    yield t("`/objectives import`, `/objectives export`: bring objectives or values as a CSV file, and take them out.")


def _strategy(t: Translator) -> Iterator[str]:
    yield t("`/strategy`: see your team’s goals, and the lines that lead to them.")
    yield t("`/strategy goal`, `/strategy line`: write one down.")


def _feedback(t: Translator) -> Iterator[str]:
    yield t("`/feedback @person`: give somebody feedback, between the two of you.")


def _digest(t: Translator) -> Iterator[str]:
    yield t("`/digest`: see your team’s digest before anybody else does.")
    yield t("`/digest post`: post it in the team’s channel.")
    yield t("`/digest schedule`: choose when it is posted.")


def _retro(t: Translator) -> Iterator[str]:
    yield t("`/retro start`: begin the annual retrospective, with a private preparation for each rep.")
    yield t("`/retro status`: see where it stands.")
    yield t("`/retro next`, `/retro back`: lead it from step to step.")
    yield t("`/retro close`: close it, and post its summary.")


def _tandem(t: Translator) -> Iterator[str]:
    days = "12/08 26/08" if t.day_first else "08/12 08/26"
    yield t("`/tandem away`, `/tandem away {days}`: say when you are away, so that nobody asks you.", days=days)
    yield t("`/tandem back`: you are back.")
    yield t("`/tandem away @person`, `/tandem back @person`: the same for a rep you lead.")
    yield t("`/tandem team`: make a team, or change one you lead.")
    yield t("`/tandem settings`: choose your quiet hours; as an admin also who may make teams, and the usual rhythm.")
    yield t("`/tandem help`: this page.")


COMMANDS: Mapping[str, Lines] = {
    "/checkin": _checkin,
    "/objectives": _objectives,
    "/strategy": _strategy,
    "/feedback": _feedback,
    "/digest": _digest,
    "/retro": _retro,
    "/tandem": _tandem,
}
