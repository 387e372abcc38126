"""Signing objectives: the forms behind the buttons of a proposal and of a suggested change, and what they send."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import objective, revision, signing
from bot.views import fields
from bot.views import signing as views
from bot.views.blocks import notice
from bot.views.objective import ANSWER, ASK, SIGN, WITHDRAW
from bot.views.refusal import errors, sentence
from handlers import click
from handlers.click import Click, Forms


async def _sign_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.sign_form(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t, clicked.at)


async def _ask_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.ask_form(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _withdraw_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.withdraw_form(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _answer_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.answer_form(*await revision.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _decline_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    shared, found, _ = await revision.look(session, int(clicked.value), by=clicked.caller)
    return views.decline_form(shared, found, clicked.t)


FORMS: Forms = {
    SIGN: _sign_form,
    ASK: _ask_form,
    WITHDRAW: _withdraw_form,
    ANSWER: _answer_form,
    views.DECLINE: _decline_form,
}


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Do what a form was for, saved before it is acknowledged."""
    t = deps.translator(fields.locale(view))
    try:
        about, _ = views.read_form(view)
        async with deps.transaction() as session:
            await DEEDS[view["callback_id"]](session, about, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="update", view=notice(sentence(refusal, t), t))
    else:
        await ack(response_action="clear")


async def submit_words(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take what somebody would like to be different; refused in its field with what was typed kept."""
    t = deps.translator(fields.locale(view))
    try:
        about, words = views.read_words(view)
        async with deps.transaction() as session:
            await ANSWERS[view["callback_id"]](session, about, words, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.WORDS))
    else:
        await ack(response_action="clear")


DEEDS: Mapping[str, Callable[..., Awaitable[object]]] = {
    SIGN: signing.sign,
    WITHDRAW: signing.withdraw,
    ANSWER: revision.confirm,
}
ANSWERS: Mapping[str, Callable[..., Awaitable[object]]] = {ASK: signing.ask, views.DECLINE: revision.decline}


def register(app: AsyncApp) -> None:
    click.register(app, FORMS)
    for form in DEEDS:
        app.view(form)(submit)
    for form in ANSWERS:
        app.view(form)(submit_words)
