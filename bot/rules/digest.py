"""A digest: when it is posted, and how a team stands, in figures of the whole team."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.rules.cadence import SATURDAY, day_off, instant, next_working_day
from bot.rules.objective import Objective, Status, Unit
from bot.rules.progress import weights
from bot.rules.recurrence import EVERY_WEEK, Often

LOOK_AHEAD = timedelta(days=7)  # how far a digest tells who is away
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Wish:
    """When a team wants its digest, in its local time; weekday 0 is Monday."""

    often: Often
    weekday: int
    posts_at: time


USUAL = Wish(EVERY_WEEK, 0, time(9))


@dataclass(frozen=True)
class Posting:
    """One date of a rhythm, and the instant that follows from it: the date may be a day off."""

    on: date
    at: datetime


@dataclass(frozen=True)
class Rhythm:
    """So often from `anchor` on, on its weekday, at a local time. A day off moves it to the next working day."""

    anchor: date
    often: Often
    posts_at: time
    zone: ZoneInfo
    country: str

    @property
    def wish(self) -> Wish:
        return Wish(self.often, self.anchor.weekday(), self.posts_at)

    def posting(self, on: date) -> Posting:
        return Posting(on, instant(next_working_day(on, day_off(self.country)), self.posts_at, self.zone))

    def from_date(self, since: date) -> Iterator[Posting]:
        """Yield the postings of the dates from `since` on, none before the anchor."""
        return map(self.posting, self.often.dates(self.anchor, since))

    def after(self, at: datetime, *, beyond: date | None = None) -> Iterator[Posting]:
        """Yield the postings that are still to come at an instant, of dates later than `beyond`."""
        since = at.astimezone(self.zone).date() - A_WEEK  # a posting may be some days later than its date
        return (one for one in self.from_date(since) if one.at > at and (beyond is None or one.on > beyond))

    def changed(self, wish: Wish, at: datetime, *, beyond: date | None = None) -> "Rhythm":
        """Return the rhythm as it is wished for. Where only the time changes, every second week stays the same one."""
        if (wish.often, wish.weekday) == (self.often, self.anchor.weekday()):
            return replace(self, posts_at=wish.posts_at)
        return beginning(wish, at, self.zone, self.country, beyond=beyond)


@dataclass(frozen=True)
class Plan:
    """The rhythm of a team's digest and the postings that come of it."""

    team_id: int
    team: str
    rhythm: Rhythm
    coming: tuple[Posting, ...]


@dataclass(frozen=True)
class Mark:
    """A value as it was recorded: when, on which local day, and how much of the way it is."""

    at: datetime
    on: date
    share: Decimal


@dataclass(frozen=True)
class Track:
    """An objective with its marks, the oldest first. `linked` says whether it stands under a strategy line.

    `owner` is the key of whose it is.
    """

    objective: Objective
    marks: tuple[Mark, ...] = ()
    linked: bool = False
    owner: int = 0

    def under_way(self, on: date) -> bool:
        return self.objective.starts_on <= on <= self.objective.ends_on

    def share_on(self, on: date) -> Decimal:
        """How much of the way was done on a day: a straight line from the start through each value, then level."""
        start = self.objective.starts_on
        known = {start: Decimal(0)} | {max(mark.on, start): mark.share for mark in self.marks}
        for (day, share), (next_day, next_share) in pairwise(sorted(known.items())):
            if day <= on < next_day:
                return share + (next_share - share) * (on - day).days / (next_day - day).days
        return known[max(known)] if on >= start else Decimal(0)

    def asked_on(self, on: date) -> Decimal:
        """How much of the way should be done on a day, at the objective's own pace."""
        objective = self.objective
        return objective.measure.share(objective.way.expected(on))

    def reached_since(self, since: datetime) -> bool:
        """Say whether its target was reached after an instant; a line to hold is not reached but held."""
        measure = self.objective.measure
        if not self.marks or not (measure.has_a_way or measure.unit is Unit.YES_NO):
            return False
        before = [mark.share for mark in self.marks if mark.at <= since]
        return self.marks[-1].share == 1 and (not before or before[-1] < 1)


@dataclass(frozen=True)
class Standing:
    """How many objectives stand how. One without a value is counted apart: nobody knows."""

    on_track: int = 0
    needs_attention: int = 0
    off_track: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.on_track + self.needs_attention + self.off_track + self.unknown


@dataclass(frozen=True)
class Curve:
    """The team's average share of the way week by week up to `today`, and the average pace over the whole period."""

    today: date
    way: tuple[tuple[date, Decimal], ...]
    pace: tuple[tuple[date, Decimal], ...]

    @property
    def done(self) -> Decimal:
        return self.way[-1][1]

    @property
    def asked(self) -> Decimal:
        return next(share for day, share in self.pace if day == self.today)


@dataclass(frozen=True)
class Talks:
    """Check-ins whose talk fell in a period: `held` has both halves in; a skipped one was not due."""

    held: int = 0
    due: int = 0
    skipped: int = 0


@dataclass(frozen=True)
class Away:
    """Who is away on the same days, both included, or has a public holiday."""

    starts_on: date
    ends_on: date
    names: tuple[str, ...]
    holiday: bool = False


@dataclass(frozen=True)
class Digest:
    """What a team's channel is told of a period: figures of the whole team, and no figure of anybody."""

    team: str
    since: datetime
    until: datetime
    zone: ZoneInfo
    standing: Standing
    curve: Curve | None
    talks: Talks
    linked: int
    reached: int
    actions_done: int
    away: tuple[Away, ...] = ()

    @property
    def today(self) -> date:
        return self.until.astimezone(self.zone).date()


@dataclass(frozen=True)
class Place:
    """A team and the channel in which its digest is posted."""

    team_id: int
    channel: str


@dataclass(frozen=True)
class Preview:
    """A digest before anybody else sees it, and where it would be posted."""

    team_id: int
    channel: str
    digest: Digest


def beginning(wish: Wish, at: datetime, zone: ZoneInfo, country: str, *, beyond: date | None = None) -> Rhythm:
    """Return a new rhythm: it begins on the first such weekday later than `beyond` whose posting is to come."""
    today = at.astimezone(zone).date()
    weekly = Rhythm(today + (wish.weekday - today.weekday()) % 7 * A_DAY, EVERY_WEEK, wish.posts_at, zone, country)
    return replace(weekly, anchor=next(weekly.after(at, beyond=beyond)).on, often=wish.often)


def standing(tracks: Iterable[Track], on: date) -> Standing:
    """Count the objectives by what their figures say on a day."""
    found = Counter(track.objective.status(on) if track.marks else None for track in tracks)
    return Standing(found[Status.ON_TRACK], found[Status.NEEDS_ATTENTION], found[Status.OFF_TRACK], unknown=found[None])


def curve(tracks: Iterable[Track], today: date) -> Curve | None:
    """Return the progress of the objectives that have a way to go, weighted as agreed; None before any value."""
    going = [track for track in tracks if track.objective.measure.has_a_way]
    marks = [mark.on for track in going for mark in track.marks]
    if not marks:
        return None
    start = min(track.objective.starts_on for track in going)
    end = max(track.objective.ends_on for track in going)
    weeks = {start + week * A_WEEK for week in range((end - start) // A_WEEK + 1)}
    first = min(max(start, min(marks)), today)
    known = sorted({day for day in weeks if first <= day <= today} | {first, today})
    whole = sorted(weeks | {today, end})
    weighed = weights([(track.owner, track.objective.weight) for track in going])
    return Curve(
        today,
        way=tuple((day, _average((track.share_on(day) for track in going), weighed)) for day in known),
        pace=tuple((day, _average((track.asked_on(day) for track in going), weighed)) for day in whole),
    )


def holidays_on(country: str, first: date, last: date) -> tuple[date, ...]:
    """Return the public holidays from one day to another that fall on no weekend."""
    off = day_off(country)
    days = (first + n * A_DAY for n in range((last - first).days + 1))
    return tuple(day for day in days if off(day) and day.weekday() < SATURDAY)


def _average(shares: Iterable[Decimal], weighed: Sequence[Decimal]) -> Decimal:
    return sum((share * weight for share, weight in zip(shares, weighed, strict=True)), Decimal(0)) / sum(weighed)
