"""Giving the demo's team a past, with the same verbs that the product uses."""

from datetime import UTC, datetime, time
from decimal import Decimal

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.answer import told
from bot.demo.team import CHANNEL, EVERYONE, MADE, MARC, SEATS, TEAM, Past, Seat
from bot.deps import Deps
from bot.rules.checkin import Report
from bot.rules.person import Person
from bot.rules.team import NewTeam
from bot.services import delivery, objective, person, team
from handlers.person import profile

NOON = time(12, tzinfo=UTC)


async def seed(deps: Deps, client: AsyncWebClient, workspace: str) -> None:
    """Make the team: people as Slack tells them, cadences, objectives and the values recorded so far."""
    async with deps.transaction() as session:
        people = {one.id: await _remember(session, client, one.id, workspace) for one in EVERYONE}
        marc = people[MARC.id]
        made = await team.create(
            session, NewTeam(TEAM, marc.id, CHANNEL, "FR", "fr-FR", "Europe/Paris"), workspace=workspace
        )
        for colleague, seat in SEATS.items():
            await _seat(session, made, people[colleague.id], seat)
        for known in people.values():
            await delivery.owe(session, delivery.HOME, to=await session.get_one(models.Person, known.id), at=deps.now())


async def _remember(session: AsyncSession, client: AsyncWebClient, slack_id: str, workspace: str) -> Person:
    found = await client.users_info(user=slack_id, include_locale=True)
    return await person.remember(session, profile(told(found)["user"]), workspace=workspace)


async def _seat(session: AsyncSession, made: int, rep: Person, seat: Seat) -> None:
    await team.add_rep(session, made, seat.rep(rep.id), at=MADE)
    row = await session.get_one(models.Person, rep.id)
    for wanted, past in seat.objectives.items():
        created = await objective.create(session, wanted, owner=rep.id, by=row, at=MADE)
        for entry in past:
            await objective.record(session, [_report(created, entry)], by=row, at=datetime.combine(entry.on, NOON))


def _report(objective_id: int, entry: Past) -> Report:
    return Report(objective_id, Decimal(entry.value), entry.confidence)
