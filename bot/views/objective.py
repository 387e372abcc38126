"""An objective at a glance: its bar, where it stands, and the rep's own view."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from decimal import Decimal

from slack_sdk.models.blocks import Block

from bot.i18n import Translator
from bot.rules.objective import Confidence, Direction, Measure, Objective, Unit
from bot.views.blocks import clipped, context, escaped, section

BAR_LENGTH = 10
TITLE_LENGTH = 150
FACES = {
    Confidence.HIGH: ":large_green_circle:",
    Confidence.MEDIUM: ":large_yellow_circle:",
    Confidence.LOW: ":red_circle:",
}


def cards(objectives: Iterable[Objective], t: Translator, zone: tzinfo) -> Iterator[Block]:
    """Show each objective: title, bar, value and target, and who said so when."""
    for objective in objectives:
        yield section(titled(objective, t))
        yield context(_latest(objective, t, zone))


def titled(objective: Objective, t: Translator) -> str:
    return f"*{named(objective)}*\n{standing(objective.measure, objective.value, t)}"


def named(objective: Objective) -> str:
    """Return the title on one line, short enough to leave room for what is said of it."""
    return escaped(clipped(" ".join(objective.title.split()), TITLE_LENGTH))


def standing(measure: Measure, value: Decimal, t: Translator) -> str:
    """Tell in one line where an objective stands: ▰▰▰▰▰▰▱▱▱▱ 62% · €297,000 of €480,000."""
    share = measure.share(value)
    return f"{bar(share)} {t.share(share)}  ·  {_goal(measure, value, t)}"


def bar(share: Decimal) -> str:
    filled = int(share * BAR_LENGTH)
    return "▰" * filled + "▱" * (BAR_LENGTH - filled)


def confidence(level: Confidence, t: Translator) -> str:
    words = {
        Confidence.HIGH: t("I will make it"),
        Confidence.MEDIUM: t("Not sure yet"),
        Confidence.LOW: t("It will be hard"),
    }
    return words[level]


def face(level: Confidence, t: Translator) -> str:
    """Show a confidence with its colour; the words carry the meaning."""
    return f"{FACES[level]} {confidence(level, t)}"


def _goal(measure: Measure, value: Decimal, t: Translator) -> str:
    if measure.unit is Unit.YES_NO:
        return t("done") if value else t("not done yet")
    now, target = t.amount(value, measure), t.amount(measure.target, measure)
    goals = {
        Direction.REACH: t("{value} of {target}", value=now, target=target),
        Direction.REDUCE: t("{value}, to bring down to {target}", value=now, target=target),
        Direction.STAY_ABOVE: t("{value}, to keep above {target}", value=now, target=target),
        Direction.STAY_BELOW: t("{value}, to keep below {target}", value=now, target=target),
    }
    return goals[measure.direction]


def _latest(objective: Objective, t: Translator, zone: tzinfo) -> str:
    latest = objective.latest
    if latest is None:
        return t("No value yet  ·  until {end}", end=t.short_day(objective.ends_on))
    told = t("{day}, {author}", day=t.short_day(latest.at, zone), author=escaped(latest.author))
    view = f"{face(latest.confidence, t)}  ·  " if latest.confidence else ""
    return f"{view}{told}  ·  " + t("until {end}", end=t.short_day(objective.ends_on))
