"""Forms that are begun and not sent yet: what is typed is kept as it is typed, and found again."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.form import Begun, Kept
from bot.rules.person import Caller
from bot.services import person
from models.database import INSERT


async def find(session: AsyncSession, which: Kept, *, by: Caller, at: datetime) -> Begun:
    """Return what the caller has typed in a form, or one that is begun now. Nobody reads somebody else's."""
    row = await _row(session, which, by)
    return Begun(row.begun_at, json.loads(row.typed)) if row and row.typed else Begun(at)


async def keep(
    session: AsyncSession,
    which: Kept,
    since: datetime,
    typed: Mapping[str, str],
    *,
    view: str,
    by: Caller,
    at: datetime,
) -> None:
    """Keep what the caller types in a Slack view (by its key) opened at `since`, beside what they typed before.

    What the view in which the form was sent tells of it comes late, and is not kept; a form that was opened there since
    is another.
    """
    row = await _row(session, which, by, lock=True)
    if row is None:
        await _begin(session, which, by=by, at=at)
        row = await _row(session, which, by, lock=True)
    if row is None or _is_late(row, view, since):
        return
    if not row.typed:
        row.begun_at = since
    row.typed = json.dumps((json.loads(row.typed) if row.typed else {}) | dict(typed), ensure_ascii=False)
    row.kept_at = at


async def sent(session: AsyncSession, which: Kept, since: datetime, *, view: str, by: Caller) -> None:
    """Forget what the caller typed in a form opened at `since`: it was sent in that Slack view."""
    row = await _row(session, which, by, lock=True)
    if row:
        row.typed, row.begun_at, row.sent_view = "", since, view


async def forget(session: AsyncSession, which: Kept, *, by: Caller) -> None:
    """Forget what the caller typed in a form: they begin afresh, or what it was about is gone."""
    row = await _row(session, which, by, lock=True)
    if row:
        row.typed, row.sent_view = "", ""


def _is_late(row: models.Form, view: str, since: datetime) -> bool:
    is_of_before = since < row.begun_at or (since == row.begun_at and not row.typed)
    return row.sent_view == view and is_of_before


async def _begin(session: AsyncSession, which: Kept, *, by: Caller, at: datetime) -> None:
    """Make a row, unless another request has made it this very moment."""
    me = await person.require(session, by)
    insert = INSERT[session.get_bind().dialect.name](models.Form)
    made = {"workspace_id": me.workspace_id, "author_id": me.id, "kind": which.kind, "subject": which.subject}
    kept = {"typed": "", "begun_at": at, "kept_at": at}
    await session.execute(insert.values(made | kept).on_conflict_do_nothing())


async def _row(session: AsyncSession, which: Kept, by: Caller, *, lock: bool = False) -> models.Form | None:
    form, author = models.Form, models.Person
    query = (
        select(form)
        .join(author, author.id == form.author_id)
        .where(
            author.workspace_id == by.workspace,
            author.slack_id == by.slack_id,
            author.left_at.is_(None),
            form.kind == which.kind,
            form.subject == which.subject,
        )
    )
    return await session.scalar(query.with_for_update(of=form) if lock else query)
