"""Many workspaces whose reps are all to be asked at one second, written straight into the tables."""

from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.checkin import Side
from bot.rules.objective import Direction, Unit
from bot.rules.recurrence import EVERY_TWO_WEEKS
from models.database import opened

AT = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)  # a Tuesday in Paris, half past nine
TALK = datetime(2026, 10, 8, 14, tzinfo=UTC)
PARIS, COUNTRY, LOCALE = "Europe/Paris", "FR", "en-GB"
TWO_WEEKS = timedelta(weeks=2)
CHUNK = 2_000  # rows a statement
Row = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """So many workspaces with a manager and so many reps each; each pair has had so many check-ins before."""

    workspaces: int
    reps: int
    past: int = 1

    @property
    def prompts(self) -> int:
        return self.workspaces * self.reps


@dataclass(frozen=True)
class Rep:
    """One who is asked. The pair, the schedule and the one objective of a rep have the same key as the rep."""

    workspace: str
    key: int
    slack_id: str


def reps(size: Size) -> Iterator[Rep]:
    for workspace, key, slack_id in people(size):
        if key != _manager(workspace, size):
            yield Rep(_id(workspace), key, slack_id)


def people(size: Size) -> Iterator[tuple[int, int, str]]:
    """Name everybody: the workspace's number, the person's key and Slack id; the first of a workspace leads it."""
    for workspace in range(size.workspaces):
        for number in range(size.reps + 1):
            yield workspace, 1 + workspace * (size.reps + 1) + number, f"U{workspace:03}X{number:05}"


@asynccontextmanager
async def planted(url: str, size: Size, token: str = "") -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Open a database at `url`, new, with everybody of `size` in it."""
    async with opened(url) as sessions:
        async with sessions.begin() as session:
            for table, rows in _rows(size, token):
                coming = iter(rows)
                while chunk := list(islice(coming, CHUNK)):
                    await session.execute(insert(table), chunk)
        yield sessions


def _rows(size: Size, token: str) -> Iterator[tuple[Table, Iterable[Row]]]:
    asked = [one for one in people(size) if one[1] != _manager(one[0], size)]
    workspaces = range(size.workspaces)
    yield _table(models.Workspace), ({"id": _id(each), "name": "Bench", "created_at": AT} for each in workspaces)
    yield _table(models.Installation), (_installation(each, token) for each in workspaces)
    yield _table(models.Person), (_person(*one) for one in people(size))
    yield _table(models.Team), (_team(each, size) for each in workspaces)
    yield _table(models.Pair), (_pair(workspace, key, size) for workspace, key, _ in asked)
    yield _table(models.Schedule), (_schedule(workspace, key) for workspace, key, _ in asked)
    yield _table(models.Objective), (_objective(workspace, key) for workspace, key, _ in asked)
    past = [(*one, number) for one in asked for number in range(size.past)]
    yield _table(models.CheckIn), (_checkin(workspace, key, number, size) for workspace, key, _, number in past)
    yield _table(models.Half), _halves(past, size)


def _table(model: type[models.Base]) -> Table:
    return models.Base.metadata.tables[model.__tablename__]


def _id(workspace: int) -> str:
    return f"T{workspace:05}"


def _manager(workspace: int, size: Size) -> int:
    return 1 + workspace * (size.reps + 1)


def _installation(workspace: int, token: str) -> Row:
    return {
        "workspace_id": _id(workspace),
        "bot_token": token,
        "bot_user_id": "U0APPBOT",
        "bot_id": "B0APP",
        "installed_at": AT,
    }


def _person(workspace: int, key: int, slack_id: str) -> Row:
    told = {"name": f"Person {key}", "tz": PARIS, "locale": LOCALE, "dm": f"D{slack_id[1:]}"}
    return {"id": key, "workspace_id": _id(workspace), "slack_id": slack_id, **told}


def _team(workspace: int, size: Size) -> Row:
    told = {"name": "Sales", "channel": "C0SALES", "country": COUNTRY, "locale": LOCALE, "tz": PARIS}
    return {"id": workspace + 1, "workspace_id": _id(workspace), "manager_id": _manager(workspace, size), **told}


def _pair(workspace: int, rep: int, size: Size) -> Row:
    return {
        "id": rep,
        "workspace_id": _id(workspace),
        "team_id": workspace + 1,
        "rep_id": rep,
        "manager_id": _manager(workspace, size),
        "country": COUNTRY,
    }


def _schedule(workspace: int, rep: int) -> Row:
    return {
        "id": rep,
        "workspace_id": _id(workspace),
        "pair_id": rep,
        "anchor": TALK.date(),
        "often": EVERY_TWO_WEEKS,
        "meets_at": time(16),
        "prompt_at": time(9, 30),
        "next_on": TALK.date(),
        "next_at": AT,
    }


def _objective(workspace: int, rep: int) -> Row:
    told = {"title": "Annual contracts", "why": "They stay", "baseline": Decimal(0), "target": Decimal(480_000)}
    counted = {"unit": Unit.CURRENCY, "direction": Direction.REACH, "currency": "EUR"}
    period = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "created_at": AT - TWO_WEEKS}
    signed = dict.fromkeys(("rep_signed_at", "manager_signed_at"), AT - TWO_WEEKS)
    whose = {"workspace_id": _id(workspace), "owner_id": rep, "author_id": rep}
    return {"id": rep, **whose, **told, **counted, **period, **signed}


def _checkin(workspace: int, rep: int, number: int, size: Size) -> Row:
    earlier = (number + 1) * TWO_WEEKS
    return {
        "id": _past(rep, number, size),
        "workspace_id": _id(workspace),
        "schedule_id": rep,
        "rep_id": rep,
        "manager_id": _manager(workspace, size),
        "scheduled_on": _on(earlier),
        "opens_at": AT - earlier,
        "due_at": TALK - timedelta(hours=1) - earlier,
        "talk_at": TALK - earlier,
    }


def _on(earlier: timedelta) -> date:
    return (TALK - earlier).date()


def _past(rep: int, number: int, size: Size) -> int:
    """Return the key of a past check-in: below zero, where no sequence comes."""
    return -(rep * size.past + number) - 1


def _halves(past: list[tuple[int, int, str, int]], size: Size) -> Iterator[Row]:
    for workspace, rep, _, number in past:
        for side, author in ((Side.REP, rep), (Side.MANAGER, _manager(workspace, size))):
            yield {
                "workspace_id": _id(workspace),
                "checkin_id": _past(rep, number, size),
                "side": side,
                "author_id": author,
                "sent_at": TALK - timedelta(hours=2) - (number + 1) * TWO_WEEKS,
            }
