"""Digests: posted once a date and in their own period, by whoever leads the team, and what they tell of it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Report
from bot.rules.digest import Away, Standing, Talks, Wish
from bot.rules.objective import Confidence
from bot.rules.person import Caller
from bot.rules.recurrence import EVERY_TWO_WEEKS, EVERY_WEEK, Monthly
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import NewTeam
from bot.services import digest, progress, team
from bot.services import half as halves
from tests.services.noise import ELSEWHERE
from tests.services.scene import OPENING, TALK_AT, Scene, opened

AtOnce = Callable[..., Awaitable[list[Any]]]
MONDAY = datetime(2026, 10, 12, 7, tzinfo=UTC)  # 09:00 in Paris
A_DAY, A_WEEK, A_MINUTE = timedelta(days=1), timedelta(weeks=1), timedelta(minutes=1)


@pytest.fixture
async def rhythm(session: AsyncSession, scene: Scene) -> None:
    """Give the team its rhythm, on the Tuesday of the opening."""
    await digest.make_schedules(session, at=OPENING)
    await session.commit()


async def made(session: AsyncSession, scene: Scene) -> list[models.Digest]:
    here = models.Digest.workspace_id == scene.workspace
    return list(await session.scalars(select(models.Digest).where(here).order_by(models.Digest.id)))


async def owed(session: AsyncSession, scene: Scene) -> list[tuple[str | None, str | None, int]]:
    """Return where each digest goes, in which language, and how often it was wanted."""
    rows = await session.execute(
        select(models.Delivery.target, models.Delivery.locale, models.Delivery.wanted).where(
            models.Delivery.workspace_id == scene.workspace, models.Delivery.kind == digest.DIGEST
        )
    )
    return [(target, locale, wanted) for target, locale, wanted in rows]


async def refused(act: Awaitable[object]) -> tuple[Reason, str]:
    with pytest.raises(Rejected) as refusal:
        await act
    [problem] = refusal.value.problems
    return problem.reason, problem.details.get("manager", "")


async def told(session: AsyncSession, scene: Scene, at: datetime = MONDAY):  # noqa: ANN201
    return (await digest.preview(session, by=scene.manager, at=at)).digest


async def test_a_team_without_a_rhythm_gets_the_usual_one_once(session: AsyncSession, scene: Scene) -> None:
    assert [await digest.make_schedules(session, at=OPENING) for _ in range(2)] == [1, 0]

    plan = await digest.plan(session, by=scene.manager, at=OPENING)
    assert plan.rhythm.wish == Wish(EVERY_WEEK, 0, time(9))
    winter = MONDAY + timedelta(hours=1)
    assert [one.at for one in plan.coming] == [MONDAY, MONDAY + A_WEEK, winter + 2 * A_WEEK, winter + 3 * A_WEEK]
    assert await digest.next_posting(session) == MONDAY


async def test_two_first_requests_at_once_make_one_rhythm(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    async def look(session: AsyncSession) -> None:
        await digest.preview(session, by=scene.manager, at=OPENING)

    async def make(session: AsyncSession) -> None:
        await digest.make_schedules(session, at=OPENING)

    await at_once(look, make, look)

    here = select(models.DigestSchedule).where(models.DigestSchedule.workspace_id == scene.workspace)
    assert len((await session.scalars(here)).all()) == 1


@pytest.mark.usefixtures("rhythm")
async def test_at_its_time_the_channel_is_owed_one_in_its_own_language(session: AsyncSession, scene: Scene) -> None:
    assert await digest.post_due(session, at=MONDAY - timedelta(seconds=1)) == 0
    assert [await digest.post_due(session, at=MONDAY + n * A_MINUTE) for n in range(3)] == [1, 0, 0]

    [row] = await made(session, scene)
    assert (row.scheduled_on, row.since, row.until) == (MONDAY.date(), MONDAY - A_WEEK, MONDAY)
    assert await owed(session, scene) == [("C0SALES", "fr-FR", 1)]
    assert await digest.next_posting(session) == MONDAY + A_WEEK


@pytest.mark.usefixtures("rhythm")
async def test_two_workers_at_once_post_one(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    async def post(session: AsyncSession) -> int:
        return await digest.post_due(session, at=MONDAY)

    assert sum(await at_once(post, post, post)) == 1
    assert len(await made(session, scene)) == 1


@pytest.mark.usefixtures("rhythm")
async def test_after_a_month_without_tandem_one_digest_tells_it_all(session: AsyncSession, scene: Scene) -> None:
    await digest.post_due(session, at=MONDAY)
    late = MONDAY + timedelta(days=31)

    assert [await digest.post_due(session, at=late) for _ in range(2)] == [1, 0]

    first, second = await made(session, scene)
    assert (second.scheduled_on, second.since, second.until) == (date(2026, 11, 9), first.until, late)


@pytest.mark.usefixtures("rhythm")
async def test_posting_redraws_the_managers_home(session: AsyncSession, scene: Scene) -> None:
    await digest.post_due(session, at=MONDAY)

    home = await team.home(session, by=scene.manager, at=MONDAY)
    assert home.teams[0].next_digest == MONDAY + A_WEEK
    kinds = select(models.Delivery.recipient_id).where(
        models.Delivery.kind == "home", models.Delivery.workspace_id == scene.workspace
    )
    assert (await session.scalars(kinds)).all() == [scene.marc.id]


@pytest.mark.usefixtures("rhythm")
async def test_one_posted_by_hand_tells_what_happened_since_the_last(session: AsyncSession, scene: Scene) -> None:
    await digest.post_due(session, at=MONDAY)
    await digest.post(session, by=scene.manager, at=MONDAY + A_DAY)
    await digest.post_due(session, at=MONDAY + A_WEEK)

    assert [(row.scheduled_on, row.since) for row in await made(session, scene)] == [
        (MONDAY.date(), MONDAY - A_WEEK),
        (None, MONDAY),
        (date(2026, 10, 19), MONDAY + A_DAY),
    ]
    assert len(await owed(session, scene)) == 3


async def test_posting_twice_in_a_moment_posts_once(session: AsyncSession, scene: Scene) -> None:
    await digest.post(session, by=scene.manager, at=OPENING)

    assert (await refused(digest.post(session, by=scene.manager, at=OPENING + timedelta(seconds=2))))[0] is (
        Reason.DIGEST_POSTED
    )
    assert len(await made(session, scene)) == 1
    await digest.post(session, by=scene.manager, at=OPENING + A_MINUTE)
    assert len(await made(session, scene)) == 2


async def test_an_old_preview_posts_nothing_once_another_digest_was_posted(session: AsyncSession, scene: Scene) -> None:
    seen = OPENING - timedelta(hours=1)
    await digest.post(session, by=scene.manager, at=OPENING - timedelta(minutes=30))

    assert (await refused(digest.post(session, by=scene.manager, seen_at=seen, at=OPENING)))[0] is Reason.DIGEST_POSTED
    assert len(await made(session, scene)) == 1


async def test_two_clicks_at_the_same_instant_post_once(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    async def click(session: AsyncSession) -> bool:
        try:
            await digest.post(session, by=scene.manager, team_id=scene.team, seen_at=OPENING, at=OPENING + A_MINUTE)
        except Rejected:
            return False
        return True

    assert sorted(await at_once(click, click)) == [False, True]
    assert len(await made(session, scene)) == 1


async def test_whoever_does_not_lead_the_team_is_told_who_does(session: AsyncSession, scene: Scene) -> None:
    acts: list[Callable[..., Awaitable[object]]] = [digest.preview, digest.post, digest.plan]
    for act in acts:
        for which in ({}, {"team_id": scene.team}):
            found = await refused(act(session, by=scene.rep, at=OPENING, **which))
            assert found == (Reason.ONLY_THE_MANAGER, scene.marc.name)
        assert (await refused(act(session, by=scene.caller(scene.ines), at=OPENING)))[0] is Reason.NO_TEAM
        there = Caller(ELSEWHERE, scene.marc.slack_id)
        assert (await refused(act(session, by=there, team_id=scene.team, at=OPENING)))[0] is Reason.NO_TEAM
    assert await made(session, scene) == []


async def test_who_leads_several_teams_means_the_one_whose_channel_it_is(session: AsyncSession, scene: Scene) -> None:
    south = NewTeam("Sud", scene.marc.id, "C0SOUTH", "FR", "en-GB", "Europe/London")
    made_south = await team.create(session, south, workspace=scene.workspace)

    assert (await digest.where(session, by=scene.manager, channel="C0SOUTH")).team_id == made_south
    assert (await digest.where(session, by=scene.manager, channel="C0ELSE")).team_id == scene.team


@pytest.mark.usefixtures("rhythm")
async def test_a_new_rhythm_is_kept_and_what_was_shown_is_what_comes(session: AsyncSession, scene: Scene) -> None:
    wish = Wish(EVERY_TWO_WEEKS, 3, time(16, 30))
    shown = await digest.plan(session, by=scene.manager, wish=wish, at=OPENING)

    saved = await digest.change(session, wish, by=scene.manager, team_id=scene.team, at=OPENING)

    assert saved == shown == await digest.plan(session, by=scene.manager, at=OPENING)
    thursday = datetime(2026, 10, 8, 14, 30, tzinfo=UTC)
    assert await digest.next_posting(session) == thursday
    assert await digest.post_due(session, at=thursday) == 1
    assert await digest.next_posting(session) == thursday + 2 * A_WEEK


@pytest.mark.usefixtures("rhythm")
async def test_on_a_weekday_of_each_month_it_comes_and_tells_of_the_month(session: AsyncSession, scene: Scene) -> None:
    second, third = [datetime(2026, month, 2 if month == 11 else 7, 8, tzinfo=UTC) for month in (11, 12)]
    wish = Wish(Monthly(1), 0, time(9))
    await digest.change(session, wish, by=scene.manager, team_id=scene.team, at=OPENING)

    assert await digest.next_posting(session) == second
    assert [await digest.post_due(session, at=at) for at in (second, second + A_WEEK, third)] == [1, 0, 1]
    assert [(row.since, row.until) for row in await made(session, scene)] == [
        (second - 5 * A_WEEK, second),
        (second, third),
    ]


@pytest.mark.usefixtures("rhythm")
async def test_a_date_that_has_its_digest_gets_no_second_one_when_the_time_changes(
    session: AsyncSession, scene: Scene
) -> None:
    await digest.post_due(session, at=MONDAY)
    await digest.change(
        session, Wish(EVERY_WEEK, 0, time(16)), by=scene.manager, team_id=scene.team, at=MONDAY + A_MINUTE
    )

    assert await digest.post_due(session, at=MONDAY + timedelta(hours=12)) == 0
    assert len(await made(session, scene)) == 1


async def record(session: AsyncSession, scene: Scene, value: str, at: datetime, which: str = "contracts") -> None:
    author = await session.get_one(models.Person, scene.lea.id)
    report = Report(getattr(scene, which), Decimal(value), Confidence.HIGH)
    await progress.record(session, [report], by=author, at=at)


async def test_it_counts_the_objectives_of_the_team_and_of_no_other(session: AsyncSession, scene: Scene) -> None:
    assert (await told(session, scene)).standing == Standing(unknown=2)
    assert (await told(session, scene)).curve is None

    await record(session, scene, "374400", MONDAY - A_DAY)  # 78 %, as the pace asks

    found = await told(session, scene)
    assert found.standing == Standing(on_track=1, unknown=1)
    assert found.curve
    assert found.curve.done == Decimal("0.39")  # the other objective weighs as much, and stands at its start


async def test_a_late_digest_tells_its_own_period(session: AsyncSession, scene: Scene) -> None:
    await record(session, scene, "374400", MONDAY - A_DAY)
    await digest.post(session, by=scene.manager, at=MONDAY)
    [row] = await made(session, scene)
    then = await digest.read(session, row.id)

    await record(session, scene, "480000", MONDAY + A_DAY)
    session.add(models.Action(**done(scene, MONDAY + A_DAY)))
    await session.flush()

    assert await digest.read(session, row.id) == then
    assert (await told(session, scene, MONDAY + A_DAY)).reached == 1


async def test_a_digest_that_is_gone_is_none(session: AsyncSession, scene: Scene) -> None:
    assert await digest.read(session, 12345) is None


async def test_an_objective_reached_is_told_once(session: AsyncSession, scene: Scene) -> None:
    await record(session, scene, "480000", MONDAY - A_DAY)

    assert (await told(session, scene)).reached == 1
    await digest.post(session, by=scene.manager, at=MONDAY)
    assert (await told(session, scene, MONDAY + A_DAY)).reached == 0


async def test_check_ins_are_held_when_both_halves_are_in(session: AsyncSession, scene: Scene) -> None:
    opened_one = await opened(session, scene)
    assert (await told(session, scene)).talks == Talks(held=0, due=1)
    await halves.record(session, scene.reps_half(opened_one), by=scene.rep, at=OPENING)
    assert (await told(session, scene)).talks == Talks(held=0, due=1)

    await halves.record(session, scene.managers_half(opened_one), by=scene.manager, at=OPENING)

    assert (await told(session, scene)).talks == Talks(held=1, due=1)
    assert (await told(session, scene, TALK_AT - A_MINUTE)).talks == Talks()
    assert (await told(session, scene, TALK_AT + A_WEEK)).talks == Talks()


async def test_a_skipped_check_in_is_told_apart(session: AsyncSession, scene: Scene) -> None:
    row = await session.get_one(models.CheckIn, await opened(session, scene))
    row.skipped_at = OPENING
    await session.flush()

    assert (await told(session, scene)).talks == Talks(skipped=1)


async def test_objectives_under_a_strategy_line_are_counted(session: AsyncSession, scene: Scene) -> None:
    goal = models.Goal(workspace_id=scene.workspace, team_id=scene.team, title="Croître")
    line = models.Strategy(workspace_id=scene.workspace, goal=goal, title="ETI")
    session.add(line)
    await session.flush()
    row = await session.get_one(models.Objective, scene.contracts)
    row.strategy_id = line.id
    await session.flush()

    found = await told(session, scene)
    assert (found.linked, found.standing.total) == (1, 2)


def done(scene: Scene, at: datetime | None, **given: object) -> dict[str, object]:
    usual = {"workspace_id": scene.workspace, "owner_id": scene.lea.id, "author_id": scene.marc.id, "text": "Appeler"}
    return usual | {"due_on": MONDAY.date(), "created_at": OPENING, "done_at": at} | given


async def test_actions_done_in_the_period_are_counted(session: AsyncSession, scene: Scene) -> None:
    pair = await session.scalar(select(models.Pair.id).where(models.Pair.team_id == scene.team))
    for at in (MONDAY, MONDAY - A_DAY, MONDAY - A_WEEK, MONDAY + A_MINUTE, None):
        session.add(models.Action(**done(scene, at, pair_id=pair)))
    session.add(models.Action(**done(scene, MONDAY, pair_id=None)))  # of no pair of the team
    await session.flush()

    assert (await told(session, scene)).actions_done == 2


async def test_who_is_away_today_or_in_the_coming_week_is_named_with_dates(session: AsyncSession, scene: Scene) -> None:
    days = [(-3, -1), (-1, 0), (7, 30), (8, 9)]
    for first, last in days:
        session.add(
            models.Absence(
                workspace_id=scene.workspace,
                person_id=scene.lea.id,
                starts_on=MONDAY.date() + first * A_DAY,
                ends_on=MONDAY.date() + last * A_DAY,
            )
        )
    await session.flush()

    assert (await told(session, scene)).away == (
        Away(date(2026, 10, 11), date(2026, 10, 12), ("Léa Moreau",)),
        Away(date(2026, 10, 19), date(2026, 11, 11), ("Léa Moreau",)),
    )


async def test_a_public_holiday_is_told_of_whom_it_concerns_and_who_is_not_away_anyway(
    session: AsyncSession, scene: Scene
) -> None:
    at = datetime(2026, 11, 9, 8, tzinfo=UTC)
    pair = await session.scalar(select(models.Pair).where(models.Pair.team_id == scene.team))
    assert pair
    both = Away(date(2026, 11, 11), date(2026, 11, 11), ("Léa Moreau", "Marc Lefèvre"), holiday=True)
    assert (await told(session, scene, at)).away == (both,)

    pair.country = "GB-ENG"
    await session.flush()

    assert (await told(session, scene, at)).away == (Away(both.starts_on, both.ends_on, ("Marc Lefèvre",), True),)
