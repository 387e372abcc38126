"""A check-in to read: the other's half and one's own, and what can still be done with them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules import visibility
from bot.rules.checkin import Sheet
from bot.views import action as agreements
from bot.views import answers
from bot.views import checkin as checkins
from bot.views.blocks import actions, button, context, escaped, header, plain, section

CHANGE, ADD = "half_change", "addition_write"


def reading(sheet: Sheet, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the check-in as its reader may see it: the other's half, then one's own."""
    checkin, side = sheet.checkin, sheet.side
    other = checkin.person(side.other)
    blocks: list[Block] = [section(checkins.left_out(checkin, t)), DividerBlock()] if checkin.skip else []
    blocks += [header(t("From {name}", name=other.name)), *_others_half(sheet, t, at)]
    mine = list(answers.half(sheet, side, t, at)) or [section(t("Nothing in words."))]
    blocks += [DividerBlock(), header(t("What you wrote")), *mine, *_to_do(sheet, t)]
    if sheet.done:
        blocks += [DividerBlock(), *agreements.done(sheet.done, t)]
    view = View(type="modal", title=checkins.title(checkin, t), close=plain(t("Close")), blocks=blocks)
    return view.to_dict()


def _others_half(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    checkin, side = sheet.checkin, sheet.side
    if not checkin.sent_at(side.other):
        yield section(f":hourglass_flowing_sand: {_silence(sheet, t, at)}")
        return
    yield from answers.half(sheet, side.other, t, at)
    if not visibility.may_open_seal(checkin, side, at):
        skipped, waiting = t("The feedback stays sealed."), t("The feedback opens once both halves are in.")
        yield context(f":lock: {skipped if checkin.skip else waiting}")
    elif not sheet.has_sealed:
        yield context(t("No feedback this time."))


def _silence(sheet: Sheet, t: Translator, at: datetime) -> str:
    """Say of somebody who has not written how things stand, without a reproach."""
    checkin = sheet.checkin
    other = escaped(checkin.person(sheet.side.other).name)
    if checkin.skip:
        return t("{other} wrote nothing.", other=other)
    if at >= checkin.due_at and checkin.sent_at(sheet.side):
        return t("{other} did not write before the deadline. You can still talk about yours.", other=other)
    return t("{other} has not written yet.", other=other)


def _to_do(sheet: Sheet, t: Translator) -> Iterator[Block]:
    """Offer to change one's half while the other's is awaited, and to add to it after."""
    checkin = sheet.checkin
    other = escaped(checkin.person(sheet.side.other).name)
    if checkin.may_edit(sheet.side):
        yield actions([change_button(sheet, t)])
        yield context(t("You can change it until {other} has answered.", other=other))
    elif checkin.revealed:
        yield actions([button(t("Add something"), ADD, checkin.id)])


def change_button(sheet: Sheet, t: Translator) -> ButtonElement:
    return button(t("Change my half"), CHANGE, sheet.checkin.id)
