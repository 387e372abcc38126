"""The history of a rep's objectives, as a file for one of the two."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import Document, Due, Render, Upload
from bot.services import history
from bot.views import history as views
from bot.views import history_csv, history_markdown


@if_readable
async def render_markdown(session: AsyncSession, due: Due, t: Translator) -> Document:
    told = await history.read(session, due.subject, by=due.reader, at=due.at)
    content = history_markdown.content(told, t).encode()
    return Document(
        Upload(views.file_name(told, "md", t), views.title(told.rep, t), content), views.comment(told.rep, t)
    )


@if_readable
async def render_csv(session: AsyncSession, due: Due, t: Translator) -> Document:
    told = await history.read(session, due.subject, by=due.reader, at=due.at)
    content = history_csv.content(told, t)
    return Document(
        Upload(views.file_name(told, "csv", t), views.title(told.rep, t), content), views.comment(told.rep, t)
    )


RENDER: Mapping[str, Render] = {history.MARKDOWN: render_markdown, history.CSV: render_csv}
