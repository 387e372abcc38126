"""The tables, one family a file."""

from models.absence import Absence, AbsenceChange
from models.action import Action, ActionMove
from models.agenda import AgendaPoint
from models.base import Base
from models.cadence import DefaultRhythm, Schedule
from models.checkin import Addition, Answer, CheckIn, Half
from models.delivery import Delivery
from models.digest import Digest, DigestSchedule
from models.disclosure import Disclosure
from models.feedback import Feedback
from models.form import Form
from models.importing import Import
from models.note import Note
from models.objective import (
    Goal,
    Objective,
    ObjectiveChange,
    ObjectiveDeed,
    ProgressEntry,
    Revision,
    Segment,
    SegmentValue,
    Strategy,
)
from models.pause import Pause
from models.person import Person
from models.retro import (
    Contribution,
    ParkedCase,
    Preparation,
    PreparationNote,
    Retro,
    RetroStage,
    Vote,
)
from models.strategy import StrategyChange, StrategyNews, StrategyQuestion
from models.talk import Decision, TalkRecord
from models.team import Pair, Team
from models.workspace import Installation, Workspace

__all__ = [
    "Absence",
    "AbsenceChange",
    "Action",
    "ActionMove",
    "Addition",
    "AgendaPoint",
    "Answer",
    "Base",
    "CheckIn",
    "Contribution",
    "Decision",
    "DefaultRhythm",
    "Delivery",
    "Digest",
    "DigestSchedule",
    "Disclosure",
    "Feedback",
    "Form",
    "Goal",
    "Half",
    "Import",
    "Installation",
    "Note",
    "Objective",
    "ObjectiveChange",
    "ObjectiveDeed",
    "Pair",
    "ParkedCase",
    "Pause",
    "Person",
    "Preparation",
    "PreparationNote",
    "ProgressEntry",
    "Retro",
    "RetroStage",
    "Revision",
    "Schedule",
    "Segment",
    "SegmentValue",
    "Strategy",
    "StrategyChange",
    "StrategyNews",
    "StrategyQuestion",
    "TalkRecord",
    "Team",
    "Vote",
    "Workspace",
]
