"""`/strategy`: the tree of goals and lines, the forms that change it, and its loose ends."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.rules.strategy import Kind, NewGoal, NewLine
from bot.services import strategy_change, strategy_news, tree, tying
from bot.views import fields
from bot.views import strategy as views
from bot.views import strategy_news as news
from bot.views import tree as trees
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers import click, modals
from handlers.asked import Asked, asked
from handlers.click import Click, Forms
from handlers.person import translator_for
from handlers.tandem import answer_help

COMMAND = "/strategy"
SHOW = ""
VERBS = {
    "goal": Kind.GOAL,
    "goals": Kind.GOAL,
    "ambition": Kind.GOAL,
    "ambitions": Kind.GOAL,
    "line": Kind.LINE,
    "lines": Kind.LINE,
    "axe": Kind.LINE,
    "axes": Kind.LINE,
}


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what `/strategy` is asked for."""
    request = await asked(body, client, deps, VERBS)
    if request.verb in (SHOW, *Kind):
        await modals.answer(ack, body["trigger_id"], request, client, _form(request, deps))
    else:
        await answer_help(ack, COMMAND, request)


async def _form(request: Asked, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        if request.verb == SHOW:
            return trees.modal(await tree.tree(session, by=request.caller, at=request.at), request.t)
        kind = Kind(request.verb)
        return views.form(kind, await tree.bench(session, kind, by=request.caller, at=request.at), request.t)


async def _tree(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    team = int(clicked.value) if clicked.value.isdigit() else None
    return trees.modal(await tree.tree(session, team, by=clicked.caller, at=clicked.at), clicked.t)


async def _new_goal(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return await _new(session, clicked, Kind.GOAL)


async def _new_line(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return await _new(session, clicked, Kind.LINE)


async def _new(session: AsyncSession, clicked: Click, kind: Kind) -> dict[str, Any]:
    bench = await tree.bench(session, kind, team_id=int(clicked.value), by=clicked.caller, at=clicked.at)
    return views.form(kind, bench, clicked.t)


async def _edit(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    kind, key = views.read_leaf(clicked.value)
    return views.form(kind, await tree.again(session, kind, key, by=clicked.caller, at=clicked.at), clicked.t)


async def _end(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    kind, key = views.read_leaf(clicked.value)
    return views.end_form(await tree.leaf(session, kind, key, by=clicked.caller), clicked.t)


async def _reopen(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    kind, key = views.read_leaf(clicked.value)
    team = await strategy_change.reopen(session, kind, key, by=clicked.caller, at=clicked.at)
    return trees.modal(await tree.tree(session, team, by=clicked.caller, at=clicked.at), clicked.t)


async def _loose(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    found = await tree.loose(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    return trees.loose_form(found, clicked.t)


FORMS: Forms = {
    trees.OPEN: _tree,
    trees.TEAM: _tree,
    trees.NEW_GOAL: _new_goal,
    trees.NEW_LINE: _new_line,
    trees.EDIT: _edit,
    trees.LOOSE: _loose,
    views.END: _end,
    views.REOPEN: _reopen,
}


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a form, and show the strategy as it is now; refused in its field with what was typed kept."""
    t = deps.translator(fields.locale(view))
    try:
        async with deps.transaction() as session:
            team = await TAKE[view["callback_id"]](session, view, deps.caller(body), deps)
            shown = await tree.tree(session, team, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=trees.modal(shown, t))


async def _take_leaf(session: AsyncSession, view: dict[str, Any], by: Caller, deps: Deps) -> int:
    sent, at = views.read_form(view), deps.now()
    match sent.new:
        case NewGoal() if sent.changes:
            await strategy_change.change_goal(session, sent.changes, sent.new, by=by, at=at)
        case NewGoal():
            await strategy_change.write_goal(session, sent.new, sent.team, since=sent.since, by=by, at=at)
        case NewLine() if sent.changes:
            await strategy_change.change_line(session, sent.changes, sent.new, by=by, at=at)
        case NewLine():
            return await strategy_change.write_line(session, sent.new, since=sent.since, by=by, at=at)
    return sent.team


async def _take_end(session: AsyncSession, view: dict[str, Any], by: Caller, deps: Deps) -> int:
    kind, key, why = views.read_end(view)
    return await strategy_change.end(session, kind, key, why, by=by, at=deps.now())


async def _take_loose(session: AsyncSession, view: dict[str, Any], by: Caller, deps: Deps) -> int:
    team, chosen = trees.read_loose(view)
    await tying.tie(session, chosen, by=by, at=deps.now())
    return team


TAKE = {views.FORM: _take_leaf, views.END_FORM: _take_end, trees.LOOSE_FORM: _take_loose}


async def answer(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Take what a rep says of an objective; the message then shows it. An old button explains itself."""
    caller, action = deps.caller(body), body["actions"][0]
    try:
        async with deps.transaction() as session:
            said = news.ANSWERS[action["action_id"]]
            await strategy_news.answer(session, int(action["value"]), said, by=caller, at=deps.now())
    except Rejected as refusal:
        t: Translator = await translator_for(deps, client, caller)
        await client.views_open(trigger_id=body["trigger_id"], view=notice(sentence(refusal, t), t))
    await ack()


def register(app: AsyncApp) -> None:
    app.command(COMMAND)(command)
    click.register(app, FORMS, show=modals.turn_to)
    for form in TAKE:
        app.view(form)(submit)
    for button in news.ANSWERS:
        app.action(button)(answer)
