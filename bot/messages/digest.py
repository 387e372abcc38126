"""A team's digest, drawn from the rows of its own period when it is sent."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import PICTURE, Due, Message, Render, Upload
from bot.rules.digest import Digest
from bot.services import digest
from bot.views import chart
from bot.views import digest as views


async def render(session: AsyncSession, due: Due, t: Translator) -> Message | None:
    told = await digest.read(session, due.subject)
    if told is None:
        return None
    text, blocks = views.message(told, t, picture=PICTURE)
    return Message(text, blocks, picture=_picture(told, t))


def _picture(told: Digest, t: Translator) -> Upload | None:
    if told.curve is None:
        return None
    return Upload(
        name=f"digest-{told.today}.png",
        title=views.picture_title(t),
        content=partial(chart.drawn, views.chart(told.curve, t)),
        alt=views.in_words(told.curve, t),
    )


RENDER: Mapping[str, Render] = {digest.DIGEST: render}
