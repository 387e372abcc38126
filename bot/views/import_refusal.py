"""Why a file or a row of it is refused, in words that say how to mend it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from bot.i18n import Translator
from bot.rules.columns import Column
from bot.rules.refusal import Reason
from bot.views import column
from bot.views.blocks import clipped, one_line

QUOTED = 60  # characters of a cell

Sentence = Callable[[Translator, Mapping[str, str]], str]

SENTENCES: Mapping[Reason, Sentence] = {
    Reason.TABLE_TOO_LARGE: lambda t, _: t("This file is larger than 2 MB: please split it."),
    Reason.NOT_A_TABLE: lambda t, _: t(
        "This is not a CSV file. In your spreadsheet, choose “Save as” and then “CSV UTF-8”."
    ),
    Reason.TABLE_CUT: lambda t, said: (
        t("The file is cut off in row {row}: please export it again.", row=said["row"])
        if said["row"]
        else t("The file is cut off: please export it again.")
    ),
    Reason.STRAY_QUOTE: lambda t, said: t(
        "A quotation mark in row {row} is in the wrong place: within a cell, write it twice.", row=said["row"]
    ),
    Reason.TABLE_EMPTY: lambda t, _: t("This file is empty."),
    Reason.NO_ROWS: lambda t, _: t("This file has headers, and no row below them."),
    Reason.TOO_MANY_ROWS: lambda t, said: t(
        "This file has {rows} rows, and Tandem takes {most}: please split it.",
        rows=_count(said["count"], t),
        most=_count(said["most"], t),
    ),
    Reason.COLUMNS_MISSING: lambda t, said: t(
        "These columns are missing: {columns}. Their headers may be in English or French, in any order.",
        columns=t.listed([column.header(Column(one), t) for one in said["columns"].split(",")]),
    ),
    Reason.COLUMN_TWICE: lambda t, said: t(
        "Two columns are the same to Tandem: {column}. Please leave one of them out.",
        column=column.header(Column(said["column"]), t),
    ),
    Reason.TOO_MANY_CELLS: lambda t, _: t(
        "This row has more cells than the headers: a separator within a cell needs quotation marks around that cell."
    ),
    Reason.CELL_EMPTY: lambda t, _: t("This cell is empty."),
    Reason.CELL_TOO_LONG: lambda t, said: t("At most {most} characters, please.", most=_count(said["most"], t)),
    Reason.NOT_A_DAY: lambda t, said: t(
        "“{written}” is no day that Tandem can read: write 2026-12-31 or 31/12/2026.", written=_written(said)
    ),
    Reason.AMBIGUOUS_DAY: lambda t, said: t(
        "“{written}” can be two days, and this file writes both ways: write it as 2026-12-31.", written=_written(said)
    ),
    Reason.DAY_AHEAD: lambda t, said: t("{day} has not come yet.", day=t.full_day(date.fromisoformat(said["day"]))),
    Reason.NOT_A_UNIT: lambda t, said: t(
        "“{written}” is no currency in use (such as EUR), nor “count”, “percent” or “yes or no”.",
        written=_written(said),
    ),
    Reason.NOT_IN_THE_LIST: lambda t, said: t(
        "Tandem does not know “{written}” here. An export shows the words it knows.", written=_written(said)
    ),
    Reason.NOT_A_SEGMENT: lambda t, said: t(
        "Segments are written as “Key accounts 40 | Others 60”, not as “{written}”.", written=_written(said)
    ),
    Reason.NOT_A_PACE: lambda t, said: t(
        "A pace is empty, or “season 8 8 10 …”, or “2026-06-30 200000 | …”, not “{written}”.", written=_written(said)
    ),
    Reason.NOT_A_MONTH: lambda t, said: t(
        "Months are numbers from 1 to 12, such as “1 | 7”, not “{written}”.", written=_written(said)
    ),
    Reason.NOT_A_COUNT: lambda t, _: t("Please write a whole number above zero, or leave it empty."),
    Reason.NOBODY_OF_YOURS: lambda t, said: t(
        "“{name}” is nobody you can import for: you, if you are a rep, or a rep you lead.", name=_written(said, "name")
    ),
    Reason.SEVERAL_OF_THAT_NAME: lambda t, said: t(
        "Several reps are called “{name}”: write the member ID from the Slack profile.", name=_written(said, "name")
    ),
    Reason.OWNER_STAYS: lambda t, said: t(
        "This objective is that of {name}: it cannot be given to somebody else.", name=_written(said, "name")
    ),
    Reason.ROW_TWICE: lambda t, said: t(
        "Rows {rows} mean the same: please keep one of them.", rows=t.listed(said["rows"].split(",")[:10])
    ),
    Reason.SEVERAL_MATCH: lambda t, _: t(
        "Several objectives fit this row: please give the reference of the one meant."
    ),
    Reason.NONE_MATCHES: lambda t, _: t("No objective fits this row. An export shows references, owners and titles."),
    Reason.NO_FILE: lambda t, _: t("Please choose a file."),
    Reason.FILE_GONE: lambda t, _: t("Slack does not hand this file out any more: please upload it again."),
    Reason.IMPORT_UNDER_WAY: lambda t, _: t("A file of yours is being applied: please wait until that is done."),
    Reason.IMPORT_GONE: lambda t, _: t("This import is over, or another file has taken its place."),
}


def _written(said: Mapping[str, str], key: str = "written") -> str:
    return clipped(one_line(said[key]), QUOTED)


def _count(number: str, t: Translator) -> str:
    return t.figure(Decimal(number))
