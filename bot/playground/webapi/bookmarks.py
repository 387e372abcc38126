"""bookmarks.add (docs: reference/methods/bookmarks.add)."""

import re

from bot.playground.errors import SlackError
from bot.playground.values import Json, new_id
from bot.playground.webapi.call import ApiCall

LINK = re.compile(r"https?://\S+")
EMOJI = re.compile(r":[a-z0-9_+'-]+:")
MOST_BOOKMARKS = 100


def bookmarks_add(call: ApiCall) -> Json:
    """Add a link on top of a conversation, the one type there is.

    Raises channel_not_found, invalid_bookmark_type, invalid_link, invalid_emoji, too_many_bookmarks.
    """
    channel, title, link = call.channel("channel_id"), call.args.required("title"), call.args.text("link") or ""
    emoji = call.args.text("emoji")
    if call.args.required("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if not LINK.fullmatch(link):
        raise SlackError("invalid_link")
    if emoji and not EMOJI.fullmatch(emoji):
        raise SlackError("invalid_emoji")
    kept = call.workspace.bookmarks.setdefault(channel.id, [])
    if len(kept) >= MOST_BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    bookmark = {
        "id": new_id("Bk"),
        "channel_id": channel.id,
        "title": title,
        "link": link,
        "emoji": emoji or "",
        "icon_url": "",
        "type": "link",
        "entity_id": None,
        "date_created": call.workspace.moment,
        "date_updated": 0,
        "rank": chr(ord("a") + len(kept) % 26),
        "last_updated_by_user_id": call.workspace.bot_user_id,
        "last_updated_by_team_id": call.workspace.id,
        "shortcut_id": None,
        "app_id": None,
    }
    kept.append(bookmark)
    return {"bookmark": bookmark}
