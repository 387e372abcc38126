"""What is typed in the form of a half, and the half that it says."""

from collections.abc import Iterable, Iterator
from functools import partial

from bot.i18n import Translator
from bot.rules.checkin import Half, Report, Sheet
from bot.rules.gathering import Gathering
from bot.rules.objective import Confidence, Objective
from bot.rules.question import Answer, Kind, Question, Step
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import action as actions
from bot.views import figure
from bot.views.half_fields import (
    NONE,
    POINTS,
    asked,
    confidence_id,
    detail_id,
    questions,
    segments_of,
    steps,
    value_id,
)
from bot.views.typed import Typed


def read(sheet: Sheet, typed: Typed, t: Translator, *, until: Step = Step.SUMMARY) -> Half:
    """Read a half as far as up to a step, or raise Rejected with every field that is wrong."""
    gather, passed = Gathering(), [step for step in steps(sheet) if step <= until]
    reports = _reports(sheet, typed, t, gather) if Step.OBJECTIVES in passed else ()
    answers = [(one.key, gather(_answer, one, sheet, typed)) for one in _asked_in(passed, sheet)]
    action = gather(actions.read_action, typed) if Step.EXCHANGE in passed else None
    if gather.problems:
        raise Rejected(*gather.problems)
    return Half(
        sheet.checkin.id,
        sheet.side,
        {key: answer for key, answer in answers if answer},
        tuple(reports),
        action,
        actions.read_ticked(typed),
        tuple(filter(None, (line.strip() for line in typed.text(POINTS).splitlines()))),
    )


def _asked_in(passed: Iterable[Step], sheet: Sheet) -> Iterator[Question]:
    return (one for step in passed for one in questions(step, sheet))


def _reports(sheet: Sheet, typed: Typed, t: Translator, gather: Gathering) -> list[Report]:
    told = [gather(_report, one, typed, t, by_segment) for one, by_segment in asked(sheet)]
    return [one for one in told if one]


def _report(objective: Objective, typed: Typed, t: Translator, by_segment: bool) -> Report:  # noqa: FBT001 (gathered)
    gather, field = Gathering(), value_id(objective.id)
    value = gather(partial(figure.read_value_of, typed, objective, t, field=field, by_segment=by_segment))
    confidence = gather(_confidence, typed, confidence_id(objective.id))
    if value is None or confidence is None:
        raise Rejected(*gather.problems)
    return Report(objective.id, value[0], confidence, objective.value if objective.latest else None, value[1])


def _confidence(typed: Typed, field: str) -> Confidence:
    return Confidence(typed.chosen(field))


def _answer(question: Question, sheet: Sheet, typed: Typed) -> Answer | None:
    """Return the answer to a question, or None for none."""
    match question.kind:
        case Kind.WORDS:
            return _words(question, typed)
        case Kind.ENERGY:
            return _energy(question, sheet, typed)
        case Kind.SEGMENT:
            return _segment(question, sheet, typed)


def _words(question: Question, typed: Typed) -> Answer | None:
    text = typed.text(question.key)
    if question.required and not text:
        raise Rejected(Problem(Reason.EMPTY, question.key))
    return Answer(text) if text else None


def _energy(question: Question, sheet: Sheet, typed: Typed) -> Answer | None:
    chosen, why = typed.text(question.key), typed.text(detail_id(question))
    found = next((one.id for one in sheet.objectives if str(one.id) == chosen), None)
    if found is not None:
        return Answer(objective_id=found, choice=why)
    if why and chosen != NONE:
        raise Rejected(Problem(Reason.ENERGY_OF_WHAT, question.key))
    return None


def _segment(question: Question, sheet: Sheet, typed: Typed) -> Answer | None:
    chosen, text = typed.text(question.key), typed.text(detail_id(question))
    if known := segments_of(sheet).get(chosen):
        objective, name = known
        return Answer(text, objective.id, name)
    if text:
        raise Rejected(Problem(Reason.SEGMENT_OF_WHAT, question.key))
    return None
