"""Who reads what of a dialogue, through every verb that reads one: what the table in docs/privacy.md says."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.addition import NewAddition
from bot.rules.agenda import NewPoint
from bot.rules.disclosure import Reach
from bot.rules.feedback import NewFeedback
from bot.rules.form import Kept
from bot.rules.note import NewNote
from bot.rules.person import Caller, Person, Profile
from bot.rules.question import Side
from bot.rules.refusal import Rejected
from bot.rules.visibility import Passage, Reader, may_read_dialogue
from bot.services import (
    absence,
    action,
    addition,
    agenda_point,
    disclosure,
    earlier,
    earlier_agenda,
    feedback,
    form,
    half,
    note,
    person,
    team,
)
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, OPENING, TALK_AT, Scene, opened
from tests.services.test_roster import NOA, TOM, meet, save

REP, MANAGER = Side.REP, Side.MANAGER
AFTER = TALK_AT + timedelta(hours=2)
TWO_WEEKS = timedelta(weeks=2)
ANNE = Profile("U0ANNE0001", "Anne Weil", "Europe/Paris", "fr-FR")
PAUL = Profile("U0PAUL0001", "Paul Petit", "Europe/Paris", "fr-FR")
NOT_WRITTEN = {Passage.TALK}  # no verb of this table reads them: they have their own


@dataclass(frozen=True)
class Written:
    """What Léa and her manager have written: the keys of it, and whom it is between."""

    lea: Person
    manager: Person
    checkin: int
    point: int
    action: int
    letter: int
    note: int
    form: Kept

    def author(self, passage: Passage) -> Person:
        return self.manager if passage in (Passage.REPLIES, Passage.NOTE) else self.lea


Read = Callable[[AsyncSession, Written, Caller], Awaitable[bool]]


async def write(session: AsyncSession, scene: Scene, manager: Person, at: datetime, *sides: Side) -> Written:
    """Have Léa and her manager write all that a dialogue holds."""
    by, made = scene.caller(manager), await opened(session, scene, at)
    due = at.date() + timedelta(days=20)
    halves = {
        REP: replace(scene.reps_half(made), action=scene.action("De Léa", of=scene.lea, on=due)),
        MANAGER: replace(
            scene.managers_half(made), action=replace(scene.action("Du manager", on=due), owner_id=manager.id)
        ),
    }
    for side in sides or (REP, MANAGER):
        await half.record(session, halves[side], by=scene.rep if side is REP else by, at=at)
    if not sides:
        await addition.add(session, NewAddition(made, "Et merci", at), by=scene.rep, at=at)
    await agenda_point.raise_point(session, NewPoint(scene.lea.slack_id, "Budget", at), by=scene.rep, at=at)
    agenda = await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.rep)
    letter = await feedback.give(session, NewFeedback(manager.slack_id, "Merci", at), by=scene.rep, at=at)
    pair = await team.pair_of(session, by=scene.rep)
    await note.write(session, pair.id, NewNote("Zéphyr"), by=by, at=at)
    kept = Kept("half", str(made))
    await form.keep(session, kept, at, {"win": "Orion"}, view="V1", by=scene.rep, at=at)
    promised = await action.added_in(session, made)
    [kept_note] = (await note.notebook(session, by=by, pair=pair.id)).notes
    own = next(one.id for one in promised if one.author == scene.lea)
    return Written(scene.lea, manager, made, agenda.points[-1].id, own, letter.id, kept_note.id, kept)


async def sheet(session: AsyncSession, written: Written, by: Caller):  # noqa: ANN201
    return (await earlier.read(session, written.checkin, by=by, at=AFTER + TWO_WEEKS)).sheet


async def values(session: AsyncSession, written: Written, by: Caller) -> bool:
    return bool((await sheet(session, written, by)).reports)


async def words(session: AsyncSession, written: Written, by: Caller) -> bool:
    return "win" in (await sheet(session, written, by)).answers(REP)


async def sealed(session: AsyncSession, written: Written, by: Caller) -> bool:
    return "mission" in (await sheet(session, written, by)).answers(REP)


async def additions(session: AsyncSession, written: Written, by: Caller) -> bool:
    return bool((await sheet(session, written, by)).additions)


async def actions(session: AsyncSession, written: Written, by: Caller) -> bool:
    return "De Léa" in [one.text for one in (await sheet(session, written, by)).agreed]


async def replies(session: AsyncSession, written: Written, by: Caller) -> bool:
    return "Du manager" in [one.text for one in (await sheet(session, written, by)).agreed]


async def agenda(session: AsyncSession, written: Written, by: Caller) -> bool:
    listed = await earlier.listed(session, rep=written.lea.slack_id, by=by, at=AFTER + TWO_WEEKS)
    for one in listed.agendas:
        points = (await earlier_agenda.read(session, one.pair, by=by)).points
        if written.point in [found.point.id for found in points]:
            return True
    return (await agenda_point.look(session, written.point, by=by)).text == "Budget"


async def carried(session: AsyncSession, written: Written, by: Caller) -> bool:
    row, _, _ = await action.still_open(session, written.action, by=by)
    points = (await agenda_point.of_rep(session, written.lea.slack_id, by=by)).points
    return row.text == "De Léa" and "Budget" in [one.text for one in points]


async def letter(session: AsyncSession, written: Written, by: Caller) -> bool:
    envelope = await feedback.envelope(session, written.letter, by=by)
    return (await feedback.read(session, envelope.id, by=by, at=AFTER)).text == "Merci"


async def private(session: AsyncSession, written: Written, by: Caller) -> bool:
    found = await note.sheet(session, note=written.note, by=by, at=AFTER)
    return bool(found.note and found.note.text == "Zéphyr")


async def typed(session: AsyncSession, written: Written, by: Caller) -> bool:
    return bool((await form.find(session, written.form, by=by, at=AFTER)).typed)


READS: Mapping[Passage, Read] = {
    Passage.VALUES: values,
    Passage.WORDS: words,
    Passage.ACTIONS: actions,
    Passage.ADDITION: additions,
    Passage.REPLIES: replies,
    Passage.SEALED: sealed,
    Passage.AGENDA: agenda,
    Passage.CARRIED: carried,
    Passage.FEEDBACK: letter,
    Passage.NOTE: private,
    Passage.FORM: typed,
}


async def read_by(session: AsyncSession, written: Written, by: Caller) -> set[Passage]:
    """Return the parts that somebody reads, through the verbs."""
    return {passage for passage, read in READS.items() if await _may(read(session, written, by))}


async def _may(reading: Awaitable[bool]) -> bool:
    try:
        return await reading
    except Rejected:
        return False


def told(reader: Reader, **state: bool) -> set[Passage]:
    """Return the parts that the table says somebody reads."""
    return {one for one in READS if may_read_dialogue(one, reader, **state)}


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, replace(INES, is_admin=True), workspace=scene.workspace)


async def test_every_part_of_the_table_is_read_here_or_not_written_yet() -> None:
    assert READS.keys() | NOT_WRITTEN == set(Passage)


async def test_the_two_read_what_the_table_says(session: AsyncSession, scene: Scene) -> None:
    written = await write(session, scene, scene.marc, OPENING)

    for who, by in ((scene.lea, scene.rep), (scene.marc, scene.manager)):
        own = {one for one in READS if written.author(one) == who}
        expected = told(Reader.AUTHOR) & own | (told(Reader.OTHER, is_unsealed=True) - own)
        assert await read_by(session, written, by) == expected


async def test_what_is_sealed_is_read_by_nobody_who_has_not_written(session: AsyncSession, scene: Scene) -> None:
    written = await write(session, scene, scene.marc, OPENING, REP)

    read = await read_by(session, written, scene.manager)
    assert (Passage.SEALED in read, Passage.WORDS in read) == (False, True)


async def test_the_managers_manager_an_admin_a_colleague_and_the_stand_in_read_nothing(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    anne, paul, noa = [await meet(session, one) for one in (ANNE, PAUL, NOA)]
    await save(session, scene, admin, scene.team, reps=(scene.lea, noa), at=OPENING)
    await save(session, scene, admin, None, name="Nord", manager=anne, reps=(scene.marc,), at=OPENING)
    days = Days(date(2026, 10, 12), date(2026, 10, 16))
    await absence.declare(session, days, stands_in=paul, by=scene.manager, at=OPENING)
    written = await write(session, scene, scene.marc, OPENING)

    outside = {Reader.ABOVE: anne, Reader.ADMIN: admin, Reader.COLLEAGUE: noa, Reader.STAND_IN: paul}
    for reader, who in outside.items():
        assert await read_by(session, written, scene.caller(who)) == told(reader, is_unsealed=True, is_shown=True)
        assert not told(reader, is_unsealed=True, is_shown=True)


async def test_somebody_of_another_workspace_reads_nothing_though_they_have_the_same_name(
    session: AsyncSession, scene: Scene
) -> None:
    written = await write(session, scene, scene.marc, OPENING)

    for who in (scene.lea, scene.marc, scene.ines):
        assert await read_by(session, written, Caller(ELSEWHERE, who.slack_id)) == set()


@pytest.mark.parametrize("side", Side)
async def test_whose_account_is_deactivated_reads_nothing_until_it_is_back(
    session: AsyncSession, scene: Scene, side: Side
) -> None:
    written = await write(session, scene, scene.marc, OPENING)
    who, by = (scene.lea, scene.rep) if side is REP else (scene.marc, scene.manager)
    before, row = await read_by(session, written, by), await session.get_one(models.Person, who.id)

    row.left_at = AFTER
    await session.flush()
    assert await read_by(session, written, by) == told(Reader.GONE, is_unsealed=True, is_shown=True) == set()

    row.left_at = None
    await session.flush()
    assert await read_by(session, written, by) == before


async def test_a_former_manager_reads_what_was_written_with_them_and_nothing_of_what_came_later(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    former = await write(session, scene, scene.marc, OPENING)
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, manager=tom)
    later = await write(session, scene, tom, OPENING + TWO_WEEKS)

    assert await read_by(session, later, scene.manager) == told(Reader.FORMER, is_unsealed=True, is_shown=True) == set()
    both = told(Reader.OTHER, is_unsealed=True) | {Passage.NOTE}
    assert await read_by(session, former, scene.manager) == both - {Passage.CARRIED}  # that is Tom's now
    assert await read_by(session, former, scene.rep) == told(Reader.AUTHOR) - {Passage.NOTE}


@pytest.mark.parametrize("is_shown", [True, False])
async def test_who_follows_reads_what_the_rep_shows_and_what_goes_along(
    session: AsyncSession, scene: Scene, admin: Person, *, is_shown: bool
) -> None:
    former = await write(session, scene, scene.marc, OPENING)
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, manager=tom)
    asked = await disclosure.choice(session, by=scene.rep)
    chosen = {asked.formers[0].pair: Reach.ALL if is_shown else Reach.NOTHING}
    await disclosure.choose(session, asked.pair, chosen, by=scene.rep, at=AFTER)

    expected = told(Reader.NEXT, is_unsealed=True, is_shown=is_shown)
    assert await read_by(session, former, scene.caller(tom)) == expected
    for who in (admin, await meet(session, NOA), await meet(session, ANNE)):
        assert await read_by(session, former, scene.caller(who)) == set()
    assert await session.scalar(select(models.AgendaPoint.outcome).where(models.AgendaPoint.id == former.point))
