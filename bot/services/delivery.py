"""Owing someone a message: decided with the change that causes it, in its transaction."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Insert, case
from sqlalchemy.ext.asyncio import AsyncSession

from models import Delivery, Person
from models.database import INSERT

HOME, HELP = "home", "help"


async def owe(
    session: AsyncSession, kind: str, *, to: Person, subject: int | None = None, cause: str = "", at: datetime
) -> None:
    """Owe `to` the message of that kind about the row `subject`, as things stand when it is sent.

    There is one message a kind, person and subject (or `cause`, where no row is behind it). Owing it again has it
    drawn anew: posted if it was not yet, updated in place if it was. Several changes before it is sent make one.
    """
    key = f"{kind}:{subject or cause}:{to.id}"
    values: dict[str, object] = {
        "workspace_id": to.workspace_id,
        "uid": uuid4().hex,
        "kind": kind,
        "key": key,
        "subject_id": subject,
        "recipient_id": to.id,
        "due_at": at,
    }
    await session.execute(_insert_or_want_again(session, values))


def _insert_or_want_again(session: AsyncSession, values: dict[str, object]) -> Insert:
    insert = INSERT[session.get_bind().dialect.name](Delivery).values(values)
    return insert.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={
            "wanted": Delivery.wanted + 1,
            "due_at": insert.excluded.due_at,
            "attempts": case((Delivery.attempts > 0, 1), else_=0),  # a fresh start, which forgets no attempt in doubt
            "failed_at": None,
            "error": None,
        },
    )
