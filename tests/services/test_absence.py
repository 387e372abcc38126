"""Absences: set, joined, ended, and who is away when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, person
from tests.services.scene import INES, OPENING, STRANGER, Scene

TODAY = date(2026, 10, 6)


def days(first: int, last: int) -> Days:
    """Give days counted from today."""
    return Days(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


async def known(session: AsyncSession, scene: Scene) -> list[Days]:
    return [one.days for one in (await absence.book(session, by=scene.rep, at=OPENING)).known]


async def declare(session: AsyncSession, scene: Scene, *spans: tuple[int, int]) -> None:
    for span in spans:
        await absence.declare(session, days(*span), by=scene.rep, at=OPENING)


@pytest.mark.parametrize(
    ("spans", "joined"),
    [
        ([(0, 0)], [(0, 0)]),
        ([(0, 2), (0, 2)], [(0, 2)]),
        ([(0, 2), (2, 5)], [(0, 5)]),
        ([(0, 2), (3, 5)], [(0, 5)]),
        ([(0, 2), (4, 5)], [(0, 2), (4, 5)]),
        ([(4, 5), (0, 1), (1, 6)], [(0, 6)]),
        ([(0, 9), (3, 4)], [(0, 9)]),
    ],
)
async def test_days_that_overlap_or_follow_at_once_become_one(
    session: AsyncSession, scene: Scene, spans: list[tuple[int, int]], joined: list[tuple[int, int]]
) -> None:
    await declare(session, scene, *spans)

    assert await known(session, scene) == [days(*one) for one in joined]


@pytest.mark.parametrize(
    ("span", "reason"),
    [
        ((1, 0), Reason.ENDS_BEFORE_IT_STARTS),
        ((-3, -1), Reason.DAY_PAST),
        ((0, 3000), Reason.TOO_FAR_AHEAD),
    ],
)
async def test_days_that_cannot_be_are_refused_in_their_field(
    session: AsyncSession, scene: Scene, span: tuple[int, int], reason: Reason
) -> None:
    with pytest.raises(Rejected) as refusal:
        await declare(session, scene, span)

    assert [(one.reason, one.field) for one in refusal.value.problems] == [(reason, "last")]
    assert await known(session, scene) == []


@pytest.mark.parametrize(
    ("span", "was_away", "left"),
    [
        ((-2, 3), True, [(-2, -1)]),
        ((0, 3), True, []),
        ((1, 3), False, [(1, 3)]),
    ],
)
async def test_coming_back_ends_the_absence_as_of_yesterday(
    session: AsyncSession, scene: Scene, span: tuple[int, int], left: list[tuple[int, int]], *, was_away: bool
) -> None:
    await declare(session, scene, span)

    assert bool(await absence.end(session, by=scene.rep, at=OPENING)) is was_away

    found = await absence.away_between(session, [scene.lea.id], date.min, date.max)
    assert [one.days for one in found] == [days(*one) for one in left]
    assert not await absence.away(session, [scene.lea.id], TODAY)


async def test_one_that_is_removed_twice_is_gone_once(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (0, 1))
    [found] = (await absence.book(session, by=scene.rep, at=OPENING)).known

    assert await absence.remove(session, found.id, by=scene.rep, at=OPENING)
    assert await absence.remove(session, found.id, by=scene.rep, at=OPENING) is None
    assert await known(session, scene) == []


async def test_days_that_are_known_already_change_nothing(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (0, 9))

    assert await absence.declare(session, days(3, 4), by=scene.rep, at=OPENING) is None


@pytest.mark.parametrize(
    ("to", "left"),
    [
        ((0, 2), [(0, 2), (8, 9)]),
        ((2, 3), [(2, 3), (8, 9)]),
        ((0, 7), [(0, 9)]),
        ((-3, 5), [(-3, 5), (8, 9)]),
        ((20, 21), [(8, 9), (20, 21)]),
    ],
)
async def test_an_absence_is_given_other_days(
    session: AsyncSession, scene: Scene, to: tuple[int, int], left: list[tuple[int, int]]
) -> None:
    await declare(session, scene, (0, 5), (8, 9))
    first, _ = (await absence.book(session, by=scene.rep, at=OPENING)).known

    await absence.change(session, first.id, days(*to), by=scene.rep, at=OPENING)

    assert await known(session, scene) == [days(*one) for one in left]


async def test_one_that_is_gone_is_given_no_other_days(session: AsyncSession, scene: Scene) -> None:
    with pytest.raises(Rejected) as refusal:
        await absence.change(session, 10**9, days(0, 1), by=scene.rep, at=OPENING)

    assert refusal.value.problems[0].reason is Reason.NO_ABSENCE


async def test_what_is_over_is_listed_no_more(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (0, 1))

    book = await absence.book(session, by=scene.rep, at=OPENING + timedelta(days=2))

    assert book.known == ()


@pytest.mark.parametrize(
    ("first", "last", "found"), [(-5, -1, False), (-5, 0, True), (1, 1, True), (2, 9, True), (3, 9, False)]
)
async def test_who_is_away_in_a_period_is_told_with_all_the_days(
    session: AsyncSession, scene: Scene, first: int, last: int, *, found: bool
) -> None:
    await declare(session, scene, (0, 2))
    span = days(first, last)

    away = await absence.away_between(session, [scene.lea.id, scene.marc.id], span.first, span.last)

    assert [(one.person, one.days) for one in away] == [(scene.lea, days(0, 2))] * found


async def test_today_is_the_day_where_the_person_is(session: AsyncSession, scene: Scene) -> None:
    past_midnight_in_paris = datetime(2026, 10, 6, 22, 30, tzinfo=UTC)

    for by in (scene.rep, scene.manager):
        with pytest.raises(Rejected):
            await absence.declare(session, days(0, 0), who=scene.lea.slack_id, by=by, at=past_midnight_in_paris)


@pytest.mark.parametrize(
    ("tz", "at", "left"),
    [
        ("Pacific/Auckland", datetime(2026, 10, 6, 10, 59, tzinfo=UTC), [(-1, -1)]),  # a minute before midnight there
        ("Pacific/Auckland", datetime(2026, 10, 6, 11, 0, tzinfo=UTC), [(-1, 0)]),  # the 7th has begun
        ("America/Los_Angeles", datetime(2026, 10, 7, 6, 59, tzinfo=UTC), [(-1, -1)]),  # still the 6th there
        ("America/Los_Angeles", datetime(2026, 10, 7, 7, 0, tzinfo=UTC), [(-1, 0)]),
    ],
)
async def test_back_counts_the_days_by_the_calendar_where_the_person_is(
    session: AsyncSession, scene: Scene, tz: str, at: datetime, left: list[tuple[int, int]]
) -> None:
    await declare(session, scene, (-1, 4))
    (await session.get_one(models.Person, scene.lea.id)).tz = tz

    assert await absence.end(session, by=scene.rep, at=at)

    found = await absence.away_between(session, [scene.lea.id], date.min, date.max)
    assert [one.days for one in found] == [days(*one) for one in left]


async def test_back_twice_ends_it_once(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (-1, 4))

    assert await absence.end(session, by=scene.rep, at=OPENING)
    assert await absence.end(session, by=scene.rep, at=OPENING) is None


async def test_somebody_in_no_team_has_no_absences(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(INES, is_admin=False), workspace=scene.workspace)

    for act in (
        lambda: absence.declare(session, days(0, 0), by=scene.admin, at=OPENING),
        lambda: absence.end(session, by=scene.admin, at=OPENING),
        lambda: absence.book(session, by=scene.admin, at=OPENING),
        lambda: absence.book(session, by=scene.caller(replace(scene.ines, slack_id=STRANGER)), at=OPENING),
    ):
        with pytest.raises(Rejected) as refusal:
            await act()
        assert refusal.value.problems[0].reason is Reason.NO_TEAM
