"""Whose turn it is: which date of a cadence is opened, which are passed over, and which one comes next."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from bot.rules.absence import NOBODY, Away
from bot.rules.cadence import ONE_DAY, Cadence, Occurrence
from bot.rules.checkin import Cause

SHARED = 4_096  # turns that are kept: many pairs have the same cadence, and few of them somebody away


@dataclass(frozen=True)
class New:
    """A check-in to be made, and when it reminds first; one that nobody is asked for has a cause instead."""

    occurrence: Occurrence
    remind_at: datetime | None = None
    left_out: Cause | None = None


@dataclass(frozen=True)
class Turn:
    """What becomes of a cadence at an instant.

    `new` are the check-ins to be made, in order. `opened` is the date of the one that is open from now on, made already
    or not; None where there is none. `following` is waited for next.
    """

    new: tuple[New, ...]
    opened: date | None
    following: Occurrence


@lru_cache(SHARED)
def turn(cadence: Cadence, since: date, at: datetime, away: Away = NOBODY, known: tuple[Occurrence, ...] = ()) -> Turn:
    """Return what becomes of the dates from `since` on; `known` are those whose check-ins were made before their time.

    Of several whose time has come the latest is opened; the others are passed over, each with its cause.
    """
    due, made = cadence.due(since, at), {one.on: one for one in known}
    if not due:  # the rep has moved to where it is earlier
        return Turn((), None, cadence.expected(since))
    *missed, last = due
    passed = tuple(_passed_over(cadence, one, away) for one in missed if one.on not in made)
    held = made.get(last.on) or _held(cadence, last.on, away, at)
    if held and held.opens_at > at:
        return Turn(passed, None, held)
    following = cadence.expected(last.on + ONE_DAY, away)
    if last.on in made:
        return Turn(passed, last.on, following)
    return Turn((*passed, new(cadence, held, at) if held else _passed_over(cadence, last, away)), last.on, following)


def new(cadence: Cadence, occurrence: Occurrence, at: datetime) -> New:
    """Return the check-in that is made of a date, at its time or before."""
    return New(occurrence, cadence.reminder(occurrence, max(at, occurrence.opens_at)))


def _held(cadence: Cadence, on: date, away: Away, at: datetime) -> Occurrence | None:
    """Return how a date is held, or None where it is not. One whose talk has passed is held late, if there is room."""
    held = cadence.fitted(on, away)
    if held is None or held.talk_at > at:
        return held
    late = cadence.fitted(on, away, after=at + ONE_DAY)
    return late and replace(late, opens_at=at)


def _passed_over(cadence: Cadence, occurrence: Occurrence, away: Away) -> New:
    """Record a date that nobody was asked for: one of the two is away, or Tandem did not run when it was due."""
    is_away = cadence.fitted(occurrence.on, away) is None
    return New(occurrence, left_out=Cause.AWAY if is_away else Cause.TANDEM)
