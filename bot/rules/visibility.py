"""Who may see what: the one place that decides."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.rules.checkin import CheckIn, Sheet
from bot.rules.feedback import Envelope
from bot.rules.objective import Change, Field, Objective
from bot.rules.person import Person
from bot.rules.question import SALES, Answers, Questions, Side
from bot.rules.retro import Step
from bot.rules.signing import State

FIGURES = frozenset({Field.FLOOR, Field.CEILING})


class Role(StrEnum):
    """What somebody is to an objective.

    Whoever is none of the three is anybody else: an admin, a colleague, a former manager, a manager's manager who is
    not named as sponsor, the stand-in of a manager on leave.
    """

    REP = "rep"
    MANAGER = "manager"
    SPONSOR = "sponsor"
    ANYBODY = "anybody"


class Part(StrEnum):
    """What there is to be seen of an objective."""

    TERMS = "terms"
    PROGRESS = "progress"
    HISTORY = "history"
    CHARTER = "charter"
    MARGIN = "margin"


class Reader(StrEnum):
    """What somebody is to what one of a pair has written, beside the two: whoever is not one of them.

    `NEXT` leads the rep now, to what was written while somebody else did; `FORMER` led the rep, to what is written
    since. `ABOVE` is the manager's manager. `GONE` is anybody, one of the two as well, whose account is deactivated.
    """

    AUTHOR = "author"
    OTHER = "other"
    NEXT = "next"
    FORMER = "former"
    ABOVE = "above"
    STAND_IN = "stand_in"
    ADMIN = "admin"
    COLLEAGUE = "colleague"
    GONE = "gone"


class Passage(StrEnum):
    """What there is to be seen of the dialogue of a pair.

    `WORDS` and `ACTIONS` are the rep's; `REPLIES` is all that the manager writes openly. `CARRIED` is what is open when
    another manager takes over, `FEEDBACK` what is given outside check-ins, `FORM` what is typed and not sent.
    """

    VALUES = "values"
    WORDS = "words"
    ACTIONS = "actions"
    REPLIES = "replies"
    SEALED = "sealed"
    ADDITION = "addition"
    AGENDA = "agenda"
    CARRIED = "carried"
    TALK = "talk"
    FEEDBACK = "feedback"
    NOTE = "note"
    FORM = "form"


SHOWABLE = frozenset({Passage.VALUES, Passage.WORDS, Passage.ACTIONS})  # by the rep, to the manager who follows
OWN = frozenset({Passage.NOTE, Passage.FORM})


def role(person: int, *, rep: int, manager: int | None, sponsor: int | None = None) -> Role:
    """Say what somebody (a key) is to an objective; `manager` is None once its rep is in no team."""
    return {sponsor: Role.SPONSOR, manager: Role.MANAGER, rep: Role.REP}.get(person, Role.ANYBODY)


def may_read(part: Part, reader: Role, *, is_signed: bool = True, is_margin_shown: bool = True) -> bool:
    """Say whether somebody sees a part of an objective.

    The two of the pair see all of it, except that the manager chose whether the rep reads the figures of the margin.
    A sponsor is named to decide about what is signed, and sees it from then on.
    """
    match reader:
        case Role.REP:
            return part is not Part.MARGIN or is_margin_shown
        case Role.MANAGER:
            return True
        case Role.SPONSOR:
            return is_signed
        case Role.ANYBODY:
            return False


def may_change(reader: Role) -> bool:
    """Say whether somebody may sign and change an objective and record its values: the two of the pair only."""
    return reader in (Role.REP, Role.MANAGER)


def reads_margin(reader: Role, objective: Objective) -> bool:
    """Say whether somebody sees the figures of an objective's margin."""
    is_signed = objective.state is not State.PROPOSED
    return may_read(Part.MARGIN, reader, is_signed=is_signed, is_margin_shown=objective.charter.is_shown)


def seen_by(reader: Role, objective: Objective) -> Objective:
    """Return an objective without what whoever reads it does not see."""
    if reads_margin(reader, objective):
        return objective
    return replace(objective, charter=objective.charter.masked)


def changes_seen_by(reader: Role, changes: Iterable[Change], *, is_margin_shown: bool) -> tuple[Change, ...]:
    """Return changes, without their figures where those are kept from whoever reads them."""
    if may_read(Part.MARGIN, reader, is_margin_shown=is_margin_shown):
        return tuple(changes)
    return tuple(replace(one, before="", after="", is_masked=True) if one.field in FIGURES else one for one in changes)


def reader_of(person: int, *, author: int, other: int | None = None, follower: int | None = None) -> Reader:
    """Say what somebody (a key) is to what `author` wrote; those who read nothing ever are not told apart."""
    return {follower: Reader.NEXT, other: Reader.OTHER, author: Reader.AUTHOR}.get(person, Reader.COLLEAGUE)


def may_read_dialogue(passage: Passage, reader: Reader, *, is_unsealed: bool = False, is_shown: bool = False) -> bool:
    """Say whether somebody sees a part of a dialogue: what the two wrote is theirs, whatever becomes of the pair.

    `is_unsealed` is what `may_open_seal` says for the reader, `is_shown` that the rep shows it to who follows.
    """
    match reader:
        case Reader.AUTHOR:
            return True
        case Reader.OTHER:
            return passage not in OWN and (passage is not Passage.SEALED or is_unsealed)
        case Reader.NEXT:
            return passage is Passage.CARRIED or (passage in SHOWABLE and is_shown)
        case _:
            return False


def may_open_seal(checkin: CheckIn, side: Side, at: datetime) -> bool:
    """Say whether one side may read the other's sealed part.

    Both halves must be in; after the deadline, one's own is enough. Nobody reads first and writes then.
    """
    return checkin.revealed or (checkin.sent_at(side) is not None and at >= checkin.due_at)


def visible(answers: Answers, checkin: CheckIn, side: Side, at: datetime, questions: Questions = SALES) -> Answers:
    """Keep of the other side's answers what `side` may see at that instant."""
    is_unsealed = may_open_seal(checkin, side, at)
    if may_read_dialogue(Passage.SEALED, Reader.OTHER, is_unsealed=is_unsealed):
        return answers
    return open_part(answers, side.other, questions)


def shown_part(sheet: Sheet) -> Sheet:
    """Keep of a rep's own check-in what they may show to the manager who follows: nothing that another wrote."""
    rep = sheet.checkin.rep.id
    agreed = tuple(one for one in sheet.agreed if one.author.id == rep)
    mine, known = open_part(sheet.mine, Side.REP, sheet.questions), sheet.questions
    return Sheet(sheet.checkin, Side.REP, sheet.objectives, mine, {}, sheet.reports, agreed, questions=known)


def open_part(answers: Answers, side: Side, questions: Questions = SALES) -> Answers:
    """Keep of a side's answers what is open at once: what messages may say."""
    return {key: one for key, one in answers.items() if not questions.is_sealed(side, key)}


def may_share_objectives(person: int, *, rep: int, manager: int | None) -> bool:
    """Say whether somebody may see and change a rep's objectives: the rep and the manager of the pair, nobody else."""
    return may_change(role(person, rep=rep, manager=manager))


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
    return may_read_dialogue(Passage.AGENDA, reader_of(person, author=rep, other=manager))


def may_read_talk(person: int, *, rep: int, manager: int) -> bool:
    """Say whether somebody may read the preparation, the decisions and the record of a talk: whose it was, nobody else.

    After a handover that is still the manager who led the talk; the new one reads what comes later.
    """
    return person in (rep, manager)


def may_open(envelope: Envelope, reader: Person) -> bool:
    """Say whether somebody may read a feedback given outside a check-in: its author and its recipient only."""
    whose = reader_of(reader.id, author=envelope.author.id, other=envelope.recipient.id)
    return may_read_dialogue(Passage.FEEDBACK, whose)


def may_read_preparation(reader: int, rep: int) -> bool:
    """Say whether somebody may read what a rep prepared for a retrospective: the rep alone, and nobody ever."""
    return reader == rep


def may_see_tally(step: Step) -> bool:
    """Say whether votes are shown: once the team has left them, so that nobody follows the crowd."""
    return step.number > Step.VOTES.number


def may_read_note(reader: int, author: int) -> bool:
    """Say whether somebody may read a private note: its author alone, whatever becomes of the pair."""
    return may_read_dialogue(Passage.NOTE, reader_of(reader, author=author))
