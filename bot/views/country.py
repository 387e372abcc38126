"""Countries to choose from, with their regions, in the reader's language."""

import unicodedata
from collections.abc import Iterator

from slack_sdk.models.blocks import Option

from bot.i18n import Translator
from bot.rules.country import countries, regions
from bot.views.blocks import PLAIN_TEXT_LENGTH, plain

MOST = 100  # options that Slack takes


def option(code: str, t: Translator) -> Option:
    return Option(value=code, text=plain(named(code, t), PLAIN_TEXT_LENGTH))


def named(code: str, t: Translator) -> str:
    """Name a country, or a region after its country: France, FR-57 Moselle."""
    country, _, region = code.partition("-")
    return f"{code} {regions(country).get(code, region)}" if region else t.country(code)


def matching(query: str, t: Translator) -> list[Option]:
    """Return what somebody may mean who types `query`: countries by name, then regions; a country's come with it."""
    wanted = _plain(query)
    found = [code for code in _all(t) if wanted in _plain(f"{named(code, t)} {t.country(code.partition('-')[0])}")]
    found.sort(key=lambda code: not _plain(named(code, t)).startswith(wanted))
    return [option(code, t) for code in found[:MOST]]


def _all(t: Translator) -> Iterator[str]:
    by_name = sorted(countries(), key=lambda code: _plain(t.country(code)))
    yield from by_name
    for code in by_name:
        yield from regions(code)


def _plain(text: str) -> str:
    """Write a name as somebody types it: without accents, in small letters."""
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
