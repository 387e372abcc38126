"""App Home, drawn anew when something on it has changed."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, HomeTab, Render
from bot.services import delivery, team
from bot.views import home as views


async def render(session: AsyncSession, due: Due, t: Translator) -> HomeTab:
    return HomeTab(views.home(await team.home(session, by=due.reader, at=due.at), t))


RENDER: Mapping[str, Render] = {delivery.HOME: render}
