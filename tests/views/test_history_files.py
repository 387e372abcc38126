"""The history of a rep's objectives as files: whole, in the reader's writing, and text stays text."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest

from bot.i18n import translator
from bot.rules.history import Chapter, History, Told
from bot.rules.objective import Closing, Confidence, Field, Objective, Recorded, Segment
from bot.rules.signing import Deed, Done
from bot.views import history, history_csv, history_markdown
from tests.factories import EVERY_CHANGE, LEA, OPENS, RECORDED, change, objective, person
from tests.views.showing import spaced

EN, FR = translator("en-GB"), translator("fr-FR")
AT = datetime(2026, 10, 6, 22, 30, tzinfo=UTC)  # the seventh in Paris


def told(*entries: Told, shown: Objective | None = None) -> History:
    return History(LEA, LEA, AT, [Chapter(shown or objective(), entries)])


def rows(found: History, tag: str = "fr-FR") -> Sequence[Sequence[str]]:
    """Read the file as a spreadsheet of that language does, without the titles."""
    delimiter = ";" if tag == "fr-FR" else ","
    text = history_csv.content(found, translator(tag)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=delimiter))[1:]


def lines(found: History, tag: str = "en-GB") -> list[str]:
    return spaced(history_markdown.content(found, translator(tag))).splitlines()


VALUE = Recorded(Decimal("297500.5"), Decimal(280_000), Confidence.HIGH, "Léa Fontaine", OPENS)


def test_a_french_spreadsheet_finds_its_figures_and_dates() -> None:
    assert rows(told(VALUE)) == [
        ["Zéphyr", "", "06/10/2026 09:30", "Léa Fontaine", "Valeur", "280000", "297500,5", "EUR", "J’y arriverai"]
    ]
    assert history_csv.content(told(), FR).startswith(b"\xef\xbb\xbfObjectif;")


def test_an_english_spreadsheet_finds_its_own() -> None:
    assert rows(told(VALUE), "en-GB") == [
        ["Zéphyr", "", "2026-10-06 09:30", "Léa Fontaine", "Value", "280000", "297500.5", "EUR", "I will make it"]
    ]


def test_what_was_said_with_a_value_stands_beside_it_and_so_does_its_correction() -> None:
    parts = (Segment("=Atlas", Decimal(60), 5, Decimal(200_000)), Segment("Borée", Decimal(40), 6, Decimal("97500.5")))
    whole = told(replace(VALUE, note="Il *signe*\nlundi", segments=parts, corrected_at=AT))

    assert spaced(rows(whole)[0][8]) == (
        "J’y arriverai · =Atlas 200 000 € · Borée 97 500,50 € · Il *signe* lundi · corrigé le 7 oct. 2026"
    )
    assert lines(whole)[-1] == (
        r"- **6 Oct 2026, 09:30, Léa Fontaine** — ~~€297,500.50~~ · I will make it"
        r" · \=Atlas €200,000 · Borée €97,500.50 · Il \*signe\* lundi · corrected on 7 Oct 2026"
    )


def test_a_change_of_a_figure_is_a_figure_and_of_a_text_whole() -> None:
    why = "Parce que personne n’y est " * 20 + "encore"
    made = (
        change(Field.TARGET, "480000", "400000.5"),
        change(Field.WHY, "", why),
        change(Field.TITLE, "Orion", "Vega"),
    )

    target, reason, title = rows(told(*made))

    assert target[4:8] == ["Cible", "480000", "400000,5", "EUR"]
    assert reason[5:8] == ["", why, ""]
    assert title[5:7] == ["Orion", "Vega"]


def test_a_figure_that_is_kept_from_the_reader_is_told_as_changed_and_not_as_emptied() -> None:
    found = told(replace(change(Field.FLOOR, "", ""), is_masked=True))

    said = "Floor of the margin: changed, its figure stays with the manager"
    assert rows(found, "en-GB")[0][4:] == ["Floor of the margin", "", "", "", said]
    assert lines(found)[-1] == f"- **6 Oct 2026, 09:30, Marc Weil** — {said}"


@pytest.mark.parametrize("wicked", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_nothing_that_people_wrote_is_a_formula(wicked: str) -> None:
    shown = objective(title=wicked, reference=wicked, closing=Closing(90, wicked, wicked, OPENS))
    entries = (
        Done(Deed.ASKED, wicked, OPENS, wicked),
        change(Field.WHY, wicked, wicked),
        replace(change(Field.LINE, f"{wicked}\nAmbition", ""), author=wicked),
        replace(VALUE, author=wicked),
        replace(VALUE, confidence=None, note=wicked),
    )

    cells = [cell for row in rows(told(*entries, shown=shown)) for cell in row]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert cells.count(f"'{wicked}") >= 10


def test_a_falling_figure_is_no_formula_and_stays_a_figure() -> None:
    [row] = rows(told(replace(VALUE, value=Decimal("-5.5"))))

    assert row[6] == "-5,5"


def test_what_is_written_over_lines_and_with_quotes_is_one_cell() -> None:
    [row] = rows(told(Done(Deed.SUGGESTED, "Marc", OPENS, 'Un "gros"\nclient; voilà')))

    assert row[8] == 'Un "gros"\nclient; voilà'


def test_how_it_ended_is_the_last_line() -> None:
    shown = objective(closing=Closing(92, "Commencer plus tôt", "Marc Weil", OPENS))
    end = Done(Deed.CLOSED, "Marc Weil", OPENS, "Commencer plus tôt")

    *_, last = rows(told(VALUE, end, shown=shown))

    assert last[3:] == ["Marc Weil", "Clos", "", "92", "%", "Commencer plus tôt"]


@pytest.mark.parametrize("tag", ["en-GB", "fr-FR"])
def test_every_kind_of_change_and_deed_is_told_in_both_files(tag: str) -> None:
    entries = (*EVERY_CHANGE, *RECORDED, *(Done(deed, "Marc Weil", OPENS, "Orion") for deed in Deed))
    found = told(*entries)

    assert len(rows(found, tag)) == len(entries)
    assert sum(line.startswith("- **") for line in lines(found, tag)) == len(entries)


def test_the_readable_file_says_who_when_and_what() -> None:
    found = told(VALUE, change(Field.TARGET, "480000", "400000"), Done(Deed.ASKED, "Marc Weil", OPENS, "Plus *tard*"))

    said = lines(found)

    assert said[0] == "# History of the objectives of Léa Fontaine"
    assert said[2] == "As of 7 Oct 2026, 00:30"
    assert "## Zéphyr" in said
    assert "- **6 Oct 2026, 09:30, Léa Fontaine** — €297,500.50 · I will make it" in said
    assert "- **6 Oct 2026, 09:30, Marc Weil** — Target: €480,000 → €400,000" in said
    assert r"- **6 Oct 2026, 09:30, Marc Weil** — Another version asked for · Plus \*tard\*" in said


def test_what_people_wrote_makes_no_heading_of_its_own() -> None:
    shown = objective(title="Un\n# titre", why="# Titre", closing=Closing(90, "# Leçon", "Marc", OPENS))

    said = lines(told(change(Field.WHY, "", "\n# Titre"), shown=shown))

    assert [line for line in said if line.startswith("#")] == [
        "# History of the objectives of Léa Fontaine",
        r"## Un \# titre",
    ]


def test_a_file_is_named_after_the_rep_and_the_day_it_is_where_the_reader_is() -> None:
    assert history.file_name(told(), "csv", FR) == "historique-lea-fontaine-2026-10-07.csv"
    nameless = replace(told(), rep=person(9, "営業"), at=AT - timedelta(hours=5))
    assert history.file_name(nameless, "md", EN) == "history-2026-10-06.md"
