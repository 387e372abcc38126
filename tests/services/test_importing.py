"""Imports in the database: one a person, read and applied by whoever claims them, whole or not at all."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.columns import Kind
from bot.rules.importing import Import, NewImport, Outcome, Plan, State
from bot.rules.objective import Confidence, NewValue
from bot.rules.person import Caller
from bot.rules.planning import plan
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import draft, export, import_apply, import_scope, importing, objective
from bot.services.import_apply import RowRefused
from tests.importing import FRENCH, HEADER
from tests.services.scene import ACCOUNTS, STRANGER, WORKSPACE, Scene
from tests.services.waiting import begun_beside

FILE = NewImport(Kind.OBJECTIVES, "F0FILE", "crm.csv", "V0VIEW")
NEW = "N1;Léa Moreau;Ateliers;nombre;10;01/01/2026;31/12/2026"
CONTRACTS = "C1;Léa Moreau;Contrats annuels;EUR;500000;01/01/2026;31/12/2026"


def written(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows, ""]).encode()


async def planned(
    session: AsyncSession, content: bytes, *, by: Caller, at: datetime, kind: Kind = Kind.OBJECTIVES
) -> Plan:
    return plan(content, kind, FRENCH, await import_scope.read(session, by=by, at=at))


async def begun(session: AsyncSession, by: Caller, at: datetime, wanted: NewImport = FILE) -> Import:
    key = await importing.begin(session, wanted, by=by, at=at)
    found = await importing.claim(session, at=at)
    assert found
    assert found.id == key
    return found


async def apply(
    session: AsyncSession, content: bytes, *, by: Caller, at: datetime, kind: Kind = Kind.OBJECTIVES
) -> Plan:
    known = await begun(session, by, at, NewImport(kind, "F0FILE", "crm.csv", "V0VIEW"))
    found = await planned(session, content, by=by, at=at, kind=kind)
    assert found.may_be_applied, [one.problems for one in found.of(Outcome.REFUSED)]
    await import_apply.apply(session, known, found, by=by, at=at)
    await importing.done(session, known, at=at)
    return found


async def owed(session: AsyncSession) -> list[str]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE, models.Delivery.kind != "home")
        .order_by(models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]}" for kind, name in rows]


async def state(session: AsyncSession, key: int) -> State:
    return (await session.get_one(models.Import, key, populate_existing=True)).state


async def refused(act: Callable[[], Awaitable[object]]) -> list[Reason]:
    with pytest.raises(Rejected) as refusal:
        await act()
    return [problem.reason for problem in refusal.value.problems]


async def test_a_manager_proposes_with_a_file_and_the_rep_gets_one_message(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await apply(session, written(NEW, NEW.replace("N1", "N2").replace("Ateliers", "Salons")), by=scene.manager, at=at)

    scope = await import_scope.read(session, by=scene.rep, at=at)
    made = {one.objective.title: one.objective for one in scope.known if one.objective.reference.startswith("N")}
    assert sorted(made) == ["Ateliers", "Salons"]
    assert made["Ateliers"].measure.target == 10
    assert (made["Ateliers"].signatures.manager_at, made["Ateliers"].signatures.rep_at) == (at, None)
    assert await owed(session) == ["import_proposed Léa"]
    told = await importing.proposed(session, (await newest(session)).id, by=scene.rep)
    assert (told.by.name, told.rep.name, told.count) == ("Marc Lefèvre", "Léa Moreau", 2)
    for nobody in (scene.admin, scene.manager):
        assert await refused(lambda who=nobody: proposals(session, who)) == [Reason.IMPORT_GONE]
    history = await objective.history(session, made["Ateliers"].id, by=scene.rep)
    assert [one.author for one in history] == ["Marc Lefèvre"]


async def proposals(session: AsyncSession, by: Caller) -> object:
    return await importing.proposed(session, (await newest(session)).id, by=by)


async def newest(session: AsyncSession) -> models.Import:
    found = await session.scalars(
        select(models.Import).where(models.Import.workspace_id == WORKSPACE).order_by(models.Import.id.desc())
    )
    row = found.first()
    assert row
    return row


async def test_a_rep_proposes_with_a_file_under_a_new_line_and_the_manager_is_told(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    header, more = f"{HEADER};Axe;Ambition;Segments", ";Agro;2028;Grands comptes 40 | Autres 60"
    lines = (NEW + more, NEW.replace("N1", "N2").replace("Ateliers", "Salons") + more)
    await apply(session, written(*lines, header=header), by=scene.rep, at=at)

    scope = await import_scope.read(session, by=scene.rep, at=at)
    made = [one.objective for one in scope.known if one.objective.reference.startswith("N")]
    assert len({one.line.id for one in made if one.line}) == 1
    assert [one.name for one in made[0].segments] == ["Grands comptes", "Autres"]
    assert await owed(session) == ["import_proposed Marc"]


async def test_an_unsigned_objective_is_changed_and_a_signed_one_suggested_with_the_files_name_as_reason(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    unsigned = await session.get_one(models.Objective, scene.accounts)
    unsigned.manager_signed_at = None
    rows = (CONTRACTS, ";Léa Moreau;Comptes;nombre;15;01/01/2026;31/12/2026")
    found = await apply(session, written(*rows), by=scene.manager, at=at)

    assert [one.outcome for one in found.verdicts] == [Outcome.SUGGESTED, Outcome.CHANGED]
    contracts = await objective.look(session, scene.contracts, by=scene.rep)
    accounts = await objective.look(session, scene.accounts, by=scene.rep)
    assert (contracts.objective.measure.target, accounts.objective.measure.target) == (480000, 15)
    assert contracts.objective.revision
    assert (contracts.objective.revision.note, contracts.objective.reference) == ("crm.csv", "C1")
    assert accounts.objective.measure.baseline == 2
    assert await owed(session) == ["objective_revision Léa", "objective_changed Léa"]
    again = await planned(session, written(*rows), by=scene.manager, at=at)
    assert [one.outcome for one in again.verdicts] == [Outcome.SAME] * 2


async def test_values_are_recorded_as_of_noon_of_their_day_and_the_latest_stands(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    header = "Commercial;Objectif;Valeur;Date;Remarque"
    rows = ("Léa Moreau;Contrats annuels;310000,5;02/10/2026;Extrait", "Léa Moreau;Comptes;7;;")
    content = written(*rows, header=header)
    await apply(session, content, by=scene.manager, at=at, kind=Kind.VALUES)

    entries = await session.scalars(
        select(models.ProgressEntry).where(models.ProgressEntry.workspace_id == WORKSPACE).order_by("objective_id")
    )
    assert [(one.value, one.note, one.recorded_at) for one in entries] == [
        (Decimal("310000.5"), "Extrait", datetime(2026, 10, 2, 10, tzinfo=UTC)),
        (Decimal(7), "", at),
    ]
    assert await owed(session) == []
    again = await planned(session, content, by=scene.manager, at=at, kind=Kind.VALUES)
    assert [one.outcome for one in again.verdicts] == [Outcome.SAME] * 2


async def test_nobody_sees_or_touches_what_is_not_theirs(session: AsyncSession, scene: Scene, at: datetime) -> None:
    assert await refused(lambda: import_scope.read(session, by=scene.admin, at=at)) == [Reason.NO_TEAM]
    assert await refused(lambda: importing.begin(session, FILE, by=scene.admin, at=at)) == [Reason.NO_TEAM]
    assert await refused(lambda: export.ask(session, by=Caller(WORKSPACE, STRANGER), at=at)) == [Reason.NO_TEAM]
    scope = await import_scope.read(session, by=scene.rep, at=at)
    assert [one.objective.id for one in scope.known] == [scene.contracts, scene.accounts]
    mine = await begun(session, scene.rep, at)
    assert await refused(lambda: importing.look(session, mine.id, by=scene.manager)) == [Reason.IMPORT_GONE]
    asked = importing.ask_to_apply
    assert await refused(lambda: asked(session, mine.id, "V1", by=scene.manager, at=at)) == [Reason.IMPORT_GONE]


async def test_what_was_withdrawn_is_neither_met_nor_taken_out(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    row = await session.get_one(models.Objective, scene.accounts)
    row.manager_signed_at, row.closed_at = None, at
    await session.flush()
    scope = await import_scope.read(session, by=scene.manager, at=at)
    assert [one.objective.id for one in scope.known] == [scene.contracts]


async def test_a_second_file_takes_the_place_of_the_first_but_not_of_one_being_applied(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    first = await begun(session, scene.rep, at)
    await importing.keep(session, first.id, b"x")
    second = await importing.begin(session, FILE, by=scene.rep, at=at)
    assert await state(session, first.id) is State.DROPPED
    assert (await session.get_one(models.Import, first.id)).content is None
    claimed = await importing.claim(session, at=at)
    assert claimed
    await importing.ready(session, claimed, await planned(session, written(NEW), by=scene.rep, at=at), at=at)
    await importing.ask_to_apply(session, second, "V1", by=scene.rep, at=at)
    await importing.ask_to_apply(session, second, "V1", by=scene.rep, at=at)
    assert await state(session, second) is State.APPLYING
    assert await refused(lambda: importing.begin(session, FILE, by=scene.rep, at=at)) == [Reason.IMPORT_UNDER_WAY]


async def test_a_plan_is_told_in_a_message_and_as_a_file_once(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    known = await begun(session, scene.rep, at)
    found = await planned(session, written(NEW), by=scene.rep, at=at)
    assert await importing.ready(session, known, found, at=at)
    assert await owed(session) == ["import Léa", "import_plan Léa"]
    await importing.ask_again(session, known.id, "V2", by=scene.rep, at=at)
    again = await importing.claim(session, at=at)
    assert again
    assert again.view == "V2"
    await importing.ready(session, again, found, at=at)
    assert await owed(session) == ["import Léa", "import_plan Léa"]
    looked = await importing.look(session, known.id, by=scene.rep)
    assert (looked.state, looked.counts[Outcome.CREATED], looked.print) == (State.READY, 1, found.print)


async def test_a_plan_that_was_dropped_meanwhile_is_not_offered(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    known = await begun(session, scene.rep, at)
    await importing.begin(session, FILE, by=scene.rep, at=at)
    found = await planned(session, written(NEW), by=scene.rep, at=at)
    assert not await importing.ready(session, known, found, at=at)
    assert await state(session, known.id) is State.DROPPED


async def test_a_claim_lapses_and_is_given_up_after_three(session: AsyncSession, scene: Scene, at: datetime) -> None:
    known = await begun(session, scene.rep, at)
    assert await importing.claim(session, at=at) is None
    later = [at + n * (importing.LEASE + timedelta(seconds=1)) for n in (1, 2, 3)]
    tries = [await importing.claim(session, at=one) for one in later]
    assert [one.is_last_try if one else None for one in tries] == [False, True, None]
    failed = await importing.look(session, known.id, by=scene.rep)
    assert (failed.state, failed.problem) == (State.FAILED, Problem(Reason.FILE_GONE))
    assert await owed(session) == ["import Léa"]


async def test_a_plan_that_nobody_applies_is_dropped_after_a_week(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    known = await begun(session, scene.rep, at)
    await importing.ready(session, known, await planned(session, written(NEW), by=scene.rep, at=at), at=at)
    assert await importing.next_at(session) == at + importing.KEPT
    assert await importing.drop_old(session, at=at + importing.KEPT - timedelta(seconds=1)) == 0
    assert await importing.drop_old(session, at=at + importing.KEPT) == 1
    assert await state(session, known.id) is State.DROPPED


async def test_a_row_that_is_refused_as_it_is_written_takes_all_others_back(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime
) -> None:
    async with sessions.begin() as session:
        known = await begun(session, scene.manager, at)
        found = await planned(session, written(NEW, CONTRACTS), by=scene.manager, at=at)
        (await session.get_one(models.Objective, scene.contracts)).closed_at = at
    with pytest.raises(RowRefused) as refusal:
        async with sessions.begin() as session:
            await import_apply.apply(session, known, found, by=scene.manager, at=at)
    assert (refusal.value.verdict.row, [one.reason for one in refusal.value.verdict.problems]) == (3, [Reason.CLOSED])
    async with sessions() as session:
        count = select(func.count()).where(models.Objective.workspace_id == WORKSPACE)
        assert await session.scalar(count) == 2
        assert await owed(session) == []


async def test_two_workers_never_have_the_same_file(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime, at_once: Callable[..., Awaitable[list[Any]]]
) -> None:
    async with sessions.begin() as session:
        await importing.begin(session, FILE, by=scene.rep, at=at)
    claims = await at_once(*[lambda session: importing.claim(session, at=at)] * 2)
    assert len([one for one in claims if one]) == 1


async def apply_held(session: AsyncSession, known: Import, content: bytes, *, by: Caller, at: datetime) -> Plan:
    """Plan and apply a file as the job does."""
    found = plan(content, Kind.OBJECTIVES, FRENCH, await import_scope.hold(session, by=by, at=at))
    await import_apply.apply(session, known, found, by=by, at=at)
    return found


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_what_is_proposed_while_a_file_waits_to_be_applied_is_not_proposed_again(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime
) -> None:
    year = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    workshops = replace(ACCOUNTS, title="Ateliers", measure=replace(ACCOUNTS.measure, target=Decimal(9)), **year)
    async with sessions.begin() as session:
        known = await begun(session, scene.manager, at)
    async with sessions.begin() as session:
        await draft.write_down(session, workshops, rep=scene.lea.slack_id, since=at, by=scene.manager, at=at)
        content = written(NEW)
        task = await begun_beside(
            session, sessions, lambda one: apply_held(one, known, content, by=scene.manager, at=at)
        )

    found = await task
    assert [one.outcome for one in found.verdicts] == [Outcome.CHANGED]


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_file_and_a_value_of_the_same_objective_do_not_wait_for_each_other(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime
) -> None:
    row, value = models.Objective, NewValue(Decimal(7), Confidence.HIGH)
    async with sessions.begin() as session:
        known = await begun(session, scene.manager, at)
    async with sessions.begin() as session:
        await session.execute(select(row.id).where(row.id == scene.contracts).with_for_update())
        content = written(CONTRACTS)
        task = await begun_beside(
            session, sessions, lambda one: apply_held(one, known, content, by=scene.manager, at=at)
        )
        await objective.record_value(session, scene.contracts, value, by=scene.rep, at=at)

    found = await task
    assert [one.outcome for one in found.verdicts] == [Outcome.SUGGESTED]


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_another_file_does_not_wait_for_the_plan_of_the_one_before(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime
) -> None:
    async with sessions.begin() as session:
        known = await begun(session, scene.manager, at)
        found = await planned(session, written(NEW), by=scene.manager, at=at)

    async def begin_another(session: AsyncSession) -> int:
        return await importing.begin(session, FILE, by=scene.manager, at=at)

    async with sessions.begin() as session:
        row = models.Import
        await session.execute(select(row.id).where(row.id == known.id).with_for_update())
        task = await begun_beside(session, sessions, begin_another)
        assert await importing.ready(session, known, found, at=at)

    await task
    async with sessions() as session:
        assert await state(session, known.id) is State.DROPPED


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_plan_that_is_applied_as_it_grows_old_is_not_dropped(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime
) -> None:
    late = at + importing.KEPT
    async with sessions.begin() as session:
        known = await begun(session, scene.manager, at)
        found = await planned(session, written(NEW), by=scene.manager, at=at)
        await importing.ready(session, known, found, at=at)

    async def drop(session: AsyncSession) -> int:
        return await importing.drop_old(session, at=late)

    async with sessions.begin() as session:
        await importing.ask_to_apply(session, known.id, "V0VIEW", by=scene.manager, at=late)
        task = await begun_beside(session, sessions, drop)

    assert await task == 0
    async with sessions() as session:
        assert await state(session, known.id) is State.APPLYING
