"""The steps of a retrospective, and what is counted in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.rules.retro import ASKED, THREAD, Phase, Step, years_to_choose
from tests.factories import LEA, MARC, retro, retro_desk, said

CLOSED = datetime(2026, 12, 1, tzinfo=UTC)


def test_the_steps_lead_from_the_preparation_to_the_closing_one_by_one() -> None:
    walked = [Step.PREPARATION]
    while following := walked[-1].next:
        walked.append(following)
    assert walked == list(Step)


def test_one_goes_back_step_by_step_as_far_as_the_opening() -> None:
    walked = [Step.COMMITMENTS]
    while earlier := walked[-1].before:
        walked.append(earlier)
    assert walked == list(THREAD[-2::-1])


@pytest.mark.parametrize("step", [Step.PREPARATION, Step.OPENING, Step.CLOSING])
def test_neither_a_closed_thread_nor_the_preparation_is_gone_back_to(step: Step) -> None:
    assert step.before is None


def test_the_opening_is_the_first_of_eight_steps_and_the_closing_the_last() -> None:
    assert (Step.OPENING.number, Step.CLOSING.number, len(THREAD)) == (1, 8, 8)


def test_a_step_is_over_current_or_ahead() -> None:
    now = retro(Step.DID_NOT)
    assert [now.phase(step) for step in (Step.MOTIVATED, Step.DID_NOT, Step.SOLUTIONS)] == [
        Phase.OVER,
        Phase.CURRENT,
        Phase.AHEAD,
    ]


def test_once_it_is_closed_every_step_is_over() -> None:
    closed = replace(retro(Step.CLOSING), closed_at=CLOSED)
    assert {closed.phase(step) for step in THREAD} == {Phase.OVER}


def test_people_are_counted_once_however_often_they_speak() -> None:
    spoken = (said(1, LEA), said(2, LEA), said(3, MARC), said(4, MARC, step=Step.MOTIVATED))
    now = retro(Step.WORKED, said=spoken)
    assert (len(now.said_in(Step.WORKED)), now.speakers(Step.WORKED)) == (3, 2)


def test_the_most_voted_are_three_and_none_without_a_vote() -> None:
    votes = {1: 0, 2: 1, 3: 5, 4: 2, 5: 1}
    solutions = tuple(said(key, step=Step.SOLUTIONS, votes=count) for key, count in votes.items())
    now = retro(Step.COMMITMENTS, said=solutions)
    assert [one.id for one in now.solutions] == [3, 4, 2, 5, 1]
    assert [one.id for one in now.most_voted] == [3, 4, 2]
    assert retro(Step.COMMITMENTS, said=solutions[:1]).most_voted == ()


@pytest.mark.parametrize("step", ASKED)
def test_a_first_contribution_begins_with_what_was_prepared_and_a_second_one_empty(step: Step) -> None:
    assert retro_desk(step).prefill(step)
    spoken = retro_desk(step, said=(said(1, LEA, step=step),))
    assert spoken.prefill(step) == ""


def test_what_somebody_else_said_leaves_ones_own_preparation_there() -> None:
    assert retro_desk(Step.WORKED, said=(said(1, MARC),)).prefill(Step.WORKED)


@pytest.mark.parametrize(
    ("today", "taken", "years"),
    [
        (date(2026, 10, 6), (), (2026, 2025)),
        (date(2026, 7, 1), (), (2026, 2025)),
        (date(2026, 6, 30), (), (2025, 2026)),
        (date(2026, 10, 6), (2026,), (2025,)),
        (date(2026, 10, 6), (2025, 2026), ()),
    ],
)
def test_the_usual_year_is_this_one_from_july_on_and_taken_ones_are_not_offered(
    today: date, taken: tuple[int, ...], years: tuple[int, ...]
) -> None:
    assert years_to_choose(today, taken) == years
