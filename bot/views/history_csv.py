"""The history of a rep's objectives as a CSV file, which opens right in a spreadsheet of the reader's language."""

import csv
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import StringIO

from bot.i18n import Translator
from bot.rules.cells import neutral
from bot.rules.history import Chapter, History, Told
from bot.rules.objective import Change, Field, Measure, Objective, Recorded, Unit
from bot.rules.signing import Deed, Done
from bot.views import background, changes, recorded

FIGURES = frozenset({Field.BASELINE, Field.TARGET, Field.FLOOR, Field.CEILING})

Row = tuple[str, ...]


def content(told: History, t: Translator) -> bytes:
    """Return the file, a line for each thing told: UTF-8 with a mark, semicolons where figures have commas."""
    written = StringIO()
    table = csv.writer(written, delimiter=";" if t.numbers.decimal == "," else ",")
    table.writerow(_titles(t))
    for chapter in told.chapters:
        table.writerows(_rows(chapter, told, t))
    return written.getvalue().encode("utf-8-sig")


def _titles(t: Translator) -> Row:
    return (
        t("Objective"),
        t("Reference"),
        t("Date"),
        t("Author"),
        t("What"),
        t("Before"),
        t("After"),
        t("Unit"),
        t("Note"),
    )


def _rows(chapter: Chapter, told: History, t: Translator) -> Iterator[Row]:
    objective = chapter.objective
    for one in chapter.told:
        what, before, after, unit, note = _entry(one, objective, told, t)
        day, author = _moment(one.at, told, t), neutral(one.author)
        yield neutral(objective.title), neutral(objective.reference), day, author, what, before, after, unit, note


def _entry(one: Told, objective: Objective, told: History, t: Translator) -> Row:
    measure = objective.measure
    match one:
        case Recorded():
            before = "" if one.before is None else _figure(one.before, t)
            said = neutral(" · ".join(recorded.said(one, measure, told.reader.zone, t, str)))
            return t("Value"), before, _figure(one.value, t), _unit(measure), said
        case Change(is_masked=True):
            return changes.named(one.field, t), "", "", "", changes.change(one, measure, t)
        case Change():
            before, after = (_value(one.field, stored, measure, t) for stored in (one.before, one.after))
            return changes.named(one.field, t), before, after, _unit(measure) if one.field in FIGURES else "", ""
        case Done(deed=Deed.CLOSED) if objective.closing:
            return background.deed(one.deed, t), "", str(objective.closing.score), "%", neutral(one.note)
        case Done():
            return background.deed(one.deed, t), "", "", "", neutral(one.note)


def _value(field: Field, stored: str, measure: Measure, t: Translator) -> str:
    if field in FIGURES and stored:
        return _figure(Decimal(stored), t)
    return neutral(changes.value(field, stored, measure, t, str)) if stored else ""


def _figure(value: Decimal, t: Translator) -> str:
    return format(value, "f").replace(".", t.numbers.decimal)


def _unit(measure: Measure) -> str:
    return {Unit.CURRENCY: measure.currency or "", Unit.PERCENT: "%"}.get(measure.unit, "")


def _moment(at: datetime, told: History, t: Translator) -> str:
    """Write an instant as a spreadsheet of the reader's language reads it."""
    return at.astimezone(told.reader.zone).strftime("%d/%m/%Y %H:%M" if t.locale.language == "fr" else "%Y-%m-%d %H:%M")
