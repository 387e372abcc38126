"""Standing in for a manager on leave: who may, who is told what, and what changes and undoing make of it."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Change, Days
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected
from bot.rules.stand_in import Duty, Gap
from bot.services import absence, absence_change, checkin, person, roster_change, skip, stand_in, team
from tests.services.scene import OPENING, TALK, Scene, opened
from tests.services.test_absence import days
from tests.services.test_checkin_telling import owed
from tests.services.test_roster import save

PAUL = Profile("U0PAUL0001", "Paul Petit", "Europe/Paris", "fr-FR")
NORA = Profile("U0NORA0001", "Nora Klein", "Europe/Paris", "fr-FR")
TALK_DAY = Days(TALK, TALK)


async def paul(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, PAUL, workspace=scene.workspace)


async def leave(session: AsyncSession, scene: Scene, who: Person | None, on: Days, by: Caller | None = None) -> Change:
    """Have Marc be away, with somebody who stands in."""
    change = await absence.declare(
        session, on, who=scene.marc.slack_id, stands_in=who, by=by or scene.manager, at=OPENING
    )
    assert change
    return change


async def known(session: AsyncSession, scene: Scene) -> list[tuple[Days, Person | None]]:
    return [(one.days, one.stand_in) for one in (await absence.book(session, by=scene.manager, at=OPENING)).known]


async def told(session: AsyncSession, scene: Scene, who: Person, change: Change) -> Duty:
    return await stand_in.told(session, change.id, by=scene.caller(who), at=OPENING)


async def problem(act: Awaitable[object]) -> tuple[str, Reason]:
    with pytest.raises(Rejected) as refusal:
        await act
    [found] = refusal.value.problems
    return found.field, found.reason


async def test_the_stand_in_is_told_when_and_for_whom(session: AsyncSession, scene: Scene) -> None:
    made = await leave(session, scene, scene.ines, days(0, 3))

    assert await owed(session, scene) == {"stand_in_told Inès": 1}
    assert await told(session, scene, scene.ines, made) == Duty(scene.marc, (), (days(0, 3),), (scene.lea,))
    assert await known(session, scene) == [(days(0, 3), scene.ines)]


async def test_nobody_else_reads_what_the_stand_in_is_told(session: AsyncSession, scene: Scene) -> None:
    made = await leave(session, scene, scene.ines, days(0, 3))

    assert await problem(told(session, scene, scene.lea, made)) == ("", Reason.NO_ABSENCE)
    elsewhere = Caller("T0ELSEWHERE", scene.ines.slack_id)
    refused = stand_in.told(session, made.id, by=elsewhere, at=OPENING)
    assert (await problem(refused))[1] in (Reason.NO_ABSENCE, Reason.NO_TEAM)


async def test_who_names_themselves_is_not_told(session: AsyncSession, scene: Scene) -> None:
    await leave(session, scene, scene.ines, days(0, 3), by=scene.admin)

    assert await owed(session, scene) == {"absence_told Marc": 1}


async def test_oneself_and_a_rep_of_the_team_are_refused_in_the_field(session: AsyncSession, scene: Scene) -> None:
    assert await problem(leave(session, scene, scene.marc, days(0, 3))) == ("stand_in", Reason.STAND_IN_ONESELF)
    assert await problem(leave(session, scene, scene.lea, days(0, 3))) == ("stand_in", Reason.STAND_IN_A_REP)
    assert await known(session, scene) == []


async def lead_a_team(session: AsyncSession, scene: Scene, who: Person) -> None:
    """Have somebody lead another team, so that absences are known of them."""
    session.add(
        models.Team(
            workspace_id=scene.workspace,
            name="Sud",
            manager_id=who.id,
            channel="C0SUD",
            country="FR",
            locale="fr-FR",
            tz=who.tz,
        )
    )
    await session.flush()


async def test_who_is_away_as_well_is_refused_in_the_field(session: AsyncSession, scene: Scene) -> None:
    await lead_a_team(session, scene, scene.ines)
    await absence.declare(session, days(3, 9), by=scene.admin, at=OPENING)

    assert await problem(leave(session, scene, scene.ines, days(0, 3))) == ("stand_in", Reason.STAND_IN_AWAY)
    await leave(session, scene, scene.ines, days(0, 2))


async def test_a_stand_in_who_goes_away_later_is_a_gap_of_which_the_manager_is_told(
    session: AsyncSession, scene: Scene
) -> None:
    await lead_a_team(session, scene, scene.ines)
    await leave(session, scene, scene.ines, days(0, 3))
    row = (await absence.book(session, by=scene.manager, at=OPENING)).known[0].id
    assert await stand_in.gap(session, row, by=scene.manager) is None

    await absence.declare(session, days(5, 9), by=scene.admin, at=OPENING)
    assert "stand_in_gap Marc" not in await owed(session, scene)
    await absence.declare(session, days(2, 2), by=scene.admin, at=OPENING)

    assert (await owed(session, scene))["stand_in_gap Marc"] == 1
    assert await stand_in.gap(session, row, by=scene.manager) == Gap(scene.ines, days(0, 3), is_gone=False)
    assert await stand_in.gap(session, row, by=scene.rep) is None


async def test_a_stand_in_whose_account_is_deactivated_is_a_gap_and_named_no_more(
    session: AsyncSession, scene: Scene
) -> None:
    someone = await paul(session, scene)
    await leave(session, scene, someone, days(0, 3))
    row = (await absence.book(session, by=scene.manager, at=OPENING)).known[0].id

    await roster_change.depart(session, someone.id, at=OPENING)

    assert (await owed(session, scene))["stand_in_gap Marc"] == 1
    assert await stand_in.gap(session, row, by=scene.manager) == Gap(someone, days(0, 3), is_gone=True)
    assert await stand_in.on(session, scene.marc.id, days(0, 0).first) is None
    assert await known(session, scene) == [(days(0, 3), None)]


async def test_another_stand_in_is_told_and_the_first_one_too(session: AsyncSession, scene: Scene) -> None:
    someone = await paul(session, scene)
    await leave(session, scene, scene.ines, days(0, 3))
    [found] = (await absence.book(session, by=scene.manager, at=OPENING)).known

    changed = await absence.change(session, found.id, days(0, 3), stands_in=someone, by=scene.manager, at=OPENING)

    assert changed
    assert await told(session, scene, scene.ines, changed) == Duty(scene.marc, (days(0, 3),), (), (scene.lea,))
    assert await told(session, scene, someone, changed) == Duty(scene.marc, (), (days(0, 3),), (scene.lea,))
    assert (await owed(session, scene))["stand_in_told Paul"] == 1


async def test_a_stand_in_is_taken_back_by_leaving_the_field_empty(session: AsyncSession, scene: Scene) -> None:
    await leave(session, scene, scene.ines, days(0, 3))
    [found] = (await absence.book(session, by=scene.manager, at=OPENING)).known

    await absence.change(session, found.id, days(0, 3), by=scene.manager, at=OPENING)

    assert await known(session, scene) == [(days(0, 3), None)]


async def test_other_days_are_told_and_the_same_ones_are_not(session: AsyncSession, scene: Scene) -> None:
    await leave(session, scene, scene.ines, days(0, 3))
    assert await absence.declare(session, days(1, 2), stands_in=scene.ines, by=scene.manager, at=OPENING) is None
    longer = await leave(session, scene, None, days(4, 5))

    assert await told(session, scene, scene.ines, longer) == Duty(
        scene.marc, (days(0, 3),), (days(0, 5),), (scene.lea,)
    )


async def test_back_early_the_stand_in_is_free(session: AsyncSession, scene: Scene) -> None:
    await leave(session, scene, scene.ines, days(-2, 3))

    ended = await absence.end(session, by=scene.manager, at=OPENING)

    assert ended
    duty = await told(session, scene, scene.ines, ended)
    assert (duty.before, duty.now) == ((days(-2, 3),), ())


async def test_undo_brings_the_stand_in_back_and_tells_so(session: AsyncSession, scene: Scene) -> None:
    await leave(session, scene, scene.ines, days(0, 3))
    [found] = (await absence.book(session, by=scene.manager, at=OPENING)).known
    removed = await absence.remove(session, found.id, by=scene.manager, at=OPENING)
    assert removed
    assert (await told(session, scene, scene.ines, removed)).now == ()

    await absence_change.undo(session, removed.id, by=scene.manager, at=OPENING)

    assert await known(session, scene) == [(days(0, 3), scene.ines)]
    duty = await told(session, scene, scene.ines, removed)
    assert (duty.now, duty.is_undone) == ((days(0, 3),), True)


async def test_undo_after_the_days_went_to_another_stand_in_leaves_them(session: AsyncSession, scene: Scene) -> None:
    someone = await paul(session, scene)
    await leave(session, scene, scene.ines, days(0, 3))
    [found] = (await absence.book(session, by=scene.manager, at=OPENING)).known
    removed = await absence.remove(session, found.id, by=scene.manager, at=OPENING)
    assert removed
    await leave(session, scene, someone, days(2, 5))

    undoing = absence_change.undo(session, removed.id, by=scene.manager, at=OPENING)

    assert await problem(undoing) == ("", Reason.TWO_STAND_INS)
    assert await known(session, scene) == [(days(2, 5), someone)]


async def test_a_change_of_before_there_were_stand_ins_is_undone(session: AsyncSession, scene: Scene) -> None:
    made = await leave(session, scene, None, days(0, 3))
    row = await session.get_one(models.AbsenceChange, made.id)
    row.after = [entry[:3] for entry in row.after]
    await session.flush()
    session.expire_all()

    await absence_change.undo(session, made.id, by=scene.manager, at=OPENING)

    assert await known(session, scene) == []


async def test_who_leads_nobody_is_asked_for_no_stand_in(session: AsyncSession, scene: Scene) -> None:
    assert (await absence.book(session, by=scene.manager, at=OPENING)).leaders == {scene.marc.id}
    assert (await absence.book(session, by=scene.rep, at=OPENING)).leaders == frozenset()
    of_marc = await absence.book(session, who=scene.marc.slack_id, by=scene.admin, at=OPENING)
    assert of_marc.leaders == {scene.marc.id}


async def test_home_and_status_name_who_stands_in_and_open_nothing_to_them(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await leave(session, scene, scene.ines, TALK_DAY)
    await skip.follow_absences(session, by=scene.manager, at=OPENING)

    mine = (await team.home(session, by=scene.rep, at=OPENING)).mine
    assert mine
    assert [(one.person, one.stand_in) for one in mine.away] == []  # the talk is on another day now
    on_leave = (await team.home(session, by=scene.rep, at=OPENING.replace(day=8))).mine
    assert on_leave
    assert [(one.person, one.stand_in) for one in on_leave.away] == [(scene.marc, scene.ines)]
    opening = checkin.sheet(session, made, by=scene.admin, at=OPENING)
    assert (await problem(opening))[1] is Reason.NOT_YOURS


@pytest.mark.parametrize("on", [TALK_DAY, replace(TALK_DAY, last=TALK.replace(day=19))])
async def test_a_rep_who_was_told_of_the_talk_reads_the_next_stand_in_there_too(
    session: AsyncSession, scene: Scene, on: Days
) -> None:
    someone = await paul(session, scene)
    await opened(session, scene)
    await leave(session, scene, scene.ines, on)
    await skip.follow_absences(session, by=scene.manager, at=OPENING)
    [before] = [one for one in (await owed(session, scene)).items() if one[0].startswith(("checkin_m", "checkin_s"))]
    [found] = (await absence.book(session, by=scene.manager, at=OPENING)).known

    await absence.change(session, found.id, on, stands_in=someone, by=scene.manager, at=OPENING)
    await skip.follow_absences(session, by=scene.manager, at=OPENING)

    assert (await owed(session, scene))[before[0]] == before[1] + 1
    assert await stand_in.on(session, scene.marc.id, TALK) == someone


async def on_leave(session: AsyncSession, scene: Scene) -> tuple[Person, int]:
    """Have Marc be away with somebody who stands in and makes no teams; return who that is, and the absence."""
    someone = await paul(session, scene)
    await leave(session, scene, someone, days(0, 3))
    return someone, (await absence.book(session, by=scene.manager, at=OPENING)).known[0].id


@pytest.mark.parametrize("reps", [("Léa", "Nora"), ("Nora",)])
async def test_the_stand_in_is_told_when_the_team_gets_or_loses_a_rep(
    session: AsyncSession, scene: Scene, reps: tuple[str, ...]
) -> None:
    someone, row = await on_leave(session, scene)
    nora = await person.remember(session, NORA, workspace=scene.workspace)
    wanted = tuple(one for one in (scene.lea, nora) if one.name.split()[0] in reps)

    await save(session, scene, scene.ines, scene.team, reps=wanted)

    assert (await owed(session, scene))["stand_in_team Paul"] == 1
    duty = await stand_in.team(session, row, by=scene.caller(someone), at=OPENING)
    assert duty == Duty(scene.marc, (), (days(0, 3),), wanted)


async def test_a_team_saved_as_it_was_tells_the_stand_in_nothing(session: AsyncSession, scene: Scene) -> None:
    await on_leave(session, scene)

    await save(session, scene, scene.ines, scene.team)

    assert "stand_in_team Paul" not in await owed(session, scene)


@pytest.mark.parametrize("what", ["dissolved", "handed over", "left by its rep"])
async def test_the_stand_in_is_told_when_the_manager_leads_nobody_any_more(
    session: AsyncSession, scene: Scene, what: str
) -> None:
    someone, row = await on_leave(session, scene)
    if what == "dissolved":
        await roster_change.dissolve(session, scene.team, by=scene.admin, at=OPENING)
    elif what == "handed over":
        await save(session, scene, scene.ines, scene.team, manager=scene.ines)
    else:
        await roster_change.depart(session, scene.lea.id, at=OPENING)

    assert (await owed(session, scene))["stand_in_team Paul"] == 1
    duty = await stand_in.team(session, row, by=scene.caller(someone), at=OPENING)
    assert duty == Duty(scene.marc, (), (days(0, 3),), ())


async def test_who_stands_in_no_more_reads_nothing_of_the_team(session: AsyncSession, scene: Scene) -> None:
    someone, row = await on_leave(session, scene)

    assert await stand_in.team(session, row, by=scene.admin, at=OPENING) is None
    assert await stand_in.team(session, row, by=scene.caller(someone), at=OPENING + timedelta(days=5)) is None
