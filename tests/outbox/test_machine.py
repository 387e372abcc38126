"""Whatever happens to the queue, in any order: it does what plain Python says, and nothing is lost or held twice."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
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
from bot.outbox import Due, queue
from bot.outbox.queue import LEASE, Sent
from bot.services import delivery
from tests.machines import World, machine_on, patient
from tests.outbox.plain import Letter, Plain
from tests.services.noise import LATER
from tests.services.scene import OPENING, WORKSPACE

PLACES, SUBJECTS = st.sampled_from(["lea", "marc", "channel", "home"]), st.integers(1, 3)
SECONDS = st.integers(0, 90).map(lambda seconds: timedelta(seconds=seconds))
WORKERS = st.sampled_from(["one", "other"])


class Machine(RuleBasedStateMachine):
    """Two workers, one of which may come back from a stall at any time, and a world that goes on owing."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = OPENING
        self.plain = Plain()
        self.hands: list[tuple[str, Letter, Due]] = []  # what each worker believes it holds

    @initialize()
    def begin(self) -> None:
        mine = models.Delivery.workspace_id == WORKSPACE
        self.world.transact(lambda session: session.execute(delete(models.Delivery).where(mine)))

    @rule(place=PLACES, subject=SUBJECTS, later=SECONDS)
    def owe(self, place: str, subject: int, later: timedelta) -> None:
        subject = 0 if place == "home" else subject
        at = self.now + later
        self.plain.owe(place, subject, at)

        async def owe(session: AsyncSession) -> None:
            if place == "channel":
                team = await session.get_one(models.Team, self.world.scene.team)
                await delivery.owe_channel(session, "note", team=team, subject=subject, at=at)
            elif place == "home":
                reader = await session.get_one(models.Person, self.world.scene.lea.id)
                await delivery.owe(session, delivery.HOME, to=reader, at=at)
            else:
                reader = await session.get_one(models.Person, getattr(self.world.scene, place).id)
                await delivery.owe(session, "note", to=reader, subject=subject, at=at)

        self.world.transact(owe)

    @rule(worker=WORKERS)
    def claim(self, worker: str) -> None:
        wanted = self.plain.claimable(self.now)

        taken: list[Due] = self.world.transact(lambda session: queue.claim(session, at=self.now))

        assert [(self.place(due), due.subject_id or 0) for due in taken] == [(one.place, one.subject) for one in wanted]
        self.plain.claim(wanted, self.now)
        self.hands += [(worker, letter, due) for letter, due in zip(wanted, taken, strict=True)]
        assert [due.attempts for due in taken] == [one.attempts for one in wanted]
        assert [due.wanted for due in taken] == [one.wanted for one in wanted]

    @precondition(lambda self: self.hands)
    @rule(data=st.data())
    def hold(self, data: st.DataObject) -> None:
        worker, letter, due = self.let_go(data)
        may = letter.held_until == due.held_until and due.held_until > self.now

        renewed: list[Due] = self.world.transact(lambda session: queue.hold(session, [due], at=self.now))

        assert bool(renewed) == may
        for held in renewed:
            letter.held_until = held.held_until
            self.hands.append((worker, letter, held))
        if not renewed and letter.held_until == due.held_until:
            self.plain.untried(letter, due)

    @precondition(lambda self: self.hands)
    @rule(data=st.data())
    def done(self, data: st.DataObject) -> None:
        _, letter, due = self.let_go(data)
        self.send(letter, due)

    @precondition(lambda self: self.hands)
    @rule(data=st.data(), wait=SECONDS, in_doubt=st.booleans())
    def again(self, data: st.DataObject, wait: timedelta, in_doubt: bool) -> None:
        _, letter, due = self.let_go(data)
        how: dict[str, Any] = {"wait": wait, "error": "", "in_doubt": in_doubt, "at": self.now}
        if self.ended(letter, due, lambda session: queue.again(session, due, **how)):
            self.plain.again(letter, self.now, wait, in_doubt=in_doubt)

    @precondition(lambda self: self.hands)
    @rule(data=st.data())
    def untried(self, data: st.DataObject) -> None:
        _, letter, due = self.let_go(data)
        if self.ended(letter, due, lambda session: queue.untried(session, due, error="")):
            self.plain.untried(letter, due)

    @precondition(lambda self: self.hands)
    @rule(data=st.data())
    def fail(self, data: st.DataObject) -> None:
        _, letter, due = self.let_go(data)
        if self.ended(letter, due, lambda session: queue.failed(session, due, error="", at=self.now)):
            self.plain.give_up(letter)

    @rule(time=SECONDS)
    def wait(self, time: timedelta) -> None:
        self.now += time

    @rule()
    def lapse(self) -> None:
        self.now += LEASE

    @invariant()
    def nothing_is_held_twice(self) -> None:
        live = [(letter, due) for _, letter, due in self.hands if self.is_live(letter, due)]
        assert len({due.id for _, due in live}) == len(live)
        assert len({self.place(due) for _, due in live}) == len(live)

    @invariant()
    def the_rows_are_as_they_should_be(self) -> None:
        mine = select(models.Delivery).where(models.Delivery.workspace_id == WORKSPACE).order_by(models.Delivery.id)
        rows: list[models.Delivery] = list(self.world.transact(lambda session: session.scalars(mine)))
        found = [
            (one.wanted, one.sent, one.attempts, one.due_at, one.claimed_until, one.failed_at is not None)
            for one in rows
        ]
        assert found == [
            (one.wanted, one.sent, one.attempts, one.due_at, one.held_until, one.failed)
            for one in self.plain.letters.values()
        ]

    @invariant()
    def it_is_known_when_the_next_can_go(self) -> None:
        coming = self.plain.next_due()
        assert self.world.transact(queue.next_due) in ([coming] if coming else [None, LATER])

    def teardown(self) -> None:
        """Let all that is owed be sent: at the end nothing but what was given up is pending."""
        self.hands.clear()
        while any(letter.pending for letter in self.plain.letters.values()):
            self.now += LEASE
            self.claim("one")
            while self.hands:
                _, letter, due = self.hands.pop()
                self.send(letter, due)
        self.the_rows_are_as_they_should_be()

    def send(self, letter: Letter, due: Due) -> None:
        """Record that it went out: the invariant on the rows checks that this counts only where it is still held."""
        sent = [Sent(due, "D0", "1.1", None, self.now)]
        self.world.transact(lambda session: queue.done(session, sent))
        if letter.held_until == due.held_until:
            self.plain.done(letter, due)

    def let_go(self, data: st.DataObject) -> tuple[str, Letter, Due]:
        return self.hands.pop(data.draw(st.integers(0, len(self.hands) - 1)))

    def ended(self, letter: Letter, due: Due, end: Callable[[AsyncSession], Awaitable[bool]]) -> bool:
        """Record an end, and check that it counts if and only if the delivery is held as it was claimed."""
        ends = letter.held_until == due.held_until
        assert self.world.transact(end) == ends
        return ends

    def is_live(self, letter: Letter, due: Due) -> bool:
        return letter.held_until == due.held_until and due.held_until > self.now

    def place(self, due: Due) -> str:
        if due.kind == delivery.HOME:
            return "home"
        names = {self.world.scene.rep: "lea", self.world.scene.manager: "marc"}
        return names[due.recipient] if due.recipient else "channel"


def test_on_sqlite_in_memory() -> None:
    with machine_on("sqlite+aiosqlite:///:memory:", Machine) as machine:
        run_state_machine_as_test(machine, settings=patient(max_examples=20, stateful_step_count=40))


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_on_postgresql(database_url: str) -> None:
    with machine_on(database_url, Machine) as machine:
        run_state_machine_as_test(machine, settings=patient(max_examples=8, stateful_step_count=30))
