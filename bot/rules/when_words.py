"""The words for days in English and in French, without accents and in lower case."""

import unicodedata
from collections.abc import Mapping

_MONTHS = """
    jan janv january janvier, feb fev fevr february fevrier, mar mars march, apr avr april avril, may mai,
    jun june juin, jul juil juill july juillet, aug aout august, sep sept september septembre,
    oct october octobre, nov november novembre, dec december decembre
"""
_WEEKDAYS = """
    monday lundi, tuesday mardi, wednesday mercredi, thursday jeudi, friday vendredi, saturday samedi, sunday dimanche
"""
_SHORT_WEEKDAYS = "mon lun, tue tues mar, wed weds mer, thu thur thurs jeu, fri ven, sat sam, sun dim"


def _numbered(names: str, since: int) -> Mapping[str, int]:
    return {name: number for number, same in enumerate(names.split(","), since) for name in same.split()}


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS = _numbered(_MONTHS, 1)
WEEKDAYS = _numbered(_WEEKDAYS, 0)
BEFORE_A_DATE = {**WEEKDAYS, **_numbered(_SHORT_WEEKDAYS, 0)}  # alone, many a short one is another word
DAYS_AHEAD = {
    "today": 0,
    "aujourd'hui": 0,
    "tomorrow": 1,
    "demain": 1,
    "the day after tomorrow": 2,
    "day after tomorrow": 2,
    "apres-demain": 2,
    "apres demain": 2,
}
WEEKS_AHEAD = {
    "this week": 0,
    "cette semaine": 0,
    "next week": 1,
    "la semaine prochaine": 1,
    "semaine prochaine": 1,
}

SINCE = _words("from du des depuis partir since starting beginning")
UNTIL = _words("until till til jusqu'au jusqu'a jusque")
BETWEEN = _words("between entre")
EACH = _words("et and & + , ;")
SILENT = _words("le la the on to au a of de through thru inclus included inclusive - > . /")
SMALL = SINCE | UNTIL | BETWEEN | EACH | SILENT

_ALIKE = {"’": "'", "‘": "'", "–": "-", "—": "-", "−": "-", "‑": "-", "→": ">"}


def folded(text: str) -> str:
    """Write a text in lower case and without accents, character by character: places in it stay the same."""
    return "".join(_ALIKE.get(one) or unicodedata.normalize("NFD", one)[0].lower()[0] for one in text)
