"""A conversation as the page reads it: the newest part at first, earlier parts as somebody scrolls up."""

from collections.abc import Iterable

from bot.playground.messages import Post
from bot.playground.values import Json

PART = 150


def part_of(posts: Iterable[Post], *, before: str | None = None, back_to: str | None = None) -> Json:
    """Give the newest `PART` messages older than `before`, with the replies between them, and whether there are more.

    `back_to` asks for everything since that message, where that is further.
    """
    older = sorted((post for post in posts if before is None or post.ts < before), key=lambda post: post.ts)
    heads = [post.ts for post in older if not _is_reply(post.message)][-PART:]
    starts = [start for start in (*heads[:1], back_to) if start is not None]
    part = [post.message for post in older if post.ts >= min(starts, default="")]
    return {"messages": part, "has_earlier": len(part) < len(older)}


def _is_reply(message: Json) -> bool:
    is_answer = message.get("thread_ts") not in (None, message["ts"])
    return is_answer and message.get("subtype") != "thread_broadcast"
