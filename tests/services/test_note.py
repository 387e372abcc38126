"""Private notes: their author reads them, and nobody else ever."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.note import PAGE, TEXT, NewNote, kept_as
from bot.rules.objective import Field
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import form, note, revision, team
from tests.services.scene import OPENING, Scene, opened
from tests.services.test_action import pair_of

SECRET = NewNote("Elle cherche ailleurs")


@pytest.fixture
async def pair(session: AsyncSession, scene: Scene) -> int:
    return await pair_of(session, scene)


async def kept(session: AsyncSession, scene: Scene, pair: int) -> int:
    await note.write(session, pair, SECRET, by=scene.manager, at=OPENING)
    return (await note.notebook(session, by=scene.manager)).notes[0].id


async def test_each_of_the_two_has_notes_of_their_own(session: AsyncSession, scene: Scene, pair: int) -> None:
    await kept(session, scene, pair)
    await note.write(session, pair, NewNote("Demander des pistes"), by=scene.rep, at=OPENING)

    books = [await note.notebook(session, by=by) for by in (scene.rep, scene.manager)]
    assert [[one.text for one in book.notes] for book in books] == [["Demander des pistes"], [SECRET.text]]
    homes = [await team.home(session, by=by, at=OPENING) for by in (scene.rep, scene.manager)]
    assert [home.notes for home in homes] == [1, 1]


async def test_nobody_else_opens_changes_or_deletes_a_note(session: AsyncSession, scene: Scene, pair: int) -> None:
    key = await kept(session, scene, pair)

    for by in (scene.rep, scene.admin):
        for attempt in (
            note.sheet(session, by=by, note=key, at=OPENING),
            note.change(session, key, SECRET, by=by, at=OPENING),
            note.delete(session, key, by=by, at=OPENING),
        ):
            with pytest.raises(Rejected) as refusal:
                await attempt
            assert refusal.value.problems == (Problem(Reason.NO_NOTE),)
    with pytest.raises(Rejected):
        await note.write(session, pair, SECRET, by=scene.admin, at=OPENING)


async def test_a_note_is_changed_and_deleted(session: AsyncSession, scene: Scene, pair: int) -> None:
    key = await kept(session, scene, pair)
    later = OPENING + timedelta(hours=1)
    await note.change(session, key, replace(SECRET, objective=scene.contracts), by=scene.manager, at=later)

    [found] = (await note.notebook(session, by=scene.manager)).notes
    assert (found.changed_at, found.objective) == (later, (scene.contracts, "Contrats annuels"))
    await note.delete(session, key, by=scene.manager, at=later)
    assert (await note.notebook(session, by=scene.manager)).notes == ()


async def test_nothing_that_was_typed_in_a_note_outlives_it(session: AsyncSession, scene: Scene, pair: int) -> None:
    which = kept_as(pair, await kept(session, scene, pair))
    typed = {TEXT: "Elle cherche ailleurs, chez Orion"}
    await form.keep(session, which, OPENING, typed, view="V0NOTE", by=scene.manager, at=OPENING)

    [found] = (await note.notebook(session, by=scene.manager)).notes
    await note.delete(session, found.id, by=scene.manager, at=OPENING)

    assert (await form.find(session, which, by=scene.manager, at=OPENING)).typed == {}


async def test_a_note_is_pinned_to_a_check_in_of_the_pair(session: AsyncSession, scene: Scene, pair: int) -> None:
    made = await opened(session, scene)
    await note.write(session, pair, NewNote("Orion", checkin=made), by=scene.rep, at=OPENING)

    [found] = (await note.notebook(session, by=scene.rep)).notes
    assert found.checkin
    assert found.checkin[0] == made
    with pytest.raises(Rejected) as refusal:
        await note.write(session, pair, NewNote("Vega", checkin=made + 1000), by=scene.rep, at=OPENING)
    assert refusal.value.problems == (Problem(Reason.ANOTHERS_OBJECTIVE, "note_pin"),)


async def test_the_newest_come_first_a_page_at_a_time(session: AsyncSession, scene: Scene, pair: int) -> None:
    for count in range(PAGE + 1):
        await note.write(session, pair, NewNote(f"{count}"), by=scene.rep, at=OPENING + timedelta(minutes=count))

    first, second = [await note.notebook(session, by=scene.rep, page=page) for page in (0, 7)]
    assert (first.notes[0].text, len(first.notes), first.is_last) == (str(PAGE), PAGE, False)
    assert ([one.text for one in second.notes], second.page, second.is_last) == (["0"], 1, True)


async def test_notes_about_a_former_pair_stay_with_their_author(session: AsyncSession, scene: Scene, pair: int) -> None:
    await kept(session, scene, pair)
    await session.execute(update(models.Pair).where(models.Pair.id == pair).values(ended_at=OPENING))

    book = await note.notebook(session, by=scene.manager)
    assert ([one.text for one in book.notes], book.pads[0].is_former) == ([SECRET.text], True)


async def test_a_former_manager_learns_nothing_of_the_objectives_since(
    session: AsyncSession, scene: Scene, pair: int
) -> None:
    pinned = NewNote("Elle cherche ailleurs", objective=scene.contracts)
    await note.write(session, pair, pinned, by=scene.manager, at=OPENING)
    [kept] = (await note.notebook(session, by=scene.manager)).notes
    await session.execute(update(models.Pair).where(models.Pair.id == pair).values(ended_at=OPENING))
    await rename(session, scene, "Contrats annuels", "Reprise de Vega", at=OPENING + timedelta(days=2))
    await rename(session, scene, "Reprise de Vega", "Reprise d'Orion", at=OPENING + timedelta(days=3))

    for other in (scene.contracts, scene.accounts):
        with pytest.raises(Rejected) as refusal:
            await note.write(session, pair, NewNote("Et ça ?", objective=other), by=scene.manager, at=OPENING)
        assert refusal.value.problems == (Problem(Reason.ANOTHERS_OBJECTIVE, "note_pin"),)
    await note.change(session, kept.id, replace(pinned, text="Elle est restée"), by=scene.manager, at=OPENING)
    [changed] = (await note.notebook(session, by=scene.manager)).notes
    sheet = await note.sheet(session, by=scene.manager, note=kept.id, at=OPENING)
    assert sheet.note == changed
    assert (changed.text, changed.objective) == ("Elle est restée", (scene.contracts, "Contrats annuels"))


async def test_a_rep_reads_what_their_objective_is_called_now_also_in_notes_of_before(
    session: AsyncSession, scene: Scene, pair: int
) -> None:
    await note.write(session, pair, NewNote("À revoir", objective=scene.contracts), by=scene.rep, at=OPENING)
    await session.execute(update(models.Pair).where(models.Pair.id == pair).values(ended_at=OPENING))
    await rename(session, scene, "Contrats annuels", "Reprise de Vega", at=OPENING + timedelta(days=2))

    [found] = (await note.notebook(session, by=scene.rep)).notes
    assert found.objective == (scene.contracts, "Reprise de Vega")


async def rename(session: AsyncSession, scene: Scene, before: str, after: str, *, at: datetime) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.title = after
    changed = {Field.TITLE: (before, after)}
    await revision.keep(session, row, changed, await session.get_one(models.Person, scene.lea.id), at)


async def test_a_note_that_says_nothing_is_refused_in_its_field(session: AsyncSession, scene: Scene, pair: int) -> None:
    with pytest.raises(Rejected) as refusal:
        await note.write(session, pair, NewNote(""), by=scene.rep, at=OPENING)

    assert refusal.value.problems == (Problem(Reason.EMPTY, "note_text"),)


async def test_the_same_note_sent_twice_is_one(session: AsyncSession, scene: Scene, pair: int) -> None:
    for _ in range(2):
        await note.write(session, pair, SECRET, by=scene.rep, at=OPENING)

    kept = await session.scalars(select(models.Note).where(models.Note.author_id == scene.lea.id))
    assert len(kept.all()) == 1
