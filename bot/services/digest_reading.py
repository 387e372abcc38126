"""What a digest tells of a team, worked out from the rows of its period: titles and names of clients stay behind."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import terms
from bot.rules.checkin import Side
from bot.rules.digest import LOOK_AHEAD, Away, Digest, Mark, Talks, Track, curve, holidays_on, standing
from bot.rules.objective import Measure, Objective, Progress
from bot.services import absence

Days = tuple[date, date, bool]  # the first, the last, and whether it is a public holiday


async def read(session: AsyncSession, team: models.Team, *, since: datetime, until: datetime) -> Digest:
    """Return the digest of a period, as it was at its end, however late it is read. Needs `team.manager` loaded."""
    zone = ZoneInfo(team.tz)
    today = until.astimezone(zone).date()
    pairs = await _pairs(session, team)
    tracks = await _tracks(session, pairs, since=since, until=until, zone=zone)
    under_way = [track for track in tracks if track.under_way(today)]
    return Digest(
        team=team.name,
        since=since,
        until=until,
        zone=zone,
        standing=standing(under_way, today),
        curve=curve(under_way, today),
        talks=await _talks(session, team, since=since, until=until),
        linked=sum(track.linked for track in under_way),
        reached=sum(track.reached_since(since) for track in tracks),
        actions_done=await _actions_done(session, team, since=since, until=until),
        away=await _away(session, team, pairs, today),
    )


async def _pairs(session: AsyncSession, team: models.Team) -> Sequence[models.Pair]:
    found = await session.scalars(
        select(models.Pair)
        .join(models.Pair.rep)
        .where(models.Pair.team_id == team.id, models.Pair.is_running)
        .order_by(models.Person.name, models.Person.id)
        .options(joinedload(models.Pair.rep))
    )
    return found.all()


async def _tracks(
    session: AsyncSession, pairs: Sequence[models.Pair], *, since: datetime, until: datetime, zone: ZoneInfo
) -> list[Track]:
    """Return the objectives that were under way at some time of the period, each with its marks up to the end."""
    first, last = (at.astimezone(zone).date() for at in (since, until))
    found = await session.scalars(
        select(models.Objective)
        .where(
            models.Objective.owner_id.in_([pair.rep_id for pair in pairs]),
            models.Objective.starts_on <= last,
            models.Objective.ends_on >= first,
            models.Objective.rep_signed_at <= until,
            models.Objective.manager_signed_at <= until,
            or_(models.Objective.closed_at.is_(None), models.Objective.closed_at > since),
        )
        .order_by(models.Objective.id)
    )
    rows = found.all()
    entries = await _entries(session, [row.id for row in rows], until)
    return [_track(row, entries.get(row.id, []), zone) for row in rows]


async def _entries(
    session: AsyncSession, objectives: Collection[int], until: datetime
) -> Mapping[int, list[models.ProgressEntry]]:
    """Return the values as they stood then: a correction counts from when it was written."""
    entry = models.ProgressEntry
    corrected = entry.correction.has(models.ProgressEntry.corrected_at <= until)
    rows = await session.scalars(
        select(entry)
        .where(entry.objective_id.in_(objectives), entry.written_at <= until, ~corrected)
        .order_by(entry.recorded_at, entry.id)
    )
    entries: dict[int, list[models.ProgressEntry]] = defaultdict(list)
    for row in rows:
        entries[row.objective_id].append(row)
    return entries


def _track(row: models.Objective, entries: Sequence[models.ProgressEntry], zone: ZoneInfo) -> Track:
    measure = Measure(row.unit, row.direction, row.baseline, row.target, row.currency)
    latest = Progress(entries[-1].value, entries[-1].recorded_at, author="") if entries else None
    marks = tuple(
        Mark(entry.recorded_at, entry.recorded_at.astimezone(zone).date(), measure.share(entry.value))
        for entry in entries
    )
    pace = terms.read_pace(row.pace)
    nameless = Objective(row.id, "", "", measure, row.starts_on, row.ends_on, latest, pace=pace, weight=row.weight)
    return Track(nameless, marks, linked=row.strategy_id is not None, owner=row.owner_id)


async def _talks(session: AsyncSession, team: models.Team, *, since: datetime, until: datetime) -> Talks:
    rows = await session.scalars(
        select(models.CheckIn)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .join(models.Schedule.pair)
        .where(models.Pair.team_id == team.id, models.CheckIn.talk_at > since, models.CheckIn.talk_at <= until)
        .options(selectinload(models.CheckIn.halves))
    )
    found = rows.all()
    due = [row for row in found if row.skipped_at is None]
    held = [row for row in due if len([half for half in row.halves if half.sent_at <= until]) == len(Side)]
    return Talks(held=len(held), due=len(due), skipped=len(found) - len(due))


async def _actions_done(session: AsyncSession, team: models.Team, *, since: datetime, until: datetime) -> int:
    """Count what was done in the period of all that the team's pairs and retrospectives agreed on."""
    pairs = select(models.Pair.id).where(models.Pair.team_id == team.id)
    retros = select(models.Retro.id).where(models.Retro.team_id == team.id)
    done = (models.Action.done_at > since, models.Action.done_at <= until)
    teams_own = or_(models.Action.pair_id.in_(pairs), models.Action.retro_id.in_(retros))
    return await session.scalar(select(func.count()).select_from(models.Action).where(teams_own, *done)) or 0


async def _away(
    session: AsyncSession, team: models.Team, pairs: Sequence[models.Pair], today: date
) -> tuple[Away, ...]:
    """Return who is away today or in the coming days, those of the same days together, the first days first."""
    last = today + LOOK_AHEAD
    people = {team.manager_id: (team.manager, team.country)} | {pair.rep_id: (pair.rep, pair.country) for pair in pairs}
    together: dict[Days, list[str]] = defaultdict(list)
    absences = await absence.away_between(session, people, today, last)
    for person_id, (who, country) in people.items():
        away = [(one.days.first, one.days.last) for one in absences if one.person.id == person_id]
        for starts_on, ends_on in away:
            together[starts_on, ends_on, False].append(who.name)
        for day in holidays_on(country, today, last):
            if not any(starts_on <= day <= ends_on for starts_on, ends_on in away):
                together[day, day, True].append(who.name)
    return tuple(
        Away(starts_on, ends_on, tuple(sorted(names)), holiday)
        for (starts_on, ends_on, holiday), names in sorted(together.items())
    )
