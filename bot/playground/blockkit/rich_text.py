"""Rich text: sections, lists, quotes and code, and what stands in a line (docs: blocks/rich-text-block)."""

from bot.playground.blockkit.objects import IDENTIFIER, URL
from bot.playground.blockkit.rules import Fields, Rule, boolean, integer, items, one_of, shape, string, typed

MOST_ELEMENTS = 3000
MOMENT = integer(0, 9_999_999_999)
TEXT = string(40_000, 1)
BORDER: Fields = {"border": integer(0, 1)}

_FLAGS = ("bold", "italic", "strike", "highlight", "client_highlight", "underline", "unlink")
STYLE: Fields = {"style": shape({}, dict.fromkeys(_FLAGS, boolean))}
TEXT_STYLE: Fields = {"style": shape({}, dict.fromkeys((*_FLAGS, "code"), boolean))}


def inline(required: Fields, optional: Fields | None = None, style: Fields = STYLE) -> Rule:
    return shape(required, {**style, **(optional or {})})


PLAIN_PIECES: dict[str, Rule] = {
    "text": inline({"text": TEXT}, style=TEXT_STYLE),
    "link": inline({"url": URL}, {"text": TEXT, "unsafe": boolean}, TEXT_STYLE),
}
PIECES: dict[str, Rule] = {
    **PLAIN_PIECES,
    "emoji": inline({"name": string(255, 1)}, {"unicode": string(255), "url": URL, "skin_tone": integer(1, 6)}),
    "user": inline({"user_id": IDENTIFIER}),
    "usergroup": inline({"usergroup_id": IDENTIFIER}),
    "channel": inline({"channel_id": IDENTIFIER}, {"tab_id": IDENTIFIER}),
    "team": inline({"team_id": IDENTIFIER}),
    "broadcast": inline({"range": one_of("here", "channel", "everyone")}),
    "date": inline(
        {"timestamp": MOMENT, "format": string(255, 1)},
        {"url": URL, "fallback": string(3000), "timezone": string(255)},
    ),
    "color": inline({"value": string(255, 1)}),
}

LINE = items(typed(PIECES), MOST_ELEMENTS)
SECTION = shape({"elements": LINE})
PARTS: dict[str, Rule] = {
    "rich_text_section": SECTION,
    "rich_text_quote": shape({"elements": LINE}, BORDER),
    "rich_text_preformatted": shape(
        {"elements": items(typed(PLAIN_PIECES), MOST_ELEMENTS)}, {**BORDER, "language": string(255)}
    ),
    "rich_text_list": shape(
        {"elements": items(typed({"rich_text_section": SECTION}), MOST_ELEMENTS), "style": one_of("bullet", "ordered")},
        {**BORDER, "indent": integer(0, 8), "offset": integer(0, 9_999_999)},
    ),
}

RICH_TEXT_FIELDS: Fields = {"elements": items(typed(PARTS), MOST_ELEMENTS)}
RICH_TEXT: Rule = typed({"rich_text": shape(RICH_TEXT_FIELDS, {"block_id": IDENTIFIER})})
