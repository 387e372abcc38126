"""The form of one half of a check-in: one step after the other, and what it says in the end."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import CheckIn, Sheet
from bot.rules.form import Begun, Kept
from bot.rules.question import Step
from bot.rules.refusal import Rejected
from bot.views import checkin as checkins
from bot.views.blocks import actions, button, context, escaped, plain, section
from bot.views.fields import kept, which
from bot.views.half_fields import fields_of, names, steps
from bot.views.half_summary import summary
from bot.views.refusal import sentence
from bot.views.steps import trail
from bot.views.typed import Typed, with_typed

HALF, STEP = "checkin_half", "half_step"  # the last step, which sends it, and those on the way
BACK, AFRESH = "half_back", "half_afresh"


def kept_as(checkin: int) -> Kept:
    """Name the form of a half as it is kept: each side has its own."""
    return Kept(HALF, str(checkin))


def form(
    sheet: Sheet,
    t: Translator,
    at: datetime,
    begun: Begun,
    step: Step | None = None,
    *,
    refusal: Rejected | None = None,
    anew: bool = False,
) -> dict[str, Any]:
    """Return a step of the form as it was left, the first one if none is named.

    A refusal of what stands in another step is said on top; `anew` forgets what stands in the fields of the open one.
    """
    step = step or steps(sheet)[0]
    view = View(
        type="modal",
        callback_id=HALF if step is Step.SUMMARY else STEP,
        title=checkins.title(sheet.checkin, t),
        submit=plain(_submit(sheet, step, t)),
        close=plain(t("Cancel")),
        private_metadata=_metadata(sheet, t, step, begun),
        blocks=list(kept(_blocks(sheet, t, at, begun, step=step, refusal=refusal), anew=anew)),
    )
    return with_typed(view.to_dict(), begun.typed)


def checkin_in(view: dict[str, Any]) -> int:
    """Return of which check-in an open form is."""
    return json.loads(view["private_metadata"])["checkin"]


def has_steps(view: dict[str, Any]) -> bool:
    """Say whether an open form has steps: one that Tandem showed before it had any has none."""
    return "step" in json.loads(view["private_metadata"])


def step_in(view: dict[str, Any]) -> Step:
    """Return at which step an open form is."""
    return Step(json.loads(view["private_metadata"])["step"])


def next_step(sheet: Sheet, step: Step) -> Step:
    return next(one for one in steps(sheet) if one > step)


def step_before(sheet: Sheet, step: Step) -> Step:
    return next((one for one in reversed(steps(sheet)) if one < step), steps(sheet)[0])


def step_of(refusal: Rejected, sheet: Sheet, t: Translator, at: datetime) -> Step:
    """Say in which step the first thing stands that is wrong; the summary where it stands in none."""
    wrong = {one.field for one in refusal.problems}
    shown = ((step, block.block_id) for step in steps(sheet) for block in fields_of(step, sheet, t, at))
    return next((step for step, block in shown if block in wrong), Step.SUMMARY)


def sent(sheet: Sheet, awaited: Sequence[CheckIn], t: Translator) -> dict[str, Any]:
    """Return what replaces the form once the half is in: what comes now, and for a manager whose half is next."""
    checkin, other = sheet.checkin, escaped(sheet.checkin.person(sheet.side.other).name)
    buttons = [checkins.read_button(checkin, t)]
    blocks: list[Block] = [section(f":white_check_mark: *{_thanks(sheet, other, t)}*")]
    if not checkin.revealed:
        blocks.append(context(":lock: " + t("What is sealed opens once {other} has answered too.", other=other)))
    if awaited:
        blocks.append(section(_next(awaited, t)))
        buttons.insert(0, _next_button(awaited[0], t))
    blocks.append(actions(buttons))
    return View(type="modal", title=checkins.title(checkin, t), close=plain(t("Close")), blocks=blocks).to_dict()


def _next_button(checkin: CheckIn, t: Translator) -> ButtonElement:
    return button(t("Write for {name}", name=checkin.rep.name), checkins.OPEN_NEXT, checkin.id, style="primary")


def _thanks(sheet: Sheet, other: str, t: Translator) -> str:
    if sheet.checkin.revealed:
        return t("Your half is in, and both are open now.")
    return t("Your half is in. You can change it until {other} has answered.", other=other)


def _next(awaited: Sequence[CheckIn], t: Translator) -> str:
    name, more = escaped(awaited[0].rep.name), len(awaited) - 1
    if not more:
        return t("{name} is waiting for your half as well.", name=name)
    return t.plural(
        "{name} and {n} more person are waiting for your half as well.",
        "{name} and {n} more people are waiting for your half as well.",
        more,
        name=name,
    )


def _blocks(
    sheet: Sheet, t: Translator, at: datetime, begun: Begun, *, step: Step, refusal: Rejected | None
) -> Iterator[Block]:
    named = names(sheet, t)
    yield trail((named[one] for one in steps(sheet)), named[step])
    if refusal:
        yield section(f":warning: {sentence(refusal, t)}")
    is_first = step is steps(sheet)[0]
    if is_first and begun.typed:
        left = ":memo: " + t("As you left it: nothing is sent yet.")
        yield section(left, button=button(t("Start afresh"), AFRESH, "afresh"))
    elif is_first and _is_change(sheet):
        yield context(":pencil2: " + t("What you have sent stands until you send this."))
    if step is Step.SUMMARY:
        yield from summary(sheet, Typed(begun.typed), t)
    yield from fields_of(step, sheet, t, at)
    if not is_first:
        yield actions([button(t("Back"), BACK, step)])


def _is_change(sheet: Sheet) -> bool:
    return sheet.checkin.sent_at(sheet.side) is not None


def _submit(sheet: Sheet, step: Step, t: Translator) -> str:
    if step is not Step.SUMMARY:
        return t("Next")
    return t("Send the change") if _is_change(sheet) else t("Send")


def _metadata(sheet: Sheet, t: Translator, step: Step, begun: Begun) -> str:
    told = {"checkin": sheet.checkin.id, "step": step, "locale": t.tag}
    return json.dumps(told | which(kept_as(sheet.checkin.id), begun.since), separators=(",", ":"))
