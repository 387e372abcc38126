"""A large team in a small Slack, each rep asked a moment after the one before."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.play import make_workspace
from bot.playground import Clock, Workspace
from bot.rules.person import Profile
from bot.rules.recurrence import EVERY_TWO_WEEKS
from bot.rules.team import NewRep, NewTeam
from bot.services import person, team
from bot.services.workspace import Installed, install

BEGIN = datetime(2026, 10, 6, 7, 29, 55, tzinfo=UTC)  # a Tuesday in Paris, shortly before half past nine
FIRST = BEGIN + timedelta(seconds=5)
PARIS = "Europe/Paris"
MANAGER = "U0MANAGER1"


@dataclass(frozen=True)
class Scenery:
    """The Slack and who is asked in it."""

    workspace: Workspace
    reps: tuple[str, ...]


def scenery(reps: int, clock: Clock) -> Scenery:
    """Make the small Slack with a manager and so many reps."""
    workspace = make_workspace(clock)
    workspace.add_person(MANAGER, name="manager", real_name="Manon Ager", tz=PARIS, locale="en-GB")
    names = tuple(f"U0REP{number:05}" for number in range(reps))
    for number, name in enumerate(names):
        workspace.add_person(name, name=f"rep{number}", real_name=f"Rep {number}", tz=PARIS, locale="en-GB")
    return Scenery(workspace, names)


async def seed(session: AsyncSession, scenery: Scenery, *, over: timedelta) -> None:
    """Store the team. The prompts are due one after the other, evenly over a time from FIRST on."""
    workspace = scenery.workspace
    installed = Installed(workspace.id, workspace.name, workspace.bot_token, workspace.bot_user_id, workspace.bot_id)
    await install(session, installed, at=BEGIN)
    manager = await person.remember(session, Profile(MANAGER, "Manon Ager", PARIS, "en-GB"), workspace=workspace.id)
    new = NewTeam("Everybody", manager.id, "C0VENTES01", "FR", "en-GB", PARIS)
    made = await team.create(session, new, workspace=workspace.id)
    for number, name in enumerate(scenery.reps):
        rep = await person.remember(session, Profile(name, f"Rep {number}", PARIS, "en-GB"), workspace=workspace.id)
        second = int(number * over.total_seconds() / len(scenery.reps))
        asked = time(9, 30 + second // 60, second % 60)
        talk = datetime(2026, 10, 8, tzinfo=UTC).date()
        await team.add_rep(session, made, NewRep(rep.id, "FR", talk, EVERY_TWO_WEEKS, time(16), asked), at=BEGIN)
    await session.flush()
