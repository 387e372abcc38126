"""Objectives as a CSV file, which is imported again as it is, and the words around it."""

from collections.abc import Mapping
from datetime import datetime

from bot.i18n import Translator
from bot.rules.charter import Cause, Charter
from bot.rules.columns import Column, joined
from bot.rules.importing import Known, Scope
from bot.rules.matching import reference_of
from bot.rules.objective import Line, Objective, Unit
from bot.rules.pace import Even, Milestones, Season
from bot.views import column, csv_file
from bot.views.terms import causes, directions

COLUMNS = tuple(one for one in Column if one is not Column.NOTE)


def asked(t: Translator) -> str:
    """Answer who has asked for the file."""
    return t("The file is on its way to our direct message.")


def name(t: Translator, at: datetime) -> str:
    return t("objectives-{day}.csv", day=at.date().isoformat())


def comment(scope: Scope, t: Translator) -> str:
    return ":page_facing_up: " + t.plural("{n} objective, as a file.", "{n} objectives, as a file.", len(scope.known))


def content(scope: Scope, t: Translator) -> bytes:
    """Write the objectives of a scope, one a row."""
    rows = [[cells[one] for one in COLUMNS] for cells in (_cells(one, scope, t) for one in scope.known)]
    return csv_file.written([[column.header(one, t) for one in COLUMNS], *rows], t)


def _cells(known: Known, scope: Scope, t: Translator) -> Mapping[Column, str]:
    found = known.objective
    line = found.line or Line("", "")
    return {
        Column.REFERENCE: csv_file.text(reference_of(found.reference, found.id)),
        Column.OWNER: csv_file.text(_owner(known, scope)),
        Column.TITLE: csv_file.text(found.title),
        Column.WHY: csv_file.text(found.why),
        Column.LINE: csv_file.text(line.title),
        Column.GOAL: csv_file.text(line.goal),
        Column.STARTS_ON: csv_file.day(found.starts_on, t),
        Column.ENDS_ON: csv_file.day(found.ends_on, t),
        Column.WEIGHT: str(found.weight or ""),
        Column.PACE: _pace(found, t),
        Column.SEGMENTS: _segments(found, t),
        **_measure(found, t),
        **_charter(found.charter, t, shown=found.charter.is_shown or known.owner.id != scope.reader.id),
        **_value(known, t),
    }


def _owner(known: Known, scope: Scope) -> str:
    """Name whose it is, by what Slack calls them where two have the same name."""
    namesakes = [one for one in scope.owners if one.name.casefold() == known.owner.name.casefold()]
    return known.owner.name if len(namesakes) == 1 else known.owner.slack_id


def _measure(found: Objective, t: Translator) -> Mapping[Column, str]:
    measure = found.measure
    counted = measure.unit is not Unit.YES_NO
    return {
        Column.UNIT: measure.currency or column.unit(measure.unit, t),
        Column.DIRECTION: directions(t)[measure.direction],
        Column.BASELINE: csv_file.figure(measure.baseline, t) if counted else "",
        Column.TARGET: csv_file.figure(measure.target, t) if counted else "",
    }


def _charter(charter: Charter, t: Translator, *, shown: bool) -> Mapping[Column, str]:
    return {
        Column.FLOOR: csv_file.figure(charter.floor, t) if shown else "",
        Column.CEILING: csv_file.figure(charter.ceiling, t) if shown else "",
        Column.CAUSES: joined(causes(t)[one] for one in Cause if one in charter.causes),
        Column.WINDOWS: joined(map(str, charter.windows)),
        Column.REVISIONS: str(charter.revisions or ""),
    }


def _value(known: Known, t: Translator) -> Mapping[Column, str]:
    latest = known.objective.latest
    if latest is None:
        return {Column.VALUE: "", Column.DAY: ""}
    done_or_not = known.objective.measure.unit is Unit.YES_NO
    value = t.amount(latest.value, known.objective.measure) if done_or_not else csv_file.figure(latest.value, t)
    return {Column.VALUE: value, Column.DAY: csv_file.day(latest.at.astimezone(known.owner.zone).date(), t)}


def _segments(found: Objective, t: Translator) -> str:
    return csv_file.text(joined(f"{one.name} {csv_file.figure(one.share, t)}" for one in found.segments))


def _pace(found: Objective, t: Translator) -> str:
    match found.pace:
        case Even():
            return ""
        case Milestones(points):
            return joined(f"{csv_file.day(on, t)} {csv_file.figure(value, t)}" for on, value in points)
        case Season(weights):
            return " ".join([column.season(t), *map(str, weights)])
