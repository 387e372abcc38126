"""The reminders of an action: of no use once it is done, dropped or meant for another day."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import action, action_reminder
from bot.views import action_change as views


async def render_reminder(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    found = await action.of_owner(session, due.subject, by=due.reader)
    if found is None or (due.ts is None and not found.is_open):
        return None
    return Message(*views.reminder(found, found.owner.today(due.at), t))


RENDER: Mapping[str, Render] = dict.fromkeys(action_reminder.KINDS, render_reminder)
