"""Tandem explaining itself."""

from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock

from bot.i18n import Translator
from bot.views.blocks import HEADER_LENGTH, SECTION_LENGTH, clipped, context, header, plain, rendered, section


def help_text(t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Say what Tandem is for and what one can type or click."""
    told = t("Tandem: the check-in between a rep and the manager")
    lines = [
        t("`/checkin`: answer your check-in now, even before its time. As a manager: see how your team stands."),
        t("`/checkin status`: see what is due, and from whom."),
        t("`/tandem help`: this page."),
    ]
    blocks: list[Block] = [
        header(told),
        section(t("Before each talk, both of you write your half: it takes three minutes.")),
        section("\n".join(f"• {line}" for line in lines)),
        section(":house: " + t("My *Home* tab shows what is next, your objectives, and your team if you lead one.")),
        context(
            ":lock: "
            + t("Feedback stays sealed until both halves are in. Nobody but the two of you reads it in Tandem.")
        ),
    ]
    return told, rendered(blocks)


def unknown(text: str, t: Translator) -> list[dict[str, Any]]:
    """Say that a subcommand is not known; the help follows."""
    said = t("I do not know “{text}”. Here is what I understand:", text=clipped(text, HEADER_LENGTH))
    return rendered([SectionBlock(text=plain(said, SECTION_LENGTH))])
