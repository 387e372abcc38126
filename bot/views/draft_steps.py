"""The steps of the form in which an objective is written down or changed: the fields of each."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from slack_sdk.models.blocks import Block, InputBlock

from bot.i18n import Translator, currency_of
from bot.rules.draft import Sheet, Step
from bot.rules.objective import Direction, Field, Line, Unit
from bot.rules.signing import State
from bot.rules.terms import YES
from bot.views import objective as objectives
from bot.views import terms
from bot.views.blocks import PLAIN_TEXT_LENGTH, clipped, context, quote, section
from bot.views.draft_reading import (
    EVENLY,
    GOAL,
    MILESTONES,
    NEW_LINE,
    NO_LINE,
    NOT_SHOWN,
    NOTE,
    PACE_KIND,
    SEASON,
    read,
    season,
    unit_of,
)
from bot.views.fields import (
    boxes,
    day_field,
    labelled,
    line_field,
    one_of_the_people,
    select,
    several,
    text_field,
)
from bot.views.typed import Typed

CHOICE = "objective_choice"  # a choice on which other fields depend
ARROW = " ← "
FIGURE_LENGTH = 40
MOST_LINES = 99  # a menu holds 100 options, and one says that there is none
CURRENCIES = ("EUR", "GBP", "USD", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK")
UNITS = (Unit.COUNT, Unit.PERCENT, Unit.YES_NO)


def names(t: Translator) -> Mapping[Step, str]:
    return {
        Step.OBJECTIVE: t("Objective"),
        Step.MEASURE: t("Measure"),
        Step.WAY: t("Pace"),
        Step.MARGIN: t("Margin"),
        Step.SUMMARY: t("Summary"),
    }


def fields_of(step: Step, sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    """Return the fields of a step, with what stands in them."""
    every: Mapping[Step, Callable[[Sheet, Typed, Translator], Iterator[Block]]] = {
        Step.OBJECTIVE: _objective,
        Step.MEASURE: _measure,
        Step.WAY: _way,
        Step.MARGIN: _margin,
        Step.SUMMARY: _summary,
    }
    return every[step](sheet, typed, t)


def note_field(t: Translator, initial: str = "") -> InputBlock:
    """Return the field for the reason of a change that the other has to confirm."""
    hint = t("Both of you have signed this objective: the change counts once the other confirms it.")
    return text_field(
        NOTE, t("Why the change?"), t("What is different from when you signed"), hint=hint, initial=initial
    )


def _objective(sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    title = typed.text(Field.TITLE)
    yield line_field(
        Field.TITLE,
        t("Objective"),
        initial=title,
        placeholder=t("In a few words: what is to be reached"),
        optional=False,
        length=max(150, len(title)),
    )
    yield text_field(
        Field.WHY,
        t("Why it matters"),
        t("What it changes for the customers, the team, the company"),
        initial=typed.text(Field.WHY),
    )
    known = {str(line.id): _in_menu(line) for line in _offered(sheet)}
    if known:
        choices = {NO_LINE: t("None for now")} | known
        chosen = typed.text(Field.LINE)
        menu = select("line", choices, initial=chosen if chosen in choices else NO_LINE)
        yield labelled(Field.LINE, t("Strategy line it serves"), menu, hint=t("Strategy line ← goal"))
    label = t("Or a new strategy line") if known else t("Strategy line it serves")
    yield line_field(NEW_LINE, label, initial=typed.text(NEW_LINE), placeholder=t("One way to the goal"))
    yield line_field(
        GOAL,
        t("The goal this new line leads to"),
        initial=typed.text(GOAL),
        placeholder=t("Where the team wants to be one day"),
    )


def _measure(sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    settled = sheet.objective is not None and sheet.objective.latest is not None
    units, unit = _units(sheet, typed, t), unit_of(typed.texts)
    yield labelled(
        Field.UNIT,
        t("Counted in"),
        select(CHOICE, units, initial=typed.text(Field.UNIT)),
        hint=t("Values are recorded already: it stays as it is.") if settled else None,
        live=True,
    )
    if unit is not Unit.YES_NO:
        menu = select("direction", terms.directions(t), initial=typed.text(Field.DIRECTION))
        yield labelled(Field.DIRECTION, t("Direction"), menu)
        counted = f" ({t.currency(typed.text(Field.UNIT))})" if unit is Unit.CURRENCY else ""
        zero = t.figure(Decimal(0))
        yield _figure(Field.BASELINE, t("Starting point") + counted, typed, placeholder=zero)
        example = t("Such as {figure}", figure=t.figure(Decimal(480_000)))
        yield _figure(Field.TARGET, t("Target") + counted, typed, placeholder=example, optional=False)
    yield day_field(Field.STARTS_ON, t("Begins on"), _day(typed, Field.STARTS_ON, sheet.desk.period[0]))
    yield day_field(Field.ENDS_ON, t("Ends on"), _day(typed, Field.ENDS_ON, sheet.desk.period[1]))


def _way(_: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    if unit_of(typed.texts) is not Unit.YES_NO and typed.text(Field.DIRECTION) in (Direction.REACH, Direction.REDUCE):
        yield from _pace(typed, t)
    yield text_field(
        Field.SEGMENTS,
        t("Segments of the portfolio, with their shares"),
        t("Key accounts: 40 %\nMid-size: 35 %\nNew business: 25 %"),
        hint=t("One a line; together they make 100 %. Leave it empty if you do not look at them one by one."),
        initial=typed.text(Field.SEGMENTS),
    )
    hint = t("From 1 to 100: how much of the period’s success it stands for.")
    yield _figure(Field.WEIGHT, t("Weight, in %"), typed, hint=hint)


def _pace(typed: Typed, t: Translator) -> Iterator[Block]:
    kinds = {
        EVENLY: t("Even: the same every day"),
        MILESTONES: t("Milestones: values to be at on certain days"),
        SEASON: t("Seasons: some months bring more than others"),
    }
    kind = typed.text(PACE_KIND) or EVENLY
    hint = t("Tandem compares each value with it, and says whether you are on track.")
    yield labelled(PACE_KIND, t("Pace"), select(CHOICE, kinds, initial=kind), hint=hint, live=True)
    if kind == MILESTONES:
        hint = t("One a line: a day and the value to be at by then.")
        initial = typed.text(MILESTONES)
        yield text_field(
            MILESTONES, t("Milestones"), t("31 March: 120,000"), hint=hint, optional=False, initial=initial
        )
    if kind == SEASON:
        hint = t("One month a line: a month with 2 counts twice as much as a month with 1.")
        initial = typed.text(SEASON) or season(typed, (), t)
        yield text_field(
            SEASON, t("What each month weighs"), t("January: 8"), hint=hint, optional=False, initial=initial
        )


def _margin(sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    yield section(
        t(
            "Settle it now, while nothing is at stake: how far the amount may move later, and for which reasons. "
            "When it is discussed, only that is open."
        )
    )
    if Field.FLOOR in sheet.keeps:
        yield context(":lock: " + t("The floor and the ceiling are settled; their figures stay with the manager."))
    else:
        yield _figure(Field.FLOOR, t("Floor: the target does not go below"), typed)
        yield _figure(Field.CEILING, t("Ceiling: the target does not go above"), typed)
    reasons = {str(one): name for one, name in terms.causes(t).items()}
    ticked = boxes("causes", reasons, ticked=typed.several(Field.CAUSES))
    yield labelled(Field.CAUSES, t("Reasons to change the amount"), ticked, optional=True)
    months = {str(number): t.month_name(number) for number in range(1, 13)}
    menu = several("windows", months, initial=typed.several(Field.WINDOWS), placeholder=t("Any month"))
    yield labelled(Field.WINDOWS, t("Months in which the amount may change"), menu, optional=True)
    yield _figure(Field.REVISIONS, t("Changes of the amount a year, at most"), typed)
    if Field.SHOWN not in sheet.keeps:
        yield _shown(sheet, typed, t)
    hint = t("Usually the manager’s manager: the only one who may agree to an amount outside the margin.")
    person = one_of_the_people("sponsor", typed.text(Field.SPONSOR) or None)
    yield labelled(Field.SPONSOR, t("Sponsor"), person, hint=hint, optional=True)


def _shown(sheet: Sheet, typed: Typed, t: Translator) -> InputBlock:
    name = sheet.desk.rep.name
    choices = {
        YES: t("{name} reads the floor and the ceiling", name=name),
        NOT_SHOWN: t("{name} reads only: inside or outside", name=name),
    }
    hint = t("A floor that is known easily becomes the opening bid. Hidden, it helps both to argue from the means.")
    return labelled(
        Field.SHOWN, t("What the rep reads"), select("shown", choices, initial=typed.text(Field.SHOWN)), hint=hint
    )


def _summary(sheet: Sheet, typed: Typed, t: Translator) -> Iterator[Block]:
    wanted = read(sheet, t)
    line = _named_line(sheet, wanted.line)
    period = t("{start} to {end}", start=t.dated(wanted.starts_on), end=t.dated(wanted.ends_on))
    target = objectives.standing(wanted.measure, wanted.measure.baseline, t)
    yield section(f"*{objectives.named_as(wanted.title)}*\n{target}\n{period}")
    if wanted.why:
        yield quote(t("Why it matters"), wanted.why)
    if line:
        yield quote(t("Strategy line ← goal"), f"{line.title}{ARROW}{line.goal}")
    else:
        yield context(":link: " + t("No strategy line: nothing will show which goal it serves."))
    yield from terms.lines(wanted, t)
    if sheet.objective and sheet.objective.state is State.SIGNED:
        yield note_field(t, typed.text(NOTE))
    else:
        yield context(":lock: " + t("Sending it signs it for you. It counts once both of you have signed."))


def _named_line(sheet: Sheet, line: Line | int | None) -> Line | None:
    if isinstance(line, int):
        return next((one for one in _offered(sheet) if one.id == line), None)
    return line


def _in_menu(line: Line) -> str:
    """Show a line and its goal in an option, both cut where they do not fit."""
    room = PLAIN_TEXT_LENGTH - len(ARROW)
    title = clipped(line.title, max(room // 2, room - len(line.goal)))
    return title + ARROW + clipped(line.goal, room - len(title))


def _offered(sheet: Sheet) -> list[Line]:
    """Return the lines that fit in a menu, the newest, and the objective's own in any case."""
    mine = sheet.objective.line if sheet.objective else None
    rest = [line for line in sheet.desk.lines if mine is None or line.id != mine.id]
    room = MOST_LINES - 1 if mine else MOST_LINES
    return ([mine] if mine else []) + rest[-room:]


def _units(sheet: Sheet, typed: Typed, t: Translator) -> Mapping[str, str]:
    """Return what can be counted: the currency that is chosen, or else that of the rep's country, first."""
    own = currency_of(sheet.desk.country)
    usual = [typed.text(Field.UNIT)] if unit_of(typed.texts) is Unit.CURRENCY else [own] if own else []
    codes = usual + [code for code in CURRENCIES if code not in usual]
    others = {unit.value: terms.unit_name(unit, t) for unit in UNITS}
    return {code: _capital(t.currency(code)) for code in codes} | others


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _figure(
    field: Field,
    label: str,
    typed: Typed,
    *,
    placeholder: str | None = None,
    hint: str | None = None,
    optional: bool = True,
) -> InputBlock:
    return line_field(
        field,
        label,
        initial=typed.text(field),
        placeholder=placeholder,
        hint=hint,
        optional=optional,
        length=max(FIGURE_LENGTH, len(typed.text(field))),
    )


def _day(typed: Typed, field: Field, otherwise: date) -> date:
    chosen = typed.text(field)
    return date.fromisoformat(chosen) if chosen else otherwise
