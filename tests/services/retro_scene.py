"""A team with two reps whose retrospective has come as far as a test needs."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.person import Caller, Person, Profile
from bot.rules.retro import At, NewContribution, NewRetro, Retro, Step
from bot.rules.team import NewRep
from bot.services import person, retro, retro_start, retro_talk, team
from tests.services.scene import MADE, OPENING, TALK, Scene

AT = OPENING + timedelta(hours=1)
TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")


@dataclass(frozen=True)
class Bilan:
    """Léa and Tom are the reps, Marc is the manager, Inès is in no team; `id` is the retrospective of 2026."""

    scene: Scene
    tom: Person
    id: int

    @property
    def lea(self) -> Caller:
        return self.scene.rep

    @property
    def marc(self) -> Caller:
        return self.scene.manager

    @property
    def ines(self) -> Caller:
        return self.scene.caller(self.scene.ines)

    @property
    def second(self) -> Caller:
        return self.scene.caller(self.tom)

    def at(self, step: Step) -> At:
        return At(self.id, step)


async def begin(session: AsyncSession, scene: Scene) -> Bilan:
    """Add Tom to the team, and begin the retrospective of 2026."""
    tom = await person.remember(session, TOM, workspace=scene.workspace)
    await team.add_rep(session, scene.team, NewRep(tom.id, "GB-ENG", TALK), at=MADE)
    begun = await retro_start.start(session, NewRetro(2026), team_id=scene.team, by=scene.manager, at=AT)
    return Bilan(scene, tom, begun.id)


async def go_to(session: AsyncSession, bilan: Bilan, step: Step) -> Retro:
    """Have Marc lead the team to a step."""
    now = await retro.one(session, bilan.id, by=bilan.marc)
    while now.step is not step:
        now = await retro.go_on(session, bilan.id, by=bilan.marc, at=AT)
    return now


async def committed(sessions: async_sessionmaker[AsyncSession], scene: Scene, step: Step) -> Bilan:
    """Bring a retrospective to a step, for tests with several transactions."""
    async with sessions.begin() as session:
        bilan = await begin(session, scene)
        await go_to(session, bilan, step)
    return bilan


async def say(session: AsyncSession, bilan: Bilan, text: str, *, by: Caller, step: Step = Step.WORKED) -> None:
    await retro_talk.contribute(session, NewContribution(bilan.at(step), text), by=by, at=AT)


async def owed(session: AsyncSession, bilan: Bilan) -> dict[str, int]:
    """Return how often each message of the retrospective was asked for, by kind and subject's reader or step."""
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name, models.RetroStage.step, models.Delivery.wanted)
        .outerjoin(models.Delivery.recipient)
        .outerjoin(
            models.RetroStage,
            (models.RetroStage.id == models.Delivery.subject_id) & (models.Delivery.kind == "retro_step"),
        )
        .where(models.Delivery.workspace_id == bilan.scene.workspace, models.Delivery.kind.startswith("retro"))
    )
    return {
        " ".join(filter(None, (kind, (name or "").split(" ")[0], step))): wanted for kind, name, step, wanted in rows
    }
