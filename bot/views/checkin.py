"""A check-in to look at: what messages say of it, and its two halves to read."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, PlainTextObject
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules import visibility
from bot.rules.checkin import QUESTIONS, Answers, CheckIn, Question, Report, Sheet, Side
from bot.rules.objective import Objective
from bot.views import objective as objectives
from bot.views.blocks import actions, button, context, escaped, header, plain, quote, rendered, section

OPEN = "checkin_open"


def prompt(sheet: Sheet, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Ask the rep, or say that the half is in: the same message tells both in turn."""
    checkin, zone = sheet.checkin, sheet.checkin.rep.zone
    if checkin.rep_sent_at:
        said = _in_already(checkin, Side.REP, t)
        return said, rendered([section(f":white_check_mark: {said}"), actions([read_button(checkin, t)])])
    asked = t(
        "Your check-in with {manager} is on {moment}.",
        manager=escaped(checkin.manager.name),
        moment=t.moment(checkin.talk_at, zone),
    )
    blocks: list[Block] = [
        section(f":wave: *{asked}*\n" + t("Three minutes are enough: where do you stand, and what do you need?")),
        *objectives.cards(sheet.objectives, t, zone),
        actions([button(t("Write my half"), OPEN, checkin.id, style="primary")]),
        context(
            ":lock: "
            + t(
                "Your feedback stays sealed until {other} has answered too.",
                other=escaped(checkin.manager.name),
            )
            + "  ·  "
            + t("Due {moment}", moment=t.moment(checkin.due_at, zone))
        ),
    ]
    return asked, rendered(blocks)


def shared(sheet: Sheet, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Tell the manager the open part of the rep's half, and ask for the manager's."""
    checkin = sheet.checkin
    told = t("{rep} has sent their half of your check-in.", rep=escaped(checkin.rep.name))
    wanted = t("Your talk is on {moment}.", moment=t.moment(checkin.talk_at, checkin.manager.zone))
    ask = [button(t("Write my half"), OPEN, checkin.id, style="primary")]
    blocks: list[Block] = [section(f":speech_balloon: *{told}*\n{wanted}"), *open_part(sheet, t)]
    if checkin.manager_sent_at:
        blocks += [context(":white_check_mark: " + _in_already(checkin, Side.MANAGER, t))]
    else:
        sealed = t("What {rep} wrote for you opens once your half is in too.", rep=escaped(checkin.rep.name))
        blocks += [actions(ask), context(f":lock: {sealed}")]
    return told, rendered(blocks)


def revealed(sheet: Sheet, t: Translator) -> tuple[str, list[dict[str, Any]]]:
    """Tell one side that both halves are in. The feedback itself stays behind the button."""
    checkin, other = sheet.checkin, sheet.checkin.person(sheet.side.other)
    told = t("Both halves are in: you can read what {other} wrote for you.", other=escaped(other.name))
    zone = checkin.person(sheet.side).zone
    when = t("Talk about it on {moment}.", moment=t.moment(checkin.talk_at, zone))
    return told, rendered([section(f":unlock: *{told}*\n{when}"), actions([read_button(checkin, t, style="primary")])])


def reading(sheet: Sheet, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the check-in as its reader may see it: the other's half, then one's own."""
    checkin, side = sheet.checkin, sheet.side
    other = checkin.person(side.other)
    blocks: list[Block] = [header(t("From {name}", name=other.name)), *_others_half(sheet, t, at)]
    mine = list(_half(sheet, side, t)) or [section(t("Nothing in words."))]
    blocks += [DividerBlock(), header(t("What you wrote")), *mine]
    view = View(type="modal", title=title(checkin, t), close=plain(t("Close")), blocks=blocks)
    return view.to_dict()


def status(checkin: CheckIn, side: Side, at: datetime, t: Translator) -> str:
    """Tell one side in a line how a check-in stands."""
    mine, theirs = checkin.sent_at(side), checkin.sent_at(side.other)
    other = escaped(checkin.person(side.other).name)
    if mine and theirs:
        return ":unlock: " + t("Both halves are in.")
    if mine:
        return ":hourglass_flowing_sand: " + t("Yours is in, waiting for {other}.", other=other)
    if theirs:
        return ":pencil2: " + t("{other}'s half is in, yours is awaited.", other=other)
    if at < checkin.opens_at:
        return ":calendar: " + t("Nothing is due yet.")
    return ":hourglass_flowing_sand: " + t("Both halves are awaited.")


def write_or_read(checkin: CheckIn, side: Side, t: Translator) -> ButtonElement:
    """Return the one button that fits: write what is owed, or read what is there."""
    if checkin.sent_at(side):
        return read_button(checkin, t)
    return button(t("Write my half"), OPEN, checkin.id, style="primary")


def open_part(sheet: Sheet, t: Translator) -> Iterator[Block]:
    """Show what the rep's half says openly: values, confidence, win, obstacle."""
    yield from _reports(sheet, t)
    yield from _said(visibility.open_part(sheet.answers(Side.REP)), sheet, Side.REP, t)


def _half(sheet: Sheet, side: Side, t: Translator) -> Iterator[Block]:
    """Show all that the reader may see of one side's half."""
    if side is Side.REP:
        yield from _reports(sheet, t)
    yield from _said(sheet.answers(side), sheet, side, t)


def _reports(sheet: Sheet, t: Translator) -> Iterator[Block]:
    by_id = {objective.id: objective for objective in sheet.objectives}
    for report in sheet.reports:
        if objective := by_id.get(report.objective_id):
            yield section(_reported(objective, report, t))


def _reported(objective: Objective, report: Report, t: Translator) -> str:
    line = objectives.standing(objective.measure, report.value, t)
    return f"*{objectives.named(objective)}*\n{line}\n{objectives.face(report.confidence, t)}"


def _others_half(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    checkin, side = sheet.checkin, sheet.side
    if not checkin.sent_at(side.other):
        yield section(":hourglass_flowing_sand: " + t("Not in yet."))
        return
    yield from _half(sheet, side.other, t)
    if not visibility.may_open_seal(checkin, side, at):
        yield context(":lock: " + t("The feedback opens once both halves are in."))
    elif Question.FEEDBACK not in sheet.theirs:
        yield context(t("No feedback this time."))


def _said(answers: Answers, sheet: Sheet, side: Side, t: Translator) -> Iterator[Block]:
    for question in QUESTIONS[side]:
        if question in answers:
            yield section(f"*{_asked(question, sheet, side, t)}*")
            yield quote(answers[question])


def _asked(question: Question, sheet: Sheet, side: Side, t: Translator) -> str:
    feedback = {
        Side.REP: t("Feedback on the mission and the means"),
        Side.MANAGER: t("Feedback on the work"),
    }
    words = {
        Question.WIN: t("A win"),
        Question.OBSTACLE: t("An obstacle"),
        Question.FEEDBACK: feedback[side],
        Question.COMMITMENT: t("What {name} will do", name=escaped(sheet.checkin.manager.name)),
    }
    return words[question]


def _in_already(checkin: CheckIn, side: Side, t: Translator) -> str:
    if checkin.revealed:
        return t("Your half is in, and so is {other}'s.", other=escaped(checkin.person(side.other).name))
    return t("Your half is in, waiting for {other}.", other=escaped(checkin.person(side.other).name))


def read_button(checkin: CheckIn, t: Translator, *, style: str | None = None) -> ButtonElement:
    return button(t("Read") if checkin.revealed else t("See my half"), OPEN, checkin.id, style=style)


def title(checkin: CheckIn, t: Translator) -> PlainTextObject:
    return plain(t("Check-in of {day}", day=t.short_day(checkin.talk_at, checkin.rep.zone)))
