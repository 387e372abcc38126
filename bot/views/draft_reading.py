"""What is typed in the form of an objective, and the objective that it says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from bot.i18n import Translator, currency_of
from bot.rules.amount import read_amount
from bot.rules.charter import NO_CHARTER, Cause, Charter, Sponsor
from bot.rules.draft import FIELDS, Draft, Sheet, Step, check, check_against, steps
from bot.rules.gathering import Gathering
from bot.rules.listed import SHARE, read_milestones, read_season, read_segments
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Objective, Unit
from bot.rules.pace import EVEN, Even, Milestones, Pace, Season, months
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.terms import YES
from bot.views.typed import Typed

NEW_LINE, GOAL, NOTE = "new_line", "goal", "note"
PACE_KIND, MILESTONES, SEASON = "pace_kind", "milestones", "season"
EVENLY = "even"
NO_LINE = "none"
NOT_SHOWN = "no"
WHOLE = Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(12))

Found = TypeVar("Found")


def at_first(sheet: Sheet, t: Translator) -> dict[str, str]:
    """Return what the form is prefilled with: the objective that is to be changed, or what is usual."""
    if sheet.objective is None:
        starts_on, ends_on = sheet.desk.period
        return {
            Field.LINE: NO_LINE,
            Field.UNIT: currency_of(sheet.desk.country) or Unit.COUNT,
            Field.DIRECTION: Direction.REACH,
            Field.STARTS_ON: starts_on.isoformat(),
            Field.ENDS_ON: ends_on.isoformat(),
            PACE_KIND: EVENLY,
            Field.SHOWN: YES,
        }
    return _as_it_stands(sheet.objective, t)


def typed_in(sheet: Sheet, t: Translator) -> dict[str, str]:
    """Return what stands in the fields of all steps: what was typed, else what they are prefilled with."""
    return at_first(sheet, t) | dict(sheet.typed or {})


def read(sheet: Sheet, t: Translator, step: Step = Step.SUMMARY) -> NewObjective:
    """Read the objective, as far as up to a step, or raise Rejected with every field of that step that is wrong.

    At the last step, whatever is wrong anywhere is named.
    """
    typed, gather = Typed(typed_in(sheet, t)), _UpToAStep(step)
    line = gather.of(Step.OBJECTIVE, _line, typed)
    measured = gather.of(Step.MEASURE, _measured, typed, t)
    pace = gather.of(Step.WAY, _pace, typed, t, measured) if measured else None
    segments = gather.of(Step.WAY, read_segments, typed.text(Field.SEGMENTS), t.numbers)
    weight = gather.of(Step.WAY, _whole, typed, t, Field.WEIGHT)
    charter = gather.of(Step.MARGIN, _charter, typed, t, measured.measure, sheet.sponsor) if measured else None
    if gather.problems:
        raise Rejected(*gather.problems)
    begun = measured or NewObjective("", "", WHOLE, *sheet.desk.period)
    wanted = replace(begun, title=typed.text(Field.TITLE), why=typed.text(Field.WHY), line=line)
    wanted = replace(wanted, pace=pace or EVEN, segments=segments or (), weight=weight, charter=charter or NO_CHARTER)
    only = FIELDS[step] or frozenset(Field)
    check(wanted, only)
    check_against(sheet, wanted, only)
    return wanted


def draft(sheet: Sheet, t: Translator) -> Draft:
    """Return what is sent. Raises Rejected with every field that is wrong, whichever its step."""
    wanted = read(sheet, t)
    changes = sheet.objective.id if sheet.objective else None
    note = Typed(sheet.typed or {}).text(NOTE)
    return Draft(wanted, sheet.since, sheet.desk.rep.slack_id, changes, sheet.keeps, note)


def unit_of(typed: Mapping[str, str]) -> Unit:
    """Return what is counted; whatever is no unit by name is a currency."""
    chosen = typed.get(Field.UNIT, "")
    return Unit(chosen) if chosen in {*Unit} else Unit.CURRENCY


def step_of(refusal: Rejected, typed: Mapping[str, str]) -> Step:
    """Say in which step the first thing stands that is wrong; the summary where it stands in none."""
    fields = {one.field for one in refusal.problems}
    own = {Step.OBJECTIVE: {NEW_LINE, GOAL}, Step.WAY: {MILESTONES, SEASON}}
    wrong = (step for step in steps(unit_of(typed)) if fields & (FIELDS[step] | own.get(step, set[str]())))
    return next(wrong, Step.SUMMARY)


def in_its_block(refusal: Rejected, typed: Mapping[str, str]) -> Rejected:
    """Name for each problem the block that shows its field: a pace has one block a kind."""
    shown = typed.get(PACE_KIND)
    block = shown if shown in (MILESTONES, SEASON) else PACE_KIND
    return Rejected(*[replace(one, field=block) if one.field == Field.PACE else one for one in refusal.problems])


def milestones(points: Milestones, t: Translator) -> str:
    return "\n".join(t("{name}: {figure}", name=t.dated(day), figure=t.figure(value)) for day, value in points.points)


def season(typed: Typed, weights: tuple[int, ...], t: Translator) -> str:
    """Return a line a month of the period, to be filled in."""
    try:
        every = months(typed.day(Field.STARTS_ON), typed.day(Field.ENDS_ON))
    except Rejected:
        return ""
    padded = [*weights, *[1] * (len(every) - len(weights))]
    named = zip(every, padded, strict=False)
    return "\n".join(t("{name}: {figure}", name=t.month_of_year(day), figure=str(weight)) for day, weight in named)


def _as_it_stands(objective: Objective, t: Translator) -> dict[str, str]:
    measure, charter = objective.measure, objective.charter
    shown = (
        {}
        if measure.unit is Unit.YES_NO
        else {
            Field.BASELINE: t.figure(measure.baseline),
            Field.TARGET: t.figure(measure.target),
        }
    )
    typed: dict[str, str] = {
        Field.TITLE: objective.title,
        Field.WHY: objective.why,
        Field.LINE: str(objective.line.id) if objective.line else NO_LINE,
        Field.UNIT: measure.currency or measure.unit,
        Field.DIRECTION: measure.direction,
        **shown,
        Field.STARTS_ON: objective.starts_on.isoformat(),
        Field.ENDS_ON: objective.ends_on.isoformat(),
        Field.WEIGHT: str(objective.weight or ""),
        Field.SEGMENTS: "\n".join(
            t("{name}: {figure}", name=one.name, figure=t.amount(one.share, SHARE)) for one in objective.segments
        ),
        Field.FLOOR: _figure(charter.floor, t),
        Field.CEILING: _figure(charter.ceiling, t),
        Field.CAUSES: "\n".join(sorted(charter.causes)),
        Field.WINDOWS: "\n".join(map(str, charter.windows)),
        Field.REVISIONS: str(charter.revisions or ""),
        Field.SHOWN: YES if charter.is_shown else NOT_SHOWN,
        Field.SPONSOR: charter.sponsor.slack_id if charter.sponsor else "",
    }
    return typed | _kind_of(objective, typed, t)


def _kind_of(objective: Objective, typed: Mapping[str, str], t: Translator) -> dict[str, str]:
    match objective.pace:
        case Milestones() as points:
            return {PACE_KIND: MILESTONES, MILESTONES: milestones(points, t)}
        case Season(weights):
            return {PACE_KIND: SEASON, SEASON: season(Typed(typed), weights, t)}
        case Even():
            return {PACE_KIND: EVENLY}


def _figure(value: Decimal | None, t: Translator) -> str:
    return "" if value is None else t.figure(value)


class _UpToAStep(Gathering):
    """Reads what belongs to the steps up to one: what is to come was not asked yet."""

    def __init__(self, until: Step) -> None:
        super().__init__()
        self._until = until

    def of(self, step: Step, read: Callable[..., Found], *what: Any) -> Found | None:
        return self(read, *what) if step <= self._until else None


def _measured(typed: Typed, t: Translator) -> NewObjective:
    """Read what is counted, the two figures and the period; yes or no goes from no to yes, whatever stands there."""
    gather = Gathering()
    measure = gather(_measure, typed, t)
    starts_on, ends_on = (gather(typed.day, one) for one in (Field.STARTS_ON, Field.ENDS_ON))
    if measure is None or starts_on is None or ends_on is None:
        raise Rejected(*gather.problems)
    return NewObjective("", "", measure, starts_on, ends_on)


def _measure(typed: Typed, t: Translator) -> Measure:
    unit = unit_of(typed.texts)
    if unit is Unit.YES_NO:
        return Measure(unit, Direction.REACH, Decimal(0), Decimal(1))
    currency = typed.text(Field.UNIT) if unit is Unit.CURRENCY else None
    direction = Direction(typed.text(Field.DIRECTION))
    provisional = Measure(unit, direction, Decimal(-1), Decimal(100), currency)  # so that either may be negative
    gather = Gathering()
    baseline = gather(_amount, typed.text(Field.BASELINE) or "0", provisional, t, Field.BASELINE)
    target = gather(_amount, typed.text(Field.TARGET), provisional, t, Field.TARGET)
    if baseline is None or target is None:
        raise Rejected(*gather.problems)
    return Measure(unit, direction, baseline, target, currency)


def _amount(text: str, measure: Measure, t: Translator, field: Field) -> Decimal:
    return read_amount(text, measure, t.numbers, field=field)


def _line(typed: Typed) -> Line | int | None:
    """Read the strategy line: a new one that was written wins over one that was chosen."""
    title, goal = typed.text(NEW_LINE), typed.text(GOAL)
    if title and not goal:
        raise Rejected(Problem(Reason.LINE_WITHOUT_GOAL, GOAL))
    if goal and not title:
        raise Rejected(Problem(Reason.GOAL_WITHOUT_LINE, NEW_LINE))
    if title:
        return Line(title, goal)
    chosen = typed.text(Field.LINE) or NO_LINE
    return None if chosen == NO_LINE else int(chosen)


def _pace(typed: Typed, t: Translator, measured: NewObjective) -> Pace:
    """Read the pace of the kind that was chosen; what holds a line, or is done or not, has none."""
    if not measured.measure.has_a_way:
        return EVEN
    match typed.text(PACE_KIND):
        case "milestones":
            text, since = typed.text(MILESTONES), measured.starts_on
            points = read_milestones(text, measured.measure, t.numbers, since=since, day_first=t.day_first)
            return points if points.points else EVEN
        case "season":
            return read_season(typed.text(SEASON), t.numbers)
        case _:
            return EVEN


def _whole(typed: Typed, t: Translator, field: Field) -> int | None:
    text = typed.text(field).removesuffix("%").strip()
    return int(read_amount(text, WHOLE, t.numbers, field=field)) if text else None


def _charter(typed: Typed, t: Translator, measure: Measure, sponsor: Sponsor | None) -> Charter:
    if measure.unit is Unit.YES_NO:
        return NO_CHARTER
    gather = Gathering()
    floor, ceiling = (
        gather(_amount, text, measure, t, field) if (text := typed.text(field)) else None
        for field in (Field.FLOOR, Field.CEILING)
    )
    revisions = gather(_whole, typed, t, Field.REVISIONS)
    if gather.problems:
        raise Rejected(*gather.problems)
    return Charter(
        floor,
        ceiling,
        frozenset(map(Cause, typed.several(Field.CAUSES))),
        tuple(sorted(map(int, typed.several(Field.WINDOWS)))),
        revisions or None,
        typed.text(Field.SHOWN) != NOT_SHOWN,
        sponsor,
    )
