"""Reading the files that people have sent, and applying those they have seen a preview of."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.deps import Deps
from bot.i18n import Translator
from bot.jobs.download import download
from bot.rules.convention import Usual
from bot.rules.importing import Import, Plan, Scope, Sheet, State, Verdict, read_sheet
from bot.rules.person import Caller
from bot.rules.planning import JUDGES, plan, planned
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import import_apply, import_scope, importing
from bot.services.import_apply import RowRefused
from bot.views import importing as views

BATCH = 1_000  # rows between two words about how far it is
GONE = frozenset({"file_not_found", "file_deleted", "access_denied"})
AWAY = (SlackApiError, ClientError, OSError, TimeoutError)

log = structlog.get_logger()


async def run_once(deps: Deps, at: datetime) -> None:
    """Do what is asked for, one file after the other; drop the plans that nobody has applied."""
    coming = await next_at(deps)
    if coming is None or coming > at:  # nearly always: it looks every second
        return
    async with deps.transaction() as session:
        await importing.drop_old(session, at=at)
    while found := await _claimed(deps):
        await _Work(deps, found, deps.translator(found.reader.locale)).run()


async def next_at(deps: Deps) -> datetime | None:
    """Return when there is next a file to work on, or None."""
    async with deps.sessions() as session:
        return await importing.next_at(session)


async def _claimed(deps: Deps) -> Import | None:
    async with deps.transaction() as session:
        return await importing.claim(session, at=deps.now())


@dataclass
class _Work:
    """One import in hand. What ends it half-way leaves it to whoever claims it next."""

    deps: Deps
    known: Import
    t: Translator

    async def run(self) -> None:
        try:
            content = self.known.content or await self._fetched()
            await (self._apply if self.known.state is State.APPLYING else self._read)(content)
        except Rejected as refusal:
            await self._fail(refusal.problems[0])
        except AWAY as error:
            log.warning("import.not_read", id=self.known.id, error=type(error).__name__)
            if self.known.is_last_try or _is_gone(error):
                await self._fail(Problem(Reason.FILE_GONE))

    async def _fetched(self) -> bytes:
        content = await download(await self.deps.client(self._by.workspace), self.known.file_id)
        async with self.deps.transaction() as session:
            await importing.keep(session, self.known.id, content)
        return content

    async def _read(self, content: bytes) -> None:
        sheet = await asyncio.to_thread(read_sheet, content, self.known.kind, self._usual)
        async with self.deps.transaction() as session:
            scope = await import_scope.read(session, by=self._by, at=self.deps.now())
        await self._offer(planned(sheet, await self._judged(sheet, scope)))

    async def _judged(self, sheet: Sheet, scope: Scope) -> list[Verdict]:
        judge = await asyncio.to_thread(JUDGES[sheet.kind], sheet, scope)
        verdicts: list[Verdict] = []
        for first in range(0, len(sheet.rows), BATCH):
            if first:
                await self._show(views.checking(first, len(sheet.rows), self.t))
            batch = sheet.rows[first : first + BATCH]
            verdicts += await asyncio.to_thread(list, map(judge, batch))
        return verdicts

    async def _apply(self, content: bytes) -> None:
        """Write the plan if it is still what was shown; else show what it is now."""
        at = self.deps.now()
        try:
            async with self.deps.transaction() as session:
                scope = await import_scope.hold(session, by=self._by, at=at)
                found = await asyncio.to_thread(plan, content, self.known.kind, self._usual, scope)
                is_as_shown = found.print == self.known.print and found.may_be_applied
                if is_as_shown:
                    await import_apply.apply(session, self.known, found, by=self._by, at=at)
                    await importing.done(session, self.known, at=at)
        except RowRefused as refused:
            found, is_as_shown = _with(found, refused.verdict), False  # pyright: ignore[reportPossiblyUnboundVariable]
        if is_as_shown:
            await self._show(views.applied(self.known, self.t))
        else:
            await self._offer(found, again=True)

    async def _offer(self, found: Plan, *, again: bool = False) -> None:
        async with self.deps.transaction() as session:
            stands = await importing.ready(session, self.known, found, at=self.deps.now())
        if stands:
            await self._show(views.preview(self.known, found, self.t, again=again))

    async def _fail(self, problem: Problem) -> None:
        async with self.deps.transaction() as session:
            await importing.fail(session, self.known, problem, at=self.deps.now())
        await self._show(views.failed(problem, self.t))

    async def _show(self, view: dict[str, Any]) -> None:
        """Show how far it is; who has closed the modal finds it in a message."""
        client = await self.deps.client(self._by.workspace)
        with suppress(*AWAY):
            await client.views_update(view_id=self.known.view, view=view)

    @property
    def _usual(self) -> Usual:
        return Usual(self.t.numbers, self.t.day_first)

    @property
    def _by(self) -> Caller:
        return Caller(self.known.workspace, self.known.reader.slack_id)


def _is_gone(error: Exception) -> bool:
    return isinstance(error, SlackApiError) and error.response["error"] in GONE


def _with(found: Plan, refused: Verdict) -> Plan:
    return replace(found, verdicts=tuple(refused if one.row == refused.row else one for one in found.verdicts))
