"""What the picture of an objective shows, in figures to draw and in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from bot.i18n import Translator
from bot.rules.card import Card
from bot.rules.objective import Measure, Unit
from bot.rules.pace import Milestones
from bot.views import axis
from bot.views.blocks import clipped
from bot.views.card_chart import Heading, Picture
from bot.views.chart import Line
from bot.views.objective import roughly

A_WEEK = timedelta(weeks=1)
ALT_LENGTH = 1000  # the most of the alternative text of a file
LATEST = 8  # values told in words
BEYOND = 0.5  # of the height of all else that a band may add to it, up and down


def is_worth_it(card: Card) -> bool:
    """Say whether there is something to draw: not of what is done or not, nor of a period of one day."""
    return card.objective.measure.unit is not Unit.YES_NO and card.objective.starts_on < card.objective.ends_on


def title(card: Card, t: Translator) -> str:
    return t("The objective as of {day}", day=t.day_of(card.today, card.today))


def version(picture: Picture) -> str:
    """Return what two pictures have in common that show the same."""
    return sha256(repr(picture).encode()).hexdigest()


def picture(card: Card, t: Translator) -> Picture:
    """Return what to draw, with names in the language of whoever looks at it."""
    objective, measure = card.objective, card.objective.measure
    expected = objective.expected(card.today)
    values = _values(card)
    shown = Picture(
        values=values,
        values_name=t("Reached: {value}", value=t.amount(objective.value, measure)),
        pace=_pace(card),
        pace_name="" if expected is None else t("Pace: {value}", value=_about(expected, measure, t)),
        target=_target(card),
        target_name=t("Target: {value}", value=t.amount(measure.target, measure)),
        milestones=_milestones(card),
        milestones_name=t("Milestones"),
        retargets=tuple(
            (_within(card, one.on), float(one.after), t.amount(one.after, measure)) for one in card.retargets
        ),
        heading=_heading(card, values, t),
        today=card.today,
        today_name=t.short_day(card.today),
        dates=axis.days(objective.starts_on, objective.ends_on, t),
        heights=(),
    )
    return replace(shown, heights=_heights(shown, measure, t))


def in_words(card: Card, heading: str | None, t: Translator) -> str:
    """Say what the picture shows; `heading` is what is foreseen, in words."""
    return clipped(" ".join([*_words(card, t), *([heading] if heading else [])]), ALT_LENGTH)


def _words(card: Card, t: Translator) -> Iterator[str]:
    objective, measure = card.objective, card.objective.measure
    day, value = t.day_of(card.today, card.today), t.amount(objective.value, measure)
    expected = objective.expected(card.today)
    if expected is None:
        yield t("On {day}: {value}.", day=day, value=value)
    else:
        asked = _about(expected, measure, t)
        yield t("On {day}: {value}, where the pace asks for {asked}.", day=day, value=value, asked=asked)
    end = t.day_of(objective.ends_on, card.today)
    yield t("Target on {day}: {value}.", day=end, value=t.amount(measure.target, measure))
    for one in card.retargets:
        before, after = t.amount(one.before, measure), t.amount(one.after, measure)
        changed = t.day_of(one.on, card.today)
        yield t("Target changed on {day}: {before} → {after}.", day=changed, before=before, after=after)
    if isinstance(objective.pace, Milestones):
        points = objective.pace.points
        yield t("Milestones: {list}.", list=t.listed([_dated(day, one, card, t) for day, one in points]))
    if latest := card.values[-LATEST:]:
        yield t("Latest values: {list}.", list=t.listed([_dated(day, one, card, t) for day, one in latest]))


def _dated(day: date, value: Decimal, card: Card, t: Translator) -> str:
    return t("{value} ({day})", value=t.amount(value, card.objective.measure), day=t.day_of(day, card.today))


def _about(value: Decimal, measure: Measure, t: Translator) -> str:
    return t.amount(roughly(value, measure), measure)


def _within(card: Card, day: date) -> date:
    return max(card.objective.starts_on, min(card.objective.ends_on, day))


def _values(card: Card) -> Line:
    return tuple((_within(card, day), float(value)) for day, value in card.values)


def _pace(card: Card) -> Line:
    objective = card.objective
    if not objective.measure.has_a_way:
        return ()
    weeks = (objective.ends_on - objective.starts_on) // A_WEEK
    corners = {objective.starts_on, objective.ends_on, *(day for day, _ in _milestones(card))}
    days = sorted(corners | {objective.starts_on + n * A_WEEK for n in range(weeks + 1)})
    return tuple((day, float(objective.way.expected(day))) for day in days)


def _milestones(card: Card) -> Line:
    objective = card.objective
    if not (isinstance(objective.pace, Milestones) and objective.measure.has_a_way):
        return ()
    return tuple((day, float(value)) for day, value in objective.pace.points)


def _target(card: Card) -> Line:
    objective = card.objective
    changes = [(_within(card, one.on), float(one.after)) for one in card.retargets]
    last = float(objective.measure.target)
    return ((objective.starts_on, float(card.first_target)), *changes, (objective.ends_on, last))


def _heading(card: Card, values: Line, t: Translator) -> Heading | None:
    if not (found := card.forecast):
        return None
    name = t("Forecast: {value}", value=_about(found.likely, card.objective.measure, t))
    low, likely, high = (float(one) for one in (found.low, found.likely, found.high))
    return Heading(values[-1], card.objective.ends_on, low, likely, high, name)


def _heights(shown: Picture, measure: Measure, t: Translator) -> tuple[tuple[float, str], ...]:
    """Name heights that hold all lines, and of a band what is not far beyond them."""
    lines = [*shown.values, *shown.pace, *shown.target, *shown.milestones]
    known = [height for _, height in lines] + ([float(measure.baseline)] if measure.has_a_way else [])
    low, high = min(known), max(known)
    if heading := shown.heading:
        far = (high - low) * BEYOND
        low, high = min(low, max(heading.low, low - far)), max(high, min(heading.high, high + far))
    whole = measure.unit is Unit.COUNT
    return axis.heights(low, high, lambda height: t.amount(Decimal(str(height)), measure), whole=whole)
