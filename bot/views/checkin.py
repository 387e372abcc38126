"""What messages, Home and buttons say of a check-in."""

from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, PlainTextObject

from bot.i18n import Translator
from bot.rules.checkin import Cause, CheckIn, Sheet
from bot.rules.question import Side
from bot.views import action as agreements
from bot.views import answers
from bot.views import objective as objectives
from bot.views import snooze as snoozes
from bot.views.blocks import (
    REASON_LENGTH,
    actions,
    button,
    clipped,
    context,
    escaped,
    plain,
    rendered,
    section,
)

OPEN, OPEN_EARLY, OPEN_NEXT = "checkin_open", "checkin_open_early", "checkin_open_next"
MOST_CARDS = 15  # a message holds 50 blocks

Said = tuple[str, list[dict[str, Any]]]  # what a notification says, and what Slack draws


def prompt(sheet: Sheet, t: Translator, at: datetime) -> Said:
    """Ask the rep, or say how it ended: the same message tells all of it in turn."""
    checkin = sheet.checkin
    if checkin.skip:
        return _left_out(sheet, t)
    if checkin.rep_sent_at:
        waiting = not checkin.past(at) or checkin.revealed
        said = _in_already(checkin, Side.REP, t) if waiting else _missed(checkin, Side.REP, t)
        return said, rendered([section(f":white_check_mark: {said}"), actions([read_button(checkin, t)])])
    if checkin.past(at):
        said = _missed(checkin, Side.REP, t)
        return said, rendered([section(said), actions([write_or_read(checkin, Side.REP, at, t)])])
    return _ask(sheet, t, at)


def shared(sheet: Sheet, t: Translator, at: datetime) -> Said:
    """Tell the manager the open part of the rep's half, and ask for the manager's."""
    checkin, rep = sheet.checkin, escaped(sheet.checkin.rep.name)
    told = t("{rep} has written their half.", rep=rep)
    blocks: list[Block] = [
        section(f":speech_balloon: *{told}*\n{_talk(sheet, t, at)}"),
        *answers.open_part(sheet, t, at),
    ]
    if checkin.skip:
        blocks += [section(left_out(checkin, t)), actions([read_button(checkin, t)])]
    elif checkin.manager_sent_at:
        blocks.append(context(":white_check_mark: " + _in_already(checkin, Side.MANAGER, t)))
    else:
        blocks += agreements.pending(sheet, t, at)
        sealed = t("What {rep} wrote for you opens once your half is in too.", rep=rep)
        later = [snoozes.later_menu(checkin, Side.MANAGER, at, t)] if checkin.owed(Side.MANAGER, at) else []
        blocks += [actions([write_or_read(checkin, Side.MANAGER, at, t), *later]), context(f":lock: {sealed}")]
        blocks += snoozes.put_off(checkin, Side.MANAGER, at, t)
    return told, rendered(blocks)


def revealed(sheet: Sheet, t: Translator, at: datetime) -> Said:
    """Tell one side that both halves are in. The feedback itself stays behind the button."""
    checkin, other = sheet.checkin, escaped(sheet.checkin.person(sheet.side.other).name)
    if sheet.has_sealed:
        told = t("Both halves are in: you can read what {other} wrote for you.", other=other)
    else:
        told = t("Both halves are in. {other} left no feedback this time.", other=other)
    read = actions([read_button(checkin, t, style="primary")])
    return told, rendered([section(f":unlock: *{told}*\n{_talk(sheet, t, at)}"), read])


def reminder(sheet: Sheet, t: Translator, at: datetime) -> Said:
    """Remind whoever owes a half, or say how it ended."""
    checkin, side = sheet.checkin, sheet.side
    if checkin.skip:
        return _left_out(sheet, t)
    if checkin.sent_at(side):
        said = _in_already(checkin, side, t)
        return said, rendered([section(f":white_check_mark: {said}"), actions([read_button(checkin, t)])])
    if checkin.past(at):
        said = _missed(checkin, side, t)
        return said, rendered([section(said), actions([_write_late_button(checkin, t)])])
    return _remind(sheet, t, at)


def status(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> str:
    """Tell one side in a line how a check-in stands."""
    if checkin.skip:
        return left_out(checkin, t)
    mine, theirs = checkin.sent_at(side), checkin.sent_at(side.other)
    if mine and theirs:
        return ":unlock: " + _both_in(checkin, at, t)
    if checkin.past(at):
        return ":hourglass: " + _missed(checkin, side, t)
    if mine:
        other = escaped(checkin.person(side.other).name)
        waiting, missing = (
            t("Yours is in, waiting for {other}.", other=other),
            t("Yours is in. {other} did not write before the deadline.", other=other),
        )
        return ":hourglass_flowing_sand: " + (waiting if at < checkin.due_at else missing)
    return _owed(checkin, side, at, t)


def _both_in(checkin: CheckIn, at: datetime, t: Translator) -> str:
    """Say that both have written; once the talk has passed, for which day: the next one is shown beside it."""
    day = t.short_day(checkin.talk_at, checkin.rep.zone)
    return t("Check-in of {day}: both halves are in.", day=day) if checkin.past(at) else t("Both halves are in.")


def _owed(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> str:
    other = escaped(checkin.person(side.other).name)
    due = t("Your half is due by {moment}.", moment=t.moment(checkin.due_at, checkin.person(side).zone))
    if checkin.sent_at(side.other):
        return ":pencil2: " + t("{other} has written their half.", other=other) + " " + due
    if at < checkin.opens_at:
        return ":calendar: " + t("You can write your half already.")
    return ":pencil2: " + due + " " + t("{other} has not written yet.", other=other)


def left_out(checkin: CheckIn, t: Translator) -> str:
    """Say in a line that a check-in is skipped, by whom and why."""
    skip, day = checkin.skip, t.short_day(checkin.talk_at, checkin.rep.zone)
    if skip and skip.cause is Cause.TANDEM:
        return ":zzz: " + t("Check-in of {day}: Tandem was not running, so nobody was asked.", day=day)
    if skip and skip.cause is Cause.CLOSED:
        return ":door: " + t("The check-in of {day} is closed: you two have no check-ins any more.", day=day)
    if skip is None or skip.by is None:
        return ":palm_tree: " + t("No check-in on {day}: one of you is away.", day=day)
    reason = escaped(clipped(skip.reason or "", REASON_LENGTH))
    told = t("Check-in of {day} skipped by {name}: {reason}", day=day, name=escaped(skip.by.name), reason=reason)
    return f":fast_forward: {told}"


def write_or_read(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> ButtonElement:
    """Return the one button that fits: write what is owed, or read what is there."""
    if checkin.sent_at(side) or checkin.skip:
        return read_button(checkin, t)
    if checkin.past(at):
        return _write_late_button(checkin, t)
    return _write_button(checkin, t, urgent=checkin.owed(side, at))


def early_button(t: Translator) -> ButtonElement:
    """Return the button that opens the next check-in before its time."""
    return button(t("Answer early"), OPEN_EARLY, "next")


def _ask(sheet: Sheet, t: Translator, at: datetime) -> Said:
    checkin, zone = sheet.checkin, sheet.checkin.rep.zone
    manager = escaped(checkin.manager.name)
    asked = t("Your check-in with {manager} is on {moment}.", manager=manager, moment=t.moment(checkin.talk_at, zone))
    three_minutes = t("Three minutes are enough: where do you stand, and what do you need?")
    due = t("Due by {moment}.", moment=t.moment(checkin.due_at, zone))
    sealed = t("Your feedback stays sealed until {other} has answered too.", other=manager)
    blocks: list[Block] = [
        section(f":wave: *{asked}*\n{three_minutes} {due}"),
        actions([_write_button(checkin, t), snoozes.later_menu(checkin, Side.REP, at, t)]),
        *snoozes.put_off(checkin, Side.REP, at, t),
        *objectives.cards(sheet.objectives[:MOST_CARDS], t, objectives.Look(at, zone)),
        *agreements.pending(sheet, t, at),
        context(f":lock: {sealed}"),
    ]
    if checkin.manager_sent_at:
        blocks.append(context(":pencil2: " + t("{other} has written their half.", other=manager)))
    return asked, rendered(blocks)


def _remind(sheet: Sheet, t: Translator, at: datetime) -> Said:
    checkin, side = sheet.checkin, sheet.side
    other, zone = escaped(checkin.person(side.other).name), checkin.person(side).zone
    talk = t("Your check-in with {manager} is on {moment}.", manager=other, moment=t.moment(checkin.talk_at, zone))
    due = (
        t("Your half is due by {moment}.", moment=t.moment(checkin.due_at, zone))
        if at < checkin.due_at
        else t("The hour before the talk is for reading: a few lines now still help.")
    )
    wrote = t("{other} has written their half.", other=other) + " " if checkin.sent_at(side.other) else ""
    later = [snoozes.later_menu(checkin, side, at, t)] if at < checkin.due_at else []
    blocks: list[Block] = [
        section(f":alarm_clock: *{talk}*\n{wrote}{due}"),
        actions([_write_button(checkin, t), *later]),
        *snoozes.put_off(checkin, side, at, t),
    ]
    return due, rendered(blocks)


def _left_out(sheet: Sheet, t: Translator) -> Said:
    said = left_out(sheet.checkin, t)
    read = [actions([read_button(sheet.checkin, t)])] if sheet.checkin.begun else []
    return said, rendered([section(said), *read])


def _talk(sheet: Sheet, t: Translator, at: datetime) -> str:
    moment = t.moment(sheet.checkin.talk_at, sheet.checkin.person(sheet.side).zone)
    return (
        t("The talk was on {moment}.", moment=moment) if sheet.checkin.past(at) else t("Talk: {moment}", moment=moment)
    )


def _missed(checkin: CheckIn, side: Side, t: Translator) -> str:
    """Say of a check-in whose talk has passed which half was not written, without a reproach."""
    day = t.short_day(checkin.talk_at, checkin.rep.zone)
    if checkin.sent_at(side):
        return t("Check-in of {day}: {other} did not write.", day=day, other=escaped(checkin.person(side.other).name))
    return t("Check-in of {day}: you did not write.", day=day)


def _in_already(checkin: CheckIn, side: Side, t: Translator) -> str:
    other = escaped(checkin.person(side.other).name)
    if checkin.revealed:
        return t("Your half is in, and {other} has answered.", other=other)
    return t("Your half is in, waiting for {other}.", other=other)


def _write_button(checkin: CheckIn, t: Translator, *, urgent: bool = True) -> ButtonElement:
    return button(t("Write my half"), OPEN, checkin.id, style="primary" if urgent else None)


def _write_late_button(checkin: CheckIn, t: Translator) -> ButtonElement:
    return button(t("Write it all the same"), OPEN, checkin.id)


def read_button(checkin: CheckIn, t: Translator, *, style: str | None = None) -> ButtonElement:
    whole = checkin.revealed or checkin.skip
    return button(t("Read") if whole else t("See my half"), OPEN, checkin.id, style=style)


def title(checkin: CheckIn, t: Translator) -> PlainTextObject:
    return plain(t("Check-in of {day}", day=t.short_day(checkin.talk_at, checkin.rep.zone)))
