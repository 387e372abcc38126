"""Drawing what deliveries say: those of a claim together, in one transaction."""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import translator
from bot.outbox import queue
from bot.outbox.means import Means
from bot.outbox.message import Content, Due, Render, Together


class Drawn(NamedTuple):
    """A delivery that is held, and what it says: nothing, where it does not matter any more."""

    due: Due
    said: Content | None


async def draw(means: Means, claimed: Collection[Due]) -> list[Drawn]:
    """Hold claimed deliveries and draw them; what another worker has, or is sending the same place, is left out.

    Raises what the drawing of any of them raises.
    """
    async with means.transaction() as session:
        held = await queue.hold(session, claimed, at=means.now())
        return [one for kind, some in _by_kind(held) for one in await _drawn(session, means.render[kind], some)]


def _by_kind(held: list[Due]) -> Iterator[tuple[str, list[Due]]]:
    for kind, some in groupby(sorted(held, key=lambda due: due.kind), key=lambda due: due.kind):
        yield kind, list(some)


async def _drawn(session: AsyncSession, render: Render, dues: list[Due]) -> list[Drawn]:
    if not isinstance(render, Together):
        return [Drawn(due, await render(session, due, translator(due.locale))) for due in dues]
    read = await render.read(session, dues)
    return [Drawn(due, render.draw(read[due.id], due, translator(due.locale))) for due in dues]
