"""What the page may ask for by POST /ui/act: one small function for each name, all through an Actor."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.playground.actor import Actor
from bot.playground.clock import Clock
from bot.playground.errors import SlackError
from bot.playground.events import EventsApi
from bot.playground.faults import Fault, Faults, Kind
from bot.playground.messages import Post
from bot.playground.sockets import SocketMode
from bot.playground.transport import Transport
from bot.playground.values import Json
from bot.playground.views import OpenView


@dataclass(frozen=True)
class Wish:
    """Somebody's wish as the page sent it."""

    actor: Actor
    clock: Clock
    faults: Faults
    transport: Transport
    sockets: SocketMode
    events: EventsApi
    asked: Json

    def source(self) -> Post | OpenView:
        container = self.asked.get("container") or self.asked
        if container.get("view_id"):
            return self.actor.view(container["view_id"])
        post = self.actor.post(container["ts"])
        if post.channel_id != container["channel"]:
            raise SlackError("message_not_found")
        return post


async def say(wish: Wish) -> Json:
    asked = wish.asked
    await wish.actor.say(asked["text"], asked["channel"], asked.get("thread_ts"), asked.get("files", ()))
    return {}


async def react(wish: Wish) -> Json:
    await wish.actor.react(wish.asked["name"], wish.asked["ts"], wish.asked["channel"])
    return {}


async def unreact(wish: Wish) -> Json:
    await wish.actor.unreact(wish.asked["name"], wish.asked["ts"], wish.asked["channel"])
    return {}


async def history(wish: Wish) -> Json:
    return wish.actor.history(wish.asked["channel"], wish.asked["before"], wish.asked.get("back_to"))


async def command(wish: Wish) -> Json:
    await wish.actor.command(wish.asked["text"], wish.asked["channel"])
    return {}


async def open_home(wish: Wish) -> Json:
    await wish.actor.open_home()
    return {}


async def click(wish: Wish) -> Json:
    source = wish.source()
    pressed = wish.asked.get("pressed")
    item = wish.actor.element(source, wish.asked["block_id"], wish.asked["action_id"], pressed=pressed)
    await wish.actor.use(source, item, wish.asked.get("value"))
    return {}


async def set_value(wish: Wish) -> Json:
    shown = wish.actor.view(wish.asked["view_id"])
    item = wish.actor.element(shown, wish.asked["block_id"], wish.asked["action_id"])
    await wish.actor.enter(shown, item, wish.asked["value"])
    return {}


async def submit(wish: Wish) -> Json:
    answer = await wish.actor.submit(wish.asked["view_id"], wish.asked.get("values"))
    return {"errors": answer["errors"]} if answer.get("response_action") == "errors" else {}


async def close(wish: Wish) -> Json:
    await wish.actor.close_modal(bool(wish.asked.get("all")), wish.asked["view_id"])
    return {}


async def shortcut(wish: Wish) -> Json:
    ts = wish.asked.get("ts")
    await wish.actor.shortcut(wish.asked["callback_id"], {"ts": ts} if ts else None)
    return {}


async def options(wish: Wish) -> Json:
    source = wish.source()
    item = wish.actor.element(source, wish.asked["block_id"], wish.asked["action_id"])
    found = await wish.actor.options(source, item, wish.asked.get("query", ""))
    return {name: found[name] for name in ("options", "option_groups") if name in found}


async def jump(wish: Wish) -> Json:
    if "to" in wish.asked:
        by = datetime.fromisoformat(wish.asked["to"]) - wish.clock.now()
    else:
        by = timedelta(seconds=wish.asked["seconds"])
    await wish.clock.jump(by)
    return {}


async def change_language(wish: Wish) -> Json:
    wish.actor.change_language(wish.asked["locale"])
    return {}


async def add_fault(wish: Wish) -> Json:
    given = {name: wish.asked[name] for name in ("method", "times", "seconds", "code") if name in wish.asked}
    wish.faults.add(Fault(Kind(wish.asked["kind"]), **given))
    return {}


async def remove_fault(wish: Wish) -> Json:
    wish.faults.remove(wish.asked["number"])
    return {}


async def clear_faults(wish: Wish) -> Json:
    wish.faults.clear()
    return {}


async def drop_connections(wish: Wish) -> Json:
    wish.sockets.drop()
    return {}


async def delay_acknowledgement(wish: Wish) -> Json:
    wish.transport.delay_acknowledgements(float(wish.asked["seconds"]))
    return {}


async def repeat_event(wish: Wish) -> Json:
    wish.events.repeat()
    return {}


ACTS: dict[str, Callable[[Wish], Awaitable[Json]]] = {
    "say": say,
    "react": react,
    "unreact": unreact,
    "history": history,
    "command": command,
    "open_home": open_home,
    "click": click,
    "set": set_value,
    "submit": submit,
    "close": close,
    "shortcut": shortcut,
    "options": options,
    "jump": jump,
    "change_language": change_language,
    "add_fault": add_fault,
    "remove_fault": remove_fault,
    "clear_faults": clear_faults,
    "drop_connections": drop_connections,
    "delay_acknowledgement": delay_acknowledgement,
    "repeat_event": repeat_event,
}
