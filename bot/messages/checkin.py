"""The messages around a check-in."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render
from bot.services import checkin, delivery
from bot.views import checkin as views


async def render_prompt(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    sheet = await checkin.sheet(session, due.subject, by=due.reader, at=due.at)
    return None if sheet.checkin.skip and due.ts is None else Message(*views.prompt(sheet, t, due.at))


async def render_shared(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.shared(await checkin.sheet(session, due.subject, by=due.reader, at=due.at), t, due.at))


async def render_reminder(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Remind; what was answered or skipped before the reminder went out needs none."""
    sheet = await checkin.sheet(session, due.subject, by=due.reader, at=due.at)
    moot = due.ts is None and not sheet.checkin.owed(sheet.side, due.at)
    return None if moot else Message(*views.reminder(sheet, t, due.at))


async def render_revealed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.revealed(await checkin.sheet(session, due.subject, by=due.reader, at=due.at), t, due.at))


RENDER: Mapping[str, Render] = {
    delivery.PROMPT: render_prompt,
    delivery.SHARED: render_shared,
    checkin.REVEALED: render_revealed,
    checkin.REMINDER: render_reminder,
    checkin.LAST_CALL: render_reminder,
    checkin.SNOOZED: render_reminder,
}
