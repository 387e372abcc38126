"""The messages about objectives that end: the reminders, and how the other of the two has closed one."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.rules.closing import Reminder
from bot.services import closing, closing_reminder, objective
from bot.views import closing as views


def reminding(about: Reminder) -> Render:
    """Return what renders a reminder."""

    @if_readable
    async def render(session: AsyncSession, due: Due, t: Translator) -> Message:
        return Message(*views.reminded(await objective.look(session, due.subject, by=due.reader), about, t, due.at))

    return render


@if_readable
async def render_closed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.told(await objective.look(session, due.subject, by=due.reader), t, due.at))


RENDER: Mapping[str, Render] = {
    closing.CLOSED: render_closed,
    **{kind: reminding(about) for about, kind in closing_reminder.KINDS.items()},
}
