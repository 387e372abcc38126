"""The terms of an objective in words: what is counted, the pace, the segments, and the margin settled in advance."""

from collections.abc import Iterator, Mapping

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.charter import Cause, Charter
from bot.rules.listed import SHARE
from bot.rules.objective import Direction, Measure, NewObjective, Objective, Segment, Unit
from bot.rules.pace import Even, Milestones, Pace, Season
from bot.views.blocks import escaped, section


def lines(terms: NewObjective | Objective, t: Translator) -> Iterator[Block]:
    """Show what two people sign beside the target: how they get there, and how far the target may move."""
    told = [
        *([t("Pace: {pace}", pace=pace(terms.pace, terms.measure, t))] if terms.measure.has_a_way else []),
        *([t("Segments: {segments}", segments=escaped(segments(terms.segments, t)))] if terms.segments else []),
        *([t("Weight: {weight}", weight=t.percent(terms.weight / 100))] if terms.weight else []),
        *(margin(terms.charter, terms.measure, t) if terms.measure.unit is not Unit.YES_NO else []),
    ]
    if told:
        yield section("\n".join(f"• {line}" for line in told))


def margin(charter: Charter, measure: Measure, t: Translator) -> Iterator[str]:
    """Say how far the amount may move, why, when, how often, and who decides beyond it."""
    yield t("Margin settled in advance: {bounds}", bounds=_bounds(charter, measure, t))
    if charter.causes:
        yield t(
            "Reasons to change the amount: {reasons}", reasons=t.listed([causes(t)[one] for one in _in_order(charter)])
        )
    if charter.windows:
        yield t("Changes only in {months}", months=t.listed([t.month_name(month) for month in charter.windows]))
    if charter.revisions:
        yield t.plural("At most {n} change a year", "At most {n} changes a year", charter.revisions)
    if charter.sponsor:
        yield t("Beyond the margin, {name} decides", name=escaped(charter.sponsor.name))


def pace(pace: Pace, measure: Measure, t: Translator) -> str:
    match pace:
        case Even():
            return t("even")
        case Milestones(points):
            met = [t("{value} by {day}", value=t.amount(value, measure), day=t.dated(day)) for day, value in points]
            return t.listed(met)
        case Season(weights):
            return t("by month: {weights}", weights=" · ".join(map(str, weights)))


def segments(segments: tuple[Segment, ...], t: Translator) -> str:
    return ", ".join(f"{one.name} {t.amount(one.share, SHARE)}" for one in segments)


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


def causes(t: Translator) -> Mapping[Cause, str]:
    return {
        Cause.TERRITORY: t("territory"),
        Cause.PRODUCT_DELAY: t("product delay"),
        Cause.LOST_KEY_ACCOUNT: t("lost key account"),
        Cause.MARKET: t("market"),
        Cause.OTHER: t("other"),
    }


def _bounds(charter: Charter, measure: Measure, t: Translator) -> str:
    floor, ceiling = charter.floor, charter.ceiling
    if charter.is_masked:
        return t("it is settled, and its figures stay with the manager")
    if floor is not None and ceiling is not None:
        return t("from {floor} to {ceiling}", floor=t.amount(floor, measure), ceiling=t.amount(ceiling, measure))
    if floor is not None:
        return t("not below {floor}", floor=t.amount(floor, measure))
    if ceiling is not None:
        return t("not above {ceiling}", ceiling=t.amount(ceiling, measure))
    return t("none yet")


def _in_order(charter: Charter) -> list[Cause]:
    return [cause for cause in Cause if cause in charter.causes]
