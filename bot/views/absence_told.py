"""Absences: the answer to whoever enters one in words, and what the other is told."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.absence import Book, Change, Effect, What
from bot.rules.person import Person
from bot.rules.when import Reading
from bot.views import absence as forms
from bot.views.absence_effect import consequences
from bot.views.blocks import REASON_LENGTH, actions, clipped, context, escaped, quote, rendered, section
from bot.views.checkin import Said


def stored(change: Change, effects: Sequence[Effect], book: Book, t: Translator) -> Said:
    """Answer whoever has entered, changed or ended an absence: what holds now, and what it means for the talks."""
    reader = book.reader
    own = change.person.id == reader.id
    said = _days(change, reader, book.today, t)
    lines = [f":palm_tree: *{said}*", *consequences(change, effects, reader, t)]
    if not own:
        lines.append(t("A message tells {name}.", name=escaped(change.person.name)))
    blocks = [section("\n".join(lines)), *_stand_in(change, book, t), *_rule(effects, t)]
    return said, rendered([*blocks, actions(list(_buttons(change, reader, t)))])


def back(change: Change | None, effects: Sequence[Effect], book: Book, t: Translator) -> Said:
    """Answer whoever says that somebody is back."""
    reader, whose = book.reader, book.whose or book.reader
    own = whose.id == reader.id
    if change is None:
        said = (
            t("You were not away. `/tandem away` shows the absences you have entered.")
            if own
            else t("{name} was not away.", name=escaped(whose.name))
        )
        return said, rendered([section(said)])
    said = (
        t("Welcome back. Tandem asks you again from today on.")
        if own
        else t("Tandem asks {name} again from today on.", name=escaped(whose.name))
    )
    lines = [f":wave: {said}", *consequences(change, effects, reader, t)]
    return said, rendered([section("\n".join(lines)), actions(list(_buttons(change, reader, t)))])


def known_already(t: Translator, who: str | None) -> Said:
    """Answer whoever enters days that are known."""
    said = t("These days were entered already.")
    return said, rendered([section(said), actions([forms.open_button(t("My absences"), who=who)])])


def undone(t: Translator) -> str:
    return ":arrows_counterclockwise: " + t("Undone: all is as it was before.")


def asked_again(
    written: str, reading: Reading, today: date, t: Translator, *, who: str | None, refusal: str = ""
) -> Said:
    """Answer words that were not understood, or in more ways than one: what was, how to write it, and the form."""
    said = refusal or _doubt(reading, t)
    blocks: list[Block] = [section(f":thinking_face: {said}"), quote(t("You wrote"), clipped(written, REASON_LENGTH))]
    for one in reading.spans:
        told = forms.days(one, t, today)
        enter = forms.open_button(t("Fill in the form"), who=who, days=one)
        blocks.append(section(f"{told[:1].upper()}{told[1:]}", button=enter))
    if not reading.spans:
        blocks.append(actions([forms.open_button(t("Choose the days"), who=who)]))
    blocks.append(context(_examples(t)))
    return said, rendered(blocks)


def told(
    change: Change,
    effects: Sequence[Effect],
    reader: Person,
    today: date,
    t: Translator,
    *,
    stand_in: Person | None = None,
) -> Said:
    """Tell one of the two whom it concerns: that somebody entered days of theirs, or took back what they entered."""
    name = escaped(change.by.name)
    if change.undone_by:
        said = t("{name} has undone this.", name=escaped(change.undone_by.name))
        return said, rendered([section(f"~{_days(change, reader, today, t)}~\n:arrows_counterclockwise: {said}")])
    said = {
        What.ENTERED: t("{name} has entered an absence for you.", name=name),
        What.CHANGED: t("{name} has changed an absence of yours.", name=name),
        What.REMOVED: t("{name} has removed an absence of yours.", name=name),
        What.ENDED: t("{name} has noted that you are back.", name=name),
    }[change.what]
    lines = [_days(change, reader, today, t) + forms.stands_in(stand_in, t), *consequences(change, effects, reader, t)]
    blocks = [section(f":palm_tree: *{said}*"), section("\n".join(lines)), *_rule(effects, t)]
    return said, rendered([*blocks, actions(list(_buttons(change, reader, t)))])


def _days(change: Change, reader: Person, today: date, t: Translator) -> str:
    told = forms.days(change.days, t, today)
    if change.person.id == reader.id:
        return f"{told[:1].upper()}{told[1:]}"
    return f"{escaped(change.person.name)}  ·  {told}"


def _buttons(change: Change, reader: Person, t: Translator) -> Iterator[Any]:
    yield forms.undo_button(change, t)
    if change.person.id == reader.id:
        yield forms.open_button(t("My absences"))
    else:
        yield forms.open_button(t("Absences of {name}", name=change.person.name), who=change.person.slack_id)


def _stand_in(change: Change, book: Book, t: Translator) -> Iterator[Block]:
    """Offer to name who stands in for somebody who leads reps, where nobody does yet: words cannot say it."""
    whose = change.person
    known = [one for one in book.known if one.person.id == whose.id and one.days.joins(change.days)]
    if whose.id in book.leaders and not any(one.stand_in for one in known):
        who = None if whose.id == book.reader.id else whose.slack_id
        named = forms.open_button(t("Name a stand-in"), who=who, days=change.days)
        yield section(t("Nobody stands in yet: the reps do not know whom to turn to meanwhile."), button=named)


def _rule(effects: Sequence[Effect], t: Translator) -> Iterator[Block]:
    if any(one.fallen for one in effects):
        yield context(forms.rule(t))


def _doubt(reading: Reading, t: Translator) -> str:
    if reading.unread:
        words = t.listed([t("“{text}”", text=escaped(one)) for one in reading.unread])
        return t("I did not understand {words}.", words=words)
    if len(reading.spans) > 1:
        return t("This can be read in more than one way. Which days do you mean?")
    return t("Which is the last day?") if reading.endless else t("I found no days in this.")


def _examples(t: Translator) -> str:
    days = "12/08 26/08" if t.day_first else "08/12 08/26"
    return t("For example: `/tandem away {days}`, `/tandem away 12 to 26 August`, `/tandem away next week`.", days=days)
