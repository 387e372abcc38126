"""The messages of a retrospective: to each rep, to the manager, and in the thread."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Document, Due, Message, Render, Upload
from bot.rules.retro import Step
from bot.services import preparation, retro, retro_ending, retro_telling
from bot.views import preparation as packets
from bot.views import retro as views
from bot.views import retro_ending as endings
from bot.views import retro_file, retro_lead


async def render_packet(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*packets.packet(await preparation.packet(session, due.subject, by=due.reader, at=due.at), t))


async def render_lead(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*retro_lead.lead(await retro.one(session, due.subject, by=due.reader), t))


async def render_thread(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.root(await retro.in_channel(session, due.subject, workspace=due.workspace), t))


async def render_step(session: AsyncSession, due: Due, t: Translator) -> Message:
    found, step = await retro.stage(session, due.subject, workspace=due.workspace)
    year = await retro.team_year(session, found, at=due.at) if step is Step.OPENING else None
    return Message(*views.step(found, step, year, t))


async def render_summary(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.summary(await retro.in_channel(session, due.subject, workspace=due.workspace), t))


async def render_file(session: AsyncSession, due: Due, t: Translator) -> Document:
    found = await retro.in_channel(session, due.subject, workspace=due.workspace)
    content = retro_file.content(found, t).encode()
    return Document(Upload(retro_file.name(found, t), retro_file.title(found, t), content), retro_file.comment(t))


async def render_ended(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*endings.ended(await retro.in_channel(session, due.subject, workspace=due.workspace), t))


async def render_tasks(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    """Tell what stays with somebody; what was done before this went out needs no word."""
    found, actions = await retro_ending.tasks(session, due.subject, by=due.reader)
    return Message(*endings.tasks(found, actions, t)) if actions or due.ts else None


RENDER: Mapping[str, Render] = {
    retro_telling.PACKET: render_packet,
    retro_telling.LEAD: render_lead,
    retro_telling.THREAD: render_thread,
    retro_telling.STEP: render_step,
    retro_telling.SUMMARY: render_summary,
    retro_telling.FILE: render_file,
    retro_telling.ENDED: render_ended,
    retro_telling.TASKS: render_tasks,
}
