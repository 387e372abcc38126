"""`python -m bot.locales update` brings the catalogues in line with the source; `check` says what is missing."""

import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[1]
KEYWORDS = {"t": None, "plural": (1, 2)}
TRANSLATED = ("fr",)


def path(language: str) -> Path:
    return SOURCE / "locales" / language / "LC_MESSAGES" / "tandem.po"


def extracted() -> Catalog:
    """Collect what the source says to people."""
    template = Catalog(project="Tandem", charset="utf-8")
    found = extract_from_dir(SOURCE / "views", method_map=[("**.py", "python")], keywords=KEYWORDS)
    shared = extract_from_dir(SOURCE, method_map=[("i18n.py", "python")], keywords=KEYWORDS)
    for name, _line, message, _comments, _context in sorted([*found, *shared], key=lambda one: (one[:2], str(one[2]))):
        template.add(message, locations=[(Path(name).name, 0)])
    return template


def catalogue(language: str) -> Catalog:
    if not path(language).exists():
        return Catalog(locale=language, project="Tandem")
    with path(language).open("rb") as file:
        return read_po(file, locale=language)


def missing(language: str, known: Catalog) -> Iterator[str]:
    """Name what a language lacks: a text without a translation, a doubtful one, or one without its placeholders."""
    for message in extracted():
        if message.id and (problem := _problem(message, known.get(message.id))):
            yield f"{language}: {problem}: {message.id!r}"


def update(language: str) -> None:
    """Add new texts to a catalogue, without guessing, and drop those nobody says any more."""
    known = catalogue(language)
    known.update(extracted(), no_fuzzy_matching=True)
    known.obsolete.clear()
    path(language).parent.mkdir(parents=True, exist_ok=True)
    with path(language).open("wb") as file:
        write_po(file, known, omit_header=False, include_lineno=False, sort_output=True, width=110)


def _problem(message: Message, translated: Message | None) -> str | None:
    if translated is None or not all(_texts(translated.string)):
        return "no translation"
    if translated.fuzzy:
        return "doubtful"
    wanted = _placeholders(_texts(message.id)[-1])
    return None if all(_placeholders(text) == wanted for text in _texts(translated.string)) else "other placeholders"


def _texts(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


def _placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


def main() -> None:
    if sys.argv[1:] == ["update"]:
        for language in TRANSLATED:
            update(language)
    problems = [problem for language in TRANSLATED for problem in missing(language, catalogue(language))]
    sys.exit("\n".join(problems) or None)


if __name__ == "__main__":
    main()
