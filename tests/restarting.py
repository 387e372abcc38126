"""The demo's stage with a Tandem that can be stopped and started again: the same database, the same Slack."""

from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.app import Tandem
from bot.config import SocketSettings
from bot.demo.play import Stage, make_workspace, performing
from bot.demo.team import START
from bot.playground import Actor, Clock, Playground, Workspace
from tests.staging import NO_HURRY


class Restarting:
    """A stage whose Tandem comes and goes."""

    def __init__(self, playground: Playground, workspace: Workspace, clock: Clock, database: str) -> None:
        self.playground, self.workspace, self.clock, self._database = playground, workspace, clock, database
        self._running = AsyncExitStack()
        self.tandem: Tandem

    @property
    def stage(self) -> Stage:
        """The stage with the Tandem of now."""
        return Stage(self.playground, self.workspace, self.tandem, self.clock)

    def actor(self, slack_id: str) -> Actor:
        return self.playground.acting_as(slack_id)

    async def start(self) -> None:
        slack = SocketSettings(
            bot_token=self.workspace.bot_token,
            app_token=self.workspace.app_token,
            api_url=self.playground.api_url,
        )
        self.tandem = await self._running.enter_async_context(
            performing(slack, self._database, self.clock, ack_within=NO_HURRY)
        )

    async def restart(self) -> None:
        """Stop Tandem for good, and start another one on what it left behind."""
        await self.stop()
        await self.start()

    async def stop(self) -> None:
        await self._running.aclose()


@asynccontextmanager
async def restarting(database: str) -> AsyncGenerator[Restarting]:
    clock = Clock(START, ticking=False)
    workspace = make_workspace(clock)
    async with Playground(workspace, ack_within=NO_HURRY) as playground:
        stage = Restarting(playground, workspace, clock, database)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stop()
