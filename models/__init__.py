"""The tables, one family a file."""

from models.base import Base
from models.cadence import Schedule
from models.checkin import Answer, CheckIn, Half
from models.delivery import Delivery
from models.objective import Objective, ProgressEntry
from models.person import Person
from models.team import Pair, Team
from models.workspace import Installation, Workspace

__all__ = [
    "Answer",
    "Base",
    "CheckIn",
    "Delivery",
    "Half",
    "Installation",
    "Objective",
    "Pair",
    "Person",
    "ProgressEntry",
    "Schedule",
    "Team",
    "Workspace",
]
