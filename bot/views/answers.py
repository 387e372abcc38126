"""What the halves of a check-in say, to be read: values, answers to the questions, actions, additions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules import visibility
from bot.rules.checkin import Report, Sheet
from bot.rules.objective import Objective, Unit
from bot.rules.question import Answer, Answers, Kind, Question, Side, Source
from bot.views import action as agreements
from bot.views import objective as objectives
from bot.views.blocks import clipped, context, quote, section

TITLE_LENGTH = 150
MOST_ADDITIONS = 10


def open_part(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    """Show what the rep's half says openly, and what was done since: what messages may tell."""
    yield from reports(sheet, t)
    yield from given(sheet, visibility.open_part(sheet.answers(Side.REP), Side.REP, sheet.questions), Side.REP, t)
    yield from _agreed(sheet, Side.REP, t, at)
    yield from agreements.done(sheet.done, t)


def half(sheet: Sheet, side: Side, t: Translator, at: datetime) -> Iterator[Block]:
    """Show all that the reader may see of one side's half."""
    if side is Side.REP:
        yield from reports(sheet, t)
    yield from given(sheet, sheet.answers(side), side, t)
    yield from _agreed(sheet, side, t, at)
    yield from _added(sheet, side, t)


def reports(sheet: Sheet, t: Translator) -> Iterator[Block]:
    """Show what the rep said of each objective."""
    by_id = {objective.id: objective for objective in sheet.objectives}
    for report in sheet.reports:
        if objective := by_id.get(report.objective_id):
            yield section(_reported(objective, report, t))


def given(sheet: Sheet, answers: Answers, side: Side, t: Translator) -> Iterator[Block]:
    """Show the answers to a side's questions, in the order of these."""
    for question in sheet.questions.of(side):
        if answer := answers.get(question.key):
            label = question.wording(t.locale.language).read
            yield quote(label, words(question, answer, sheet.objectives, t))


def words(question: Question, answer: Answer, known: Sequence[Objective], t: Translator) -> str:
    """Say an answer in words: what was chosen, then what was written."""
    titles = {one.id: clipped(one.title, TITLE_LENGTH) for one in known}
    objective = titles.get(answer.objective_id or 0, "")
    chosen = source(Source(answer.choice), t) if question.kind is Kind.ENERGY and answer.choice else answer.choice
    pair = (chosen, objective) if question.kind is Kind.SEGMENT else (objective, chosen)
    return "\n".join(filter(None, ["  ·  ".join(filter(None, pair)), answer.text]))


def source(one: Source, t: Translator) -> str:
    """Say what made an objective give energy."""
    said: Mapping[Source, str] = {
        Source.CLIENT: t("The client"),
        Source.LEARNING: t("What I learned"),
        Source.AMOUNT: t("The amount"),
        Source.AUTONOMY: t("The freedom to do it my way"),
        Source.TEAM: t("The team"),
    }
    return said[one]


def _agreed(sheet: Sheet, side: Side, t: Translator, at: datetime) -> Iterator[Block]:
    checkin = sheet.checkin
    return agreements.agreed(sheet.agreed, checkin.person(side), checkin.person(sheet.side), t, at)


def _added(sheet: Sheet, side: Side, t: Translator) -> Iterator[Block]:
    """Show what a side added, the newest first, as far as a modal has room."""
    zone = sheet.checkin.person(sheet.side).zone
    theirs = [one for one in reversed(sheet.additions) if one.side is side]
    for one in theirs[:MOST_ADDITIONS]:
        yield quote(t("Added on {day}", day=t.short_day(one.at, zone)), one.text)
    if (more := len(theirs) - MOST_ADDITIONS) > 0:
        yield context(t.plural("and {n} earlier addition", "and {n} earlier additions", more))


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
