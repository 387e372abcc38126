"""The talk of a check-in: when it can be opened, what is noted in it, and the record that both confirm."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action_plan import Written
from bot.rules.agenda import NewPoint
from bot.rules.checkin import Side
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.talk import AIM, Amendment, NewDecision, Phase, Talk
from bot.services import (
    action,
    action_change,
    agenda_point,
    checkin_opening,
    skip,
    talk,
    talk_change,
    talk_due,
    talk_record,
    team,
)
from tests.services.noise import ELSEWHERE
from tests.services.scene import DUE, INES, LEA, NEXT_TALK, OPENING, STRANGER, TALK_AT, WORKSPACE, Scene, opened
from tests.services.strategy_scene import problems
from tests.services.test_agenda import move_to_ines
from tests.services.test_checkin_telling import owed, send

IN_IT = TALK_AT + timedelta(minutes=10)
AFTER = TALK_AT + timedelta(hours=1)
NEXT_OPENING = OPENING + timedelta(weeks=2)


def new(text: str = "On garde le prix", aim: int | None = None, begun_at: datetime = IN_IT) -> NewDecision:
    return NewDecision(text, aim, begun_at)


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    """Open the check-in of the pair, and return its key."""
    return await opened(session, scene)


async def look(session: AsyncSession, scene: Scene, made: int, at: datetime = IN_IT, by: Caller | None = None) -> Talk:
    return await talk.look(session, made, by=by or scene.rep, at=at)


async def refused(act: Awaitable[object]) -> list[Problem]:
    with pytest.raises(Rejected) as refusal:
        await act
    return problems(refusal.value)


async def note(
    session: AsyncSession, scene: Scene, made: int, text: str = "On garde le prix", at: datetime = IN_IT
) -> int:
    """Have Marc note a decision, and return its key."""
    await talk_change.note(session, made, new(text), by=scene.manager, at=at)
    return (await look(session, scene, made, at)).decisions[-1].id


async def raised(session: AsyncSession, scene: Scene, text: str, at: datetime = OPENING) -> int:
    await agenda_point.raise_point(session, NewPoint(LEA.slack_id, text, at), by=scene.rep, at=at)
    return (await agenda_point.of_rep(session, LEA.slack_id, by=scene.rep)).points[-1].id


async def both_confirm(session: AsyncSession, scene: Scene, made: int, at: datetime = AFTER) -> None:
    for by in (scene.rep, scene.manager):
        version = (await look(session, scene, made, at)).record.version
        await talk_change.confirm(session, made, version, by=by, at=at)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (DUE - timedelta(seconds=1), Phase.COMING),
        (DUE, Phase.OPEN),
        (NEXT_OPENING - timedelta(seconds=1), Phase.OPEN),
        (NEXT_OPENING, Phase.OVER),
    ],
)
async def test_it_can_be_opened_from_the_deadline_until_the_next_check_in_opens(
    session: AsyncSession, scene: Scene, made: int, at: datetime, phase: Phase
) -> None:
    await checkin_opening.open_early(session, by=scene.rep, at=AFTER)
    await checkin_opening.open_due(session, at=max(at, AFTER))

    assert (await look(session, scene, made, at)).phase is phase


async def test_too_early_it_says_from_when_on(session: AsyncSession, scene: Scene, made: int) -> None:
    with pytest.raises(Rejected) as refusal:
        await talk.of_rep(session, LEA.slack_id, by=scene.manager, at=OPENING)

    [problem] = refusal.value.problems
    assert (problem.reason, problem.details["at"]) == (Reason.TALK_TO_COME, DUE.isoformat())
    assert await refused(talk.opened(session, made, by=scene.rep, at=OPENING)) == [Problem(Reason.TALK_TO_COME)]


async def test_once_the_next_check_in_is_open_the_command_leads_to_the_next_talk(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    assert (await talk.of_rep(session, None, by=scene.rep, at=IN_IT)).checkin.id == made
    await checkin_opening.open_due(session, at=NEXT_OPENING)

    with pytest.raises(Rejected) as refusal:
        await talk.of_rep(session, None, by=scene.rep, at=NEXT_OPENING)
    assert refusal.value.problems[0].details["at"] == (DUE + timedelta(weeks=2)).isoformat()


async def test_one_that_is_skipped_cannot_be_opened_and_drops_no_point(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    point = await raised(session, scene, "Le prix de Dupont")
    pair = await team.pair_of(session, by=scene.rep)
    await skip.skip(session, pair, "Salon", by=scene.rep, at=OPENING)

    assert await refused(talk.opened(session, made, by=scene.rep, at=IN_IT)) == [Problem(Reason.SKIPPED)]
    assert await refused(talk_change.talked(session, made, point, by=scene.rep, at=IN_IT)) == [
        Problem(Reason.TALK_CLOSED)
    ]
    assert [one.id for one in (await agenda_point.of_rep(session, LEA.slack_id, by=scene.rep)).points] == [point]


OTHERS = {
    Reason.NOT_YOURS: Caller(WORKSPACE, INES.slack_id),
    Reason.NO_TEAM: Caller(WORKSPACE, STRANGER),
    Reason.NO_CHECKIN: Caller(ELSEWHERE, LEA.slack_id),
}


@pytest.mark.parametrize("reason", OTHERS)
async def test_nobody_but_the_two_reads_a_talk_or_notes_in_it(
    session: AsyncSession, scene: Scene, made: int, reason: Reason
) -> None:
    by, decision = OTHERS[reason], await note(session, scene, made)
    acts = [
        talk.look(session, made, by=by, at=IN_IT),
        talk_change.note(session, made, new(), by=by, at=IN_IT),
        talk_change.confirm(session, made, "0", by=by, at=IN_IT),
        talk_change.sheet(session, made, by=by, at=IN_IT),
    ]
    gone = Reason.DECISION_GONE if reason is Reason.NO_CHECKIN else reason

    assert [await refused(act) for act in acts] == [[Problem(reason)]] * 4
    assert await refused(talk_change.remove(session, decision, by=by, at=IN_IT)) == [Problem(gone)]
    assert await refused(talk_change.reword(session, decision, new(), by=by, at=IN_IT)) == [Problem(gone)]


async def test_a_decision_is_dated_signed_and_read_by_both(session: AsyncSession, scene: Scene, made: int) -> None:
    await talk_change.note(session, made, new(aim=scene.contracts), by=scene.manager, at=IN_IT)

    for by in (scene.rep, scene.manager):
        [found] = (await look(session, scene, made, by=by)).decisions
        assert (found.author, found.text, found.noted_at, found.objective) == (
            scene.marc,
            "On garde le prix",
            IN_IT,
            "Contrats annuels",
        )


async def test_the_same_decision_sent_twice_from_one_form_is_one(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    for begun_at in (IN_IT, IN_IT, IN_IT + timedelta(minutes=1)):
        await talk_change.note(session, made, new(begun_at=begun_at), by=scene.rep, at=begun_at)

    assert len((await look(session, scene, made)).decisions) == 2


async def test_a_decision_needs_a_word_and_an_objective_of_the_rep(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    elsewhere = await session.scalar(select(models.Objective.id).where(models.Objective.workspace_id == ELSEWHERE))

    assert await refused(talk_change.note(session, made, new(""), by=scene.rep, at=IN_IT)) == [
        Problem(Reason.EMPTY, "decision")
    ]
    assert await refused(talk_change.note(session, made, new(aim=elsewhere), by=scene.rep, at=IN_IT)) == [
        Problem(Reason.ANOTHERS_OBJECTIVE, AIM)
    ]


async def test_either_changes_or_removes_a_decision_and_the_other_sees_who(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    key = await note(session, scene, made)
    await talk_change.reword(session, key, new("On baisse le prix"), by=scene.rep, at=IN_IT)
    [found] = (await look(session, scene, made)).decisions
    assert (found.text, found.author, found.changed_by) == ("On baisse le prix", scene.marc, scene.lea.name)

    await talk_change.remove(session, key, by=scene.rep, at=IN_IT)
    assert (await look(session, scene, made)).decisions == ()
    with pytest.raises(Rejected) as refusal:
        await talk_change.reword(session, key, new(), by=scene.manager, at=IN_IT)
    [problem] = refusal.value.problems
    assert (problem.reason, problem.details) == (Reason.DECISION_REMOVED, {"name": scene.lea.name})


async def test_points_are_talked_about_dropped_put_back_or_carried_over(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    talked, dropped, left = [await raised(session, scene, text) for text in ("Un", "Deux", "Trois")]
    await talk_change.talked(session, made, talked, by=scene.rep, at=IN_IT)
    await talk_change.drop(session, made, dropped, "C’est réglé", by=scene.manager, at=IN_IT)
    found = await look(session, scene, made)
    assert [(one.point.id, one.outcome, one.by, one.why) for one in found.settled] == [
        (talked, "talked", scene.lea.name, ""),
        (dropped, "dropped", scene.marc.name, "C’est réglé"),
    ]
    assert [one.id for one in found.carried] == [left]

    await talk_change.reopen(session, made, dropped, by=scene.rep, at=IN_IT)
    found = await look(session, scene, made)
    assert [one.id for one in found.carried] == [dropped, left]
    assert found.record.change is Amendment.REOPENED


async def test_a_point_raised_after_the_talk_is_for_next_time_and_not_carried_over(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    point = await raised(session, scene, "Pour la suite", AFTER)

    found = await look(session, scene, made, AFTER)
    assert ([one.id for one in found.points], found.carried) == ([point], ())


async def test_a_point_somebody_settled_meanwhile_says_so(session: AsyncSession, scene: Scene, made: int) -> None:
    point = await raised(session, scene, "Un")
    await agenda_point.drop(session, point, "C’est réglé", by=scene.manager, at=IN_IT)

    assert await refused(talk_change.talked(session, made, point, by=scene.rep, at=IN_IT)) == [
        Problem(Reason.POINT_SETTLED)
    ]


async def test_an_action_agreed_in_the_talk_belongs_to_the_check_in(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    written = Written(pair.id, "Appeler Dupont", is_mine=False, due_on=NEXT_TALK, objective=scene.contracts)
    for _ in range(2):
        await talk_change.agree(session, made, written, by=scene.manager, at=IN_IT)

    found = await look(session, scene, made)
    [agreed] = found.agreed
    assert (agreed.owner, agreed.text, agreed.objective) == (scene.lea, "Appeler Dupont", "Contrats annuels")
    assert (found.record.change, found.says_something) == (Amendment.AGREED, True)
    await talk_change.done(session, made, agreed.id, by=scene.rep, at=IN_IT)
    assert (await look(session, scene, made)).agreed[0].done_at == IN_IT


async def test_both_confirm_and_from_then_on_nothing_changes(session: AsyncSession, scene: Scene, made: int) -> None:
    key, point = await note(session, scene, made), await raised(session, scene, "Un")
    await both_confirm(session, scene, made)
    found = await look(session, scene, made, AFTER)
    assert (found.phase, found.record.closed_at) == (Phase.CONFIRMED, AFTER)

    acts = [
        talk_change.note(session, made, new(), by=scene.rep, at=AFTER),
        talk_change.reword(session, key, new(), by=scene.rep, at=AFTER),
        talk_change.remove(session, key, by=scene.rep, at=AFTER),
        talk_change.talked(session, made, point, by=scene.rep, at=AFTER),
        talk_change.sheet(session, made, by=scene.rep, at=AFTER),
    ]
    assert [await refused(act) for act in acts] == [[Problem(Reason.TALK_CLOSED)]] * 5


async def test_what_is_done_after_both_have_confirmed_is_in_no_record(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    written = Written(pair.id, "Appeler Dupont", is_mine=True, due_on=NEXT_TALK, objective=None)
    await talk_change.agree(session, made, written, by=scene.rep, at=IN_IT)
    point = await raised(session, scene, "Un")
    await both_confirm(session, scene, made)
    before = await look(session, scene, made, AFTER)

    later = AFTER + timedelta(hours=1)
    await agenda_point.talked(session, point, by=scene.rep, at=later)
    await action_change.move(session, before.agreed[0].id, date(2026, 11, 2), by=scene.rep, at=later)

    after = await look(session, scene, made, later)
    assert (after.settled, after.carried, after.agreed, after.record) == (
        (),
        before.carried,
        before.agreed,
        before.record,
    )


async def test_who_confirms_twice_changes_nothing(session: AsyncSession, scene: Scene, made: int) -> None:
    for at in (AFTER, AFTER + timedelta(hours=1)):
        await talk_change.confirm(session, made, "0", by=scene.rep, at=at)

    record = (await look(session, scene, made, AFTER)).record
    assert (record.rep_confirmed_at, record.manager_confirmed_at) == (AFTER, None)


@pytest.mark.parametrize("change", ["decision", "point on Home", "day of an action"])
async def test_an_amendment_takes_back_the_others_confirmation_and_stands_for_ones_own(
    session: AsyncSession, scene: Scene, made: int, change: str
) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    written = Written(pair.id, "Appeler Dupont", is_mine=True, due_on=NEXT_TALK, objective=None)
    await talk_change.agree(session, made, written, by=scene.rep, at=IN_IT)
    point, [agreed] = await raised(session, scene, "Un"), (await look(session, scene, made)).agreed
    version = (await look(session, scene, made)).record.version
    await talk_change.confirm(session, made, version, by=scene.manager, at=AFTER)

    later = AFTER + timedelta(minutes=5)
    match change:
        case "decision":
            await talk_change.note(session, made, new(), by=scene.rep, at=later)
        case "point on Home":
            await agenda_point.talked(session, point, by=scene.rep, at=later)
        case _:
            await action_change.move(session, agreed.id, date(2026, 11, 2), by=scene.rep, at=later)

    record = (await look(session, scene, made, later)).record
    assert (record.rep_confirmed_at, record.manager_confirmed_at, record.changed_by) == (later, None, scene.lea)


async def test_nobody_confirms_what_they_have_not_read(session: AsyncSession, scene: Scene, made: int) -> None:
    read = (await look(session, scene, made)).record.version
    await note(session, scene, made)

    with pytest.raises(Rejected) as refusal:
        await talk_change.confirm(session, made, read, by=scene.rep, at=AFTER)

    [problem] = refusal.value.problems
    assert (problem.reason, problem.details) == (Reason.RECORD_CHANGED, {"name": scene.marc.name})


async def test_one_confirms_while_the_other_amends_and_no_confirmation_is_of_something_else(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_change.confirm(session, made, "0", by=scene.rep, at=AFTER)
    await session.commit()

    async def confirm(session: AsyncSession) -> None:
        try:
            await talk_change.confirm(session, made, "0", by=scene.manager, at=AFTER)
        except Rejected:
            return

    async def amend(session: AsyncSession) -> None:
        try:
            await talk_change.note(session, made, new(), by=scene.rep, at=AFTER)
        except Rejected:
            return

    await at_once(confirm, amend)

    session.expire_all()
    found = await look(session, scene, made, AFTER)
    assert (found.record.closed_at is None) == (len(found.decisions) == 1)


async def test_both_confirm_at_once_and_the_record_is_closed(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, made: int
) -> None:
    await session.commit()

    def confirm(by: Caller) -> Callable[[AsyncSession], Awaitable[None]]:
        return lambda session: talk_change.confirm(session, made, "0", by=by, at=AFTER)

    await at_once(confirm(scene.rep), confirm(scene.manager))

    assert (await look(session, scene, made, AFTER)).phase is Phase.CONFIRMED


async def test_the_former_manager_reads_the_record_they_had_and_changes_nothing(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    key, point = await note(session, scene, made), await raised(session, scene, "Un")
    later = AFTER + timedelta(days=1)
    await move_to_ines(session, scene, later)
    await agenda_point.raise_point(session, NewPoint(LEA.slack_id, "Deux", later), by=scene.rep, at=later)

    found = await look(session, scene, made, later + timedelta(days=1), by=scene.manager)
    assert (found.phase, [one.id for one in found.decisions]) == (Phase.ENDED, [key])
    assert [one.id for one in found.carried] == [point]
    for by in (scene.manager, scene.rep):
        assert await refused(talk_change.note(session, made, new(), by=by, at=later)) == [Problem(Reason.TALK_CLOSED)]
        assert await refused(talk_change.confirm(session, made, found.record.version, by=by, at=later)) == [
            Problem(Reason.TALK_CLOSED)
        ]
    assert await refused(talk.look(session, made, by=scene.admin, at=later)) == [Problem(Reason.NOT_YOURS)]


async def test_amending_draws_the_record_of_both_anew(session: AsyncSession, scene: Scene, made: int) -> None:
    await send(session, scene, made, Side.REP, OPENING)
    await talk_due.record_due(session, at=AFTER)
    before = await owed(session, scene)

    await note(session, scene, made, at=AFTER)

    after = await owed(session, scene)
    for who in ("Léa", "Marc"):
        assert after[f"talk_record {who}"] == before[f"talk_record {who}"] + 1


async def test_a_record_that_had_nothing_to_say_is_owed_once_it_has(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.record_due(session, at=AFTER)
    assert "talk_record Léa" not in await owed(session, scene)

    await note(session, scene, made, at=AFTER)

    assert {"talk_record Léa", "talk_record Marc"} <= (await owed(session, scene)).keys()


async def test_a_point_for_next_time_brings_no_empty_record(session: AsyncSession, scene: Scene, made: int) -> None:
    await talk_due.record_due(session, at=AFTER)

    await raised(session, scene, "Le salon de Lyon", at=AFTER)

    assert "talk_record Léa" not in await owed(session, scene)


async def test_without_an_open_talk_nothing_is_amended(session: AsyncSession, scene: Scene, made: int) -> None:
    point = await raised(session, scene, "Un")
    await agenda_point.talked(session, point, by=scene.rep, at=OPENING)

    assert await session.scalar(select(models.TalkRecord.id).where(models.TalkRecord.checkin_id == made)) is None
    assert await talk_record.current(session, (await team.pair_of(session, by=scene.rep)).id, at=OPENING) is None


async def test_the_agenda_of_before_is_in_the_record_of_its_own_talk_only(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    first, second = await raised(session, scene, "Un"), await raised(session, scene, "Deux")
    await talk_change.talked(session, made, first, by=scene.rep, at=IN_IT)
    following, next_talk = await opened(session, scene, NEXT_OPENING), IN_IT + timedelta(weeks=2)
    await talk_change.talked(session, following, second, by=scene.rep, at=next_talk)

    before, after = [await look(session, scene, one, next_talk) for one in (made, following)]
    assert ([one.point.id for one in before.settled], [one.id for one in before.carried]) == ([first], [second])
    assert ([one.point.id for one in after.settled], after.carried) == ([second], ())


async def test_an_action_ticked_already_says_so(session: AsyncSession, scene: Scene, made: int) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    marc = await session.get_one(models.Person, scene.marc.id)
    key = await action.add(session, replace(scene.action(), text="Appeler"), by=marc, at=OPENING, pair=pair.id)
    await talk_change.done(session, made, key, by=scene.rep, at=IN_IT)

    assert await refused(talk_change.done(session, made, key, by=scene.manager, at=IN_IT)) == [
        Problem(Reason.ACTION_DONE)
    ]
