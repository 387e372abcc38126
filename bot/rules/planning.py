"""Making a plan of a file: judged row by row, then as a whole."""

from collections.abc import Iterable
from typing import Final

from bot.rules.columns import Kind
from bot.rules.convention import Usual
from bot.rules.import_objectives import ObjectiveJudge
from bot.rules.import_values import ValueJudge
from bot.rules.importing import Plan, Scope, Sheet, Verdict, read_sheet, without_doubles

JUDGES: Final = {Kind.OBJECTIVES: ObjectiveJudge, Kind.VALUES: ValueJudge}


def planned(sheet: Sheet, verdicts: Iterable[Verdict]) -> Plan:
    """Return the plan that the verdicts on all rows of a file make."""
    judged = without_doubles(verdicts, JUDGES[sheet.kind].keys)
    return Plan(sheet.kind, judged, sheet.unknown, sheet.convention)


def plan(content: bytes, kind: Kind, usual: Usual, scope: Scope) -> Plan:
    """Read a file and return what comes of it. Raises Rejected for a file that cannot be read."""
    sheet = read_sheet(content, kind, usual)
    return planned(sheet, map(JUDGES[kind](sheet, scope), sheet.rows))
