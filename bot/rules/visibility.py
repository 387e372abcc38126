"""Who may see what: the one place that decides."""

from collections.abc import Collection
from datetime import datetime

from bot.rules.checkin import Answers, CheckIn, Question, Side
from bot.rules.feedback import Envelope
from bot.rules.person import Person
from bot.rules.retro import Step

SEALED = frozenset({Question.FEEDBACK})


def may_open_seal(checkin: CheckIn, side: Side, at: datetime) -> bool:
    """Say whether one side may read the other's sealed part.

    Both halves must be in; after the deadline, one's own is enough. Nobody reads first and writes then.
    """
    return checkin.revealed or (checkin.sent_at(side) is not None and at >= checkin.due_at)


def visible(answers: Answers, checkin: CheckIn, side: Side, at: datetime) -> Answers:
    """Keep of the other side's answers what `side` may see at that instant."""
    return answers if may_open_seal(checkin, side, at) else open_part(answers)


def open_part(answers: Answers) -> Answers:
    """Keep what is open at once: what messages may say."""
    return {question: text for question, text in answers.items() if question not in SEALED}


def may_share_objectives(person: int, *, rep: int, manager: int | None) -> bool:
    """Say whether somebody may see and change a rep's objectives: the rep and the manager of the pair, nobody else."""
    return person in (rep, manager)


def may_shape_strategy(person: Person, *, manager: int) -> bool:
    """Say whether somebody may write a team's goals and lines: who leads it, and the workspace's admins."""
    return person.is_admin or person.id == manager


def may_read_strategy(person: Person, *, manager: int, reps: Collection[int]) -> bool:
    """Say whether somebody may read a team's goals and lines, and how many objectives stand under each.

    Everybody in the team may, and the workspace's admins. Whose objectives these are and how they stand, only those
    who share them see: `may_share_objectives`.
    """
    return may_shape_strategy(person, manager=manager) or person.id in reps


def may_answer_for(person: int, *, rep: int) -> bool:
    """Say whether somebody may read and answer whether a rep's objectives still stand: the rep alone."""
    return person == rep


def may_share_agenda(person: int, *, rep: int, manager: int) -> bool:
    """Say whether somebody may see and change the agenda of a pair: the two of it, nobody else."""
    return person in (rep, manager)


def may_open(envelope: Envelope, reader: Person) -> bool:
    """Say whether somebody may read a feedback given outside a check-in: its author and its recipient only."""
    return reader.id in (envelope.author.id, envelope.recipient.id)


def may_read_preparation(reader: int, rep: int) -> bool:
    """Say whether somebody may read what a rep prepared for a retrospective: the rep alone, and nobody ever."""
    return reader == rep


def may_see_tally(step: Step) -> bool:
    """Say whether votes are shown: once the team has left them, so that nobody follows the crowd."""
    return step.number > Step.VOTES.number
