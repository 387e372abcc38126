"""Who sees the sealed part when: the whole table."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.rules.checkin import Question, Side
from bot.rules.person import Person
from bot.rules.retro import Step
from bot.rules.visibility import (
    SEALED,
    may_answer_for,
    may_open,
    may_open_seal,
    may_read_preparation,
    may_read_strategy,
    may_see_tally,
    may_shape_strategy,
    may_share_agenda,
    may_share_objectives,
    open_part,
    visible,
)
from tests.factories import ANSWERS as A_SHEET
from tests.factories import BEFORE, DUE, HELD, LATE, LEA, MARC, OPEN, checkin, envelope, person, sheet

REP, MANAGER = Side.REP, Side.MANAGER
NOBODY: tuple[Side, ...] = ()
BOTH = (REP, MANAGER)
IN_TIME = [BEFORE, OPEN, DUE - timedelta(microseconds=1)]
TOO_LATE = [DUE, LATE, HELD]
ANSWERS = {question: question.value for question in Question}

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
        kept = visible(ANSWERS, checkin(*sent), side, at)
        assert set(kept) == (set(Question) if side in readers else set(Question) - {Question.FEEDBACK})
        assert all(kept[question] == ANSWERS[question] for question in kept)


def test_feedback_is_what_is_sealed() -> None:
    assert {Question.FEEDBACK} == SEALED


def test_a_message_may_say_the_open_part_only() -> None:
    assert set(open_part(ANSWERS)) == set(Question) - {Question.FEEDBACK}


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
