"""What somebody asks of Tandem with a slash command: who, when, in which language, and the words taken apart."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from handlers.person import meet

HELP = "help"
UNKNOWN = "unknown"
HELP_WORDS = {"help": HELP, "aide": HELP}
MENTION = re.compile(r"<@(\w+)(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Asked:
    """A command taken apart: `/checkin skip @tom he is ill` has the verb skip, the person Tom and the words.

    `verb` is "" where none was typed, and UNKNOWN for a word that is none; `text` is all that was typed.
    """

    caller: Caller
    at: datetime
    t: Translator
    verb: str
    person: str | None
    words: str
    text: str


async def asked(body: dict[str, Any], client: AsyncWebClient, deps: Deps, verbs: Mapping[str, str]) -> Asked:
    """Read a slash command; `verbs` maps what may be typed, in any language and without accents, to what it means."""
    caller, text = deps.caller(body), body["text"].strip()
    reader = await meet(deps, client, caller)
    mention = MENTION.search(text)
    known = {"": "", **HELP_WORDS, **verbs}
    verb, words = _verb(MENTION.sub(" ", text, count=1).split(), known)
    return Asked(
        caller=caller,
        at=deps.now(),
        t=deps.translator(reader.locale),
        verb=verb,
        person=mention[1] if mention else None,
        words=words,
        text=text,
    )


def _verb(typed: list[str], known: Mapping[str, str]) -> tuple[str, str]:
    """Tell what a first word means, or two that go together, such as “à clore”; and the words after it."""
    for count in (2, 1):
        if (verb := known.get(_plain("-".join(typed[:count])))) is not None:
            return verb, " ".join(typed[count:])
    return UNKNOWN, " ".join(typed[1:])


def _plain(word: str) -> str:
    """Write a word as somebody in a hurry types it: précédent, Precedent, precedent."""
    letters = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
