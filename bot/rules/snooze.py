"""Being asked again later: the moments that are offered, and those that are not possible."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.rules.cadence import ONE_DAY, SATURDAY, instant, next_working_day
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

AFTERNOON, MORNING = time(14), time(9)


class Later(StrEnum):
    HOUR = "hour"
    AFTERNOON = "afternoon"
    MORNING = "morning"


def moments(who: Person, at: datetime, due_at: datetime) -> Mapping[Later, datetime]:
    """Return what can be offered before a deadline: in an hour, this afternoon, the morning of the next weekday."""
    today = who.today(at)
    morning = next_working_day(today + ONE_DAY, lambda day: day.weekday() >= SATURDAY)
    found = {
        Later.HOUR: at + timedelta(hours=1),
        Later.AFTERNOON: instant(today, AFTERNOON, who.zone),
        Later.MORNING: instant(morning, MORNING, who.zone),
    }
    return {later: moment for later, moment in found.items() if at < moment < due_at}


def check(until: datetime, at: datetime, due_at: datetime) -> None:
    """Raise Rejected for a moment that has passed, or at which the deadline has."""
    if until <= at:
        raise Rejected(Problem(Reason.TIME_PAST, "time"))
    if until >= due_at:
        raise Rejected(Problem(Reason.AFTER_DEADLINE, "day"))
