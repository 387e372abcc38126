"""A team as its manager sees it, and a home as each person sees it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from bot.rules.absence import Absence
from bot.rules.action import Action
from bot.rules.agenda import Point
from bot.rules.cadence import Occurrence, Rhythm
from bot.rules.checkin import CheckIn, Side
from bot.rules.feedback import Letterbox
from bot.rules.objective import Objective
from bot.rules.person import Person
from bot.rules.recurrence import EVERY_TWO_WEEKS, Often
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import Retro

NAME, MANAGER, REPS, GROUP = "name", "manager", "reps", "group"  # fields of the form of a team


@dataclass(frozen=True)
class RepState:
    """Where a rep stands: the latest check-in, the next one that has not opened yet, and the objectives.

    `away` are the absences of the two that matter now: today's, and those on which a talk is left out. `open_actions`
    counts what the pair has still to do, `points` are what it wants to talk about. `chooses_for` is the manager for
    whom the rep decides what they may read of check-ins before, and `is_shown` says that there is something to read.
    """

    rep: Person
    manager: Person
    checkin: CheckIn | None
    upcoming: Occurrence
    objectives: tuple[Objective, ...] = ()
    away: tuple[Absence, ...] = ()
    open_actions: int = 0
    points: tuple[Point, ...] = ()
    chooses_for: Person | None = None
    is_shown: bool = False

    def to_the_rep(self, at: datetime) -> "RepState":
        """Return this as the rep sees it, who finishes with a former manager the check-in that was begun with them."""
        under_way = self.checkin is not None and self.checkin.under_way(at)
        return replace(self, manager=self.checkin.manager) if self.checkin and under_way else self

    def to_the_manager(self) -> "RepState":
        """Return this as the manager sees it: without a check-in that is a former manager's."""
        theirs = self.checkin is not None and self.checkin.manager.id != self.manager.id
        return replace(self, checkin=None) if theirs else self

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
    """A team as who leads it sees it. `next_digest` is None until it has a rhythm; `loose` counts loose ends."""

    name: str
    reps: tuple[RepState, ...]
    id: int = 0
    next_digest: datetime | None = None
    loose: int = 0


@dataclass(frozen=True)
class Home:
    """What App Home shows a person: their check-in and objectives, the teams they lead, their actions and feedback.

    `retros` are the retrospectives under way in which the person has a part; `notes` counts their private notes.
    """

    person: Person
    at: datetime
    mine: RepState | None
    teams: tuple[TeamState, ...]
    actions: tuple[Action, ...] = ()
    letterbox: Letterbox = field(default_factory=Letterbox)
    retros: tuple[Retro, ...] = ()
    notes: int = 0


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


@dataclass(frozen=True)
class Setup:
    """A team as it is set up; one that is still to be made has no key, no manager and no channel.

    `leaderless` says that the manager's account is no more: `reps` are then those who wait for another one.
    """

    id: int | None
    name: str
    manager: Person | None
    reps: tuple[Person, ...]
    channel: str | None
    country: str
    locale: str
    rhythm: Rhythm
    leaderless: bool = False


@dataclass(frozen=True)
class Wish:
    """What somebody wishes a team to be; `grouped` are those of the reps who came with a user group (by key)."""

    name: str
    manager: Person
    reps: tuple[Person, ...]
    channel: str
    country: str
    locale: str
    rhythm: Rhythm
    grouped: frozenset[int] = frozenset()

    def field_of(self, rep: Person) -> str:
        return GROUP if rep.id in self.grouped else REPS

    def check(self) -> None:
        """Raise Rejected for a team that cannot be, whoever is in it."""
        problems = [] if self.name else [Problem(Reason.NO_TEAM_NAME, NAME)]
        if not self.reps:
            problems.append(Problem(Reason.NO_REPS, REPS))
        if self.manager in self.reps:
            problems.append(Problem(Reason.MANAGER_AMONG_REPS, REPS, {"name": self.manager.name}))
        if problems:
            raise Rejected(*problems)


@dataclass(frozen=True)
class Seat:
    """A rep's place in a team, as the two are told of it. `former` led the team until now.

    `standing` is a check-in that is open: with `former` where that was begun, else with the manager.
    """

    team: str
    rep: Person
    manager: Person
    next_talk: datetime
    added_by: Person | None = None
    former: Person | None = None
    standing: CheckIn | None = None


@dataclass(frozen=True)
class Leading:
    """What a manager is told of a team: who set it up, and when the talks with its reps are."""

    team: str
    set_up_by: Person | None
    manager: Person
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Parting:
    """A pair that has ended: who leads the rep now, if anybody, and the check-in that was open at the time."""

    team: str
    rep: Person
    manager: Person
    successor: Person | None
    checkin: CheckIn | None
