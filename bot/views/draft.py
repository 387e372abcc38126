"""The form in which an objective is written down or changed, and the objective as read back from it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from slack_sdk.models.blocks import Block, InputBlock
from slack_sdk.models.views import View

from bot.i18n import Translator, currency_of
from bot.rules.amount import read_amount
from bot.rules.draft import Desk, Draft
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Objective, Unit
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.signing import State
from bot.views.blocks import PLAIN_TEXT_LENGTH, clipped, context, escaped, plain
from bot.views.fields import LABEL_LENGTH, Fields, day_field, line_field, select, text_field

DRAFT = "objective_draft"
NEW_LINE, GOAL, NOTE = "new_line", "goal", "note"
ELSEWHERE = frozenset(  # what this form does not ask for: the pace, the weight, the segments, the margin
    {
        Field.PACE,
        Field.WEIGHT,
        Field.SEGMENTS,
        Field.FLOOR,
        Field.CEILING,
        Field.CAUSES,
        Field.WINDOWS,
        Field.REVISIONS,
        Field.SHOWN,
        Field.SPONSOR,
    }
)
NO_LINE, ARROW = "none", " ← "
FIGURE_LENGTH = 40
MOST_LINES = 99  # a menu holds 100 options, and one says that there is none
CURRENCIES = ("EUR", "GBP", "USD", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK")
UNITS = (Unit.COUNT, Unit.PERCENT, Unit.YES_NO)

Found = TypeVar("Found")


def form(desk: Desk, t: Translator, at: datetime, *, objective: Objective | None = None) -> dict[str, Any]:
    """Return the form for a new objective, or prefilled with the one that is to be changed."""
    view = View(
        type="modal",
        callback_id=DRAFT,
        title=plain(t("Edit the objective") if objective else t("New objective")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=_metadata(desk, t, at, objective),
        blocks=list(_fields(desk, objective, t)),
    )
    return view.to_dict()


def read_form(view: dict[str, Any], t: Translator) -> Draft:
    """Read an objective back from the form's values, or raise Rejected with every field that is wrong."""
    told, fields, gather = json.loads(view["private_metadata"]), Fields(view), _Gathering()
    measure = gather(_read_measure, fields, t)
    line = gather(_read_line, fields)
    starts_on, ends_on = gather(fields.day, Field.STARTS_ON), gather(fields.day, Field.ENDS_ON)
    if gather.problems or measure is None or starts_on is None or ends_on is None:
        raise Rejected(*gather.problems)
    wanted = NewObjective(fields.text(Field.TITLE), fields.text(Field.WHY), measure, starts_on, ends_on, line)
    note = fields.text(NOTE) if fields.has(NOTE) else ""
    return Draft(wanted, datetime.fromisoformat(told["since"]), told["rep"], told["changes"], ELSEWHERE, note)


class _Gathering:
    """Reads one thing after the other and keeps what is wrong with each, so that all of it is said at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, read: Callable[..., Found], *what: Any) -> Found | None:
        """Return what `read` finds, or None where it refuses."""
        try:
            return read(*what)
        except Rejected as refusal:
            self.problems += refusal.problems
            return None


def _fields(desk: Desk, objective: Objective | None, t: Translator) -> Iterator[Block]:
    if desk.rep.id != desk.reader.id:
        name = escaped(desk.rep.name)
        yield context(":bust_in_silhouette: " + t("For {name}, who is told of it in a message.", name=name))
    yield line_field(
        Field.TITLE,
        t("Objective"),
        initial=objective.title if objective else "",
        placeholder=t("In a few words: what is to be reached"),
        optional=False,
        length=max(150, len(objective.title) if objective else 0),
    )
    yield text_field(
        Field.WHY,
        t("Why it matters"),
        t("What it changes for the customers, the team, the company"),
        initial=objective.why if objective else "",
    )
    yield from _line_fields(desk, objective, t)
    yield from _measure_fields(desk, objective, t)
    starts_on, ends_on = (objective.starts_on, objective.ends_on) if objective else desk.period
    yield day_field(Field.STARTS_ON, t("Begins on"), starts_on)
    yield day_field(Field.ENDS_ON, t("Ends on"), ends_on)
    if objective and objective.state is State.SIGNED:
        yield note_field(t)


def note_field(t: Translator) -> InputBlock:
    """Return the field for the reason of a change that the other has to confirm."""
    hint = t("Both of you have signed this objective: the change counts once the other confirms it.")
    return text_field(NOTE, t("Why the change?"), t("What is different from when you signed"), hint=hint)


def _line_fields(desk: Desk, objective: Objective | None, t: Translator) -> Iterator[Block]:
    mine = objective.line if objective else None
    known = {str(line.id): _in_menu(line) for line in _offered(desk, mine)}
    if known:
        choices = {NO_LINE: t("None for now")} | known
        initial = str(mine.id) if mine else NO_LINE
        yield InputBlock(
            block_id=Field.LINE,
            label=plain(t("Strategy line it serves"), LABEL_LENGTH),
            hint=plain(t("Strategy line ← goal"), LABEL_LENGTH),
            element=select("line", choices, initial=initial),
        )
    label = t("Or a new strategy line") if known else t("Strategy line it serves")
    yield line_field(NEW_LINE, label, placeholder=t("One way to the goal"))
    yield line_field(GOAL, t("The goal this new line leads to"), placeholder=t("Where the team wants to be one day"))


def _in_menu(line: Line) -> str:
    """Show a line and its goal in an option, both cut where they do not fit."""
    room = PLAIN_TEXT_LENGTH - len(ARROW)
    title = clipped(line.title, max(room // 2, room - len(line.goal)))
    return title + ARROW + clipped(line.goal, room - len(title))


def _offered(desk: Desk, mine: Line | None) -> list[Line]:
    """Return the lines that fit in a menu, the newest, and the objective's own in any case."""
    rest = [line for line in desk.lines if mine is None or line.id != mine.id]
    room = MOST_LINES - 1 if mine else MOST_LINES
    return ([mine] if mine else []) + rest[-room:]


def _measure_fields(desk: Desk, objective: Objective | None, t: Translator) -> Iterator[Block]:
    measure = objective.measure if objective else None
    settled = objective is not None and objective.latest is not None
    units = _units(desk, measure, t)
    yield InputBlock(
        block_id=Field.UNIT,
        label=plain(t("Counted in"), LABEL_LENGTH),
        hint=plain(t("Values are recorded already: it stays as it is."), LABEL_LENGTH) if settled else None,
        element=select("unit", units, initial=_unit(measure) if measure else next(iter(units))),
    )
    yield InputBlock(
        block_id=Field.DIRECTION,
        label=plain(t("Direction"), LABEL_LENGTH),
        element=select("direction", directions(t), initial=measure.direction if measure else Direction.REACH),
    )
    yield from _figure_fields(measure, t)


def _figure_fields(measure: Measure | None, t: Translator) -> Iterator[Block]:
    shown = measure if measure and measure.unit is not Unit.YES_NO else None
    yield line_field(
        Field.BASELINE,
        t("Starting point"),
        initial=t.figure(shown.baseline) if shown else "",
        placeholder=t.figure(Decimal(0)),
        length=FIGURE_LENGTH,
    )
    yield line_field(
        Field.TARGET,
        t("Target"),
        initial=t.figure(shown.target) if shown else "",
        placeholder=t("Such as {figure}", figure=t.figure(Decimal(480_000))),
        hint=t("Yes or no needs neither a starting point nor a target."),
        length=FIGURE_LENGTH,
    )


def _units(desk: Desk, measure: Measure | None, t: Translator) -> Mapping[str, str]:
    """Return what can be counted, the currency of the rep's country first."""
    usual = (measure.currency if measure else None) or currency_of(desk.country)
    codes = ([usual] if usual else []) + [code for code in CURRENCIES if code != usual]
    others = {unit.value: unit_name(unit, t) for unit in UNITS}
    return {code: _capital(t.currency(code)) for code in codes} | others


def unit_name(unit: Unit, t: Translator) -> str:
    names = {
        Unit.CURRENCY: t("Money"),
        Unit.COUNT: t("A number: clients, days, visits …"),
        Unit.PERCENT: t("Percent"),
        Unit.YES_NO: t("Yes or no"),
    }
    return names[unit]


def directions(t: Translator) -> Mapping[str, str]:
    return {
        Direction.REACH: t("Go up to the target"),
        Direction.REDUCE: t("Come down to the target"),
        Direction.STAY_ABOVE: t("Stay above the target"),
        Direction.STAY_BELOW: t("Stay below the target"),
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _unit(measure: Measure) -> str:
    return measure.currency or measure.unit


def _metadata(desk: Desk, t: Translator, at: datetime, objective: Objective | None) -> str:
    changes = objective.id if objective else None
    told = {"locale": t.tag, "rep": desk.rep.slack_id, "changes": changes, "since": at.isoformat()}
    return json.dumps(told, separators=(",", ":"))


def _read_measure(fields: Fields, t: Translator) -> Measure:
    """Read what is counted and the two figures; yes or no goes from no to yes, whatever else was filled in."""
    chosen = fields.choice(Field.UNIT)
    unit = Unit(chosen) if chosen in {*UNITS} else Unit.CURRENCY
    if unit is Unit.YES_NO:
        return Measure(unit, Direction.REACH, Decimal(0), Decimal(1))
    currency = chosen if unit is Unit.CURRENCY else None
    direction = Direction(fields.choice(Field.DIRECTION))
    provisional = Measure(unit, direction, Decimal(-1), Decimal(100), currency)  # so that either may be negative
    gather = _Gathering()
    baseline = gather(_read_figure, fields.text(Field.BASELINE) or "0", provisional, t, Field.BASELINE)
    target = gather(_read_figure, fields.text(Field.TARGET), provisional, t, Field.TARGET)
    if baseline is None or target is None:
        raise Rejected(*gather.problems)
    return Measure(unit, direction, baseline, target, currency)


def _read_figure(text: str, measure: Measure, t: Translator, field: Field) -> Decimal:
    return read_amount(text, measure, t.numbers, field=field)


def _read_line(fields: Fields) -> Line | int | None:
    """Read the strategy line: a new one that was written wins over one that was chosen."""
    title, goal = fields.text(NEW_LINE), fields.text(GOAL)
    if title and not goal:
        raise Rejected(Problem(Reason.LINE_WITHOUT_GOAL, GOAL))
    if goal and not title:
        raise Rejected(Problem(Reason.GOAL_WITHOUT_LINE, NEW_LINE))
    if title:
        return Line(title, goal)
    chosen = fields.choice(Field.LINE) if fields.has(Field.LINE) else NO_LINE
    return None if chosen == NO_LINE else int(chosen)
