"""The columns of files in the reader's words: each is read back as what it is."""

from collections.abc import Mapping

from bot.i18n import Translator
from bot.rules.columns import Column
from bot.rules.objective import Unit


def header(column: Column, t: Translator) -> str:
    names: Mapping[Column, str] = {
        Column.REFERENCE: t("Reference"),
        Column.OWNER: t("Owner"),
        Column.TITLE: t("Objective"),
        Column.WHY: t("Why it matters"),
        Column.LINE: t("Strategy line"),
        Column.GOAL: t("Goal"),
        Column.UNIT: t("Unit or currency"),
        Column.DIRECTION: t("Direction"),
        Column.BASELINE: t("Starting point"),
        Column.TARGET: t("Target"),
        Column.STARTS_ON: t("Begins on"),
        Column.ENDS_ON: t("Ends on"),
        Column.WEIGHT: t("Weight"),
        Column.PACE: t("Pace"),
        Column.SEGMENTS: t("Segments"),
        Column.FLOOR: t("Floor of the margin"),
        Column.CEILING: t("Ceiling of the margin"),
        Column.CAUSES: t("Accepted reasons"),
        Column.WINDOWS: t("Months"),
        Column.REVISIONS: t("Changes a year"),
        Column.VALUE: t("Current value"),
        Column.DAY: t("As of"),
        Column.NOTE: t("Note"),
    }
    return names[column]


def unit(unit: Unit, t: Translator) -> str:
    """Name what is counted other than money, in a cell."""
    names = {
        Unit.CURRENCY: t("currency"),
        Unit.COUNT: t("count"),
        Unit.PERCENT: t("percent"),
        Unit.YES_NO: t("yes or no"),
    }
    return names[unit]


def season(t: Translator) -> str:
    return t("season")
