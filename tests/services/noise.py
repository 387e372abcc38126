"""Rows of others, there before a test's own: a query that forgets its filter meets them first."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import What
from bot.rules.agenda import Origin
from bot.rules.columns import Kind
from bot.rules.importing import State
from bot.rules.recurrence import EVERY_WEEK
from bot.rules.retro import Step, Topic
from bot.rules.signing import Deed
from bot.rules.strategy import Aspect
from bot.services import delivery
from bot.services import half as halves
from bot.services.workspace import Installed, install
from tests.services.scene import MADE, Scene, opened, set_scene

ELSEWHERE = "T0ELSEWHERE"
ITS_OPENING = datetime(2026, 9, 29, 8, tzinfo=UTC)
LATER = datetime(2027, 6, 1, tzinfo=UTC)


async def make_noise(session: AsyncSession) -> None:
    """Add a workspace with the same Slack ids: a pair, a check-in with both halves, values, messages of every kind.

    Nothing of it is due at the time of a test: the cadence rests for half a year, and so does the one message owed.
    """
    await install(session, Installed(ELSEWHERE, "Elsewhere", "xoxb-elsewhere", "U0BOT", "B0BOT"), at=MADE)
    scene = await set_scene(session, ELSEWHERE, anchor=date(2026, 10, 1), weeks=26)
    made = await opened(session, scene, ITS_OPENING)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=ITS_OPENING)
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=ITS_OPENING)
    await session.execute(
        update(models.Delivery).values(
            sent=models.Delivery.wanted, channel="D0ELSEWHERE", ts="1.000001", sent_at=ITS_OPENING, attempts=0
        )
    )
    lea = await session.get_one(models.Person, scene.lea.id)
    for cause in ("failed", "later"):
        await delivery.owe(session, delivery.HELP, to=lea, cause=cause, at=LATER)
    await session.execute(update(models.CheckIn).values(prepared_at=ITS_OPENING, recorded_at=ITS_OPENING))
    await _add_all_else(session, scene, made)
    failed = update(models.Delivery).where(models.Delivery.key.contains("failed"))
    await session.execute(failed.values(due_at=ITS_OPENING, failed_at=ITS_OPENING + timedelta(hours=1), error="gone"))


async def _add_all_else(session: AsyncSession, scene: Scene, checkin_id: int) -> None:
    """Add a row of each other table, as Léa's and Marc's of the other workspace."""
    on, there, rep, manager = ITS_OPENING.date(), {"workspace_id": ELSEWHERE}, scene.lea.id, scene.marc.id
    goal = models.Goal(**there, team_id=scene.team, title="Elsewhere")
    retro = models.Retro(
        **there, team_id=scene.team, year=2026, dots=3, step=Step.SOLUTIONS, started_by_id=manager, started_at=MADE
    )
    added = models.Addition(**there, checkin_id=checkin_id, author_id=rep, text="Elsewhere", added_at=MADE)
    session.add_all([goal, retro, added])
    await session.flush()
    line = models.Strategy(**there, goal_id=goal.id, title="Elsewhere")
    pair = await session.scalar(select(models.Pair.id).where(models.Pair.rep_id == rep))
    agreed = models.Action(
        **there,
        owner_id=rep,
        author_id=manager,
        checkin_id=checkin_id,
        text="Elsewhere",
        due_on=on,
        created_at=MADE,
    )
    news = models.StrategyNews(**there, pair_id=pair, begun_at=MADE, told_at=LATER)
    session.add_all([line, news, agreed])
    await session.flush()
    said = models.Contribution(
        **there, retro_id=retro.id, step=Step.SOLUTIONS, author_id=rep, text="Elsewhere", said_at=MADE
    )
    prepared = models.Preparation(**there, retro_id=retro.id, rep_id=rep, sent_at=MADE)
    segment = models.Segment(**there, objective_id=scene.contracts, position=0, name="Elsewhere", share=Decimal(100))
    value = models.ProgressEntry(
        **there, objective_id=scene.accounts, author_id=rep, value=Decimal(3), recorded_at=ITS_OPENING
    )
    session.add_all([said, prepared, segment, value])
    await session.flush()
    session.add_all(
        [
            models.Pause(**there, method="chat.postMessage", until=LATER),
            models.StrategyChange(
                **there,
                team_id=scene.team,
                goal_id=goal.id,
                author_id=manager,
                changed_at=MADE,
                aspect=Aspect.TITLE,
                before="Ailleurs",
                after="Elsewhere",
            ),
            models.StrategyQuestion(**there, news_id=news.id, objective_id=scene.contracts, strategy_id=line.id),
            models.AgendaPoint(
                **there, pair_id=pair, author_id=rep, text="Elsewhere", origin=Origin.HOME, raised_at=MADE
            ),
            models.ObjectiveChange(
                **there,
                objective_id=scene.contracts,
                author_id=rep,
                changed_at=MADE,
                field="title",
                before="Ailleurs",
                after="Elsewhere",
            ),
            models.ObjectiveDeed(
                **there, objective_id=scene.contracts, author_id=rep, done_at=MADE, deed=Deed.SIGNED, note=""
            ),
            models.Revision(**there, objective_id=scene.contracts, author_id=rep, suggested_at=MADE, note="Elsewhere"),
            models.SegmentValue(**there, entry_id=value.id, segment_id=segment.id, value=Decimal(3)),
            models.Form(
                **there, author_id=rep, kind="objective", subject="", typed="{}", begun_at=MADE, kept_at=ITS_OPENING
            ),
            models.Import(
                **there,
                author_id=rep,
                kind=Kind.VALUES,
                state=State.READY,
                file_id="F0ELSEWHERE",
                name="elsewhere.csv",
                view="V0ELSEWHERE",
                content=b"Elsewhere",
                asked_at=LATER,
            ),
            models.Absence(
                **there, person_id=rep, starts_on=on, ends_on=LATER.date(), entered_by_id=manager, stand_in_id=rep
            ),
            models.AbsenceChange(
                **there,
                person_id=rep,
                by_id=manager,
                what=What.ENTERED,
                starts_on=on,
                ends_on=LATER.date(),
                before=[],
                after=[],
                changed_at=ITS_OPENING,
            ),
            models.Disclosure(**there, pair_id=pair, former_id=pair, chosen_at=MADE),
            models.Decision(**there, checkin_id=checkin_id, author_id=rep, text="Elsewhere", noted_at=ITS_OPENING),
            models.TalkRecord(**there, checkin_id=checkin_id, rep_confirmed_at=ITS_OPENING),
            models.Note(**there, pair_id=pair, author_id=rep, text="Elsewhere", written_at=MADE),
            models.ActionMove(**there, action_id=agreed.id, by_id=rep, moved_at=MADE, before=on, after=on),
            models.Feedback(**there, author_id=manager, recipient_id=rep, text="Elsewhere", given_at=MADE),
            models.DigestSchedule(
                **there,
                team_id=scene.team,
                anchor=on,
                often=EVERY_WEEK,
                posts_at=time(9),
                next_on=LATER.date(),
                next_at=LATER,
            ),
            *(
                models.DefaultRhythm(
                    **there,
                    team_id=whose,
                    anchor=on,
                    often=EVERY_WEEK,
                    meets_at=time(7),
                    prompt_at=time(6),
                    set_by_id=manager,
                )
                for whose in (scene.team, None)
            ),
            models.Digest(**there, team_id=scene.team, scheduled_on=on, since=MADE, until=ITS_OPENING),
            models.RetroStage(**there, retro_id=retro.id, step=Step.SOLUTIONS, entered_at=MADE),
            models.PreparationNote(**there, preparation_id=prepared.id, topic=Topic.IDEAS, text="Elsewhere"),
            models.Vote(**there, contribution_id=said.id, voter_id=manager),
            models.ParkedCase(
                **there, retro_id=retro.id, author_id=rep, text="Elsewhere", lesson="Elsewhere", parked_at=MADE
            ),
        ]
    )
    await session.flush()
