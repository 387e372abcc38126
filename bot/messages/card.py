"""The card of an objective in the group direct message of its pair, and the news under it."""

from collections.abc import Mapping
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.messages.readable import if_readable
from bot.outbox import PICTURE, Due, Message, Render, Upload
from bot.rules.card import Card
from bot.services import card, card_reading
from bot.views import card as views
from bot.views import card_chart, card_picture


@if_readable
async def render_card(session: AsyncSession, due: Due, t: Translator) -> Message:
    shown = await card_reading.card(session, due.subject, due.pair_id, at=due.at)
    text, blocks = views.message(shown, t, picture=PICTURE)
    return Message(text, blocks, picture=_picture(shown, t))


@if_readable
async def render_value(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.value(await card_reading.value(session, due.subject, due.pair_id, at=due.at), t))


@if_readable
async def render_revision(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.revised(await card_reading.revised(session, due.subject, due.pair_id, at=due.at), t))


@if_readable
async def render_closing(session: AsyncSession, due: Due, t: Translator) -> Message:
    return Message(*views.closed(await card_reading.card(session, due.subject, due.pair_id, at=due.at), t))


def _picture(shown: Card, t: Translator) -> Upload | None:
    if not card_picture.is_worth_it(shown):
        return None
    picture = card_picture.picture(shown, t)
    return Upload(
        name=f"objective-{shown.objective.id}-{shown.today}.png",
        title=card_picture.title(shown, t),
        content=partial(card_chart.drawn, picture),
        alt=card_picture.in_words(shown, views.heading(shown, t), t),
        version=card_picture.version(picture),
    )


RENDER: Mapping[str, Render] = {
    card.CARD: render_card,
    card.VALUE: render_value,
    card.REVISED: render_revision,
    card.CLOSED: render_closing,
}
