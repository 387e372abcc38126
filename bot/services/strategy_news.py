"""The news that a goal or a line has changed: one message a rep, with a question about each objective below it."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import visibility
from bot.rules.agenda import Origin
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed
from bot.rules.strategy import Answer, Asked, Kind, News, Reply, Turn, net
from bot.services import agenda, delivery, loose_end, person, signing, team
from models.team import WITH_THE_TWO

CHANGED = "strategy_changed"
ONE_MESSAGE = timedelta(minutes=5)  # what is changed within it is told in one message, and what is undone in none
Row = models.Goal | models.Strategy
Below = Mapping[models.Pair, Collection[models.Objective]]
WITH_ALL = (
    joinedload(models.StrategyNews.pair).options(*WITH_THE_TWO),
    selectinload(models.StrategyNews.questions).options(
        joinedload(models.StrategyQuestion.objective), joinedload(models.StrategyQuestion.strategy)
    ),
)


async def tell(session: AsyncSession, row: Row, *, at: datetime, anew: bool) -> None:
    """Owe each rep with an open objective below a goal or a line one message for all that changes within minutes.

    Unless it is to be told `anew`, only a message that is on its way already takes it in.
    """
    for pair, objectives in (await _below(session, row, at=at)).items():
        waiting = await _waiting(session, pair, at=at)
        if waiting is None and not anew:
            continue
        news = waiting or await _begun(session, pair, at=at)
        known = {one.objective_id for one in news.questions}
        session.add_all(
            _question(news, one.id, one.strategy_id) for one in objectives if one.id not in known and one.strategy_id
        )
        await session.flush()
        await session.refresh(news, ["questions"])
        await _owe(session, news, pair)


async def told(session: AsyncSession, news_id: int, *, by: Caller) -> News:
    """Return what has changed and what is asked to the rep whom it concerns. Raises Rejected for others."""
    me = await person.require(session, by)
    row = await session.scalar(
        select(models.StrategyNews)
        .where(models.StrategyNews.id == news_id, models.StrategyNews.workspace_id == me.workspace_id)
        .options(*WITH_ALL)
    )
    if row is None or not visibility.may_answer_for(me.id, rep=row.pair.rep_id):
        raise Rejected.because(Reason.ONLY_THE_REP)
    return News(
        person.frozen(row.pair.rep),
        person.frozen(row.pair.manager),
        await _turns(session, row),
        tuple(map(_frozen, row.questions)),
    )


async def answer(session: AsyncSession, question_id: int, said: Answer, *, by: Caller, at: datetime) -> None:
    """Take what a rep says of an objective: that it still stands is noted, a talk lands on the agenda of the pair.

    It answers whatever else is asked about the same objective. The same answer twice changes nothing. Raises Rejected
    for another one, for anybody but the rep, and for one who is in no team any more.
    """
    me = await person.require(session, by)
    row = await _asked(session, question_id, me)
    if row.answer is said:
        return
    if row.answer:
        raise Rejected.because(Reason.ANSWERED, answer=row.answer)
    pair = await team.pair_of(session, by=by)
    for one in await _same(session, row):
        one.answer, one.answered_at = said, at
        await delivery.redraw(session, CHANGED, to=me, subject=one.news_id, at=at)
    await session.flush()
    if said is Answer.VALID:
        signing.note(session, row.objective, Deed.AFFIRMED, row.strategy.title, by=me, at=at)
    else:
        text, objective = row.objective.title, row.objective_id
        await agenda.add(session, pair, text, Origin.STRATEGY, by=me, at=at, objective=objective)


async def replies(session: AsyncSession, kind: Kind, key: int, *, to: models.Person) -> tuple[Reply, ...]:
    """Return what reps answered whoever leads them, since a goal or a line last changed, by rep.

    What was said to a manager before, or by a rep who has left, is not shown.
    """
    row, line = models.StrategyQuestion, models.Strategy
    rows = await session.scalars(
        select(row)
        .join(row.strategy)
        .join(row.news)
        .join(models.Pair, and_(models.Pair.id == models.StrategyNews.pair_id, models.Pair.is_running))
        .join(row.objective)
        .join(models.Objective.owner)
        .where(line.id == key if kind is Kind.LINE else line.goal_id == key, models.Pair.manager_id == to.id)
        .order_by(models.Person.name, row.objective_id, row.id)
        .options(joinedload(row.objective).joinedload(models.Objective.owner))
    )
    latest = {one.objective_id: one for one in rows}  # the newest question about each comes last, and stays
    return tuple(Reply(one.objective.owner.name, one.objective.title, one.answer) for one in latest.values())


async def _below(session: AsyncSession, row: Row, *, at: datetime) -> Below:
    """Return the open objectives below a goal or a line, by the pair that shares them, in the order of the reps."""
    objective, line, goal, pair = models.Objective, models.Strategy, models.Goal, models.Pair
    concerned = line.goal_id == row.id if isinstance(row, models.Goal) else line.id == row.id
    found = await session.execute(
        select(pair, objective)
        .join(pair, and_(pair.rep_id == objective.owner_id, pair.is_running))
        .join(line, line.id == objective.strategy_id)
        .join(goal, and_(goal.id == line.goal_id, goal.team_id == pair.team_id))
        .where(concerned, loose_end.is_open(at))
        .order_by(pair.rep_id, objective.id)
        .options(joinedload(pair.rep))
    )
    below: dict[models.Pair, list[models.Objective]] = {}
    for one, objective_row in found:
        below.setdefault(one, []).append(objective_row)
    return below


async def _waiting(session: AsyncSession, pair: models.Pair, *, at: datetime) -> models.StrategyNews | None:
    row = models.StrategyNews
    return await session.scalar(
        select(row).where(row.pair_id == pair.id, row.told_at > at).options(selectinload(row.questions))
    )


async def _begun(session: AsyncSession, pair: models.Pair, *, at: datetime) -> models.StrategyNews:
    news = models.StrategyNews(workspace_id=pair.workspace_id, pair_id=pair.id, begun_at=at, told_at=at + ONE_MESSAGE)
    news.questions = []
    session.add(news)
    await session.flush()
    return news


def _question(news: models.StrategyNews, objective: int, line: int) -> models.StrategyQuestion:
    return models.StrategyQuestion(
        workspace_id=news.workspace_id, news_id=news.id, objective_id=objective, strategy_id=line
    )


async def _owe(session: AsyncSession, news: models.StrategyNews, pair: models.Pair) -> None:
    """Owe the news once minutes have passed, or nothing where all of it was undone within them."""
    if await _turns(session, news):
        await delivery.owe(session, CHANGED, to=pair.rep, subject=news.id, at=news.told_at)
        return
    await delivery.withdraw(session, CHANGED, to=pair.rep, subject=news.id)
    await session.execute(delete(models.StrategyNews).where(models.StrategyNews.id == news.id))


async def _turns(session: AsyncSession, news: models.StrategyNews) -> tuple[Turn, ...]:
    """Return what has changed, in all, above the objectives that the news asks about. Needs its questions loaded."""
    row, line = models.StrategyChange, models.Strategy
    lines = {one.strategy_id for one in news.questions}
    goals = select(line.goal_id).where(line.id.in_(lines))
    rows = await session.scalars(
        select(row)
        .where(row.changed_at >= news.begun_at, row.changed_at < news.told_at)
        .where(or_(row.strategy_id.in_(lines), row.goal_id.in_(goals)))
        .order_by(row.id)
        .options(joinedload(row.author), joinedload(row.goal), joinedload(row.strategy))
    )
    return net(_turn(one) for one in rows)


def _turn(row: models.StrategyChange) -> Turn:
    kind, thing = (Kind.GOAL, row.goal) if row.goal else (Kind.LINE, row.strategy)
    key, title = (thing.id, thing.title) if thing else (0, "")
    return Turn(kind, key, title, row.aspect, row.before, row.after, row.author.name, row.changed_at, row.note)


def _frozen(row: models.StrategyQuestion) -> Asked:
    return Asked(row.id, row.objective.title, row.strategy.title, row.answer, row.answered_at)


async def _asked(session: AsyncSession, question_id: int, me: models.Person) -> models.StrategyQuestion:
    """Return a question, its objective locked: another message may ask about the same one."""
    row = models.StrategyQuestion
    about = select(row.objective_id).where(row.id == question_id, row.workspace_id == me.workspace_id)
    locked = select(models.Objective.id).where(models.Objective.id.in_(about)).with_for_update()
    if await session.scalar(locked) is None:
        raise Rejected.because(Reason.ONLY_THE_REP)
    found = await session.get_one(
        row, question_id, options=[joinedload(row.objective), joinedload(row.strategy)], populate_existing=True
    )
    if not visibility.may_answer_for(me.id, rep=found.objective.owner_id):
        raise Rejected.because(Reason.ONLY_THE_REP)
    if found.objective.closed_at:
        raise Rejected.because(Reason.CLOSED)
    return found


async def _same(session: AsyncSession, row: models.StrategyQuestion) -> Collection[models.StrategyQuestion]:
    """Return all that is still asked about one objective."""
    asked = models.StrategyQuestion
    found = await session.scalars(
        select(asked).where(asked.objective_id == row.objective_id, asked.answer.is_(None)).order_by(asked.id)
    )
    return found.all()
