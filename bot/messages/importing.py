"""The messages about files: how an import stands, its plan, what others proposed with one, and exports."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Document, Due, Message, Render, Upload
from bot.rules.convention import Usual
from bot.rules.importing import Import, Scope
from bot.rules.planning import plan
from bot.services import export, import_scope, importing
from bot.views import export as exports
from bot.views import import_file
from bot.views import importing as views


@if_readable
async def render_told(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.message(await importing.look(session, due.subject, by=due.reader), t))


@if_readable
async def render_planned(session: AsyncSession, due: Due, t: Translator) -> Document | None:
    known = await importing.look(session, due.subject, by=due.reader)
    if known.content is None:
        return None
    scope = await import_scope.read(session, by=due.reader, at=due.at)
    name, content = import_file.name(t, known.name), partial(_planned, known, known.content, scope, t)
    return Document(Upload(name, name, content), import_file.comment(t))


@if_readable
async def render_proposed(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.proposed(await importing.proposed(session, due.subject, by=due.reader), t))


@if_readable
async def render_export(session: AsyncSession, due: Due, t: Translator) -> Document:
    scope, name = await import_scope.read(session, by=due.reader, at=due.at), exports.name(t, due.at)
    return Document(Upload(name, name, partial(exports.content, scope, t)), exports.comment(scope, t))


def _planned(known: Import, content: bytes, scope: Scope, t: Translator) -> bytes:
    return import_file.content(plan(content, known.kind, Usual(t.numbers, t.day_first), scope), t)


RENDER: Mapping[str, Render] = {
    importing.TOLD: render_told,
    importing.PLANNED: render_planned,
    importing.PROPOSED: render_proposed,
    export.EXPORT: render_export,
}
