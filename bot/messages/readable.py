"""Messages that are said only as long as their reader may read what they are about."""

from functools import wraps

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Content, Due, Render
from bot.rules.refusal import Rejected


def if_readable(render: Render) -> Render:
    """Have a message say nothing where its reader is refused: they have left the pair or the team since, say."""

    @wraps(render)
    async def rendered(session: AsyncSession, due: Due, t: Translator) -> Content | None:
        try:
            return await render(session, due, t)
        except Rejected:
            return None

    return rendered
