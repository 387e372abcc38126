"""Feedback: to whom one may give it, who may read it, and what is told of it."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.feedback import Envelope, NewFeedback
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import NewRep, NewTeam
from bot.services import feedback, person, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, LEA, MADE, MARC, OPENING, STRANGER, TALK, WORKSPACE, Scene
from tests.services.test_action import wanted

AtOnce = Callable[..., Awaitable[list[Any]]]
TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")
SOON, LATER = OPENING + timedelta(minutes=5), OPENING + timedelta(hours=1)


@pytest.fixture
async def tom(session: AsyncSession, scene: Scene) -> Person:
    """Add Tom, another rep of Marc's team."""
    tom = await person.remember(session, TOM, workspace=WORKSPACE)
    await team.add_rep(session, scene.team, NewRep(tom.id, "GB-ENG", TALK), at=MADE)
    return tom


def words(to: str = MARC.slack_id, text: str = "Merci pour Dupont") -> NewFeedback:
    return NewFeedback(to, text, OPENING)


async def give(session: AsyncSession, scene: Scene) -> Envelope:
    """Have Léa give Marc feedback."""
    return await feedback.give(session, words(), by=scene.rep, at=SOON)


async def refused(act: Awaitable[Any]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act
    return refusal.value.problems[0].reason


async def names(session: AsyncSession, who: Caller) -> list[str]:
    return [one.name for one in await feedback.people(session, by=who)]


async def test_people_of_a_team_may_give_each_other_feedback(session: AsyncSession, scene: Scene, tom: Person) -> None:
    assert await names(session, scene.rep) == [MARC.name, TOM.name]
    assert await names(session, scene.caller(tom)) == [LEA.name, MARC.name]
    assert await names(session, scene.manager) == [LEA.name, TOM.name]


async def test_a_manager_of_several_teams_reaches_all_of_them_and_the_one_above(
    session: AsyncSession, scene: Scene
) -> None:
    tom = await person.remember(session, TOM, workspace=WORKSPACE)
    new = NewTeam("Grands comptes", scene.marc.id, "C0KEY", "FR", "fr-FR", "Europe/Paris")
    await team.add_rep(
        session, await team.create(session, new, workspace=WORKSPACE), NewRep(tom.id, "FR", TALK), at=MADE
    )
    above = NewTeam("Direction", scene.ines.id, "C0TOP", "FR", "fr-FR", "Europe/Paris")
    at_the_top = await team.create(session, above, workspace=WORKSPACE)
    await team.add_rep(session, at_the_top, NewRep(scene.marc.id, "FR", TALK), at=MADE)

    assert await names(session, scene.manager) == [INES.name, LEA.name, TOM.name]
    assert await names(session, scene.rep) == [MARC.name]
    assert await names(session, scene.caller(scene.ines)) == [MARC.name]


async def test_somebody_in_no_team_is_told_so(session: AsyncSession, scene: Scene) -> None:
    ines = scene.caller(scene.ines)

    assert await refused(feedback.people(session, by=ines)) is Reason.NO_TEAM
    assert await refused(feedback.addressee(session, MARC.slack_id, by=ines)) is Reason.NO_TEAM


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        (LEA.slack_id, Reason.NOT_TO_ONESELF),
        (INES.slack_id, Reason.NO_COMMON_TEAM),
        (STRANGER, Reason.NO_COMMON_TEAM),
        ("U0BOT", Reason.NO_COMMON_TEAM),
    ],
)
async def test_feedback_to_others_is_refused_before_and_after_it_is_written(
    session: AsyncSession, scene: Scene, to: str, reason: Reason
) -> None:
    assert await refused(feedback.addressee(session, to, by=scene.rep)) is reason
    assert await refused(feedback.give(session, words(to), by=scene.rep, at=SOON)) is reason
    assert await wanted(session, scene) == {}


async def test_the_recipient_is_told_and_both_homes_are_drawn_anew(session: AsyncSession, scene: Scene) -> None:
    await give(session, scene)

    assert await wanted(session, scene) == {"feedback_given Marc": 1, "home Léa": 1, "home Marc": 1}


async def test_one_form_sent_twice_is_one_feedback(session: AsyncSession, scene: Scene) -> None:
    first = await give(session, scene)
    told = await wanted(session, scene)

    again = await feedback.give(session, words(), by=scene.rep, at=LATER)

    assert again == first
    assert await wanted(session, scene) == told


async def test_the_same_words_from_a_new_form_are_a_new_feedback(session: AsyncSession, scene: Scene) -> None:
    first = await give(session, scene)

    new = NewFeedback(MARC.slack_id, "Merci pour Dupont", LATER)

    assert (await feedback.give(session, new, by=scene.rep, at=LATER)).id != first.id


async def test_one_form_sent_twice_at_once_is_one_feedback(
    at_once: AtOnce, session: AsyncSession, scene: Scene
) -> None:
    async def send(session: AsyncSession) -> Envelope:
        return await give(session, scene)

    first, second = await at_once(send, send)

    here = models.Feedback.workspace_id == scene.workspace
    assert first == second
    assert await session.scalar(select(func.count()).select_from(models.Feedback).where(here)) == 1


async def test_the_recipient_reads_it_and_the_first_time_is_kept(session: AsyncSession, scene: Scene) -> None:
    given = await give(session, scene)

    opened = await feedback.read(session, given.id, by=scene.manager, at=LATER)
    again = await feedback.read(session, given.id, by=scene.manager, at=LATER + timedelta(days=1))

    assert (opened.text, opened.envelope.author, opened.envelope.read_at) == ("Merci pour Dupont", scene.lea, LATER)
    assert again == opened
    assert (await wanted(session, scene))["feedback_given Marc"] == 2


async def test_the_author_reads_it_again_and_it_stays_unread(session: AsyncSession, scene: Scene) -> None:
    given = await give(session, scene)

    opened = await feedback.read(session, given.id, by=scene.rep, at=LATER)

    assert (opened.text, opened.envelope.read_at) == ("Merci pour Dupont", None)
    assert (await wanted(session, scene))["feedback_given Marc"] == 1


async def test_nobody_else_reads_it_whatever_number_they_guess(
    session: AsyncSession, scene: Scene, tom: Person
) -> None:
    given = await give(session, scene)
    others = [scene.caller(tom), scene.caller(scene.ines), Caller(ELSEWHERE, MARC.slack_id)]

    for by in others:
        assert await refused(feedback.read(session, given.id, by=by, at=LATER)) is Reason.NOT_YOUR_FEEDBACK
        assert await refused(feedback.envelope(session, given.id, by=by)) is Reason.NOT_YOUR_FEEDBACK
    missing = feedback.read(session, given.id + 1000, by=scene.rep, at=LATER)
    assert await refused(missing) is Reason.NOT_YOUR_FEEDBACK


async def test_home_lists_what_was_received_unread_first_and_what_was_given(
    session: AsyncSession, scene: Scene
) -> None:
    given = [
        await feedback.give(session, words(text=f"Numéro {key}"), by=scene.rep, at=SOON + timedelta(minutes=key))
        for key in range(7)
    ]
    await feedback.read(session, given[6].id, by=scene.manager, at=LATER)

    marc = (await team.home(session, by=scene.manager, at=LATER)).letterbox
    lea = (await team.home(session, by=scene.rep, at=LATER)).letterbox

    assert [one.id for one in marc.received] == [given[key].id for key in (5, 4, 3, 2, 1)]
    assert [one.id for one in lea.given] == [given[key].id for key in (6, 5, 4, 3, 2)]
    assert (marc.given, lea.received, marc.may_give) == ((), (), True)


async def test_somebody_in_no_team_has_an_empty_letterbox(session: AsyncSession, scene: Scene) -> None:
    box = (await team.home(session, by=scene.caller(scene.ines), at=LATER)).letterbox
    assert (box.received, box.given, box.may_give) == ((), (), False)


async def test_the_one_counterpart_is_the_reps_manager_or_the_managers_only_rep(
    session: AsyncSession, scene: Scene
) -> None:
    assert await feedback.counterpart(session, by=scene.rep) == scene.marc
    assert await feedback.counterpart(session, by=scene.manager) == scene.lea
    assert await feedback.counterpart(session, by=scene.caller(scene.ines)) is None


async def test_a_manager_of_several_reps_has_no_one_counterpart(
    session: AsyncSession, scene: Scene, tom: Person
) -> None:
    assert await feedback.counterpart(session, by=scene.manager) is None
