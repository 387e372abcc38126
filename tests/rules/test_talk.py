"""How far a talk is, and what its record holds."""

from datetime import timedelta

import pytest

from bot.rules.checkin import Cause, CheckIn, Skip
from bot.rules.refusal import Reason, Rejected
from bot.rules.talk import Amendment, Frame, NewDecision, Phase, Record, is_on
from tests.factories import DUE, HELD, LEA, MARC, OPEN, TALK, checkin
from tests.views.showing_talk import a_talk, point

AFTER, NEXT = TALK + timedelta(hours=1), TALK + timedelta(days=12)
BOTH = Record(AFTER, AFTER + timedelta(hours=1))
SKIPPED = checkin(skip=Skip(OPEN, Cause.PERSON, MARC, "Salon"))


@pytest.mark.parametrize(
    ("met", "frame", "record", "at", "phase"),
    [
        (checkin(), Frame(), Record(), DUE - timedelta(seconds=1), Phase.COMING),
        (checkin(), Frame(), Record(), DUE, Phase.OPEN),
        (checkin(), Frame(NEXT), Record(), NEXT - timedelta(seconds=1), Phase.OPEN),
        (checkin(), Frame(NEXT), Record(), NEXT, Phase.OVER),
        (checkin(), Frame(NEXT), Record(AFTER), HELD, Phase.OPEN),
        (checkin(), Frame(NEXT), BOTH, NEXT, Phase.CONFIRMED),
        (checkin(), Frame(NEXT, AFTER), Record(), AFTER, Phase.ENDED),
        (SKIPPED, Frame(), Record(), HELD, Phase.SKIPPED),
    ],
)
def test_a_talk_is_open_until_something_closes_it(
    met: CheckIn, frame: Frame, record: Record, at: object, phase: Phase
) -> None:
    assert frame.phase(met, record, at) is phase


def test_a_record_holds_what_was_done_until_the_first_of_what_closes_it() -> None:
    frame = Frame(NEXT, NEXT + timedelta(days=1))

    assert frame.until(Record(AFTER), AFTER) is None
    assert frame.until(Record(AFTER), NEXT) == NEXT
    assert frame.until(BOTH, NEXT) == BOTH.closed_at == AFTER + timedelta(hours=1)


def test_what_is_confirmed_is_named_by_its_last_change() -> None:
    assert Record().version == "0"
    assert Record(changed_at=HELD).version != Record(changed_at=AFTER).version


def test_only_what_was_there_when_the_talk_began_is_carried_over() -> None:
    later = point(9, raised_at=HELD)

    assert later not in a_talk(points=(point(8), later)).carried
    assert a_talk(points=(point(8), later)).carried == (point(8),)


@pytest.mark.parametrize(
    ("by", "changed_at", "is_told"),
    [(MARC, AFTER + timedelta(minutes=1), True), (LEA, AFTER + timedelta(minutes=1), False), (MARC, HELD, False)],
)
def test_a_change_is_told_to_the_other_once_the_record_was_out(
    by: object, changed_at: object, *, is_told: bool
) -> None:
    record = Record(change=Amendment.NOTED, changed_by=by, changed_at=changed_at)

    assert a_talk(record=record).amended_by_the_other is is_told


def test_a_decision_needs_a_word() -> None:
    with pytest.raises(Rejected) as refusal:
        NewDecision("", None, HELD).check()
    assert [one.reason for one in refusal.value.problems] == [Reason.EMPTY]


@pytest.mark.parametrize(("met", "at", "on"), [(checkin(), OPEN, False), (checkin(), DUE, True), (SKIPPED, DUE, False)])
def test_home_offers_it_from_the_deadline_on(met: CheckIn, at: object, *, on: bool) -> None:
    assert is_on(met, at) is on
