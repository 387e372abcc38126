"""Signing an objective, asking for a change first, and answering a change that was suggested."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.objective import Change, Shared
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.signing import Deed, Done, Revision
from bot.views import objective as objectives
from bot.views import terms
from bot.views.blocks import actions, button, context, escaped, plain, quote, rendered, section
from bot.views.changes import listed
from bot.views.fields import Fields, text_field
from bot.views.objective import ANSWER, ASK, SIGN, WITHDRAW, Look

DECLINE = "revision_decline"
WORDS = "words"

Said = tuple[str, list[dict[str, Any]]]


def sign_form(shared: Shared, t: Translator, at: datetime) -> dict[str, Any]:
    """Show what somebody is about to sign, whole."""
    objective = shared.objective
    blocks: list[Block] = [
        *objectives.cards([objective], t, Look.of(shared.reader, shared.rep, at)),
        *([quote(t("Why it matters"), objective.why)] if objective.why else []),
        *terms.lines(objective, t),
        context(":lock: " + t("It counts once both of you have signed. After that, it changes only as both confirm.")),
    ]
    return _form(SIGN, objective.id, blocks, t, title=t("Sign the objective"), submit=t("Sign"))


def ask_form(shared: Shared, t: Translator) -> dict[str, Any]:
    """Ask what should be different before somebody signs."""
    label, hint = t("What should be different, and why?"), t("{name} reads it.", name=shared.other_name)
    placeholder = t("The target, the period, the means …")
    blocks = [_titled(shared, t), text_field(WORDS, label, placeholder, hint=hint, optional=False)]
    return _form(ASK, shared.objective.id, blocks, t, title=t("Another version"), submit=t("Send"))


def withdraw_form(shared: Shared, t: Translator) -> dict[str, Any]:
    """Make sure that a proposal is to be taken back."""
    told = t("{name} is told. It stays in the history and counts for nothing.", name=escaped(shared.other_name))
    return _form(WITHDRAW, shared.objective.id, [_titled(shared, t), section(told)], t, title=t("Withdraw"))


def decline_form(shared: Shared, revision: Revision, t: Translator) -> dict[str, Any]:
    """Ask why a change is declined."""
    label, hint = t("Why does it stay as it is?"), t("{name} reads it.", name=revision.author.name)
    blocks = [_titled(shared, t), text_field(WORDS, label, t("What would make you agree"), hint=hint, optional=False)]
    return _form(DECLINE, revision.id, blocks, t, title=t("Decline"))


def answer_form(shared: Shared, revision: Revision, changes: Sequence[Change], t: Translator) -> dict[str, Any]:
    """Show what the other suggests, to be confirmed or declined."""
    blocks = [
        _titled(shared, t),
        *_suggestion(shared, revision, changes, t),
        context(t("Nothing changes until you confirm.")),
        actions([button(t("Decline"), DECLINE, revision.id)]),
    ]
    return _form(ANSWER, revision.id, blocks, t, title=t("A change to confirm"), submit=t("Confirm"))


def read_form(view: dict[str, Any]) -> tuple[int, Fields]:
    """Return what a form is about, by key, and its fields."""
    return json.loads(view["private_metadata"])["about"], Fields(view)


def read_words(view: dict[str, Any]) -> tuple[int, str]:
    """Return what a form is about and what was written in it, or raise Rejected where that is nothing."""
    about, fields = read_form(view)
    words = fields.text(WORDS)
    if not words:
        raise Rejected(Problem(Reason.EMPTY, WORDS))
    return about, words


def signed(shared: Shared, t: Translator, at: datetime) -> Said:
    """Tell one of the two that the other has signed."""
    told = t("{name} has signed “{title}”.", name=escaped(shared.other_name), title=objectives.named(shared.objective))
    return told, rendered([section(f":writing_hand: *{told}*"), *_card(shared, t, at)])


def asked(shared: Shared, wish: str, t: Translator, at: datetime) -> Said:
    """Tell one of the two what the other would like to be different."""
    title = objectives.named(shared.objective)
    told = t("{name} asks for a change of “{title}” before signing.", name=escaped(shared.other_name), title=title)
    return told, rendered(
        [section(f":speech_balloon: *{told}*"), quote(shared.other_name, wish), *_card(shared, t, at)]
    )


def withdrawn(shared: Shared, t: Translator) -> Said:
    """Tell one of the two that the other has taken a proposal back."""
    told = t(
        "{name} has withdrawn “{title}”.", name=escaped(shared.other_name), title=objectives.named(shared.objective)
    )
    return told, rendered([section(f":wastebasket: {told}")])


def suggested(shared: Shared, revision: Revision, changes: Sequence[Change], t: Translator) -> Said:
    """Ask one of the two to confirm what the other suggests, until it is answered."""
    objective, author = shared.objective, escaped(revision.author.name)
    told = t("{name} suggests a change of “{title}”.", name=author, title=objectives.named(objective))
    blocks: list[Block] = [section(f":pencil2: *{told}*"), *_suggestion(shared, revision, changes, t)]
    if objective.revision and objective.revision.id == revision.id:
        answer = button(t("Answer the suggestion"), ANSWER, revision.id, style="primary")
        blocks += [context(t("Nothing changes until you confirm.")), actions([answer])]
    else:
        blocks.append(context(":white_check_mark: " + t("This suggestion is answered.")))
    return told, rendered(blocks)


def answered(shared: Shared, answer: Done, t: Translator, at: datetime) -> Said:
    """Tell who suggested a change what the other says."""
    name, title = escaped(answer.author), objectives.named(shared.objective)
    if answer.deed is Deed.CONFIRMED:
        told = t("{name} has confirmed your change of “{title}”.", name=name, title=title)
    else:
        told = t("{name} would rather leave “{title}” as it is.", name=name, title=title)
    said = [quote(t("Why"), answer.note)] if answer.note else []
    return told, rendered([section(f":pencil2: *{told}*"), *said, *_card(shared, t, at)])


def _suggestion(shared: Shared, revision: Revision, changes: Sequence[Change], t: Translator) -> Iterator[Block]:
    yield from listed(changes, shared.objective.measure, t)
    if revision.note:
        yield quote(t("Why"), revision.note)


def _form(
    callback_id: str, about: int, blocks: Sequence[Block], t: Translator, *, title: str, submit: str = ""
) -> dict[str, Any]:
    view = View(
        type="modal",
        callback_id=callback_id,
        title=plain(title),
        submit=plain(submit or title),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "about": about}),
        blocks=blocks,
    )
    return view.to_dict()


def _titled(shared: Shared, t: Translator) -> Block:
    return section(objectives.titled(shared.objective, t))


def _card(shared: Shared, t: Translator, at: datetime) -> list[Block]:
    return list(objectives.cards_to_act_on([shared.objective], t, Look.of(shared.reader, shared.rep, at)))
