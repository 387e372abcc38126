"""Text in files: kept text within Markdown, and made into the name of a file."""

import re
import unicodedata

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
AT_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])", re.MULTILINE)  # a list, a heading underlined
SLUG_LENGTH = 40


def as_text(written: str) -> str:
    """Escape what somebody wrote so that it stays text in Markdown, its lines kept inside a list item."""
    escaped = AT_LINE_START.sub(r"\1\\\2", SPECIAL.sub(r"\\\1", written.strip()))
    return "  \n  ".join(line.strip() for line in escaped.splitlines())


def slug(text: str) -> str:
    """Write a name as files are named: lower case, no accents, dashes."""
    letters = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")
