"""The columns of a file of objectives or of values, and the words in their cells, in English and French."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from bot.rules.charter import Cause
from bot.rules.objective import Direction, Unit

Meaning = TypeVar("Meaning")


class Kind(StrEnum):
    """What a file brings."""

    OBJECTIVES = "objectives"
    VALUES = "values"


class Column(StrEnum):
    """A column; one that says what a field of an objective says has its name."""

    REFERENCE = "reference"
    OWNER = "owner"
    TITLE = "title"
    WHY = "why"
    LINE = "line"
    GOAL = "goal"
    UNIT = "unit"
    DIRECTION = "direction"
    BASELINE = "baseline"
    TARGET = "target"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    WEIGHT = "weight"
    PACE = "pace"
    SEGMENTS = "segments"
    FLOOR = "floor"
    CEILING = "ceiling"
    CAUSES = "causes"
    WINDOWS = "windows"
    REVISIONS = "revisions"
    VALUE = "value"
    DAY = "day"
    NOTE = "note"


FIGURES = (Column.BASELINE, Column.TARGET, Column.FLOOR, Column.CEILING, Column.VALUE)
DAYS = (Column.STARTS_ON, Column.ENDS_ON, Column.DAY)
NEEDED: Mapping[Kind, tuple[Column, ...]] = {
    Kind.OBJECTIVES: (Column.TITLE, Column.UNIT, Column.TARGET, Column.STARTS_ON, Column.ENDS_ON),
    Kind.VALUES: (Column.VALUE,),
}
NAMES: Mapping[Column, str] = {  # separated by commas, as `folded` leaves them
    Column.REFERENCE: "reference, ref, id, external id, code, identifiant",
    Column.OWNER: "owner, rep, sales rep, name, responsable, commercial, commerciale, commercial e, proprietaire, nom",
    Column.TITLE: "title, objective, titre, objectif, intitule",
    Column.WHY: "why, why it matters, reason why, pourquoi, pourquoi cela compte, pourquoi c est important, enjeu",
    Column.LINE: "strategy line, strategy, line, axe strategique, axe, strategie",
    Column.GOAL: "goal, ambition, business goal, but",
    Column.UNIT: "unit, currency, counted in, unite, devise, compte en, unite ou devise, unit or currency",
    Column.DIRECTION: "direction, sens",
    Column.BASELINE: "starting point, baseline, from, point de depart, depart, base",
    Column.TARGET: "target, amount, to, cible, montant, valeur cible",
    Column.STARTS_ON: "begins on, starts, starts on, start, start date, from date, debut, debute le, commence le, "
    "date de debut, du",
    Column.ENDS_ON: "ends on, ends, end, end date, fin, finit le, se termine le, date de fin, au",
    Column.WEIGHT: "weight, poids, ponderation",
    Column.PACE: "pace, rythme",
    Column.SEGMENTS: "segments, segment, repartition par segment",
    Column.FLOOR: "floor, floor of the margin, plancher, plancher de la marge",
    Column.CEILING: "ceiling, ceiling of the margin, plafond, plafond de la marge",
    Column.CAUSES: "causes, reasons, accepted reasons, motifs, motifs acceptes, raisons, raisons acceptees",
    Column.WINDOWS: "windows, months, fenetres, mois",
    Column.REVISIONS: "revisions, revisions a year, changes a year, revisions par an",
    Column.VALUE: "value, current value, actual, valeur, valeur actuelle, realise",
    Column.DAY: "date, as of, day, value date, jour, date de la valeur, au jour du",
    Column.NOTE: "note, comment, reason for the change, commentaire, remarque, motif de la modification",
}
UNITS: Mapping[Unit, str] = {
    Unit.COUNT: "count, number, nombre, quantite",
    Unit.PERCENT: "percent, percentage, %, pourcent, pour cent, pourcentage",
    Unit.YES_NO: "yes no, oui non, yes or no, oui ou non",
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.REACH: "reach, go up, increase, go up to the target, atteindre, monter, augmenter, "
    "monter jusqu a la cible",
    Direction.REDUCE: "reduce, go down, come down, decrease, come down to the target, reduire, baisser, diminuer, "
    "descendre jusqu a la cible",
    Direction.STAY_ABOVE: "stay above, keep above, at least, stay above the target, rester au dessus, "
    "rester au dessus de la cible, au moins, maintenir au dessus",
    Direction.STAY_BELOW: "stay below, keep below, at most, stay below the target, rester en dessous de la cible, "
    "rester au dessous, rester en dessous, au plus, "
    "maintenir en dessous",
}
CAUSES: Mapping[Cause, str] = {
    Cause.TERRITORY: "territory, secteur, territoire",
    Cause.PRODUCT_DELAY: "product delay, retard produit, retard du produit",
    Cause.LOST_KEY_ACCOUNT: "lost key account, perte d un grand compte, grand compte perdu, perte d un compte cle",
    Cause.MARKET: "market, marche",
    Cause.OTHER: "other, autre",
}
SEASON = ("season", "saison")
ANSWERS: Mapping[bool, str] = {
    True: "yes, oui, y, o, true, vrai, 1, done, fait",
    False: "no, non, n, false, faux, 0",
}


def folded(text: str) -> str:
    """Write words without what differs from hand to hand: case, accents, marks, spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w%]|_", " ", plain).split())


def _by_name(names: Mapping[Meaning, str]) -> Mapping[str, Meaning]:
    return {name.strip(): meaning for meaning, listed in names.items() for name in listed.split(",")}


_COLUMNS, _UNITS, _DIRECTIONS = _by_name(NAMES), _by_name(UNITS), _by_name(DIRECTIONS)
_CAUSES, _ANSWERS = _by_name(CAUSES), _by_name(ANSWERS)


def column(header: str) -> Column | None:
    return _COLUMNS.get(folded(header))


def knows(header: str) -> bool:
    return column(header) is not None


def unit(text: str) -> Unit | None:
    return _UNITS.get(folded(text))


def direction(text: str) -> Direction | None:
    return _DIRECTIONS.get(folded(text))


def cause(text: str) -> Cause | None:
    return _CAUSES.get(folded(text))


def yes_or_no(text: str) -> bool | None:
    return _ANSWERS.get(folded(text))


def joined(some: Iterable[str]) -> str:
    """Write a list in a cell; a bar or a backslash within a part keeps its meaning by a backslash before it."""
    return " | ".join(re.sub(r"([\\|])", r"\\\1", part) for part in some)


def parts(text: str) -> list[str]:
    """Read a list from a cell as `joined` writes it."""
    found = re.findall(r"(?:\\.|[^|\\]|\\$)+", text, re.DOTALL)
    return [bare for part in found if (bare := re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip())]
