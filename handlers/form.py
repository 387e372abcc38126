"""What is typed in a form is kept as it is typed: closing it, a crash or an expired trigger loses nothing."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.deps import Deps
from bot.services import form
from bot.views import fields
from bot.views.typed import texts


async def keep(ack: AsyncAck, body: dict[str, Any], deps: Deps) -> None:
    """Keep what stands in the fields of an open form."""
    view = body["view"]
    async with deps.transaction() as session:
        caller, at = deps.caller(body), deps.now()
        await form.keep(session, *fields.form_of(view), texts(view), view=view["id"], by=caller, at=at)
    await ack()


def register(app: AsyncApp) -> None:
    app.action(fields.KEPT)(keep)
    app.action(fields.KEPT_ANEW)(keep)
