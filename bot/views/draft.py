"""The form in which an objective is written down or changed: one step after the other, and what it says in the end."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.draft import Sheet, Step, steps
from bot.rules.refusal import Rejected
from bot.rules.signing import State
from bot.views.blocks import actions, button, context, escaped, plain, section
from bot.views.draft_reading import typed_in, unit_of
from bot.views.draft_steps import fields_of, names
from bot.views.fields import kept, which
from bot.views.refusal import sentence
from bot.views.steps import trail
from bot.views.typed import Typed

STEP, DRAFT = "objective_step", "objective_draft"  # a step on the way, and the last, which sends it
BACK, AFRESH = "draft_back", "draft_afresh"


@dataclass(frozen=True)
class Place:
    """Where somebody is in the form: at which step, for whom (a Slack id), and which objective it changes, if any."""

    step: Step
    rep: str
    changes: int | None


def form(
    sheet: Sheet,
    t: Translator,
    step: Step = Step.OBJECTIVE,
    *,
    refusal: Rejected | None = None,
    anew: bool = False,
) -> dict[str, Any]:
    """Return a step of the form. A refusal of what stands in another step is said on top.

    `anew` forgets what stands in the fields of the open one.
    """
    typed = Typed(typed_in(sheet, t))
    view = View(
        type="modal",
        callback_id=DRAFT if step is Step.SUMMARY else STEP,
        title=plain(t("Edit the objective") if sheet.objective else t("New objective")),
        submit=plain(_submit(sheet, step, t)),
        close=plain(t("Cancel")),
        private_metadata=_metadata(sheet, step, t),
        blocks=list(kept(_blocks(sheet, typed, t, step, refusal), anew=anew)),
    )
    return view.to_dict()


def place(view: dict[str, Any]) -> Place:
    """Return where somebody is in the form."""
    told = json.loads(view["private_metadata"])
    return Place(Step(told["step"]), told["rep"], told["changes"])


def next_step(sheet: Sheet, step: Step) -> Step:
    """Return the step after one. Raises StopIteration after the last."""
    return next(one for one in _steps(sheet) if one > step)


def step_before(sheet: Sheet, step: Step) -> Step:
    return next(one for one in reversed(_steps(sheet)) if one < step)


def _steps(sheet: Sheet) -> tuple[Step, ...]:
    return steps(unit_of(sheet.typed or {}))


def _blocks(sheet: Sheet, typed: Typed, t: Translator, step: Step, refusal: Rejected | None) -> Iterator[Block]:
    named = names(t)
    yield trail((named[one] for one in steps(unit_of(typed.texts))), named[step])
    if refusal:
        yield section(f":warning: {sentence(refusal, t)}")
    if step is Step.OBJECTIVE:
        yield from _beginning(sheet, t)
    yield from fields_of(step, sheet, typed, t)
    if step is not Step.OBJECTIVE:
        yield actions([button(t("Back"), BACK, step)])


def _beginning(sheet: Sheet, t: Translator) -> Iterator[Block]:
    if not sheet.desk.own:
        name = escaped(sheet.desk.rep.name)
        yield context(":bust_in_silhouette: " + t("For {name}, who is told of it in a message.", name=name))
    if sheet.resumed:
        day = t.day(sheet.since.astimezone(sheet.desk.reader.zone).date())
        yield section(
            ":memo: " + t("You began this on {day}: here it is, as you left it.", day=day),
            button=button(t("Start afresh"), AFRESH, "afresh"),
        )


def _submit(sheet: Sheet, step: Step, t: Translator) -> str:
    if step is not Step.SUMMARY:
        return t("Next")
    if sheet.objective and sheet.objective.state is State.SIGNED:
        return t("Suggest")
    return t("Save") if sheet.objective else t("Propose")


def _metadata(sheet: Sheet, step: Step, t: Translator) -> str:
    changes = sheet.objective.id if sheet.objective else None
    told = {"locale": t.tag, "rep": sheet.desk.rep.slack_id, "changes": changes, "step": step}
    return json.dumps(told | which(sheet.kept, sheet.since), separators=(",", ":"))
