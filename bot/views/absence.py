"""Absences: the form for a new one or for other days, and those that are known."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, InputBlock, UserSelectElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules import stand_in
from bot.rules.absence import Absence, Book, Change, Days, Effect, Wanted
from bot.rules.person import Person
from bot.rules.refusal import Rejected
from bot.views.absence_effect import consequences
from bot.views.blocks import PLAIN_TEXT_LENGTH, actions, button, clipped, context, escaped, plain, section
from bot.views.fields import Fields, day, labelled, one_of_the_people, select
from bot.views.refusal import errors

OPEN, FORM, EDIT, REMOVE, CHOOSE = "absence_open", "absence_form", "absence_edit", "absence_remove", "absence_who"
UNDO = "absence_undo"
WHO, FIRST, LAST, STAND_IN = "who", "first", "last", stand_in.FIELD
MOST = 20
MOST_PEOPLE = 100  # in a menu


class Note(StrEnum):
    """What has just happened in the form."""

    SAVED = "saved"
    KNOWN = "known"
    REMOVED = "removed"
    UNDONE = "undone"


def form(
    book: Book,
    t: Translator,
    *,
    note: Note | None = None,
    change: Change | None = None,
    effects: Sequence[Effect] = (),
    days: Days | None = None,
    end: str = "",
) -> dict[str, Any]:
    """Ask for the days of an absence; below, those that are known and can be changed.

    `note` says what has just happened by `change`, with its `effects` on the talks; `days` are filled in. What was
    typed stays in a form drawn anew with the same `end`; after a change it is gone.
    """
    given = days or Days(book.today, book.today)
    end = f"_{note}_{change.id}" if note and change else end
    news = _noted(note, change, effects, book.reader, t)
    asked = [*_who(book, t), *_days_asked(end, given, t), *_stand_in_asked(end, book, book.whose, None, t)]
    who = book.whose.slack_id if book.whose else None
    own = book.whose is not None and book.whose.id == book.reader.id
    title = t("My absences") if own else t("Absences of the team")
    return _modal(title, [*news, *asked, _explained(t), *_known(book, t)], t, end, who=who)


def edit(absence: Absence, book: Book, t: Translator) -> dict[str, Any]:
    """Ask for other days, or another stand-in, in the place of an absence."""
    end = f"_{absence.id}"
    told = [section(f":palm_tree: {told_of(absence, book, t)}")]
    asked = [
        *_days_asked(end, absence.days, t),
        *_stand_in_asked(end, book, absence.person, absence.stand_in, t),
    ]
    title = t("Change an absence")
    return _modal(title, [*told, *asked, _explained(t)], t, end, who=absence.person.slack_id, instead_of=absence.id)


def read_form(view: dict[str, Any]) -> Wanted:
    """Read the days back, or raise Rejected for one that is missing."""
    fields, end = Fields(view), suffix(view)
    who, days = who_of(view), Days(fields.day(FIRST + end), fields.day(LAST + end))
    chosen = fields.somebody(STAND_IN + end) if fields.has(STAND_IN + end) else None
    return Wanted(days, who, json.loads(view["private_metadata"])["instead_of"], chosen)


def suffix(view: dict[str, Any]) -> str:
    """Tell what the names of a form's fields end in: Slack keeps what was typed in fields of the same name."""
    return json.loads(view["private_metadata"])["end"]


def who_of(view: dict[str, Any]) -> str | None:
    """Tell whose absences a form shows (a Slack id), or who has just been chosen."""
    fields = Fields(view)
    return fields.person(WHO) if fields.has(WHO) else json.loads(view["private_metadata"])["who"]


def refused(view: dict[str, Any], refusal: Rejected, t: Translator) -> dict[str, str]:
    """Say each problem in its field, by the name that it has in this form."""
    end = suffix(view)
    said = errors(refusal, t, otherwise=FIRST)
    return {name + end if name in (FIRST, LAST, STAND_IN) else name: text for name, text in said.items()}


def opened(value: str) -> tuple[str | None, Days | None]:
    """Read from a button whose form it opens (a Slack id, None for one's own), and the days to fill in."""
    if not value.startswith("["):
        return None, None
    who, *given = json.loads(value)
    return who, Days(*map(date.fromisoformat, given)) if all(given) else None


def open_button(text: str, *, who: str | None = None, days: Days | None = None) -> ButtonElement:
    """Return the button that opens the form of a person with some days filled in."""
    given = [days.first.isoformat(), days.last.isoformat()] if days else [None, None]
    return button(text, OPEN, json.dumps([who, *given]))


def undo_button(change: Change, t: Translator) -> ButtonElement:
    return button(t("Undo"), UNDO, change.id)


def line(absence: Absence, t: Translator) -> str:
    """Say who is away and when, and who stands in."""
    return f":palm_tree: {escaped(absence.person.name)}  ·  {days(absence.days, t)}{stands_in(absence.stand_in, t)}"


def days(of: Days, t: Translator, today: date | None = None) -> str:
    """Say the days of an absence; with their year where it is another than today's."""
    name = t.full_day if today and of.last.year != today.year else t.day
    if of.first == of.last:
        return t("away on {day}", day=name(of.first))
    return t("away from {first} to {last}", first=name(of.first), last=name(of.last))


def told_of(absence: Absence, book: Book, t: Translator) -> str:
    """Say the days of an absence, whose they are where they are not the reader's, and who else has entered them."""
    told = days(absence.days, t, book.today)
    own = absence.person.id == book.reader.id
    said = f"{told[:1].upper()}{told[1:]}" if own else f"*{escaped(absence.person.name)}*  ·  {told}"
    said += stands_in(absence.stand_in, t)
    if absence.entered_by is None:
        return said
    mine = absence.entered_by.id == book.reader.id
    by = t("entered by you") if mine else t("entered by {name}", name=escaped(absence.entered_by.name))
    return f"{said}  ·  _{by}_"


def stands_in(who: Person | None, t: Translator) -> str:
    """Say after the days of an absence who stands in, if anybody does."""
    return "  ·  " + t("{name} stands in", name=escaped(who.name)) if who else ""


def _modal(
    title: str, blocks: list[Block], t: Translator, end: str, *, who: str | None, instead_of: int | None = None
) -> dict[str, Any]:
    view = View(
        type="modal",
        callback_id=FORM,
        title=plain(title),
        submit=plain(t("Save")),
        close=plain(t("Close")),
        private_metadata=json.dumps({"locale": t.tag, "who": who, "instead_of": instead_of, "end": end}),
        blocks=blocks,
    )
    return view.to_dict()


def _noted(
    note: Note | None, change: Change | None, effects: Sequence[Effect], reader: Person, t: Translator
) -> Iterator[Block]:
    if note:
        said = {
            Note.SAVED: ":white_check_mark: " + t("Saved. Nobody is asked on these days."),
            Note.KNOWN: ":white_check_mark: " + t("These days were entered already."),
            Note.REMOVED: ":wastebasket: " + t("Removed."),
            Note.UNDONE: ":arrows_counterclockwise: " + t("Undone: all is as it was before."),
        }
        yield section(said[note], button=undo_button(change, t) if change and not change.undone_by else None)
    if change and (told := list(consequences(change, effects, reader, t))):
        yield section("\n".join(told))


def _who(book: Book, t: Translator) -> Iterator[InputBlock]:
    if not book.people:
        return
    chosen = book.whose.slack_id if book.whose else None
    ask = t("Choose a person")
    if len(book.people) > MOST_PEOPLE:
        yield labelled(
            WHO, t("Who"), UserSelectElement(action_id=CHOOSE, initial_user=chosen, placeholder=ask), live=True
        )
        return
    names = {one.slack_id: _name(one.name, one.id == book.reader.id, t) for one in book.people}
    yield labelled(WHO, t("Who"), select(CHOOSE, names, initial=chosen, placeholder=ask), live=True)


def _name(name: str, me: bool, t: Translator) -> str:  # noqa: FBT001
    return t("{name} (you)", name=clipped(name, PLAIN_TEXT_LENGTH - 10)) if me else name


def _days_asked(end: str, given: Days, t: Translator) -> Iterator[InputBlock]:
    yield labelled(FIRST + end, t("First day"), day(FIRST, given.first))
    yield labelled(LAST + end, t("Last day"), day(LAST, given.last))


def _stand_in_asked(
    end: str, book: Book, whose: Person | None, chosen: Person | None, t: Translator
) -> Iterator[InputBlock]:
    """Ask leaders of reps only: nobody else is turned to."""
    if whose and whose.id in book.leaders:
        hint = t("The reps are told whom to turn to meanwhile. What the two of a pair write stays between them.")
        element = one_of_the_people(STAND_IN, chosen.slack_id if chosen else None)
        yield labelled(STAND_IN + end, t("Who stands in"), element, hint=hint, optional=True)


def rule(t: Translator) -> str:
    """Say what becomes of a talk on a day of absence."""
    return t(
        "A talk that falls on a day off moves to the next working day on which both of you are there. Where the "
        "absence reaches as far as the next talk, it is left out, and counts as away, not as missed."
    )


def _explained(t: Translator) -> Block:
    joined = t("Days that overlap an absence, or follow straight on from it, are joined to it.")
    return context(f"{rule(t)} {joined}")


def _known(book: Book, t: Translator) -> Iterator[Block]:
    if book.known:
        yield DividerBlock()
    for one in book.known[:MOST]:
        yield section(f":palm_tree: {told_of(one, book, t)}")
        yield actions([button(t("Change"), EDIT, one.id), button(t("Remove"), REMOVE, one.id)])
    if (more := len(book.known) - MOST) > 0:
        yield context(t.plural("and {n} more absence", "and {n} more absences", more))
