"""The guide beside the page, read from `guide.yml`."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.demo.team import EVERYONE

CHAPTERS = Path(__file__).with_suffix(".yml")
LANGUAGES = ("en", "fr")


@cache
def read_guide() -> list[dict[str, Any]]:
    """Return the steps as the page takes them; the first one of a chapter carries its title."""
    return list(_steps(yaml.safe_load(CHAPTERS.read_text(encoding="utf-8"))))


def _steps(chapters: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    people = {one.name: one.id for one in EVERYONE}
    for chapter in chapters:
        title = {"chapter": chapter["chapter"]}
        for step in chapter["steps"]:
            text = {language: step[language] for language in LANGUAGES}
            yield {"as": people[step["as"]], "text": text, "done": step["done"], **title}
            title = {}
