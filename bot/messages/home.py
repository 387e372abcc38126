"""App Home, drawn anew when something on it has changed."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, HomeTab, Render, Together
from bot.rules.shelf import Choice
from bot.rules.team import Home
from bot.services import delivery, team
from bot.views import home as views


async def read(session: AsyncSession, dues: Sequence[Due]) -> Mapping[int, Home]:
    homes = await team.homes(session, [due.reader for due in dues], at=max(due.at for due in dues))
    return {due.id: homes[due.reader] for due in dues if due.reader in homes}


def draw(home: Home, due: Due, t: Translator) -> HomeTab:
    return HomeTab(views.home(home, t, Choice.read(due.chosen)))


RENDER: Mapping[str, Render] = {delivery.HOME: Together(read, draw)}
