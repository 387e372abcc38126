"""Who owes a half when, and when a check-in is over."""

from datetime import datetime

import pytest

from bot.rules.checkin import Side
from bot.rules.person import Person
from tests.factories import BEFORE, DUE, HELD, LATE, LEA, MARC, OPEN, OPENS, TALK, checkin, person, rep_state

REP, MANAGER = Side.REP, Side.MANAGER
NOBODY: tuple[Side, ...] = ()


@pytest.mark.parametrize(
    ("sent", "at", "owing"),
    [
        (NOBODY, BEFORE, set()),
        (NOBODY, OPENS, {REP, MANAGER}),
        (NOBODY, LATE, {REP, MANAGER}),
        (NOBODY, HELD, {REP, MANAGER}),
        ((REP,), BEFORE, {MANAGER}),
        ((REP,), OPEN, {MANAGER}),
        ((MANAGER,), BEFORE, {REP}),
        ((MANAGER,), HELD, {REP}),
        ((REP, MANAGER), BEFORE, set()),
        ((REP, MANAGER), HELD, set()),
    ],
)
def test_a_half_is_owed_from_the_prompt_on_or_once_the_other_is_in(
    sent: tuple[Side, ...], at: datetime, owing: set[Side]
) -> None:
    found = checkin(*sent)
    assert {side for side in Side if found.owed(side, at)} == owing


@pytest.mark.parametrize(
    ("sent", "at", "over"),
    [
        ((REP,), TALK, True),
        ((REP, MANAGER), HELD, True),
        ((REP, MANAGER), LATE, False),
        ((MANAGER,), HELD, False),
        (NOBODY, HELD, False),
    ],
)
def test_a_check_in_is_over_for_the_rep_once_sent_and_talked_about(
    sent: tuple[Side, ...], at: datetime, *, over: bool
) -> None:
    assert checkin(*sent).over(at) is over


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
