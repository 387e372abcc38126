"""Whoever publishes a Home, in any order, and whenever they die: what counts as shown is what Slack shows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
from bot.outbox.queue import Sent
from bot.services import delivery, home
from models.delivery import IN_FLIGHT
from tests.machines import World, machine_on, patient
from tests.services.scene import OPENING, WORKSPACE

OTHER = {"as ever": "other", "other": "as ever"}
SECONDS = st.integers(0, 70).map(lambda seconds: timedelta(seconds=seconds))


@dataclass(eq=False)
class Publication:
    """A Home on its way to Slack, by the outbox where there is a `due`; a call reaches Slack until it `ends`, or never.

    `waits` says that Slack has not had the call yet, `lost` that it never will.
    """

    text: str
    begun: datetime
    ends: datetime
    due: Due | None = None
    waits: bool = True
    lost: bool = False


class Machine(RuleBasedStateMachine):
    """One Home, which people open and the outbox draws, and what Slack shows of it."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.now: datetime = OPENING
        self.text = "as ever"
        self.slack: str | None = None
        self.claimed: list[Due] = []
        self.under_way: list[Publication] = []
        self.left_behind: list[Publication] = []  # by who died, or who has not heard of Slack

    @initialize()
    def begin(self) -> None:
        mine = models.Delivery.workspace_id == WORKSPACE
        self.world.transact(lambda session: session.execute(delete(models.Delivery).where(mine)))

    @rule(anew=st.booleans())
    def open(self, anew: bool) -> None:
        """Have somebody open it, who is shown something else if `anew`."""
        self.change(anew)
        self.world.transact(lambda session: home.begin(session, self.world.scene.lea.id, at=self.now))
        self.under_way.append(Publication(self.text, self.now, self.now + IN_FLIGHT))

    @rule(anew=st.booleans())
    def claim(self, anew: bool) -> None:
        self.change(anew)
        self.claimed += self.world.transact(lambda session: queue.claim(session, at=self.now))

    @precondition(lambda self: self.claimed)
    @rule()
    def draw(self) -> None:
        claimed, self.claimed = self.claimed, []
        for held in self.world.transact(lambda session: queue.hold(session, claimed, at=self.now)):
            is_shown = held.shown == self.text
            self.under_way.append(Publication(self.text, self.now, held.held_until, held, waits=not is_shown))

    @precondition(lambda self: self.under_way)
    @rule(which=st.integers(0, 9), hears=st.sampled_from(["all", "all", "nothing", "a refusal"]))
    def finish(self, which: int, hears: str) -> None:
        """Have one hear of Slack, or nothing more, or die waiting for it."""
        one = self.under_way.pop(which % len(self.under_way))
        if hears == "all" and not one.lost:
            self.land(one)
            self.end(one)
        elif hears == "a refusal" and one.waits and (due := one.due):
            one.waits = False
            self.world.transact(lambda session: queue.untried(session, due, error="ratelimited"))
        else:
            self.left_behind.append(one)

    @precondition(lambda self: any(one.due for one in self.left_behind))
    @rule()
    def try_again(self) -> None:
        """Have the outbox put back what it has heard nothing of, instead of dying over it."""
        due = next(one.due for one in self.left_behind if one.due)
        how = {"wait": timedelta(), "error": "", "in_doubt": True, "at": self.now}
        self.world.transact(lambda session: queue.again(session, due, **how))

    @precondition(lambda self: self.all_waiting())
    @rule(which=st.integers(0, 9))
    def reach_slack(self, which: int) -> None:
        waiting = self.all_waiting()
        self.land(waiting[which % len(waiting)])

    @rule(time=SECONDS, data=st.data())
    def wait(self, time: timedelta, data: st.DataObject) -> None:
        """Let time pass, at the latest until a call ends, which reaches Slack before that or never does."""
        self.now = min([self.now + time, *(one.ends for one in self.all_waiting())])
        for one in self.all_waiting():
            if one.ends <= self.now:
                one.lost = data.draw(st.booleans())
                self.land(one)

    @invariant()
    def what_counts_as_shown_is_shown(self) -> None:
        for row in self.rows():
            assert row.attempts > 0 or row.shown in (None, self.slack)

    def teardown(self) -> None:
        """Let all that is under way be lost, and everything owed be sent: then it is known what is shown."""
        self.now += 4 * IN_FLIGHT
        self.change(True)
        self.publish()
        assert [row.shown for row in self.rows()] == [self.text]
        self.change(False)
        [due] = self.world.transact(lambda session: queue.claim(session, at=self.now))
        assert due.shown == self.text

    def change(self, anew: bool) -> None:
        """Owe a new drawing, which shows something else if `anew`."""
        self.text = OTHER[self.text] if anew else self.text

        async def owe(session: AsyncSession) -> None:
            reader = await session.get_one(models.Person, self.world.scene.lea.id)
            await delivery.redraw_homes(session, [reader], at=self.now)

        self.world.transact(owe)

    def publish(self) -> None:
        while dues := self.world.transact(lambda session: queue.claim(session, at=self.now)):
            for due in dues:
                one = Publication(self.text, self.now, due.held_until, due)
                self.land(one)
                self.end(one)
            self.now += IN_FLIGHT

    def land(self, one: Publication) -> None:
        if one.waits and not one.lost:
            self.slack = one.text
        one.waits = False

    def end(self, one: Publication) -> None:
        if due := one.due:
            sent = [Sent(due, None, None, None, self.now, one.text)]
            self.world.transact(lambda session: queue.done(session, sent))
        else:
            reader = self.world.scene.lea.id
            self.world.transact(lambda session: home.end(session, reader, shown=one.text, begun=one.begun))

    def all_waiting(self) -> list[Publication]:
        return [one for one in (*self.under_way, *self.left_behind) if one.waits]

    def rows(self) -> list[models.Delivery]:
        mine = select(models.Delivery).where(models.Delivery.workspace_id == WORKSPACE)
        return list(self.world.transact(lambda session: session.scalars(mine)))


def test_on_sqlite_in_memory() -> None:
    with machine_on("sqlite+aiosqlite:///:memory:", Machine) as machine:
        run_state_machine_as_test(machine, settings=patient(max_examples=20, stateful_step_count=40))


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_on_postgresql(database_url: str) -> None:
    with machine_on(database_url, Machine) as machine:
        run_state_machine_as_test(machine, settings=patient(max_examples=5, stateful_step_count=30))
