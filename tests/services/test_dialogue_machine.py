"""Whatever the people of a pair do, in any order: nothing they write vanishes, and nobody reads what is not theirs."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import NewAction
from bot.rules.addition import NewAddition
from bot.rules.agenda import NewPoint
from bot.rules.checkin import CheckIn, Half
from bot.rules.person import Caller, Person
from bot.rules.question import SALES, Answer, Side
from bot.rules.refusal import Rejected
from bot.services import action, action_change, addition, agenda_point, checkin_opening, earlier, earlier_agenda, person
from bot.services import half as halves
from tests.machines import World, machine_on, patient
from tests.services.scene import INES, OPENING, WORKSPACE, Scene, set_scene
from tests.services.test_roster import save

ANSWERED = {Side.REP: ("win", "mission", "energy"), Side.MANAGER: ("feedback", "answer")}
SIDES, ROUGHLY = st.sampled_from(Side), st.integers(0, 100)


@dataclass
class Dialogue:
    """What plain Python knows of a check-in: what each side has sent, and added."""

    sent: dict[Side, dict[str, str]] = field(default_factory=dict[Side, dict[str, str]])
    added: dict[Side, list[str]] = field(default_factory=lambda: {side: [] for side in Side})

    def read_by(self, side: Side, *, is_open: bool) -> set[str]:
        """Return the words that a side may read."""
        theirs = self.sent.get(side.other, {})
        seen = {word for key, word in theirs.items() if is_open or not SALES.is_sealed(side.other, key)}
        added = {word for words in self.added.values() for word in words}
        return seen | added | set(self.sent.get(side, {}).values())


class Machine(RuleBasedStateMachine):
    """Léa, who is led by Marc or by Inès in turn, and whoever leads her not."""

    world: World

    @initialize()
    def begin(self) -> None:
        self.now, self.count = OPENING, 0
        self.dialogues: dict[int, Dialogue] = {}
        self.points: dict[str, str] = {}  # the word, and whose agenda with Léa it is on
        self.current: set[str] = set()  # all that has ever stood on the agenda of now
        self.former: dict[str, set[str]] = defaultdict(set)  # and on those that have ended, by whose they were
        self.actions: dict[str, str] = {}  # the word, and whose it is
        self.scene: Scene = self.world.transact(self._afresh)
        self.leader = self.scene.marc
        self.wait(0)

    @staticmethod
    async def _afresh(session: AsyncSession) -> Scene:
        await session.execute(delete(models.Workspace).where(models.Workspace.id == WORKSPACE))
        scene = await set_scene(session)
        await person.remember(session, replace(INES, is_admin=True), workspace=WORKSPACE)
        return scene

    @rule(hours=st.integers(1, 80))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self.world.transact(lambda session: checkin_opening.open_due(session, at=self.now))

    @rule(side=SIDES, which=ROUGHLY, is_old_window=st.booleans())
    def write(self, side: Side, which: int, *, is_old_window: bool) -> None:
        found = self.some(which)
        known, words = self.dialogues[found.id], {key: self.word() for key in ANSWERED[side]}
        task, point = self.word(), self.word()
        half = Half(
            found.id,
            side,
            {key: Answer(word) for key, word in words.items()},
            action=NewAction(found.person(side).id, task, self.now.date() + timedelta(days=40)),
            points=(point,),
            begun_at=None if is_old_window else self.now,
        )
        by = self.caller(found.person(side))
        if self.does(lambda session: halves.record(session, half, by=by, at=self.now)):
            assert not known.sent.get(side) or not is_old_window
            assert len(known.sent) < len(Side)
            known.sent[side] = words
            self.actions[task] = found.person(side).slack_id
            self.stands(point, self.leader if side is Side.REP else found.manager)
        else:
            assert found.skip or len(known.sent) == len(Side) or (is_old_window and side in known.sent)

    @rule(side=SIDES, which=ROUGHLY)
    def add(self, side: Side, which: int) -> None:
        found, word = self.some(which), self.word()
        new = NewAddition(found.id, word, self.now)
        by = self.caller(found.person(side))
        is_added = self.does(lambda session: addition.add(session, new, by=by, at=self.now))
        assert is_added == (len(self.dialogues[found.id].sent) == len(Side))
        if is_added:
            self.dialogues[found.id].added[side].append(word)

    @rule(is_rep=st.booleans())
    def raise_point(self, *, is_rep: bool) -> None:
        word, by = self.word(), self.scene.lea if is_rep else self.leader
        new = NewPoint(self.scene.lea.slack_id, word, self.now)
        assert self.does(lambda session: agenda_point.raise_point(session, new, by=self.caller(by), at=self.now))
        self.stands(word, self.leader)

    @precondition(lambda self: self.here())
    @rule(which=ROUGHLY, is_rep=st.booleans())
    def talk_about(self, which: int, *, is_rep: bool) -> None:
        words = sorted(self.here())
        word, by = words[which % len(words)], self.scene.lea if is_rep else self.leader

        async def talked(session: AsyncSession) -> None:
            point = await session.scalar(
                select(models.AgendaPoint.id).where(
                    models.AgendaPoint.text == word, models.AgendaPoint.settled_at.is_(None)
                )
            )
            await agenda_point.talked(session, point or 0, by=self.caller(by), at=self.now)

        assert self.does(talked)
        del self.points[word]

    @precondition(lambda self: self.actions)
    @rule(which=ROUGHLY)
    def do(self, which: int) -> None:
        words = sorted(self.actions)
        word = words[which % len(words)]

        async def done(session: AsyncSession) -> None:
            found = await session.scalar(select(models.Action.id).where(models.Action.text == word))
            await action.done(session, found or 0, by=Caller(WORKSPACE, self.actions[word]), at=self.now)

        assert self.does(done)
        del self.actions[word]

    @rule()
    def hand_over(self) -> None:
        to = self.scene.ines if self.leader == self.scene.marc else self.scene.marc

        async def change(session: AsyncSession) -> None:
            await save(session, self.scene, self.scene.ines, self.scene.team, at=self.now, manager=to)

        before = self.leader.slack_id
        assert self.does(change)
        self.leader = to
        of_lea = self.world.transact(self._raised_by_lea)
        self.points |= {word: to.slack_id for word, on in self.points.items() if on == before and word in of_lea}
        self.former[before] |= self.current
        self.current = self.here()

    @invariant()
    def everybody_reads_what_is_theirs_and_nothing_else(self) -> None:
        if not hasattr(self, "leader"):
            return
        for found in self.checkins():
            known = self.dialogues.setdefault(found.id, Dialogue())
            for who in (self.scene.lea, self.scene.marc, self.scene.ines):
                side = found.side_of(who)
                is_open = len(known.sent) == len(Side) or (side in known.sent and self.now >= found.due_at)
                expected = known.read_by(side, is_open=is_open) if side else set[str]()
                assert self.read(found, who) == expected, (who.name, found.id)

    @invariant()
    def every_point_stands_on_its_agenda_and_every_action_with_its_owner(self) -> None:
        if not hasattr(self, "leader"):
            return
        for who in (self.scene.lea, self.scene.marc, self.scene.ines):
            seen = self.here() if who in (self.scene.lea, self.leader) else set[str]()
            assert self.world.transact(lambda session, who=who: self._agenda(session, who)) == seen
            owed = {word for word, owner in self.actions.items() if owner == who.slack_id}
            assert self.world.transact(lambda session, who=who: self._owed(session, who)) >= owed

    @invariant()
    def every_agenda_that_has_ended_is_read_by_its_two_and_by_nobody_else(self) -> None:
        if not hasattr(self, "leader"):
            return
        for who in (self.scene.marc, self.scene.ines):
            assert self.world.transact(lambda session, who=who: self._before(session, who)) == self.former[who.slack_id]
        every = self.former[self.scene.marc.slack_id] | self.former[self.scene.ines.slack_id]
        assert self.world.transact(lambda session: self._before(session, self.scene.lea)) == every

    def stands(self, word: str, on: Person) -> None:
        """Note that a point stands on the agenda of Léa and somebody who leads or led her."""
        self.points[word] = on.slack_id
        (self.current if on == self.leader else self.former[on.slack_id]).add(word)

    def here(self) -> set[str]:
        """Return what Léa and whoever leads her now want to talk about."""
        return {word for word, on in self.points.items() if on == self.leader.slack_id}

    def some(self, which: int) -> CheckIn:
        found = self.checkins()
        return found[which % len(found)]

    def checkins(self) -> list[CheckIn]:
        async def all_of_them(session: AsyncSession) -> list[CheckIn]:
            keys = await session.scalars(
                select(models.CheckIn.id).where(models.CheckIn.rep_id == self.scene.lea.id).order_by(models.CheckIn.id)
            )
            return [
                (await earlier.read(session, key, by=self.caller(self.scene.lea), at=self.now)).sheet.checkin
                for key in keys.all()
            ]

        return self.world.transact(all_of_them)

    def read(self, found: CheckIn, who: Person) -> set[str]:
        async def words(session: AsyncSession) -> set[str]:
            try:
                sheet = (await earlier.read(session, found.id, by=self.caller(who), at=self.now)).sheet
            except Rejected:
                return set()
            given = {one.text for one in (*sheet.mine.values(), *sheet.theirs.values())}
            return given | {one.text for one in sheet.additions}

        return self.world.transact(words)

    def does(self, act: Any) -> bool:
        try:
            self.world.transact(act)
        except Rejected:
            return False
        return True

    def caller(self, who: Person) -> Caller:
        return Caller(WORKSPACE, who.slack_id)

    def word(self) -> str:
        self.count += 1
        return f"word {self.count}"

    async def _agenda(self, session: AsyncSession, who: Person) -> set[str]:
        try:
            agenda = await agenda_point.of_rep(session, self.scene.lea.slack_id, by=self.caller(who))
        except Rejected:
            return set()
        return {one.text for one in agenda.points}

    async def _before(self, session: AsyncSession, who: Person) -> set[str]:
        by = self.caller(who)
        try:
            listed = await earlier.listed(session, rep=self.scene.lea.slack_id, by=by, at=self.now)
        except Rejected:
            return set()
        found = [await earlier_agenda.read(session, one.pair, by=by) for one in listed.agendas]
        return {one.point.text for agenda in found for one in agenda.points}

    async def _owed(self, session: AsyncSession, who: Person) -> set[str]:
        listed = await action_change.listed(session, by=self.caller(who), at=self.now)
        return {one.text for one in listed.actions}

    async def _raised_by_lea(self, session: AsyncSession) -> set[str]:
        point = models.AgendaPoint
        return set(await session.scalars(select(point.text).where(point.author_id == self.scene.lea.id)))


def always(**given: int) -> settings:
    """Return settings under which each run tries the same: a fault that is found late belongs in a test of its own."""
    return settings(patient(**given), derandomize=True)


def test_on_sqlite_in_memory() -> None:
    with machine_on("sqlite+aiosqlite:///:memory:", Machine) as machine:
        run_state_machine_as_test(machine, settings=always(max_examples=6, stateful_step_count=12))


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_on_postgresql(database_url: str) -> None:
    with machine_on(database_url, Machine) as machine:
        run_state_machine_as_test(machine, settings=always(max_examples=3, stateful_step_count=12))
