"""Rich text for tests: its parts by short names, and whatever an app may give, for hypothesis to choose from."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.playground.blockkit_strategies import rich_texts, shown, words

Json = dict[str, Any]


def text(words: str, *styles: str) -> Json:
    return {"type": "text", "text": words, **({"style": dict.fromkeys(styles, True)} if styles else {})}


def section(*pieces: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(pieces)}


def listed(*items: str, style: str = "bullet", indent: int = 0, **fields: int) -> Json:
    lines = [section(text(item)) for item in items]
    return {"type": "rich_text_list", "style": style, "indent": indent, "border": 0, **fields, "elements": lines}


def quote(*pieces: Json) -> Json:
    return {"type": "rich_text_quote", "elements": list(pieces)}


def code_block(words: str) -> Json:
    return {"type": "rich_text_preformatted", "border": 0, "elements": [text(words)]}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


SPECIAL = [
    {"type": "user", "user_id": "U0LEA", "style": {"bold": True}},
    {"type": "channel", "channel_id": "C0SALES"},
    {"type": "usergroup", "usergroup_id": "S0REPS"},
    {"type": "team", "team_id": "T0ACME"},
    {"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 3},
    {"type": "broadcast", "range": "here"},
    {"type": "color", "value": "#ff0000"},
    {"type": "date", "timestamp": 1772442000, "format": "{date_short}", "fallback": "soon"},
    {"type": "link", "url": "https://acme.test/page", "unsafe": True},
]
FLAGS = ["bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"]

written = st.text(st.sampled_from("ab \n\u00a0é👋"), min_size=1, max_size=8) | words
flags = st.lists(st.sampled_from(FLAGS), unique=True, max_size=3)
texts = st.tuples(written, flags).map(lambda drawn: text(drawn[0], *drawn[1]))
lines = st.lists(texts | st.sampled_from(SPECIAL), max_size=5)
border = st.integers(0, 1)


def part(kind: str, elements: SearchStrategy[list[Json]], **optional: SearchStrategy[Any]) -> SearchStrategy[Json]:
    return st.fixed_dictionaries({"type": st.just(f"rich_text_{kind}"), "elements": elements}, optional=optional)


sections = part("section", lines)
items = st.lists(sections, min_size=1, max_size=3)
lists = part("list", items, indent=st.integers(0, 8), border=border, offset=st.integers(0, 9))
styled_lists = st.tuples(lists, st.sampled_from(["bullet", "ordered"]))
either_list = styled_lists.map(lambda drawn: {**drawn[0], "style": drawn[1]})
code_blocks = part("preformatted", st.lists(texts, max_size=3), border=border, language=st.just("python"))
every_part = sections | part("quote", lines, border=border) | code_blocks | either_list
values = shown(rich_texts()).map(lambda block: block["elements"]) | st.lists(every_part, min_size=1, max_size=4)
