"""A CSV file as people have them: of any usual encoding and separator, read into a header and numbered rows."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from bot.rules.cells import bare
from bot.rules.refusal import Reason, Rejected

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5_000
SEPARATORS = (",", ";", "\t")
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x1f\x8b")  # a workbook is one too
UTF_8, UTF_16 = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
LONGEST_LETTER = 4  # bytes of UTF-8
NAMED_SEPARATOR = "sep="  # how some spreadsheets begin a file
csv.field_size_limit(MOST_BYTES)  # so that a long cell is refused in its column


@dataclass(frozen=True)
class Record:
    """A row with its number as a spreadsheet counts: the header is 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    records: tuple[Record, ...]
    separator: str


def read_table(content: bytes, knows: Callable[[str], bool]) -> Table:
    """Read a file, separated as fits its header best: `knows` says whether a cell of it names a column.

    Raises Rejected for what is no CSV file, is too large, is cut off, or has no rows.
    """
    text = decoded(content)
    named, text = _named_separator(text)
    separator = named or max(SEPARATORS, key=lambda mark: _fit(text, mark, knows))
    records = [one for one in _records(text, separator) if any(one.cells)]
    if not records:
        raise Rejected.because(Reason.TABLE_EMPTY)
    header, *rows = records
    if not rows:
        raise Rejected.because(Reason.NO_ROWS)
    if len(rows) > MOST_ROWS:
        raise Rejected.because(Reason.TOO_MANY_ROWS, count=str(len(rows)), most=str(MOST_ROWS))
    if len(rows[-1].cells) < len(header.cells) and not text.endswith(("\n", "\r")):
        raise Rejected.because(Reason.TABLE_CUT, row=str(rows[-1].number))
    return Table(header.cells, tuple(rows), separator)


def decoded(content: bytes) -> str:
    """Read text in UTF-8, in UTF-16 that says so, or else in Windows-1252. Raises Rejected for what is no text."""
    if len(content) > MOST_BYTES:
        raise Rejected.because(Reason.TABLE_TOO_LARGE)
    if content.startswith(ARCHIVES):
        raise Rejected.because(Reason.NOT_A_TABLE)
    try:
        text = _text(content)
    except UnicodeDecodeError as error:
        cut = error.end >= len(content) - LONGEST_LETTER and content.startswith((UTF_8, *UTF_16))
        raise Rejected.because(Reason.TABLE_CUT if cut else Reason.NOT_A_TABLE, row="") from error
    if "\0" in text:
        raise Rejected.because(Reason.NOT_A_TABLE)
    return text


def _text(content: bytes) -> str:
    if content.startswith(UTF_16):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if content.startswith(UTF_8):
            raise
        if error.reason == "unexpected end of data" and not content[: error.start].isascii():
            raise Rejected.because(Reason.TABLE_CUT, row="") from error
        return content.decode("cp1252")


def _named_separator(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    name = first.strip("\r\n ")
    if name.lower().startswith(NAMED_SEPARATOR) and len(name) == len(NAMED_SEPARATOR) + 1:
        return name[-1], rest
    return "", text


def _fit(text: str, mark: str, knows: Callable[[str], bool]) -> tuple[int, int]:
    """Say how well a separator fits: by the columns it lets us know, then by how many there are."""
    try:
        header = next((one.cells for one in _records(text, mark) if any(one.cells)), ())
    except Rejected:
        return 0, 0
    return sum(map(knows, header)), len(header)


def _records(text: str, separator: str) -> Iterator[Record]:
    reader, number = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield Record(number, tuple(_cell(cell) for cell in cells))
    except csv.Error as error:
        cut = "unexpected end" in str(error)
        raise Rejected.because(Reason.TABLE_CUT if cut else Reason.STRAY_QUOTE, row=str(number + 1)) from error


def _cell(text: str) -> str:
    return bare(text.replace("\r\n", "\n").strip())
