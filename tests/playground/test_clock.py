import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.playground import Clock

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_a_clock_that_does_not_tick_stands_where_it_was_set() -> None:
    clock = Clock(MONDAY, ticking=False)
    clock.set(MONDAY + timedelta(hours=1))
    assert clock.now() == MONDAY + timedelta(hours=1)


def test_a_ticking_clock_moves_by_itself() -> None:
    clock = Clock(MONDAY)
    assert MONDAY < clock.now() <= clock.now()


def test_time_is_given_in_utc_whatever_zone_it_was_set_in() -> None:
    clock = Clock(datetime.fromisoformat("2026-03-02T10:00:00+01:00"), ticking=False)
    assert clock.now() == MONDAY
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize("at", [MONDAY - timedelta(seconds=1), MONDAY.replace(tzinfo=None)])
def test_the_past_and_a_time_without_zone_are_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match=r"forward only|zone"):
        Clock(MONDAY, ticking=False).set(at)


async def test_a_jump_lets_the_driver_stop_at_every_instant_on_the_way() -> None:
    clock = Clock(MONDAY, ticking=True)
    passed: list[datetime] = []

    async def stop_on_the_way(target: datetime) -> None:
        for at in (MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, microseconds=1), target):
            await asyncio.sleep(0)
            clock.set(at)
            passed.append(clock.now())

    clock.on_jump = stop_on_the_way
    clock.set(MONDAY + timedelta(hours=1))
    await clock.jump(timedelta(days=7))
    assert passed[:2] == [MONDAY + timedelta(days=1), MONDAY + timedelta(days=1, microseconds=1)]
    assert clock.now() >= MONDAY + timedelta(days=7)


@pytest.mark.parametrize("ticking", [True, False])
async def test_who_waits_for_an_instant_is_let_go_when_a_jump_has_reached_it(ticking: bool) -> None:
    clock = Clock(MONDAY, ticking=ticking)
    waiting = asyncio.create_task(clock.reach(MONDAY + timedelta(days=2)))
    await clock.jump(timedelta(days=1))
    assert not waiting.done()
    await clock.jump(timedelta(days=1))
    async with asyncio.timeout(5):
        await waiting


async def test_who_waits_for_an_instant_is_let_go_when_the_clock_has_ticked_there() -> None:
    clock = Clock(MONDAY)
    async with asyncio.timeout(5):
        await clock.reach(MONDAY + timedelta(milliseconds=20))
    assert clock.now() >= MONDAY + timedelta(milliseconds=20)


async def test_jumps_wait_for_each_other() -> None:
    clock = Clock(MONDAY, ticking=False)
    targets: list[datetime] = []

    async def note(target: datetime) -> None:
        await asyncio.sleep(0)
        targets.append(target)

    clock.on_jump = note
    await asyncio.gather(clock.jump(timedelta(days=1)), clock.jump(timedelta(days=1)))
    assert targets == [MONDAY + timedelta(days=1), MONDAY + timedelta(days=2)]


async def test_a_jump_is_busy_while_it_lasts_and_whoever_watches_is_told() -> None:
    clock = Clock(MONDAY, ticking=False)
    seen: list[bool] = []
    clock.changes.subscribe(lambda _: seen.append(clock.busy))
    await clock.jump(timedelta(hours=1))
    assert seen[0] is True
    assert seen[-1] is False


async def test_a_jump_that_fails_leaves_the_clock_where_it_got_to() -> None:
    clock = Clock(MONDAY, ticking=False)

    async def fail(_target: datetime) -> None:
        await asyncio.sleep(0)
        clock.set(MONDAY + timedelta(hours=1))
        raise RuntimeError("the driver fell")

    clock.on_jump = fail
    with pytest.raises(RuntimeError, match="the driver fell"):
        await clock.jump(timedelta(days=1))
    assert (clock.now(), clock.busy) == (MONDAY + timedelta(hours=1), False)


async def test_a_jump_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="forward only"):
        await Clock(MONDAY, ticking=False).jump(timedelta(seconds=-1))
