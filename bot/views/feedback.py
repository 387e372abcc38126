"""Feedback outside a check-in: writing it, the news of it, and reading it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.feedback import Envelope, Feedback, Letterbox, NewFeedback
from bot.rules.form import Begun, Kept
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views.blocks import actions, button, context, escaped, header, notice, plain, quote, rendered, section
from bot.views.checkin import Said
from bot.views.fields import ANSWER_LENGTH, Fields, form_of, labelled, select, text_field
from bot.views.kept_form import kept_form

FORM = "feedback_form"
WRITE, CHOOSE, READ, ANSWER = "feedback_write", "feedback_choose", "feedback_read", "feedback_answer"
TO, TEXT = "feedback_to", "feedback_text"
MOST_PEOPLE = 100  # in a menu


def kept_as(people: Sequence[Person]) -> Kept:
    """Name the form as it is kept: one for each person, and one for when that is to be chosen first."""
    return Kept(FORM, people[0].slack_id if len(people) == 1 else "")


def form(people: Sequence[Person], t: Translator, begun: Begun, *, typed: str = "") -> dict[str, Any]:
    """Return the form of a feedback to one person, or to one of several who is to be chosen first, as it was left.

    What is `typed` with the command comes after what was begun.
    """
    form = kept_as(people)
    left = {TEXT: "\n".join(filter(None, (begun.typed.get(TEXT), typed)))[:ANSWER_LENGTH]}
    begun = replace(begun, typed={**begun.typed, **left})
    words, blocks = (t("Give feedback"), t("Send")), [_to(people, t), _text(t), _private(t)]
    return kept_form(form, begun, words, blocks, t, told={"to": form.subject})


def read_form(view: dict[str, Any]) -> NewFeedback:
    """Read a feedback back from its form, or raise Rejected when there is no word in it."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    text = fields.text(TEXT)
    if not text:
        raise Rejected(Problem(Reason.EMPTY, TEXT))
    return NewFeedback(told["to"] or fields.choice(TO), text, form_of(view)[1])


def sent(envelope: Envelope, t: Translator) -> dict[str, Any]:
    """Return what replaces the form once the feedback is on its way."""
    name = escaped(envelope.recipient.name)
    return notice(":white_check_mark: " + t("{name} has your feedback. You find it again on Home.", name=name), t)


def given(envelope: Envelope, t: Translator) -> Said:
    """Tell the recipient that a feedback is there, or that they have read it. What it says stays behind the button."""
    name, zone = escaped(envelope.author.name), envelope.recipient.zone
    if envelope.read_at:
        moment = t.moment(envelope.read_at, zone)
        told = t("You read the feedback from {name} on {moment}.", name=name, moment=moment)
        return told, rendered([section(f":white_check_mark: {told}", button=_read_button(envelope, t))])
    told = t("{name} has left you feedback.", name=name)
    read = actions([_read_button(envelope, t, style="primary")])
    return told, rendered([section(f":incoming_envelope: *{told}*"), read, _private(t)])


def reading(feedback: Feedback, slack_id: str, t: Translator) -> dict[str, Any]:
    """Return a feedback opened by one of its two people."""
    envelope = feedback.envelope
    received = envelope.recipient.slack_id == slack_id
    reader = envelope.recipient if received else envelope.author
    other = envelope.author if received else envelope.recipient
    label = t("From {name}", name=other.name) if received else t("To {name}", name=other.name)
    moment = t.moment(envelope.given_at, reader.zone)
    blocks: list[Block] = [header(label), quote(moment[:1].upper() + moment[1:], feedback.text)]
    if received:
        blocks.append(actions([button(t("Answer"), ANSWER, other.slack_id)]))
    blocks.append(_private(t))
    return View(type="modal", title=plain(t("Feedback")), close=plain(t("Close")), blocks=blocks).to_dict()


def offer(whom: Person | None, t: Translator) -> list[dict[str, Any]]:
    """Offer to give feedback to the one person whom somebody has check-ins with."""
    if whom is None:
        return []
    return rendered([actions([button(t("Give feedback to {name}", name=whom.name), WRITE, whom.slack_id)])])


def box(letterbox: Letterbox, reader: Person, t: Translator) -> Iterator[Block]:
    """Show somebody's feedback on Home: who gave it and when, never what it says."""
    if not (letterbox.may_give or letterbox.received or letterbox.given):
        return
    yield header(t("Feedback"))
    for one in letterbox.received:
        yield section(
            _received(one, reader.zone, t), button=_read_button(one, t, style=None if one.read_at else "primary")
        )
    for one in letterbox.given:
        yield section(_given(one, reader.zone, t), button=button(t("Read again"), READ, one.id))
    if letterbox.may_give:
        yield actions([button(t("Give feedback"), CHOOSE, "people")])


def _to(people: Sequence[Person], t: Translator) -> Block:
    if len(people) == 1:
        return section(t("To *{name}*", name=escaped(people[0].name)))
    choices = {one.slack_id: one.name for one in people[:MOST_PEOPLE]}
    return labelled(TO, t("To whom?"), select("to", choices, placeholder=t("Choose a person")))


def _text(t: Translator) -> Block:
    return text_field(
        TEXT, t("Your feedback"), t("What you saw, what effect it had, what you wish for"), optional=False
    )


def _private(t: Translator) -> Block:
    return context(":lock: " + t("Only the two of you read this in Tandem."))


def _read_button(envelope: Envelope, t: Translator, *, style: str | None = None) -> ButtonElement:
    return button(t("Read"), READ, envelope.id, style=style)


def _received(one: Envelope, zone: tzinfo, t: Translator) -> str:
    told = t("From *{name}*, {day}", name=escaped(one.author.name), day=t.short_day(one.given_at, zone))
    return told if one.read_at else f":incoming_envelope: {told}  ·  " + t("new")


def _given(one: Envelope, zone: tzinfo, t: Translator) -> str:
    return t("To *{name}*, {day}", name=escaped(one.recipient.name), day=t.short_day(one.given_at, zone))
