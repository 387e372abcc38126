"""The messages about objectives: proposed, changed, signed, and what is suggested and answered about them."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Due, Message, Render
from bot.services import draft, objective, revision, signing
from bot.views import background as views
from bot.views import signing as signings


@if_readable
async def render_written(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.written(await objective.look(session, due.subject, by=due.reader), t, due.at))


@if_readable
async def render_changed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.changed(*await draft.told(session, due.subject, by=due.reader), t, due.at))


@if_readable
async def render_signed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*signings.signed(await objective.look(session, due.subject, by=due.reader), t, due.at))


@if_readable
async def render_asked(session: AsyncSession, due: Due, t: Translator) -> Message:
    shared = await objective.look(session, due.subject, by=due.reader)
    return Message(*signings.asked(shared, await signing.wish(session, due.subject, by=due.reader), t, due.at))


@if_readable
async def render_withdrawn(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*signings.withdrawn(await objective.look(session, due.subject, by=due.reader), t))


@if_readable
async def render_suggested(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*signings.suggested(*await revision.look(session, due.subject, by=due.reader), t))


@if_readable
async def render_answered(session: AsyncSession, due: Due, t: Translator) -> Message:
    shared, answer = await revision.answer(session, due.subject, by=due.reader)
    return Message(*signings.answered(shared, answer, t, due.at))


RENDER: Mapping[str, Render] = {
    draft.WRITTEN: render_written,
    draft.CHANGED: render_changed,
    signing.SIGNED: render_signed,
    signing.ASKED: render_asked,
    signing.WITHDRAWN: render_withdrawn,
    revision.SUGGESTED: render_suggested,
    revision.ANSWERED: render_answered,
}
