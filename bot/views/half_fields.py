"""The fields of a half, step by step."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from slack_sdk.models.blocks import Block, DividerBlock, InputInteractiveElement, RadioButtonsElement

from bot.i18n import Translator
from bot.rules.checkin import Sheet
from bot.rules.objective import NewValue, Objective
from bot.rules.question import Kind, Question, Side, Source, Step
from bot.views import action as actions
from bot.views import agenda as agendas
from bot.views import answers, figure
from bot.views import objective as objectives
from bot.views import segment as segments
from bot.views.blocks import PLAIN_TEXT_LENGTH, clipped, section
from bot.views.fields import labelled, options, select, text_field

MOST_OBJECTIVES = 20  # a modal holds 100 blocks
BLOCKS_AN_OBJECTIVE = 4
MOST_RADIOS, MOST_CHOICES = 10, 100
POINTS = "points"
NONE = "none"


def steps(sheet: Sheet) -> tuple[Step, ...]:
    """Return the steps it takes: a manager has no values to tell and no period to look back on."""
    if sheet.side is Side.MANAGER:
        return (Step.EXCHANGE, Step.SUMMARY)
    return tuple(step for step in Step if step is not Step.OBJECTIVES or sheet.objectives)


def names(sheet: Sheet, t: Translator) -> Mapping[Step, str]:
    exchange = t("Means and feedback") if sheet.side is Side.REP else t("Feedback and actions")
    return {
        Step.OBJECTIVES: t("Objectives"),
        Step.PERIOD: t("This period"),
        Step.EXCHANGE: exchange,
        Step.SUMMARY: t("Summary"),
    }


def fields_of(step: Step, sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    """Return what a step asks, prefilled with what its writer has sent already."""
    match step:
        case Step.OBJECTIVES:
            yield from _values(sheet, t)
        case Step.PERIOD:
            yield from _questions(step, sheet, t)
        case Step.EXCHANGE:
            yield from _exchange(sheet, t, at)
        case Step.SUMMARY:
            return


def asked(sheet: Sheet) -> Iterator[tuple[Objective, bool]]:
    """Return the objectives that the form has room for, each with whether it has room for their segments too."""
    these = sheet.objectives[:MOST_OBJECTIVES]
    room = (MOST_OBJECTIVES - len(these)) * BLOCKS_AN_OBJECTIVE
    for objective in these:
        fits = len(objective.segments) <= room
        room -= len(objective.segments) if fits else 0
        yield objective, fits


def questions(step: Step, sheet: Sheet) -> Iterator[Question]:
    """Return what a step asks beside values: what goes with objectives or segments only where there are some."""
    there = {Kind.WORDS: True, Kind.ENERGY: bool(sheet.objectives), Kind.SEGMENT: bool(segments_of(sheet))}
    of_step = (one for one in sheet.questions.asked(sheet.side, sheet.theirs) if one.step is step)
    return (one for one in of_step if there[one.kind])


def segments_of(sheet: Sheet) -> dict[str, tuple[Objective, str]]:
    """Return the segments to choose from, by the value that stands for each: whose it is, and its name."""
    every = [(one, part) for one in sheet.objectives for part in one.segments]
    return {f"{one.id} {part.id}": (one, segments.name(part)) for one, part in every[:MOST_CHOICES]}


def value_id(objective_id: int) -> str:
    return f"value_{objective_id}"


def confidence_id(objective_id: int) -> str:
    return f"confidence_{objective_id}"


def detail_id(question: Question) -> str:
    """Name the second field of a question that has two: why something gave energy, what a segment has of its own."""
    return f"{question.key}_detail"


def _values(sheet: Sheet, t: Translator) -> Iterator[Block]:
    sent = {one.objective_id: one for one in sheet.reports}
    for objective, by_segment in asked(sheet):
        yield section(f":dart: {objectives.titled(objective, t)}")
        report = sent.get(objective.id)
        told = NewValue(report.value, None, parts=report.parts) if report else figure.known(objective)
        field, again = value_id(objective.id), report is not None
        yield from figure.value_fields(field, objective, told, t, by_segment=by_segment, again=again)
        yield figure.confidence_field(confidence_id(objective.id), t, initial=report.confidence if report else None)
        yield DividerBlock()


def _exchange(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    if sheet.side is Side.MANAGER and sheet.checkin.rep_sent_at:
        yield from answers.open_part(sheet, t, at)
        yield DividerBlock()
    yield from _questions(Step.EXCHANGE, sheet, t)
    yield DividerBlock()
    yield from agendas.in_form(sheet.points, t)
    yield text_field(
        POINTS, t("For the agenda of your talk"), t("One point per line"), hint=t("Both of you see it at once.")
    )
    yield from actions.fields(sheet, t, at)


def _questions(step: Step, sheet: Sheet, t: Translator) -> Iterator[Block]:
    field: Mapping[Kind, Callable[[Question, Sheet, Translator], Iterator[Block]]] = {
        Kind.WORDS: _words,
        Kind.ENERGY: _energy,
        Kind.SEGMENT: _segment,
    }
    for question in questions(step, sheet):
        yield from field[question.kind](question, sheet, t)


def _words(question: Question, sheet: Sheet, t: Translator) -> Iterator[Block]:
    wording, sent = question.wording(t.locale.language), sheet.mine.get(question.key)
    yield text_field(
        question.key,
        _ask(question, sheet, t),
        wording.example,
        hint=_sealed(sheet, t) if question.sealed else None,
        optional=not question.required,
        initial=sent.text if sent else "",
    )


def _energy(question: Question, sheet: Sheet, t: Translator) -> Iterator[Block]:
    sent = sheet.mine.get(question.key)
    titles = {str(one.id): clipped(one.title, PLAIN_TEXT_LENGTH) for one in sheet.objectives[: MOST_CHOICES - 1]}
    chosen = str(sent.objective_id) if sent and str(sent.objective_id) in titles else None
    which = _one_tap("which", titles | {NONE: t("None in particular")}, chosen, t)
    yield labelled(question.key, _ask(question, sheet, t), which, hint=_sealed(sheet, t), optional=True)
    sources = {one.value: answers.source(one, t) for one in Source}
    why = _one_tap("why", sources, sent.choice if sent and sent.choice else None, t)
    yield labelled(detail_id(question), t("Thanks to what?"), why, optional=True)


def _segment(question: Question, sheet: Sheet, t: Translator) -> Iterator[Block]:
    sent, known = sheet.mine.get(question.key), segments_of(sheet)
    labels = {key: clipped(f"{name}  ·  {one.title}", PLAIN_TEXT_LENGTH) for key, (one, name) in known.items()}
    chosen = [key for key, (one, name) in known.items() if sent and (one.id, name) == (sent.objective_id, sent.choice)]
    menu = select("segment", labels, initial=chosen[0] if chosen else None, placeholder=t("Choose"))
    yield labelled(question.key, _ask(question, sheet, t), menu, optional=True)
    example = question.wording(t.locale.language).example
    yield text_field(detail_id(question), t("What is particular about it?"), example, initial=sent.text if sent else "")


def _one_tap(action_id: str, choices: Mapping[str, str], chosen: str | None, t: Translator) -> InputInteractiveElement:
    """Return what takes one tap where there are few choices, else a menu."""
    if len(choices) > MOST_RADIOS:
        return select(action_id, choices, initial=chosen, placeholder=t("Choose"))
    every = options(choices)
    return RadioButtonsElement(
        action_id=action_id, options=list(every.values()), initial_option=every[chosen] if chosen else None
    )


def _ask(question: Question, sheet: Sheet, t: Translator) -> str:
    checkin = sheet.checkin
    ask = question.wording(t.locale.language).ask
    return t.filled(ask, rep=checkin.rep.name, manager=checkin.manager.name)


def _sealed(sheet: Sheet, t: Translator) -> str:
    other = sheet.checkin.person(sheet.side.other).name
    return t("Sealed: {other} reads it once both halves are in.", other=other)
