"""What the two of a pair want to talk about next: on Home, in a modal, in the form of a half; adding to it."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.agenda import TEXT, WHY, WITH, Agenda, NewPoint, Origin, Point
from bot.rules.form import Begun, Kept
from bot.rules.person import Person
from bot.views.blocks import actions, button, clipped, context, escaped, header, one_line, plain, section
from bot.views.fields import ANSWER_LENGTH, Fields, form_of, labelled, select, text_field
from bot.views.kept_form import kept_form

OPEN, ADD, TALKED, DROP = "agenda_open", "agenda_add", "agenda_talked", "agenda_drop"
FORM, DROP_FORM = "agenda_form", "agenda_drop_form"
MOST_ON_HOME, MOST_IN_SHORT, MOST_IN_MODAL, MOST_PAIRS = 5, 3, 45, 100
SHOWN_LENGTH, SHORT_LENGTH = 600, 120
SAFE_LINK = re.compile(r"https://[^\s<>|]+")  # as Slack writes the address of a message


def kept_as(agenda: Agenda) -> Kept:
    """Name the form of a new point of a pair as it is kept."""
    return Kept(FORM, f"{agenda.rep.id} {agenda.manager.id}")


def kept_from(channel: str, ts: str) -> Kept:
    """Name the form of a point that begins from a message as it is kept."""
    return Kept(FORM, f"{channel} {ts}")


def drop_kept_as(point: int) -> Kept:
    """Name the form in which a point (its key) is taken off as it is kept."""
    return Kept(DROP_FORM, str(point))


def on_home(points: Sequence[Point], rep: Person, t: Translator) -> Iterator[Block]:
    """Show a rep what is to be talked about next, with the button for what was."""
    yield header(t("For your next talk"))
    for point in points[:MOST_ON_HOME]:
        yield section(told(point, rep, t), button=button(t("Talked about"), TALKED, point.id))
    yield from _more(points, MOST_ON_HOME, t)
    all_of_them = [open_button(rep, t)] if points else []
    yield actions([add_button(rep, t), *all_of_them])


def in_short(points: Sequence[Point], t: Translator) -> str:
    """Name the first points of a pair in a line each, for the manager's Home."""
    lines = [f"•  {line(point, t)}" for point in points[:MOST_IN_SHORT]]
    more = len(points) - MOST_IN_SHORT
    lines += [t.plural("and {n} more point", "and {n} more points", more)] if more > 0 else []
    return "\n".join([":speech_balloon: *" + t("For your next talk") + "*", *lines]) if points else ""


def line(point: Point, t: Translator) -> str:
    """Say in a line what a point is and who raised it."""
    return f"{_what(point, SHORT_LENGTH, t)}  ·  {_author(point)}"


def in_form(points: Sequence[Point], t: Translator) -> Iterator[Block]:
    """Remind whoever writes a half of what the two want to talk about."""
    if said := in_short(points, t):
        yield context(said)


def modal(agenda: Agenda, t: Translator) -> dict[str, Any]:
    """Return the agenda of a pair."""
    blocks: list[Block] = []
    for point in agenda.points[:MOST_IN_MODAL]:
        blocks.append(section(told(point, agenda.reader, t)))
        blocks.append(actions([button(t("Talked about"), TALKED, point.id), button(t("Take it off"), DROP, point.id)]))
    if not agenda.points:
        blocks.append(section(t("Nothing is on your agenda with {name} yet.", name=_name(agenda.other))))
    blocks += _more(agenda.points, MOST_IN_MODAL, t)
    blocks.append(actions([add_button(agenda.rep, t)]))
    blocks.append(context(":lock: " + t("Only {name} and you see it.", name=_name(agenda.other))))
    return _modal(agenda.rep, t("Agenda"), blocks, t)


def form(
    shared: Sequence[Agenda],
    t: Translator,
    form: Kept,
    begun: Begun,
    *,
    text: str = "",
    link: str = "",
    with_rep: str = "",
) -> dict[str, Any]:
    """Ask for a point as it was left, and with whom where there are several.

    It may begin from a message, `text` and `link`.
    """
    blocks = [*_with(shared, with_rep, t), _text_field(shared, text, t)]
    if link:
        blocks.append(context(":link: " + t("A link to the message goes along.")))
    told = {"link": link, "rep": shared[0].rep.slack_id}
    return kept_form(form, begun, (t("Add a point"), t("Add")), blocks, t, told=told)


def read_form(view: dict[str, Any]) -> NewPoint:
    """Read a point back from its form."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    rep = fields.choice(WITH) if fields.has(WITH) else told["rep"]
    return NewPoint(rep, fields.text(TEXT), form_of(view)[1], told["link"])


def drop_form(point: Point, reader: Person, t: Translator, begun: Begun) -> dict[str, Any]:
    """Ask why a point is taken off, with what was begun as an answer."""
    hint = t("Both of you can read it later: nothing is dropped without a word.")
    placeholder = t("It has sorted itself out, it belongs elsewhere …")
    blocks: list[Block] = [
        section(told(point, reader, t)),
        text_field(WHY, t("Why is it taken off?"), placeholder, hint=hint, optional=False),
    ]
    words = (t("Take it off"), t("Take it off"))
    return kept_form(drop_kept_as(point.id), begun, words, blocks, t, told={"point": point.id})


def read_drop(view: dict[str, Any]) -> tuple[int, str]:
    """Return which point is to be taken off, and why."""
    return json.loads(view["private_metadata"])["point"], Fields(view).text(WHY)


def add_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("Add a point"), ADD, rep.slack_id)


def open_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("Agenda"), OPEN, rep.slack_id)


def told(point: Point, reader: Person, t: Translator) -> str:
    """Say what a point is, who raised it, when, and from which message."""
    day = t.short_day(point.raised_at, reader.zone)
    said = [_author(point), day]
    link = t("the message")
    said += [f"<{point.link}|{link}>"] if SAFE_LINK.fullmatch(point.link) else []
    return f"{_what(point, SHOWN_LENGTH, t)}\n:bust_in_silhouette: {'  ·  '.join(said)}"


def _what(point: Point, length: int, t: Translator) -> str:
    text = escaped(clipped(one_line(point.text), length))
    if point.origin is Origin.STRATEGY:
        return t("Does “{title}” still stand? The strategy above it has changed.", title=text)
    return text


def _author(point: Point) -> str:
    return _name(point.author)


def _name(one: Person) -> str:
    return escaped(clipped(one.name, SHORT_LENGTH))


def _more(points: Sequence[Point], most: int, t: Translator) -> Iterator[Block]:
    if (more := len(points) - most) > 0:
        yield context(t.plural("and {n} more point", "and {n} more points", more))


def _with(shared: Sequence[Agenda], with_rep: str, t: Translator) -> Iterator[Block]:
    """Ask with whom to talk about it; where there is only one, say who that is."""
    people = {one.rep.slack_id: one.other.name for one in shared[:MOST_PAIRS]}
    if len(people) == 1:
        yield context(":bust_in_silhouette: " + t("For your talk with {name}", name=_name(shared[0].other)))
    else:
        initial = with_rep if with_rep in people else None
        yield labelled(WITH, t("With whom"), select("with", people, initial=initial, placeholder=t("Choose a person")))


def _text_field(shared: Sequence[Agenda], text: str, t: Translator) -> Block:
    hint = t("The person you talk with sees it at once.")
    if len(shared) == 1:
        hint = t("{name} sees it at once.", name=shared[0].other.name)
    return text_field(
        TEXT,
        t("What do you want to talk about?"),
        t("A question, a client, something to decide"),
        hint=hint,
        optional=False,
        initial=clipped(text.strip(), ANSWER_LENGTH),
    )


def _modal(rep: Person, title: str, blocks: list[Block], t: Translator) -> dict[str, Any]:
    metadata = json.dumps({"locale": t.tag, "rep": rep.slack_id})
    return View(
        type="modal", title=plain(title), close=plain(t("Close")), private_metadata=metadata, blocks=blocks
    ).to_dict()
