"""The message that others were given up."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import letter
from bot.views import letter as views


async def render(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Tell what is given up as things stand; nothing where nothing is, unless it has been said before."""
    found = await letter.told(session, by=due.reader, at=due.at)
    if found is None:
        return None
    if found.total:
        return Message(*views.given_up(found, due.subject, t))
    return Message(*views.on_their_way(t)) if due.ts else None


RENDER: Mapping[str, Render] = {letter.LETTERS: render}
