"""A team as its manager sees it, and a home as each person sees it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.rules.absence import Absence
from bot.rules.action import Action
from bot.rules.cadence import Occurrence
from bot.rules.checkin import CheckIn, Side
from bot.rules.feedback import Letterbox
from bot.rules.objective import Objective
from bot.rules.person import Person
from bot.rules.recurrence import EVERY_TWO_WEEKS, Often
from bot.rules.retro import Retro


@dataclass(frozen=True)
class RepState:
    """Where a rep stands: the latest check-in, the next one that has not opened yet, and the objectives.

    `away` are the absences of the two that matter now: today's, and those on which a talk is left out. `open_actions`
    counts what the pair has still to do.
    """

    rep: Person
    manager: Person
    checkin: CheckIn | None
    upcoming: Occurrence
    objectives: tuple[Objective, ...] = ()
    away: tuple[Absence, ...] = ()
    open_actions: int = 0

    def owes(self, side: Side, at: datetime) -> bool:
        """Say whether that side owes its half of the latest check-in."""
        return self.checkin is not None and self.checkin.owed(side, at)

    def skippable(self, at: datetime) -> bool:
        """Say whether the talk that comes next may still be left out."""
        checkin = self.checkin
        return checkin is None or checkin.past(at) or (checkin.skip is None and not checkin.revealed)

    def movable(self, at: datetime) -> bool:
        """Say whether the talk that comes next may still be moved."""
        checkin = self.checkin
        return checkin is None or checkin.past(at) or checkin.skip is None

    def next_talk(self, at: datetime) -> datetime:
        """Return when the two talk next: the talk of the check-in under way, or the one after it."""
        under_way = self.checkin if self.checkin and self.checkin.under_way(at) else self.upcoming
        return under_way.talk_at


@dataclass(frozen=True)
class TeamState:
    """A team as who leads it sees it. `next_digest` is None until it has a rhythm."""

    name: str
    reps: tuple[RepState, ...]
    id: int = 0
    next_digest: datetime | None = None


@dataclass(frozen=True)
class Home:
    """What App Home shows a person: their check-in and objectives, the teams they lead, their actions and feedback.

    `retros` are the retrospectives under way in which the person has a part.
    """

    person: Person
    at: datetime
    mine: RepState | None
    teams: tuple[TeamState, ...]
    actions: tuple[Action, ...] = ()
    letterbox: Letterbox = field(default_factory=Letterbox)
    retros: tuple[Retro, ...] = ()


@dataclass(frozen=True)
class NewTeam:
    """What it takes to set a team up; people are keys of people already known. `tz` is the channel's time zone."""

    name: str
    manager_id: int
    channel: str
    country: str
    locale: str
    tz: str


@dataclass(frozen=True)
class NewRep:
    """A rep to add to a team: the country is the one whose public holidays the rep has.

    The pair talks so often from `anchor` on, at `meets_at`, and is asked at `prompt_at`, all local.
    """

    rep_id: int
    country: str
    anchor: date
    often: Often = EVERY_TWO_WEEKS
    meets_at: time = time(10)
    prompt_at: time = time(9, 30)


@dataclass(frozen=True)
class LostChannel:
    """A team's channel (a Slack id) in which Tandem can post no longer."""

    team: str
    channel: str
