"""The messages around a check-in."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Render, Together
from bot.rules.checkin import Sheet
from bot.rules.refusal import Rejected
from bot.services import checkin, checkin_asked, delivery
from bot.views import checkin as views


async def _sheet(session: AsyncSession, due: Due) -> Sheet | None:
    """Return the check-in, or None to whoever is no part of it any more: it was handed over to another manager."""
    try:
        return await checkin.sheet(session, due.subject, by=due.reader, at=due.at)
    except Rejected:
        return None


async def read(session: AsyncSession, dues: Sequence[Due]) -> Mapping[int, Sheet | None]:
    """Read what each is about: at once, as far as nobody has begun."""
    asked = await checkin_asked.sheets(session, {(due.subject, due.reader) for due in dues})
    return {due.id: asked.get((due.subject, due.reader)) or await _sheet(session, due) for due in dues}


def draw_prompt(sheet: Sheet | None, due: Due, t: Translator) -> Message | None:
    if sheet is None or (sheet.checkin.skip and due.ts is None):
        return None
    return Message(*views.prompt(sheet, t, due.at))


async def render_shared(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    sheet = await _sheet(session, due)
    return Message(*views.shared(sheet, t, due.at)) if sheet else None


def draw_reminder(sheet: Sheet | None, due: Due, t: Translator) -> Message | None:
    """Remind; what was answered or skipped before the reminder went out needs none."""
    if sheet is None or (due.ts is None and not sheet.checkin.owed(sheet.side, due.at)):
        return None
    return Message(*views.reminder(sheet, t, due.at))


async def render_revealed(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    sheet = await _sheet(session, due)
    return Message(*views.revealed(sheet, t, due.at)) if sheet else None


RENDER: Mapping[str, Render] = {
    delivery.PROMPT: Together(read, draw_prompt),
    delivery.SHARED: render_shared,
    checkin.REVEALED: render_revealed,
    checkin.REMINDER: Together(read, draw_reminder),
    checkin.SNOOZED: Together(read, draw_reminder),
}
