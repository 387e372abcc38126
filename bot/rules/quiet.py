"""Quiet hours: when nobody is asked or reminded, by the clock of their own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.rules.cadence import ONE_DAY, instant
from bot.rules.refusal import Problem, Reason, Rejected

LONGEST = timedelta(hours=20)


@dataclass(frozen=True)
class Quiet:
    """Hours of every day, over midnight where they end no later than they begin; twice the same time means none.

    A time that the clocks skip is the first instant after the gap; of a time that comes twice the first one counts.
    """

    begins: time
    ends: time

    @property
    def is_none(self) -> bool:
        return self.begins == self.ends

    @property
    def length(self) -> timedelta:
        """The length by the clock on a day of 24 hours."""
        begins, ends = (datetime.combine(date.min, wall, UTC) for wall in (self.begins, self.ends))
        return (ends - begins) % ONE_DAY

    def awake(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Return `at` itself, or the end of the quiet hours it falls into."""
        if self.is_none:
            return at
        today = at.astimezone(zone).date()
        for day in (today - ONE_DAY, today, today + ONE_DAY):
            last = day if self.begins < self.ends else day + ONE_DAY
            if instant(day, self.begins, zone) <= at < (end := instant(last, self.ends, zone)):
                at = end  # which may begin the next ones: a zone can skip a whole day
        return at

    def check(self, field: str) -> None:
        """Raise Rejected, in a field of a form, for hours that leave hardly a moment to ask anybody."""
        if self.length > LONGEST:
            raise Rejected(Problem(Reason.TOO_QUIET, field))


USUAL = Quiet(time(20), time(7))


@dataclass(frozen=True)
class Setting:
    """The quiet hours somebody has chosen, if any, and those of the workspace, which hold otherwise."""

    own: Quiet | None
    of_workspace: Quiet

    @property
    def holds(self) -> Quiet:
        return self.own or self.of_workspace
