"""Who owes a half when, and when a check-in is past."""

from datetime import datetime, timedelta

import pytest

from bot.rules.checkin import Cause, Skip
from bot.rules.person import Person
from bot.rules.question import Side
from bot.rules.team import RepState
from tests.factories import (
    ANSWERS,
    BEFORE,
    DUE,
    HELD,
    LATE,
    LEA,
    MARC,
    OPEN,
    OPENS,
    TALK,
    answered,
    checkin,
    person,
    rep_state,
    sheet,
    upcoming,
)

REP, MANAGER = Side.REP, Side.MANAGER
NOBODY: tuple[Side, ...] = ()


@pytest.mark.parametrize(
    ("sent", "at", "owing"),
    [
        (NOBODY, BEFORE, set()),
        (NOBODY, OPENS, {REP, MANAGER}),
        (NOBODY, LATE, {REP, MANAGER}),
        (NOBODY, TALK - timedelta(seconds=1), {REP, MANAGER}),
        (NOBODY, TALK, set()),
        (NOBODY, HELD, set()),
        ((REP,), BEFORE, {MANAGER}),
        ((REP,), OPEN, {MANAGER}),
        ((MANAGER,), BEFORE, {REP}),
        ((MANAGER,), LATE, {REP}),
        ((MANAGER,), HELD, set()),
        ((REP,), TALK, set()),
        ((REP, MANAGER), BEFORE, set()),
        ((REP, MANAGER), HELD, set()),
    ],
)
def test_a_half_is_owed_from_the_prompt_or_the_other_half_on_and_until_the_talk(
    sent: tuple[Side, ...], at: datetime, owing: set[Side]
) -> None:
    found = checkin(*sent)
    assert {side for side in Side if found.owed(side, at)} == owing


@pytest.mark.parametrize("sent", [NOBODY, (REP,), (MANAGER,), (REP, MANAGER)])
@pytest.mark.parametrize(("at", "past"), [(BEFORE, False), (LATE, False), (TALK, True), (HELD, True)])
def test_a_check_in_is_past_from_its_talk_on_whoever_wrote(sent: tuple[Side, ...], at: datetime, *, past: bool) -> None:
    assert checkin(*sent).past(at) is past


@pytest.mark.parametrize(
    ("sent", "revealed"), [(NOBODY, False), ((REP,), False), ((MANAGER,), False), ((REP, MANAGER), True)]
)
def test_a_check_in_is_revealed_when_both_halves_are_in(sent: tuple[Side, ...], *, revealed: bool) -> None:
    assert checkin(*sent).revealed is revealed


@pytest.mark.parametrize(("who", "side"), [(LEA, REP), (MARC, MANAGER), (person(9), None)])
def test_a_check_in_knows_the_side_of_its_two_people_only(who: Person, side: Side | None) -> None:
    assert checkin().side_of(who) is side


@pytest.mark.parametrize("side", Side)
def test_a_side_has_its_person_and_its_time_of_sending(side: Side) -> None:
    found = checkin(side)
    assert found.side_of(found.person(side)) is side
    assert found.sent_at(side)
    assert found.sent_at(side.other) is None
    assert side.other.other is side is not side.other


def test_a_rep_without_a_check_in_owes_nothing() -> None:
    assert not rep_state(checkin=None).owes(REP, DUE)
    assert rep_state().owes(REP, DUE)


@pytest.mark.parametrize(
    ("state", "at", "talk_at"),
    [
        (rep_state(), BEFORE, TALK),
        (rep_state(REP, MANAGER), LATE, TALK),
        (rep_state(), TALK, upcoming().talk_at),
        (rep_state(REP, MANAGER), HELD, upcoming().talk_at),
        (rep_state(checkin=None), BEFORE, upcoming().talk_at),
    ],
)
def test_the_next_talk_is_that_of_the_check_in_under_way_until_it_is_held(
    state: RepState, at: datetime, talk_at: datetime
) -> None:
    assert state.next_talk(at) == talk_at


@pytest.mark.parametrize("reader", Side)
def test_a_sheet_gives_each_sides_answers_to_either_reader(reader: Side) -> None:
    seen = sheet(reader, REP, MANAGER)
    assert {side: seen.answers(side) for side in Side} == ANSWERS


def test_a_sheet_gives_no_answer_that_its_reader_may_not_see() -> None:
    assert sheet(MANAGER, REP).answers(REP) == answered(win="Gagné Orion", obstacle="Délais", means="Un avant-vente")
    assert sheet(REP, MANAGER).answers(MANAGER) == answered(answer="Dès lundi")


@pytest.mark.parametrize("sent", [NOBODY, (REP,), (MANAGER,)])
def test_nobody_owes_a_half_of_a_check_in_that_is_skipped(sent: tuple[Side, ...]) -> None:
    found = checkin(*sent, skip=Skip(OPEN, Cause.PERSON, reason="Salon"))
    assert not any(found.owed(side, OPEN) for side in Side)
    assert not found.under_way(OPEN)
    assert found.begun is bool(sent)
