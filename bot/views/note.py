"""Private notes: in modals only, to their author alone."""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject
from slack_sdk.models.blocks.block_elements import InteractiveElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.form import Begun
from bot.rules.note import PIN, TEXT, NewNote, Note, Notebook, NoteSheet, Pad
from bot.views.blocks import SECTION_LENGTH, actions, button, clipped, context, escaped, plain, quote, section
from bot.views.fields import Fields, kept, labelled, select, text_field, which

OPEN, ADD, EDIT, DELETE, PAGED, PADS = "notes_open", "note_add", "note_edit", "note_delete", "notes_page", "notes_pair"
EARLIER, LATER = f"{PAGED}_earlier", f"{PAGED}_later"
FORM = "note_form"
NO_PIN, OBJECTIVE, CHECKIN = "none", "objective", "checkin"
MOST_PADS, MOST_PINS = 100, 80


def open_button(count: int, t: Translator) -> ButtonElement:
    """Return the button on Home, which tells how many there are and not a word of them."""
    return button(t("My notes ({n})", n=count) if count else t("My notes"), OPEN, "mine")


def listed(book: Notebook, t: Translator) -> dict[str, Any]:
    """Show a page of notes about one pair, the newest first."""
    blocks: list[Block] = [context(t(":lock: Only you can read these notes: not the other, not an admin."))]
    blocks.append(actions([*_choice(book, t), button(t("Add a note"), ADD, book.pair, style="primary")]))
    if not book.notes:
        blocks.append(section(t("You have no note about {name} yet.", name=escaped(book.name))))
    for note in book.notes:
        blocks += _note(note, book.reader.zone, t)
    if turns := list(_turns(book, t)):
        blocks.append(actions(turns))
    return View(
        type="modal",
        title=plain(t("My notes")),
        close=plain(t("Close")),
        private_metadata=json.dumps({"locale": t.tag, "pair": book.pair, "page": book.page}),
        blocks=blocks,
    ).to_dict()


def form(sheet: NoteSheet, begun: Begun, t: Translator) -> dict[str, Any]:
    """Ask for a note, or show one to change; what was typed before and not saved is there again."""
    note = sheet.note
    text = begun.typed.get(TEXT) or (note.text if note else "")
    pins = _pins(sheet, t)
    pinned = begun.typed.get(PIN) or _pin_of(note)
    blocks: list[Block] = [
        text_field(TEXT, t("Note"), t("What to remember until the talk"), optional=False, initial=text),
        labelled(PIN, t("Pinned to"), select("pin", pins, initial=pinned if pinned in pins else NO_PIN)),
    ]
    told = which(sheet.kept, begun.since) | {"locale": t.tag, "pair": sheet.pair, "note": note.id if note else 0}
    return View(
        type="modal",
        callback_id=FORM,
        title=plain(t("Change a note") if note else t("New note")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps(told),
        blocks=list(kept(blocks)),
    ).to_dict()


def read_form(view: dict[str, Any]) -> NewNote:
    """Return the note that was written."""
    fields = Fields(view)
    kind, _, key = fields.choice(PIN).partition(" ")
    return NewNote(
        fields.text(TEXT),
        objective=int(key) if kind == OBJECTIVE else None,
        checkin=int(key) if kind == CHECKIN else None,
    )


def place(view: dict[str, Any]) -> tuple[int, int, int]:
    """Return which pair, which note (0 for a new one) and which page a modal is about."""
    told = json.loads(view["private_metadata"])
    return told["pair"], told.get("note", 0), told.get("page", 0)


def _choice(book: Notebook, t: Translator) -> list[InteractiveElement]:
    """Return the menu of pairs, where there is more than one."""
    if len(book.pads) == 1:
        return []
    pads = {str(one.pair): _name(one, t) for one in book.pads[:MOST_PADS]}
    return [select(PADS, pads, initial=str(book.pair) if str(book.pair) in pads else None)]


def _name(pad: Pad, t: Translator) -> str:
    return t("{name} (former pair)", name=pad.name) if pad.is_former else pad.name


def _note(note: Note, zone: tzinfo, t: Translator) -> Iterator[Block]:
    moment = t.listed_moment(note.written_at, zone)
    label = t("{moment}, changed since", moment=moment) if note.changed_at else moment
    yield quote(label, clipped(note.text, SECTION_LENGTH))
    if pinned := _pinned(note, zone, t):
        yield context(f":pushpin: {escaped(pinned)}")
    yield actions([button(t("Change"), EDIT, note.id), _delete_button(note, t)])


def _delete_button(note: Note, t: Translator) -> ButtonElement:
    found = button(t("Delete"), DELETE, note.id)
    found.confirm = ConfirmObject(
        title=t("Delete this note?"),
        text=plain(t("Nobody else has it: it is gone for good."), 300),
        confirm=t("Delete"),
        deny=t("Keep"),
    )
    return found


def _turns(book: Notebook, t: Translator) -> Iterator[ButtonElement]:
    if book.page:
        yield button(t("Newer"), LATER, book.page - 1)
    if not book.is_last:
        yield button(t("Older"), EARLIER, book.page + 1)


def _pinned(note: Note, zone: tzinfo, t: Translator) -> str:
    if note.objective:
        return note.objective[1]
    return _talk(note.checkin[1], zone, t) if note.checkin else ""


def _talk(moment: datetime, zone: tzinfo, t: Translator) -> str:
    return t("Check-in of {day}", day=t.short_day(moment, zone))


def _pins(sheet: NoteSheet, t: Translator) -> dict[str, str]:
    """Return what a note can be pinned to; what it is pinned to stays among it."""
    pins = {f"{OBJECTIVE} {one.id}": one.title for one in sheet.objectives[:MOST_PINS]}
    pins |= {f"{CHECKIN} {key}": _talk(moment, sheet.reader.zone, t) for key, moment in sheet.checkins}
    if sheet.note and (pinned := _pin_of(sheet.note)) != NO_PIN:
        pins.setdefault(pinned, _pinned(sheet.note, sheet.reader.zone, t))
    return {NO_PIN: t("Nothing")} | pins


def _pin_of(note: Note | None) -> str:
    if note and note.objective:
        return f"{OBJECTIVE} {note.objective[0]}"
    return f"{CHECKIN} {note.checkin[0]}" if note and note.checkin else NO_PIN
