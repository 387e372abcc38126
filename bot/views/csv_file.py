"""A CSV file that a spreadsheet in the reader's language opens right: cells, figures and days as it writes them."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO

from bot.i18n import Translator
from bot.rules.cells import neutral
from bot.rules.terms import plainly

COMMA = ","
ENCODING = "utf-8-sig"  # with the mark by which a spreadsheet knows


def written(rows: Iterable[Sequence[str]], t: Translator) -> bytes:
    """Write rows, separated as the reader's spreadsheets do: by a semicolon where the decimal mark is a comma."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=";" if _has_commas(t) else COMMA).writerows(rows)
    return file.getvalue().encode(ENCODING)


def text(said: str) -> str:
    """Write text so that it is no formula."""
    return neutral(said)


def figure(value: Decimal | None, t: Translator) -> str:
    """Write a figure as a number of the reader's spreadsheet; "" for none."""
    if value is None:
        return ""
    return plainly(value).replace(".", COMMA) if _has_commas(t) else plainly(value)


def day(on: date, t: Translator) -> str:
    """Write a day: 08/10/2026 in French, 2026-10-08 else."""
    return f"{on:%d/%m/%Y}" if t.locale.language == "fr" else on.isoformat()


def _has_commas(t: Translator) -> bool:
    return t.numbers.decimal == COMMA
