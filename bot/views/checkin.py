"""A check-in to look at: what messages say of it, and its two halves to read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules import visibility
from bot.rules.checkin import QUESTIONS, Answers, Cause, CheckIn, Question, Report, Sheet, Side
from bot.rules.objective import Objective, Unit
from bot.views import action as agreements
from bot.views import objective as objectives
from bot.views import snooze as snoozes
from bot.views.blocks import (
    REASON_LENGTH,
    actions,
    button,
    clipped,
    context,
    escaped,
    header,
    plain,
    quote,
    rendered,
    section,
)

OPEN, OPEN_EARLY = "checkin_open", "checkin_open_early"
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
    blocks: list[Block] = [section(f":speech_balloon: *{told}*\n{_talk(sheet, t, at)}"), *open_part(sheet, t, at)]
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
    if Question.FEEDBACK in sheet.theirs:
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


def reading(sheet: Sheet, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the check-in as its reader may see it: the other's half, then one's own."""
    checkin, side = sheet.checkin, sheet.side
    other = checkin.person(side.other)
    blocks: list[Block] = [section(left_out(checkin, t)), DividerBlock()] if checkin.skip else []
    blocks += [header(t("From {name}", name=other.name)), *_others_half(sheet, t, at)]
    mine = list(_half(sheet, side, t, at)) or [section(t("Nothing in words."))]
    blocks += [DividerBlock(), header(t("What you wrote")), *mine]
    if sheet.done:
        blocks += [DividerBlock(), *agreements.done(sheet.done, t)]
    view = View(type="modal", title=title(checkin, t), close=plain(t("Close")), blocks=blocks)
    return view.to_dict()


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
        return ":hourglass_flowing_sand: " + t("Yours is in, waiting for {other}.", other=other)
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


def open_part(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    """Show what the rep's half says openly: values, confidence, win, obstacle, the action, and what is done."""
    yield from _reports(sheet, t)
    yield from _said(visibility.open_part(sheet.answers(Side.REP)), Side.REP, t)
    yield from _agreed(sheet, Side.REP, t, at)
    yield from agreements.done(sheet.done, t)


def _half(sheet: Sheet, side: Side, t: Translator, at: datetime) -> Iterator[Block]:
    """Show all that the reader may see of one side's half."""
    if side is Side.REP:
        yield from _reports(sheet, t)
    yield from _said(sheet.answers(side), side, t)
    yield from _agreed(sheet, side, t, at)


def _agreed(sheet: Sheet, side: Side, t: Translator, at: datetime) -> Iterator[Block]:
    checkin = sheet.checkin
    return agreements.agreed(sheet.agreed, checkin.person(side), checkin.person(sheet.side), t, at)


def _reports(sheet: Sheet, t: Translator) -> Iterator[Block]:
    by_id = {objective.id: objective for objective in sheet.objectives}
    for report in sheet.reports:
        if objective := by_id.get(report.objective_id):
            yield section(_reported(objective, report, t))


def _reported(objective: Objective, report: Report, t: Translator) -> str:
    line = objectives.standing(objective.measure, report.value, t)
    felt = objectives.face(report.confidence, t)
    return f"*{objectives.named(objective)}*\n{line}\n{felt}{_change(objective, report, t)}"


def _change(objective: Objective, report: Report, t: Translator) -> str:
    """Say how far the value has moved since the one before: what a manager prepares from."""
    if report.before is None or objective.measure.unit is Unit.YES_NO:
        return ""
    if report.value == report.before:
        return "  ·  " + t("unchanged since last time")
    change = t.change(report.value - report.before, objective.measure)
    return "  ·  " + t("{change} since last time", change=change)


def _others_half(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    checkin, side = sheet.checkin, sheet.side
    if not checkin.sent_at(side.other):
        other = escaped(checkin.person(side.other).name)
        silent = (
            t("{other} wrote nothing.", other=other) if checkin.skip else t("{other} has not written yet.", other=other)
        )
        yield section(f":hourglass_flowing_sand: {silent}")
        return
    yield from _half(sheet, side.other, t, at)
    if not visibility.may_open_seal(checkin, side, at):
        skipped, waiting = t("The feedback stays sealed."), t("The feedback opens once both halves are in.")
        yield context(f":lock: {skipped if checkin.skip else waiting}")
    elif Question.FEEDBACK not in sheet.theirs:
        yield context(t("No feedback this time."))


def _said(answers: Answers, side: Side, t: Translator) -> Iterator[Block]:
    for question in QUESTIONS[side]:
        if question in answers:
            yield quote(_asked(question, side, t), answers[question])


def _asked(question: Question, side: Side, t: Translator) -> str:
    feedback = {
        Side.REP: t("Feedback on the mission and the means"),
        Side.MANAGER: t("Feedback on the work"),
    }
    words = {
        Question.WIN: t("A win"),
        Question.OBSTACLE: t("An obstacle"),
        Question.FEEDBACK: feedback[side],
    }
    return words[question]


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
    return t("The talk was {moment}.", moment=moment) if sheet.checkin.past(at) else t("Talk: {moment}", moment=moment)


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
