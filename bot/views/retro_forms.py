"""The forms of those who take part in a retrospective: contributing, parking a case, voting, committing."""

import json
from datetime import timedelta
from typing import Any

from slack_sdk.models.blocks import Block, Option, StaticMultiSelectElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.action import DUE, NewAction
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import At, Contribution, Desk, NewCase, NewCommitment, NewContribution, NewVotes, Step
from bot.views.blocks import PLAIN_TEXT_LENGTH, clipped, context, one_line, plain, section
from bot.views.fields import ANSWER_LENGTH, PLACEHOLDER_LENGTH, Fields, day_field, labelled, select, text_field
from bot.views.retro import contributions
from bot.views.retro_words import asked, named, voted

CONTRIBUTION, CASE, VOTES, COMMITMENT = (
    "retro_contribution",
    "retro_case",
    "retro_votes",
    "retro_commitment",
)
MOST_OPTIONS = 100
USUAL_TIME = timedelta(days=30)  # for a commitment, where nobody says otherwise


def contribution(desk: Desk, t: Translator) -> dict[str, Any]:
    """Ask the question of the step; a first contribution begins with what the person prepared."""
    retro, prepared = desk.retro, desk.prefill(desk.retro.step)
    blocks: list[Block] = []
    if prepared:
        blocks.append(
            context(":memo: " + t("This is what you prepared. Nobody else has read it: change or cut what you like."))
        )
    placeholder = t("One point at a time: you can contribute again")
    shown = t("The team reads it in the thread, with your name.")
    blocks.append(
        text_field("text", asked(retro.step, retro, t), placeholder, hint=shown, optional=False, initial=prepared)
    )
    if retro.step is Step.DID_NOT:
        blocks.append(text_field("why", t("Why?"), t("Causes rather than culprits")))
    return _modal(desk, blocks, t, callback_id=CONTRIBUTION, title=named(retro.step, t), submit=t("Contribute"))


def read_contribution(view: dict[str, Any]) -> NewContribution:
    fields = Fields(view)
    why = fields.text("why") if fields.has("why") else ""
    return NewContribution(_at(view), _needed(fields, "text"), why)


def case(desk: Desk, t: Translator, text: str = "") -> dict[str, Any]:
    """Ask for a client's case and its lesson; `text` is the message that it begins from."""
    blocks: list[Block] = [
        context(":pushpin: " + t("The case is set aside, and its lesson stays: both are in the summary.")),
        text_field(
            "case",
            t("The case"),
            t("What is special about this client"),
            optional=False,
            initial=clipped(text.strip(), ANSWER_LENGTH),
        ),
        text_field(
            "lesson", t("The lesson it holds for other clients"), t("What we would do with others too"), optional=False
        ),
    ]
    return _modal(desk, blocks, t, callback_id=CASE, title=t("Park a case"), submit=t("Park it"))


def read_case(view: dict[str, Any]) -> NewCase:
    fields = Fields(view)
    return NewCase(_at(view).retro, _needed(fields, "case"), _needed(fields, "lesson"))


def votes(desk: Desk, t: Translator) -> dict[str, Any]:
    """Show the solutions in full, and have the person choose among them. Raises Rejected where there are none."""
    solutions = desk.retro.said_in(Step.SOLUTIONS)[:MOST_OPTIONS]
    if not solutions:
        raise Rejected.because(Reason.NO_SOLUTIONS)
    dots = desk.retro.dots
    hint = t.plural(
        "You have {n} vote. You can change it while this step is open.",
        "You have {n} votes, one per solution. You can change them while this step is open.",
        dots,
    )
    blocks: list[Block] = [
        *contributions(solutions, t),
        labelled("votes", t("Your choice"), _choice(solutions, desk, t), hint=hint, optional=True),
    ]
    return _modal(desk, blocks, t, callback_id=VOTES, title=named(Step.VOTES, t), submit=t("Vote"))


def read_votes(view: dict[str, Any]) -> NewVotes:
    return NewVotes(_at(view), frozenset(map(int, Fields(view).choices("votes"))))


def commitment(desk: Desk, t: Translator) -> dict[str, Any]:
    """Ask who does what by when; the solutions with the most votes stand above."""
    people = {str(one.id): one.name for one in desk.retro.members[-MOST_OPTIONS:]}
    blocks: list[Block] = [section(f"• {voted(one, t)}") for one in desk.retro.most_voted]
    blocks += [
        text_field("text", t("What?"), t("Something one can see done"), optional=False),
        labelled("owner", t("Who?"), select("owner", people, initial=str(desk.person.id))),
        day_field(DUE, t("By when?"), desk.today + USUAL_TIME),
    ]
    return _modal(desk, blocks, t, callback_id=COMMITMENT, title=named(Step.COMMITMENTS, t), submit=t("Commit"))


def read_commitment(view: dict[str, Any]) -> NewCommitment:
    fields = Fields(view)
    action = NewAction(int(fields.choice("owner")), _needed(fields, "text"), fields.day(DUE))
    return NewCommitment(_at(view), action)


def _modal(
    desk: Desk, blocks: list[Block], t: Translator, *, callback_id: str, title: str, submit: str
) -> dict[str, Any]:
    at = desk.retro.at
    view = View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "retro": at.retro, "step": at.step}),
        blocks=blocks,
    )
    return view.to_dict()


def _at(view: dict[str, Any]) -> At:
    told = json.loads(view["private_metadata"])
    return At(told["retro"], Step(told["step"]))


def _needed(fields: Fields, field: str) -> str:
    if not (text := fields.text(field)):
        raise Rejected(Problem(Reason.EMPTY, field))
    return text


def _choice(solutions: tuple[Contribution, ...], desk: Desk, t: Translator) -> StaticMultiSelectElement:
    options = {one.id: _option(one) for one in solutions}
    given = [option for key, option in options.items() if key in desk.given]
    return StaticMultiSelectElement(
        action_id="votes",
        placeholder=plain(t("Choose the solutions that matter most"), PLACEHOLDER_LENGTH),
        options=list(options.values()),
        initial_options=given or None,
        max_selected_items=desk.retro.dots,
    )


def _option(one: Contribution) -> Option:
    return Option(value=str(one.id), text=plain(one_line(one.text), PLAIN_TEXT_LENGTH))
