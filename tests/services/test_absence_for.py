"""Absences on behalf of others: who may enter them, who is told, and taking them back."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.absence import Days, What
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, absence_change, absence_effect, person, roster_change
from tests.services.scene import LEA, NEXT_TALK, OPENING, STRANGER, TALK, TALK_AT, Scene
from tests.services.test_absence import days, declare, known
from tests.services.test_checkin_telling import owed

AtOnce = Callable[..., Awaitable[list[Any]]]
TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")


async def enter(session: AsyncSession, who: Person, by: Caller, first: int = 0, last: int = 2) -> int:
    change = await absence.declare(session, days(first, last), who=who.slack_id, by=by, at=OPENING)
    assert change
    return change.id


async def refused(act: Awaitable[object]) -> tuple[Reason, dict[str, str]]:
    with pytest.raises(Rejected) as refusal:
        await act
    [problem] = refusal.value.problems
    return problem.reason, dict(problem.details)


async def test_the_manager_and_an_admin_enter_them_and_the_person_is_told(session: AsyncSession, scene: Scene) -> None:
    await enter(session, scene.lea, scene.manager)
    await enter(session, scene.marc, scene.admin)

    [of_lea] = (await absence.book(session, by=scene.rep, at=OPENING)).known
    assert (of_lea.days, of_lea.entered_by) == (days(0, 2), scene.marc)
    assert await owed(session, scene) == {"absence_told Léa": 1, "absence_told Marc": 1}
    seen_by_marc = (await absence.book(session, by=scene.manager, at=OPENING)).known
    assert {(one.person, one.entered_by) for one in seen_by_marc} == {
        (scene.lea, scene.marc),
        (scene.marc, replace(scene.ines)),
    }


async def test_who_led_a_rep_once_enters_nothing_for_them_any_more(session: AsyncSession, scene: Scene) -> None:
    await roster_change.dissolve(session, scene.team, by=scene.admin, at=OPENING)

    entering = absence.declare(session, days(0, 1), who=scene.lea.slack_id, by=scene.manager, at=OPENING)
    assert (await refused(entering))[0] is Reason.NOT_IN_A_TEAM


async def test_ones_own_days_are_told_to_nobody(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (0, 2))

    assert await owed(session, scene) == {}
    assert [one.entered_by for one in (await absence.book(session, by=scene.rep, at=OPENING)).known] == [None]


async def test_anybody_else_is_refused_and_told_who_may(session: AsyncSession, scene: Scene) -> None:
    tom = Caller(scene.workspace, (await person.remember(session, TOM, workspace=scene.workspace)).slack_id)
    marcs, leas = scene.marc.slack_id, scene.lea.slack_id
    [*_] = [await enter(session, scene.lea, scene.rep)]
    [found] = (await absence.book(session, by=scene.rep, at=OPENING)).known

    by_marc = {"person": "Léa Moreau", "manager": "Marc Lefèvre"}
    for act in (
        absence.declare(session, days(0, 1), who=leas, by=tom, at=OPENING),
        absence.end(session, who=leas, by=tom, at=OPENING),
        absence.book(session, who=leas, by=tom, at=OPENING),
        absence.change(session, found.id, days(0, 0), by=tom, at=OPENING),
        absence.remove(session, found.id, by=tom, at=OPENING),
    ):
        assert await refused(act) == (Reason.NOT_YOUR_ABSENCE, by_marc)
    upwards = absence.declare(session, days(0, 1), who=marcs, by=scene.rep, at=OPENING)
    assert await refused(upwards) == (Reason.NOT_YOUR_ABSENCE, {"person": "Marc Lefèvre"})
    assert await known(session, scene) == [days(0, 2)]


async def test_people_in_no_team_are_refused_whoever_asks(session: AsyncSession, scene: Scene) -> None:
    for who in (scene.ines.slack_id, STRANGER):
        for by in (scene.manager, scene.rep):
            act = absence.declare(session, days(0, 1), who=who, by=by, at=OPENING)
            assert await refused(act) == (Reason.NOT_IN_A_TEAM, {})


async def test_an_admin_of_another_workspace_is_none_here(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(LEA, is_admin=True), workspace="T0ELSEWHERE")
    act = absence.declare(session, days(0, 1), who=scene.marc.slack_id, by=scene.rep, at=OPENING)

    assert (await refused(act))[0] is Reason.NOT_YOUR_ABSENCE


async def test_each_may_choose_among_those_they_may_enter_them_for(session: AsyncSession, scene: Scene) -> None:
    async def people(by: Caller) -> list[str]:
        return [one.name for one in (await absence.book(session, by=by, at=OPENING)).people]

    assert await people(scene.rep) == []
    assert await people(scene.manager) == ["Marc Lefèvre", "Léa Moreau"]
    assert await people(scene.admin) == ["Léa Moreau", "Marc Lefèvre"]


async def test_an_admin_in_no_team_begins_by_choosing_somebody(session: AsyncSession, scene: Scene) -> None:
    assert (await absence.book(session, by=scene.admin, at=OPENING)).whose is None
    chosen = await absence.book(session, who=scene.lea.slack_id, by=scene.admin, at=OPENING)
    assert chosen.whose == scene.lea


async def test_undo_works_once_and_explains_itself_after(session: AsyncSession, scene: Scene) -> None:
    made = await enter(session, scene.lea, scene.manager)

    undone = await absence_change.undo(session, made, by=scene.rep, at=OPENING)

    assert (undone.undone_by, undone.what) == (scene.lea, What.ENTERED)
    assert await known(session, scene) == []
    assert await owed(session, scene) == {"absence_told Léa": 2, "absence_told Marc": 1}
    again = absence_change.undo(session, made, by=scene.manager, at=OPENING)
    assert (await refused(again))[0] is Reason.ABSENCE_UNDONE


async def test_undo_of_days_entered_anew_since_leaves_those(session: AsyncSession, scene: Scene) -> None:
    first = await enter(session, scene.lea, scene.rep)
    await absence_change.undo(session, first, by=scene.rep, at=OPENING)
    await enter(session, scene.lea, scene.rep)

    assert (await refused(absence_change.undo(session, first, by=scene.rep, at=OPENING)))[0] is Reason.ABSENCE_UNDONE
    assert await known(session, scene) == [days(0, 2)]


async def test_undo_of_days_changed_since_leaves_them_as_they_are(session: AsyncSession, scene: Scene) -> None:
    made = await enter(session, scene.lea, scene.rep)
    await enter(session, scene.lea, scene.rep, 3, 5)

    assert (await refused(absence_change.undo(session, made, by=scene.rep, at=OPENING)))[0] is Reason.ABSENCE_CHANGED
    assert await known(session, scene) == [days(0, 5)]


async def test_undo_brings_back_what_was_joined_and_who_had_entered_it(session: AsyncSession, scene: Scene) -> None:
    await enter(session, scene.lea, scene.manager, 0, 2)
    await enter(session, scene.lea, scene.rep, 5, 6)
    joining = await enter(session, scene.lea, scene.rep, 3, 4)
    assert await known(session, scene) == [days(0, 6)]

    await absence_change.undo(session, joining, by=scene.rep, at=OPENING)

    found = (await absence.book(session, by=scene.rep, at=OPENING)).known
    assert [(one.days, one.entered_by) for one in found] == [(days(0, 2), scene.marc), (days(5, 6), None)]


@pytest.mark.parametrize("entered_since", [None, (2, 8), (-1, 0)])
async def test_undo_of_a_removal_brings_the_days_back_as_one_with_others(
    session: AsyncSession, scene: Scene, entered_since: tuple[int, int] | None
) -> None:
    await declare(session, scene, (0, 5))
    [found] = (await absence.book(session, by=scene.rep, at=OPENING)).known
    removed = await absence.remove(session, found.id, by=scene.manager, at=OPENING)
    assert removed
    await declare(session, scene, *([entered_since] if entered_since else []))

    await absence_change.undo(session, removed.id, by=scene.rep, at=OPENING)

    others = [days(*entered_since)] if entered_since else []
    assert await known(session, scene) == [days(0, 5).joined(others)]


async def test_undo_of_a_return_and_of_a_change_brings_the_days_back(session: AsyncSession, scene: Scene) -> None:
    await declare(session, scene, (-2, 5))
    back = await absence.end(session, who=scene.lea.slack_id, by=scene.manager, at=OPENING)
    assert back
    assert back.what is What.ENDED
    await absence_change.undo(session, back.id, by=scene.rep, at=OPENING)
    assert await known(session, scene) == [days(-2, 5)]

    [found] = (await absence.book(session, by=scene.rep, at=OPENING)).known
    changed = await absence.change(session, found.id, days(-2, 1), by=scene.rep, at=OPENING)
    assert changed
    await absence_change.undo(session, changed.id, by=scene.rep, at=OPENING)
    assert await known(session, scene) == [days(-2, 5)]


async def test_undo_is_for_those_who_may_enter_them(session: AsyncSession, scene: Scene) -> None:
    tom = Caller(scene.workspace, (await person.remember(session, TOM, workspace=scene.workspace)).slack_id)
    made = await enter(session, scene.lea, scene.rep)

    assert (await refused(absence_change.undo(session, made, by=tom, at=OPENING)))[0] is Reason.NOT_YOUR_ABSENCE
    assert (await refused(absence_change.told(session, made, by=tom)))[0] is Reason.NO_ABSENCE
    elsewhere = Caller("T0ELSEWHERE", scene.lea.slack_id)
    assert (await refused(absence_change.undo(session, made, by=elsewhere, at=OPENING)))[0] is Reason.NO_ABSENCE


async def test_two_who_enter_the_same_days_at_once_make_one_absence(scene: Scene, at_once: AtOnce, session) -> None:  # noqa: ANN001
    def entering(by: Caller) -> Callable[[AsyncSession], Awaitable[object]]:
        return lambda one: absence.declare(one, days(0, 2), who=scene.lea.slack_id, by=by, at=OPENING)

    made = await at_once(*(entering(by) for by in (scene.rep, scene.manager, scene.admin)))

    assert len([one for one in made if one]) == 1
    assert await known(session, scene) == [days(0, 2)]


async def test_undone_twice_at_once_it_is_undone_once(scene: Scene, sessions, at_once: AtOnce) -> None:  # noqa: ANN001
    async with sessions.begin() as session:
        made = await enter(session, scene.lea, scene.manager)

    async def undo(session: AsyncSession, by: Caller) -> str:
        try:
            await absence_change.undo(session, made, by=by, at=OPENING)
        except Rejected as refusal:
            return refusal.problems[0].reason
        return "undone"

    outcomes = await at_once(lambda one: undo(one, scene.rep), lambda one: undo(one, scene.manager))

    assert sorted(outcomes) == sorted([Reason.ABSENCE_UNDONE, "undone"])


async def test_the_effect_names_the_talks_that_fall_and_the_next(session: AsyncSession, scene: Scene) -> None:
    on_the_talk = Days(TALK, TALK)
    await absence.declare(session, on_the_talk, by=scene.manager, at=OPENING)

    [of_lea] = await absence_effect.effects(session, scene.marc, on_the_talk, at=OPENING)
    [of_marc] = await absence_effect.effects(session, scene.lea, on_the_talk, at=OPENING)

    assert (of_lea.other, of_marc.other) == (scene.lea, scene.marc)
    for one in (of_lea, of_marc):
        assert one.fallen == (TALK_AT,)
        assert one.next_talk > TALK_AT
        assert one.next_talk.date() <= NEXT_TALK


async def test_days_without_a_talk_have_no_effect(session: AsyncSession, scene: Scene) -> None:
    [effect] = await absence_effect.effects(session, scene.lea, days(0, 1), at=OPENING)

    assert (effect.fallen, effect.next_talk) == ((), TALK_AT)
    assert await absence_effect.effects(session, scene.ines, days(0, 1), at=OPENING) == ()
