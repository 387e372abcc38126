"""What is left of changes to the strategy, and what a goal or a line must have."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.strategy import Aspect, Kind, NewGoal, NewLine, Turn, net
from tests.factories import OPEN

FIRST = Turn(Kind.GOAL, 7, "Vega", Aspect.TITLE, "Orion", "Lyra", "Marc Weil", OPEN, "because")
THEN = replace(FIRST, before="Lyra", after="Vega", at=OPEN + timedelta(minutes=1), note="")


def test_changes_of_one_thing_in_one_respect_are_one_from_the_first_to_the_last() -> None:
    [left] = net([THEN, FIRST])

    assert (left.before, left.after, left.at, left.note) == ("Orion", "Vega", THEN.at, "because")


def test_what_was_undone_is_no_change() -> None:
    assert net([FIRST, replace(THEN, after="Orion")]) == ()


@pytest.mark.parametrize("other", [{"key": 8}, {"kind": Kind.LINE}, {"aspect": Aspect.WORDS}])
def test_changes_of_different_things_or_respects_stay_apart(other: dict[str, object]) -> None:
    assert len(net([FIRST, replace(THEN, **other)])) == 2


@pytest.mark.parametrize("new", [NewGoal(""), NewLine("", 1)])
def test_what_has_no_name_is_refused_in_the_field_of_the_name(new: NewGoal | NewLine) -> None:
    with pytest.raises(Rejected) as refusal:
        new.check()

    assert refusal.value.problems == (Problem(Reason.NAME_IT, "title"),)
