"""Who sees the sealed part when: the whole table."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from bot.rules.charter import Charter
from bot.rules.objective import Field
from bot.rules.person import Person
from bot.rules.question import SALES, Answer, Side
from bot.rules.retro import Step
from bot.rules.visibility import (
    Part,
    Passage,
    Reader,
    Role,
    changes_seen_by,
    may_answer_for,
    may_change,
    may_open,
    may_open_seal,
    may_read,
    may_read_dialogue,
    may_read_note,
    may_read_preparation,
    may_read_strategy,
    may_read_talk,
    may_see_tally,
    may_shape_strategy,
    may_share_agenda,
    may_share_objectives,
    open_part,
    reader_of,
    role,
    seen_by,
    visible,
)
from tests.factories import ANSWERS as A_SHEET
from tests.factories import (
    BEFORE,
    DUE,
    HELD,
    LATE,
    LEA,
    MARC,
    OPEN,
    change,
    checkin,
    envelope,
    objective,
    person,
    sheet,
)

PRIVACY = Path(__file__).parents[2] / "docs" / "privacy.md"
REP, MANAGER = Side.REP, Side.MANAGER
NOBODY: tuple[Side, ...] = ()
BOTH = (REP, MANAGER)
IN_TIME = [BEFORE, OPEN, DUE - timedelta(microseconds=1)]
TOO_LATE = [DUE, LATE, HELD]
ANSWERS = {side: {one.key: Answer(one.key) for one in SALES.of(side)} for side in Side}
SEALED = {
    REP: {"energy", "mission", "conditions", "feedback"},
    MANAGER: {"feedback"},
}

TABLE = [
    *[(NOBODY, at, set()) for at in (*IN_TIME, *TOO_LATE)],
    *[((REP,), at, set()) for at in IN_TIME],
    *[((MANAGER,), at, set()) for at in IN_TIME],
    *[((REP,), at, {REP}) for at in TOO_LATE],
    *[((MANAGER,), at, {MANAGER}) for at in TOO_LATE],
    *[(BOTH, at, {REP, MANAGER}) for at in (*IN_TIME, *TOO_LATE)],
]


@pytest.mark.parametrize(("sent", "at", "readers"), TABLE)
def test_the_seal_opens_for_both_when_both_are_in_else_after_the_deadline_for_who_has_given(
    sent: tuple[Side, ...], at: datetime, readers: set[Side]
) -> None:
    assert {side for side in Side if may_open_seal(checkin(*sent), side, at)} == readers


@pytest.mark.parametrize(("sent", "at", "readers"), TABLE)
def test_only_what_is_sealed_is_kept_back(sent: tuple[Side, ...], at: datetime, readers: set[Side]) -> None:
    for side in Side:
        theirs = ANSWERS[side.other]
        kept = visible(theirs, checkin(*sent), side, at)
        assert set(kept) == (set(theirs) if side in readers else set(theirs) - SEALED[side.other])
        assert all(kept[question] == theirs[question] for question in kept)


@pytest.mark.parametrize("side", Side)
def test_feedback_and_energy_are_what_is_sealed_and_messages_say_the_rest(side: Side) -> None:
    assert set(ANSWERS[side]) - set(open_part(ANSWERS[side], side)) == SEALED[side]


def test_an_answer_to_a_question_that_nobody_knows_is_sealed() -> None:
    assert open_part({"unheard": Answer("of")}, REP) == {}


@pytest.mark.parametrize("reader", Side)
def test_a_sheet_tells_apart_what_each_side_wrote(reader: Side) -> None:
    seen = sheet(reader, REP, MANAGER)
    assert {side: seen.answers(side) for side in Side} == A_SHEET


def test_nobody_gains_by_waiting_without_writing() -> None:
    assert not any(may_open_seal(checkin(side.other), side, at) for side in Side for at in (OPEN, LATE, HELD))


@pytest.mark.parametrize(
    ("person", "manager", "may"), [(1, 2, True), (2, 2, True), (3, 2, False), (1, None, True), (2, None, False)]
)
def test_the_rep_and_the_manager_of_the_pair_share_the_objectives_and_nobody_else(
    person: int, manager: int | None, *, may: bool
) -> None:
    assert may_share_objectives(person, rep=1, manager=manager) is may


ADMIN = replace(person(9), is_admin=True)


@pytest.mark.parametrize(
    ("who", "shapes", "reads"), [(MARC, True, True), (ADMIN, True, True), (LEA, False, True), (person(3), False, False)]
)
def test_who_leads_the_team_and_admins_write_its_strategy_and_its_reps_read_it(
    who: Person, *, shapes: bool, reads: bool
) -> None:
    assert may_shape_strategy(who, manager=MARC.id) is shapes
    assert may_read_strategy(who, manager=MARC.id, reps=[LEA.id]) is reads


@pytest.mark.parametrize(("who", "may"), [(LEA, True), (MARC, True), (ADMIN, False), (person(3), False)])
def test_an_agenda_is_for_the_two_of_a_pair(who: Person, *, may: bool) -> None:
    assert may_share_agenda(who.id, rep=LEA.id, manager=MARC.id) is may


@pytest.mark.parametrize(("who", "may"), [(LEA, True), (MARC, True), (ADMIN, False), (person(3), False)])
def test_a_talk_is_read_by_the_two_who_had_it(who: Person, *, may: bool) -> None:
    assert may_read_talk(who.id, rep=LEA.id, manager=MARC.id) is may


def test_only_the_rep_answers_for_their_objectives() -> None:
    assert [may_answer_for(who.id, rep=LEA.id) for who in (LEA, MARC, ADMIN)] == [True, False, False]


@pytest.mark.parametrize(("reader", "may"), [(LEA, True), (MARC, True), (person(3), False)])
def test_a_feedback_is_read_by_its_author_and_its_recipient_only(reader: Person, *, may: bool) -> None:
    assert may_open(envelope(by=LEA, to=MARC), reader) is may


def test_what_a_rep_prepares_is_read_by_that_rep_alone() -> None:
    lea, marc = 1, 2
    assert may_read_preparation(lea, lea)
    assert not may_read_preparation(marc, lea)


def test_votes_are_shown_once_the_team_has_left_them() -> None:
    assert [step for step in Step if may_see_tally(step)] == [Step.COMMITMENTS, Step.CLOSING]


NAMED = {
    Part.TERMS: "title, reason, strategy line, measure, period, pace, weight, segments",
    Part.PROGRESS: "values with their notes and segments, confidence, status, forecast",
    Part.HISTORY: "who signed, changed and recorded what, when and why",
    Part.CHARTER: "the charter: that a margin is settled, reasons, months, changes a year, sponsor",
    Part.MARGIN: "the figures of the margin: floor and ceiling",
}
COLUMNS = ["part of an objective", "the rep", "the manager of the pair", "the sponsor named in it", "anybody else"]


def told(part: Part, reader: Role) -> str:
    """Say in the table's words when somebody sees a part: tried with each state of an objective."""
    states = list(product((True, False), repeat=2))
    seen = {state for state in states if may_read(part, reader, is_signed=state[0], is_margin_shown=state[1])}
    return {
        frozenset(states): "yes",
        frozenset(): "never",
        frozenset((signed, True) for signed in (True, False)): "if the manager chose so",
        frozenset((True, shown) for shown in (True, False)): "once both have signed",
    }[frozenset(seen)]


def test_privacy_md_has_the_table_of_who_sees_what_of_an_objective() -> None:
    rows = [COLUMNS, ["---"] * len(COLUMNS), *[[NAMED[part], *(told(part, one) for one in Role)] for part in Part]]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert table in PRIVACY.read_text(encoding="utf-8"), f"docs/privacy.md should have\n{table}"


@pytest.mark.parametrize(
    ("person", "manager", "sponsor", "expected"),
    [
        (1, 2, 3, Role.REP),
        (2, 2, 3, Role.MANAGER),
        (3, 2, 3, Role.SPONSOR),
        (4, 2, 3, Role.ANYBODY),
        (2, None, None, Role.ANYBODY),
        (2, 2, 2, Role.MANAGER),
    ],
)
def test_a_role_is_what_somebody_is_to_the_objective_now(
    person: int, manager: int | None, sponsor: int | None, expected: Role
) -> None:
    assert role(person, rep=1, manager=manager, sponsor=sponsor) is expected


def test_only_the_two_of_the_pair_change_an_objective() -> None:
    assert [one for one in Role if may_change(one)] == [Role.REP, Role.MANAGER]


def test_figures_that_are_kept_from_a_rep_are_in_nothing_that_the_rep_reads() -> None:
    hidden = objective(charter=Charter(Decimal(400_000), None, is_shown=False))
    seen = seen_by(Role.REP, hidden)
    assert (seen.charter.floor, seen.charter.is_masked, seen.charter.is_settled) == (None, True, True)
    assert seen_by(Role.MANAGER, hidden) == hidden
    assert not seen_by(Role.REP, objective(charter=Charter(is_shown=False))).charter.is_settled

    made = (change(Field.FLOOR, "400000", "410000"), change(Field.TARGET))
    masked = replace(made[0], before="", after="", is_masked=True)
    assert changes_seen_by(Role.REP, made, is_margin_shown=False) == (masked, made[1])
    assert changes_seen_by(Role.REP, made, is_margin_shown=True) == made
    assert changes_seen_by(Role.MANAGER, made, is_margin_shown=False) == made


def test_a_private_note_is_read_by_its_author_alone() -> None:
    assert [may_read_note(reader, 1) for reader in (1, 2)] == [True, False]


SPOKEN = {
    Passage.VALUES: "values and confidence, as told in a check-in",
    Passage.WORDS: "what the rep answers openly: win, obstacle, the segment furthest from plan, the means needed",
    Passage.ACTIONS: "an action that the rep writes down in a half, and what became of it",
    Passage.REPLIES: "what the manager writes openly: the answers to the means needed, an action",
    Passage.SEALED: "what is sealed: feedback in either direction, what gave energy",
    Passage.ADDITION: "what either adds to their half once both are in",
    Passage.AGENDA: "a point of the agenda, who raised it, its link, that it was talked about, or taken off and why",
    Passage.CARRIED: "open actions, and open points that the rep raised, when another manager takes over",
    Passage.TALK: "the talk: its preparation, decisions and record",
    Passage.FEEDBACK: "feedback outside a check-in, that it is there and what it says",
    Passage.NOTE: "a private note: what it says and what it is pinned to",
    Passage.FORM: "what is typed in a form and not sent yet",
}
HEARERS = {
    Reader.AUTHOR: "the one who wrote it",
    Reader.OTHER: "the other of the two",
    Reader.NEXT: "the manager who follows",
    Reader.FORMER: "a former manager, of what came later",
    Reader.ABOVE: "the manager's manager",
    Reader.STAND_IN: "the stand-in",
    Reader.ADMIN: "an admin",
    Reader.COLLEAGUE: "a colleague",
    Reader.GONE: "somebody whose account is deactivated",
}
Moment = tuple[tuple[Side, ...], datetime, bool]  # the halves that are in, when it is read, whether the rep shows it
MOMENTS: list[Moment] = list(product([NOBODY, (REP,), (MANAGER,), BOTH], (BEFORE, OPEN, DUE, HELD), (True, False)))


def spoken(passage: Passage, reader: Reader) -> str:
    """Say in the table's words when somebody sees a part of a dialogue, whichever of the two wrote it: in any state."""
    return {
        frozenset({(True, True), (True, False), (False, True), (False, False)}): "at once",
        frozenset(): "never",
        frozenset({(True, True), (True, False)}): SEAL,
        frozenset({(True, True), (False, True)}): "if the rep chose so",
    }[frozenset(seen(passage, reader))]


SEAL = "once both halves are in; after the deadline, to whoever sent theirs"


def seen(passage: Passage, reader: Reader) -> set[tuple[bool, bool]]:
    """Return in which states a part is seen: whether the seal is open, and whether the rep shows it."""
    found: set[tuple[bool, bool]] = set()
    for (sent, at, is_shown), side in product(MOMENTS, Side):
        may_open_it = set(sent) == set(BOTH) or (side in sent and at >= DUE)
        is_unsealed = may_open_seal(checkin(*sent), side, at)
        assert is_unsealed is may_open_it
        if may_read_dialogue(passage, reader, is_unsealed=is_unsealed, is_shown=is_shown):
            found.add((is_unsealed, is_shown))
    return found


def test_privacy_md_has_the_table_of_who_sees_what_of_a_dialogue() -> None:
    columns = ["part of a dialogue", *HEARERS.values()]
    rows = [columns, ["---"] * len(columns)]
    rows += [[SPOKEN[passage], *(spoken(passage, one) for one in Reader)] for passage in Passage]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    assert table in PRIVACY.read_text(encoding="utf-8"), f"docs/privacy.md should have\n{table}"


@pytest.mark.parametrize(
    ("person", "expected"), [(1, Reader.AUTHOR), (2, Reader.OTHER), (3, Reader.NEXT), (4, Reader.COLLEAGUE)]
)
def test_a_reader_is_what_somebody_is_to_who_wrote(person: int, expected: Reader) -> None:
    assert reader_of(person, author=1, other=2, follower=3) is expected


def test_nobody_else_is_taken_for_the_manager_who_follows_where_there_is_none() -> None:
    assert reader_of(4, author=1) is Reader.COLLEAGUE


def test_nothing_that_another_wrote_or_that_was_sealed_can_be_shown_to_who_follows() -> None:
    kept = set(Passage) - {Passage.VALUES, Passage.WORDS, Passage.ACTIONS, Passage.CARRIED}
    assert not any(may_read_dialogue(one, Reader.NEXT, is_unsealed=True, is_shown=True) for one in kept)
