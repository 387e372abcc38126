"""Text in the cells of a spreadsheet."""

import pytest

from bot.rules.cells import neutral


@pytest.mark.parametrize("text", ["=1+1", "+33 1 23", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_compute_stays_text(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Contrats = revenus", "'1", " =1", "Ferrand - Lyon"])
def test_other_text_stays_as_it_was_written(text: str) -> None:
    assert neutral(text) == text
