"""CSV files as they come: read in any usual writing, or refused with what to do about it."""

import csv
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.rules.cells import bare, neutral
from bot.rules.columns import joined, knows, parts
from bot.rules.refusal import Reason, Rejected
from bot.rules.table import MOST_BYTES, MOST_ROWS, Table, read_table

HEADER = "Référence;Objectif"


def read(content: bytes | str) -> Table:
    return read_table(content.encode() if isinstance(content, str) else content, knows)


def refused(content: bytes | str) -> tuple[Reason, str]:
    with pytest.raises(Rejected) as refusal:
        read(content)
    (problem,) = refusal.value.problems
    return problem.reason, problem.details.get("row", "")


def cells(table: Table) -> list[tuple[str, ...]]:
    return [one.cells for one in table.records]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_is_read_in_any_usual_writing(encoding: str, separator: str, ending: str) -> None:
    lines = [["Référence", "Objectif"], ["A1", "Gagné à l’été"], ["A2", "“Orion” €"]]
    content = ending.join(separator.join(line) for line in lines) + ending
    table = read(content.encode(encoding))
    assert (table.header, cells(table)) == (tuple(lines[0]), [tuple(line) for line in lines[1:]])
    assert table.separator == separator


def test_rows_are_numbered_as_in_a_spreadsheet_past_empty_ones_and_newlines_in_quotes() -> None:
    table = read(f'{HEADER}\nA1;"Deux\r\nlignes; ""dites"""\n\n;\nA2;Orion\n')
    assert [(one.number, one.cells[1]) for one in table.records] == [(2, 'Deux\nlignes; "dites"'), (5, "Orion")]


def test_a_separator_that_the_file_names_is_taken() -> None:
    assert read(f"sep=;\r\n{HEADER}\nA,1;Orion\n").records[0].cells == ("A,1", "Orion")


def test_the_separator_is_the_one_that_lets_the_columns_be_known() -> None:
    assert read("Objectif;Montant, HT;Ville, pays, zone\nOrion;1,5;Lyon\n").separator == ";"


@pytest.mark.parametrize(
    ("content", "reason", "row"),
    [
        (b"", Reason.TABLE_EMPTY, ""),
        (b"\xef\xbb\xbf", Reason.TABLE_EMPTY, ""),
        (b"\n  \r\n", Reason.TABLE_EMPTY, ""),
        (HEADER.encode(), Reason.NO_ROWS, ""),
        (b"PK\x03\x04\x14\x00objectives", Reason.NOT_A_TABLE, ""),
        (b"%PDF-1.7\n1;2", Reason.NOT_A_TABLE, ""),
        (f"{HEADER}\nA1;a\0b\n".encode(), Reason.NOT_A_TABLE, ""),
        (b"\x81\x8d\x8f;\x90\x9d\n", Reason.NOT_A_TABLE, ""),
        (f"{HEADER}\nA1;été".encode()[:-1], Reason.TABLE_CUT, ""),
        (f"{HEADER}\nA1;x".encode("utf-16")[:-1], Reason.TABLE_CUT, ""),
        (f'{HEADER}\nA1;"Orion\nA2;Vega\n'.encode(), Reason.TABLE_CUT, "2"),
        (f"{HEADER}\nA1;Orion\nA2".encode(), Reason.TABLE_CUT, "3"),
        (f'{HEADER}\nA1;Orion\nA2;"Vega" x\n'.encode(), Reason.STRAY_QUOTE, "3"),
        (b"x" * (MOST_BYTES + 1), Reason.TABLE_TOO_LARGE, ""),
    ],
)
def test_what_is_no_whole_csv_file_is_refused(content: bytes, reason: Reason, row: str) -> None:
    assert refused(content) == (reason, row)


def test_a_long_cell_is_read_to_be_refused_in_its_column() -> None:
    assert len(read(f"{HEADER}\nA1;{'x' * 200_000}\n").records[0].cells[1]) == 200_000


def test_five_thousand_rows_are_read_and_one_more_is_too_many() -> None:
    row = "A1;Orion\n"
    assert len(read(f"{HEADER}\n{row * MOST_ROWS}").records) == MOST_ROWS
    assert refused(f"{HEADER}\n{row * (MOST_ROWS + 1)}")[0] is Reason.TOO_MANY_ROWS


printable = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=12).map(str.strip)


@given(rows=st.lists(st.tuples(printable, printable), min_size=1), separator=st.sampled_from(",;\t"))
@example(rows=[("=1+1", "'=1+1"), ("'", "@a")], separator=",")
def test_what_a_spreadsheet_writes_is_read_cell_by_cell(rows: list[tuple[str, str]], separator: str) -> None:
    file = StringIO(newline="")
    neutralised = [[neutral(cell) for cell in row] for row in [("Title", "Why"), *rows]]
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(neutralised)
    wanted = [row for row in rows if any(row)]
    if not wanted:
        assert refused(file.getvalue())[0] is Reason.NO_ROWS
    else:
        assert cells(read(file.getvalue())) == wanted


@given(st.binary(max_size=400))
def test_whatever_is_sent_is_a_table_or_refused(content: bytes) -> None:
    try:
        assert read(content).records
    except Rejected as refusal:
        assert refusal.problems  # noqa: PT017 (any reason will do)


@given(st.text())
def test_a_neutral_text_begins_no_formula_and_is_read_back(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert bare(neutral(text)) == text


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1)))
@example(["a|b", "c\\", "|", "\\|"])
def test_a_list_in_a_cell_is_read_back(listed: list[str]) -> None:
    assert parts(joined(listed)) == listed
