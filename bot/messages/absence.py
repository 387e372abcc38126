"""The message to somebody whose absence was entered, changed or removed by somebody else."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import absence_change, absence_effect, person, stand_in
from bot.views import absence_told as views


async def render_told(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Tell what was done; what was undone before anybody heard of it is nothing to tell."""
    change = await absence_change.told(session, due.subject, by=due.reader)
    reader = person.frozen(await person.require(session, due.reader))
    if change.undone_by and due.ts is None and reader.id == change.person.id:
        return None
    effects = await absence_effect.effects(session, change.person, change.days, at=due.at)
    first = max(change.days.first, reader.today(due.at))
    stands_in = await stand_in.on(session, change.person.id, first) if change.adds_days else None
    return Message(*views.told(change, effects, reader, reader.today(due.at), t, stand_in=stands_in))


RENDER: Mapping[str, Render] = {absence_change.TOLD: render_told}
