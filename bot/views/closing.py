"""Closing an objective: the form with its score and what was learnt, and the messages about its end."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.amount import read_amount
from bot.rules.closing import (
    GOES_ON,
    LESSON,
    MOST,
    SCORE,
    Ending,
    NewClosing,
    Reminder,
    beginning,
    following,
    same_target,
)
from bot.rules.objective import Direction, Field, Measure, Objective, Shared, Unit
from bot.rules.refusal import Rejected
from bot.views import objective as objectives
from bot.views.blocks import context, escaped, plain, quote, rendered, section
from bot.views.fields import Fields, labelled, line_field, select
from bot.views.figure import measure_in, measure_out
from bot.views.objective import CLOSE, Look

LESSON_LENGTH = 300
SCORE_LENGTH, FIGURE_LENGTH = 10, 40
YES, NO = "yes", "no"

Said = tuple[str, list[dict[str, Any]]]


def form(ending: Ending, t: Translator, at: datetime) -> dict[str, Any]:
    """Return the form in which an objective is closed, its score as the rules give it."""
    view = View(
        type="modal",
        callback_id=CLOSE,
        title=plain(t("Close the objective")),
        submit=plain(t("Close the objective")),
        close=plain(t("Cancel")),
        private_metadata=_metadata(ending.shared.objective, t),
        blocks=list(_fields(ending, t, at)),
    )
    return view.to_dict()


def read_form(view: dict[str, Any], t: Translator) -> NewClosing:
    """Read a closing back from the form's values, or raise Rejected with every field that is wrong."""
    told, fields = json.loads(view["private_metadata"]), Fields(view)
    goes_on = fields.has(GOES_ON) and fields.choice(GOES_ON) == YES
    wanted = NewClosing(told["objective"], _read_score(fields.text(SCORE)), fields.text(LESSON), goes_on)
    if not (goes_on and fields.has(Field.TARGET)):
        return wanted
    try:
        written, measure = fields.text(Field.TARGET), measure_in(told["measure"])
        return replace(wanted, target=read_amount(written, measure, t.numbers, field=Field.TARGET))
    except Rejected as refusal:
        raise Rejected(*wanted.problems(), *refusal.problems) from refusal


def closed(shared: Shared, t: Translator, at: datetime, *, wanted: NewClosing | None = None) -> dict[str, Any]:
    """Show how an objective was closed, to somebody who `wanted` to close it: they did, or the other was first."""
    blocks: list[Block] = list(objectives.cards([shared.objective], t, _look(shared, at)))
    if wanted and (closing := shared.objective.closing):
        if (wanted.score, wanted.lesson) != (closing.score, closing.lesson):
            news = t("{name} has closed it before you, and so it stays.", name=escaped(closing.author))
            blocks = [section(f":checkered_flag: {news}"), *blocks, quote(t("What you wrote"), wanted.lesson)]
        elif shared.manager:
            blocks.append(context(f":white_check_mark: {_news(shared, wanted, t)}"))
    return View(type="modal", title=plain(t("Closed objective")), close=plain(t("Close")), blocks=blocks).to_dict()


def reminded(shared: Shared, about: Reminder, t: Translator, at: datetime) -> Said:
    """Remind one of the two that an objective ends, or is to be closed; once it is closed, its card says so."""
    objective = shared.objective
    told = _reminder(objective, about, t, _look(shared, at).today)
    asks = {
        Reminder.COMING: t("Still time for a last value. After that day you two close it, with what you have learnt."),
        Reminder.ENDED: t(
            "Close it, you or {name}: what was reached, and what you have learnt.", name=escaped(shared.other_name)
        ),
        Reminder.LATE: t("It stays on your list to close, and you are not reminded again."),
    }
    ask = f"\n{asks[about]}" if objective.closing is None else ""
    card = objectives.cards_to_act_on([objective], t, _look(shared, at))
    return told, rendered([section(f":checkered_flag: *{told}*{ask}"), *card])


def told(shared: Shared, t: Translator, at: datetime) -> Said:
    """Tell one of the two how the other has closed an objective."""
    said = t("{name} has closed “{title}”.", name=escaped(shared.other_name), title=objectives.named(shared.objective))
    return said, rendered(
        [
            section(f":checkered_flag: *{said}*"),
            *objectives.cards_to_act_on([shared.objective], t, _look(shared, at)),
        ]
    )


def _fields(ending: Ending, t: Translator, at: datetime) -> Iterator[Block]:
    shared, objective = ending.shared, ending.shared.objective
    yield section(f":dart: {objectives.titled(objective, t)}")
    yield context(_value_told(objective, t, _look(shared, at)))
    yield line_field(
        SCORE,
        t("Reached, in percent"),
        initial="" if ending.score is None else str(ending.score),
        hint=_rule(objective.measure, t),
        optional=False,
        length=SCORE_LENGTH,
    )
    yield line_field(
        LESSON,
        t("What have you learnt, in a sentence?"),
        placeholder=t("What made the difference, or would next time"),
        hint=t("{name} reads it.", name=shared.other_name) if shared.manager else None,
        optional=False,
        length=LESSON_LENGTH,
    )
    if shared.manager:
        yield from _next_fields(shared, t)


def _next_fields(shared: Shared, t: Translator) -> Iterator[Block]:
    """Ask whether the objective goes on, and towards which target."""
    objective, measure = shared.objective, shared.objective.measure
    starts_on, ends_on = following(objective.starts_on, objective.ends_on)
    period = t("{start} to {end}", start=t.dated(starts_on), end=t.dated(ends_on))
    choices = {NO: t("No, it ends here"), YES: t("Yes: {period}", period=period)}
    hint = t("You propose it for the next period, and {name} signs it or asks for a change.", name=shared.other_name)
    yield labelled(GOES_ON, t("Does it go on?"), select("goes_on", choices, initial=NO), hint=hint)
    if measure.unit is not Unit.YES_NO:
        target = same_target(objective)
        yield line_field(
            Field.TARGET,
            t("Target of the next period"),
            initial="" if target is None else t.figure(target),
            hint=_begins(objective, t) if measure.has_a_way else None,
            length=FIGURE_LENGTH,
        )


def _value_told(objective: Objective, t: Translator, look: Look) -> str:
    """Say how fresh the value is that the score comes from."""
    if objective.latest is None:
        return ":warning: " + t(
            "No value was ever recorded: close this form and press *Update* first, or give a score."
        )
    day = t.day_of(objective.latest.at.astimezone(look.zone).date(), look.today)
    return (
        t("Last value: {day}, {author}.", day=day, author=escaped(objective.latest.author))
        + " "
        + t("For a newer one, close this form and press *Update* first.")
    )


def _rule(measure: Measure, t: Translator) -> str:
    """Say how the score comes about."""
    if measure.unit is Unit.YES_NO:
        return t("100 if it is done, 0 if not.")
    if measure.direction in (Direction.STAY_ABOVE, Direction.STAY_BELOW):
        return t("The share of the recorded values that held the line.")
    return t("The part of the way that is done; up to {most} where it went beyond the target.", most=MOST)


def _begins(objective: Objective, t: Translator) -> str:
    return t("It begins at {value}.", value=t.amount(beginning(objective), objective.measure))


def _reminder(objective: Objective, about: Reminder, t: Translator, today: date) -> str:
    title, day = objectives.named(objective), t.day_of(objective.ends_on, today)
    if about is Reminder.COMING:
        return t("“{title}” ends on {day}", title=title, day=day)
    if about is Reminder.ENDED:
        return t("“{title}” ended on {day}", title=title, day=day)
    return t("“{title}” ended on {day} and is still open", title=title, day=day)


def _read_score(written: str) -> int | None:
    digits = written.replace("%", "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None


def _news(shared: Shared, wanted: NewClosing, t: Translator) -> str:
    if wanted.goes_on:
        return t("{name} has been told, and is asked to sign it for the next period.", name=escaped(shared.other_name))
    return t("{name} has been told.", name=escaped(shared.other_name))


def _metadata(objective: Objective, t: Translator) -> str:
    told = {"objective": objective.id, "locale": t.tag, "measure": measure_out(objective, by_segment=False)}
    return json.dumps(told, separators=(",", ":"))


def _look(shared: Shared, at: datetime) -> Look:
    return Look.of(shared.reader, shared.rep, at)
