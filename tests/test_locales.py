"""Nothing is said to people that a translator has not seen."""

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.locales.__main__ import TRANSLATED, catalogue, extracted, missing, path
from bot.rules.question import SALES

ROOT = Path(__file__).parents[1]
SAYING = [*(ROOT / "bot" / "views").rglob("*.py"), ROOT / "bot" / "i18n.py"]
OTHERS = [
    file
    for folder in ("bot", "handlers", "models")
    for file in (ROOT / folder).rglob("*.py")
    if file not in SAYING and "playground" not in file.parts
]


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_missing(language: str) -> None:
    assert list(missing(language, catalogue(language))) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_kept_that_nobody_says_any_more(language: str) -> None:
    said = {message.id for message in extracted()}
    assert [message.id for message in catalogue(language) if message.id not in said] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_an_apostrophe_is_a_typographic_one(language: str) -> None:
    said = [*extracted(), *catalogue(language)]
    assert [one.id for one in said if any("'" in "".join(text) for text in (one.id, one.string or ""))] == []


def wide_spaces(text: str) -> list[str]:
    """Find where a line could break before a mark that French sets apart, or where the space is not the usual one."""
    return re.findall(r"\S*(?:[ \u202f][;:!?»%]|«[ \u202f]|[a-zé] …)\S*", text)


def test_french_sets_its_marks_apart_with_one_kind_of_space() -> None:
    translated = [
        text for one in catalogue("fr") for text in ([one.string] if isinstance(one.string, str) else one.string)
    ]
    words = [one.wordings["fr"] for one in SALES.all]
    asked = [text for one in words for text in (one.ask, one.read, one.example)]
    assert [found for text in [*translated, *asked] for found in wide_spaces(text)] == []


def changed(before: str, after: str) -> Catalog:
    """Read the French catalogue with one passage changed."""
    text = path("fr").read_text(encoding="utf-8")
    assert text.count(before) == 1
    return read_po(BytesIO(text.replace(before, after).encode()), locale="fr")


CANCEL = 'msgid "Cancel"\nmsgstr "Annuler"\n'
MORE = 'msgstr[1] "et {n} autres commerciaux"\n'


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (CANCEL, "", "fr: no translation: 'Cancel'"),
        (CANCEL, 'msgid "Cancel"\nmsgstr ""\n', "fr: no translation: 'Cancel'"),
        (CANCEL, f"#, fuzzy\n{CANCEL}", "fr: doubtful: 'Cancel'"),
        ('"De la part de {name}"', '"De sa part"', "fr: other placeholders: 'From {name}'"),
        ('"De la part de {name}"', '"De la part de {nom}"', "fr: other placeholders: 'From {name}'"),
        (MORE, 'msgstr[1] ""\n', "fr: no translation: ('and {n} more rep', 'and {n} more reps')"),
        (
            MORE,
            'msgstr[1] "et d’autres commerciaux"\n',
            "fr: other placeholders: ('and {n} more rep', 'and {n} more reps')",
        ),
    ],
    ids=["removed", "empty", "fuzzy", "placeholder lost", "placeholder renamed", "plural empty", "plural without n"],
)
def test_the_check_names_what_is_wrong(before: str, after: str, problem: str) -> None:
    assert list(missing("fr", changed(before, after))) == [problem]


def texts_said(files: list[Path]) -> Iterator[tuple[str, ast.expr]]:
    """Give each argument that is to be translated, with the place where it stands."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for text in node.args[: _texts_in(node.func)]:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", text


def _texts_in(function: ast.expr) -> int:
    """Count the leading arguments of a call that are texts: `t(one)`, `t.plural(one, many, ...)`."""
    if isinstance(function, ast.Attribute):
        return 2 if function.attr == "plural" else 0
    return int(isinstance(function, ast.Name) and function.id == "t")


def test_every_text_is_written_out_where_it_is_said_so_that_it_is_extracted() -> None:
    known = {text for message in extracted() for text in ([message.id] if isinstance(message.id, str) else message.id)}
    said = list(texts_said(SAYING))
    assert len(said) > 50
    assert [where for where, text in said if not isinstance(text, ast.Constant) or text.value not in known] == []


def test_only_views_speak_to_people() -> None:
    assert OTHERS
    assert [where for where, _ in texts_said(OTHERS)] == []
