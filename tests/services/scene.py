"""A pair in a team, made with the product's own verbs, and who acts in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import NewAction
from bot.rules.checkin import Half, Report
from bot.rules.objective import Confidence, Direction, Measure, NewObjective, Unit
from bot.rules.person import Caller, Person, Profile
from bot.rules.question import Side
from bot.rules.recurrence import Weekly
from bot.rules.team import NewRep, NewTeam
from bot.services import checkin, checkin_opening, objective, person, team
from bot.services.workspace import Installed, install
from tests.factories import answered

WORKSPACE = "T0PLAYGROUND"
MADE = datetime(2026, 9, 28, 8, tzinfo=UTC)
TALK = date(2026, 10, 8)
NEXT_TALK = date(2026, 10, 22)
OPENING = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)  # two working days before the talk, 09:30 in Paris
DUE = datetime(2026, 10, 8, 7, tzinfo=UTC)  # an hour before the talk
TALK_AT = datetime(2026, 10, 8, 8, tzinfo=UTC)  # 10:00 in Paris
YEAR = (date(2026, 1, 1), date(2026, 12, 31))

LEA = Profile("U0LEA00001", "Léa Moreau", "Europe/Paris", "fr-FR")
MARC = Profile("U0MARC0001", "Marc Lefèvre", "Europe/Paris", "fr-FR")
INES = Profile("U0INES0001", "Inès Benali", "Europe/Paris", "fr-FR", is_admin=True)
STRANGER = "U0STRANGER"

CONTRACTS = NewObjective(
    "Contrats annuels",
    "Ils restent",
    Measure(Unit.CURRENCY, Direction.REACH, Decimal(0), Decimal(480000), "EUR"),
    *YEAR,
)
ACCOUNTS = NewObjective("Comptes", "", Measure(Unit.COUNT, Direction.REACH, Decimal(2), Decimal(12)), *YEAR)


@dataclass(frozen=True)
class Scene:
    """Léa is the rep, Marc her manager; Inès is an admin, known to Tandem and in no team."""

    workspace: str
    lea: Person
    marc: Person
    ines: Person
    team: int
    contracts: int
    accounts: int

    def caller(self, who: Person) -> Caller:
        return Caller(self.workspace, who.slack_id)

    @property
    def rep(self) -> Caller:
        return self.caller(self.lea)

    @property
    def manager(self) -> Caller:
        return self.caller(self.marc)

    @property
    def admin(self) -> Caller:
        return self.caller(self.ines)

    def report(self, value: str = "310000.5", confidence: Confidence = Confidence.HIGH) -> Report:
        return Report(self.contracts, Decimal(value), confidence)

    def reps_half(self, checkin_id: int, *reports: Report) -> Half:
        answers = answered(win="Dupont a signé", mission="Trop de réunions")
        return Half(checkin_id, Side.REP, answers, reports or (self.report(),))

    def managers_half(self, checkin_id: int) -> Half:
        return Half(checkin_id, Side.MANAGER, answered(feedback="Belle préparation"))

    def action(
        self, text: str = "J'appelle la direction", *, of: Person | None = None, on: date = NEXT_TALK
    ) -> NewAction:
        """Write down an action, Marc's unless it is answered whose."""
        return NewAction((of or self.marc).id, text, on)


async def set_scene(session: AsyncSession, workspace: str = WORKSPACE, anchor: date = TALK, weeks: int = 2) -> Scene:
    if await session.get(models.Workspace, workspace) is None:
        await install(session, Installed(workspace, "Acme", f"xoxb-{workspace}", "U0BOT", "B0BOT"), at=MADE)
    lea, marc, ines = [await person.remember(session, one, workspace=workspace) for one in (LEA, MARC, INES)]
    made = await team.create(
        session, NewTeam("Ventes", marc.id, "C0SALES", "FR", "fr-FR", "Europe/Paris"), workspace=workspace
    )
    await team.add_rep(session, made, NewRep(lea.id, "FR", anchor, Weekly(weeks)), at=MADE)
    author = await session.get_one(models.Person, lea.id)
    contracts, accounts = [
        await objective.create(session, one, owner=lea.id, by=author, at=MADE) for one in (CONTRACTS, ACCOUNTS)
    ]
    for key in (contracts, accounts):
        await countersign(session, key)
    return Scene(workspace, lea, marc, ines, made, contracts, accounts)


async def countersign(session: AsyncSession, objective_id: int, at: datetime = MADE) -> None:
    """Have both signatures under an objective, as if both had signed it then."""
    row = await session.get_one(models.Objective, objective_id)
    row.rep_signed_at = row.manager_signed_at = at
    await session.flush()


async def find_scene(session: AsyncSession) -> Scene:
    """Return what `set_scene` made in the workspace of tests, in a copy of the database in which it did so."""
    found = await session.scalars(select(models.Person).where(models.Person.workspace_id == WORKSPACE))
    people = {row.slack_id: person.frozen(row) for row in found}
    lea, marc, ines = [people[one.slack_id] for one in (LEA, MARC, INES)]
    made = await session.scalar(select(models.Team.id).where(models.Team.manager_id == marc.id))
    objectives = await session.scalars(
        select(models.Objective.id).where(models.Objective.owner_id == lea.id).order_by(models.Objective.id)
    )
    assert made
    contracts, accounts = objectives
    return Scene(WORKSPACE, lea, marc, ines, made, contracts, accounts)


async def opened(session: AsyncSession, scene: Scene, at: datetime = OPENING) -> int:
    """Open the pair's check-in on time and return its key."""
    await checkin_opening.open_due(session, at=at)
    return (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].id
