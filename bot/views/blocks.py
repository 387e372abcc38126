"""Small pieces of Block Kit that every view is made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    Option,
    OverflowMenuElement,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.person import Person

HEADER_LENGTH = 150
SECTION_LENGTH = 3000
PLAIN_TEXT_LENGTH = 75  # of buttons and options
TITLE_LENGTH = 24
REASON_LENGTH = 200  # of what somebody wrote, where it is told in passing


def escaped(text: str) -> str:
    """Make what somebody wrote safe inside mrkdwn: no mention, channel or link can come of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clipped(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Return what somebody wrote in one line; a no-break space, as French has it before a question mark, stays."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", text).strip()


def marked(mrkdwn: str) -> MarkdownTextObject:
    """Return text with markup that fits its block; a cut leaves no half of an escaped character.

    It is `verbatim`: Slack makes no link of a name of a channel or of an address that somebody merely wrote.
    """
    return MarkdownTextObject(text=re.sub(r"&\w{0,3}…$", "…", clipped(mrkdwn, SECTION_LENGTH)), verbatim=True)


def header(text: str) -> HeaderBlock:
    return HeaderBlock(text=PlainTextObject(text=clipped(text, HEADER_LENGTH), emoji=True))


def section(mrkdwn: str, *, button: InteractiveElement | None = None) -> SectionBlock:
    return SectionBlock(text=marked(mrkdwn), accessory=button)


def context(mrkdwn: str) -> ContextBlock:
    return ContextBlock(elements=[marked(mrkdwn)])


def quote(label: str, text: str) -> RichTextBlock:
    """Show what somebody wrote under its label, as they wrote it: rich text knows no markup to smuggle in."""
    bold = RichTextElementParts.Text(text=label, style=RichTextElementParts.TextStyle(bold=True))
    written = RichTextElementParts.Text(text=text)
    return RichTextBlock(elements=[RichTextSectionElement(elements=[bold]), RichTextQuoteElement(elements=[written])])


def button(text: str, action_id: str, value: object, *, style: str | None = None) -> ButtonElement:
    return ButtonElement(text=clipped(text, PLAIN_TEXT_LENGTH), action_id=action_id, value=str(value), style=style)


def actions(buttons: Sequence[InteractiveElement]) -> ActionsBlock:
    return ActionsBlock(elements=list(buttons))


def menu(action_id: str, choices: Mapping[str, str]) -> OverflowMenuElement:
    """Return the three dots with a few more things to do, value to text."""
    options = [Option(value=value, text=plain(text, PLAIN_TEXT_LENGTH)) for value, text in choices.items()]
    return OverflowMenuElement(action_id=action_id, options=options)


def plain(text: str, length: int = TITLE_LENGTH) -> PlainTextObject:
    return PlainTextObject(text=clipped(text, length), emoji=True)


def rendered(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    return [block.to_dict() for block in blocks]


def saved(told: Person | None, t: Translator) -> dict[str, Any]:
    """Return what replaces a form that was saved: that it was, and who has been told of it, if anybody."""
    news = t("Saved. {name} has been told.", name=escaped(told.name)) if told else t("Saved.")
    return notice(f":white_check_mark: {news}", t)


def notice(text: str, t: Translator) -> dict[str, Any]:
    """Return a modal that says one thing: for a click that leads nowhere any more."""
    return View(type="modal", title=plain("Tandem"), close=plain(t("Close")), blocks=[section(text)]).to_dict()
