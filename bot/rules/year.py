"""A year compiled from its rows: what a rep prepares a retrospective from, and what a team opens it with."""

from dataclasses import dataclass

from bot.rules.objective import Objective
from bot.rules.person import Person
from bot.rules.retro import Notes, Retro


@dataclass(frozen=True)
class Held:
    """How many check-ins were held, of how many that were planned and not left out."""

    held: int
    planned: int


@dataclass(frozen=True)
class Done:
    """How many actions are done, and how many are still open."""

    done: int
    open: int


@dataclass(frozen=True)
class Year:
    """A rep's year. Wins and obstacles are their own words, the newest first."""

    objectives: tuple[Objective, ...]
    checkins: Held
    wins: tuple[str, ...]
    obstacles: tuple[str, ...]
    actions: Done
    feedback: int


@dataclass(frozen=True)
class TeamYear:
    """A team's year in figures that say nothing of any person's amount."""

    objectives: int
    reached: int
    checkins: Held
    actions: Done


@dataclass(frozen=True)
class Packet:
    """What a rep has before them to prepare: the retrospective, their year, and what they have written so far."""

    preparation: int
    retro: Retro
    rep: Person
    year: Year
    notes: Notes
