"""The digest, as a team in Paris, its manager and a team that reads English live it."""

import re
from datetime import timedelta
from typing import Any

from sqlalchemy import select

import models
from bot.demo.play import Stage
from bot.demo.team import CHANNEL, EVERYONE, PRIYA, TOM
from bot.playground import Actor
from bot.rules.team import NewTeam
from bot.services import team
from tests import stepping
from tests.reading import inputs, texts
from tests.views.showing import spaced

UNTIL_MONDAY = timedelta(days=5, hours=23, minutes=28)  # 08:59 in Paris
NORTH = "C0NORTH001"


def picture(stage: Stage, message: dict[str, Any]) -> bytes:
    """Return the picture that a message shows, as Slack has it."""
    [image] = [block for block in message["blocks"] if block["type"] == "image"]
    return stage.workspace.files.by_id[image["slack_file"]["id"]].content


async def test_on_monday_at_nine_the_channel_reads_how_the_team_stands(
    stage: Stage, lea: Actor, marc: Actor, tom: Actor
) -> None:
    # During the week Léa and Marc write their halves.
    await lea.click("checkin_open", message=lea.messages()[0])
    assert lea.modal
    await stepping.send(lea, dict(zip(inputs(lea.modal, "value_"), ["312500", "8", "30"], strict=True)))
    shared = (await marc.until(marc.messages))[0]
    await marc.click("checkin_open", message=shared)
    await stepping.send(marc, {"feedback": "Belle semaine"})

    # Until Monday nine o'clock in Paris the channel is left in peace.
    await stage.clock.jump(UNTIL_MONDAY)
    assert lea.messages(CHANNEL) == []
    await stage.clock.jump(timedelta(minutes=1))
    [digest] = await lea.until(lambda: lea.messages(CHANNEL))

    said = spaced(texts(digest))
    assert "Synthèse de l’équipe Ventes Europe" in said
    assert "objectifs sur 8 sont en bonne voie" in said
    assert "Points tenus : 1 sur 2." in said  # Tom wrote nothing
    assert "1 objectif atteint depuis le 5 oct." in said  # the delay is down to 30 days
    assert "7 objectifs sur 8 sont reliés à un axe stratégique." in said
    assert picture(stage, digest).startswith(b"\x89PNG")
    [image] = [block for block in digest["blocks"] if block["type"] == "image"]
    assert re.fullmatch(
        r"Au 12 oct., l’équipe est à \d+ % du chemin ; le rythme demande 78 %.", spaced(image["alt_text"])
    )

    # Nobody is put on show: no amount, no title, no name beside a figure.
    for shown in ("312", "480", "€", "£", "ETI", *(one.real_name for one in EVERYONE)):
        assert shown not in said

    # The next one comes a week later, of that week.
    await stage.clock.jump(timedelta(days=7))
    assert len(await lea.until(lambda: lea.messages(CHANNEL)[1:])) == 1
    assert "Du 12 oct. au 19 oct." in spaced(texts(lea.messages(CHANNEL)[1]))


async def test_marc_looks_at_it_first_and_posts_it_and_lea_is_told_who_may(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    await lea.command("/digest publier")
    assert "Marc Lefèvre" in texts(lea.messages()[-1])

    await marc.command("/digest", CHANNEL)
    [preview] = marc.messages(CHANNEL)
    assert "Cet aperçu n’est visible que par vous" in texts(preview)
    assert lea.messages(CHANNEL) == []

    await marc.click("digest_post", message=preview)
    [posted] = await lea.until(lambda: lea.messages(CHANNEL))
    assert picture(stage, posted)
    assert "Cet aperçu" not in texts(posted)


async def test_after_three_weeks_down_one_digest_tells_all_of_them(stage: Stage, lea: Actor) -> None:
    stage.clock.set(stage.clock.now() + timedelta(days=21))
    await stage.clock.jump(timedelta(seconds=1))

    [digest] = await lea.until(lambda: lea.messages(CHANNEL))
    assert "Du 20 oct. au 27 oct." in spaced(texts(digest))


async def test_a_channel_that_reads_english_gets_it_in_english(stage: Stage, tom: Actor) -> None:
    stage.workspace.add_channel(NORTH, name="north", members=[TOM.id, PRIYA.id, stage.workspace.bot_user_id])
    async with stage.tandem.deps.transaction() as session:
        people = {row.slack_id: row for row in await session.scalars(select(models.Person))}
        north = NewTeam("North", people[PRIYA.id].id, NORTH, "GB-ENG", "en-GB", "Europe/London")
        made = await team.create(session, north, workspace=stage.workspace.id)
        for pair in await session.scalars(select(models.Pair).where(models.Pair.rep_id == people[TOM.id].id)):
            pair.team_id = made

    await stage.clock.jump(UNTIL_MONDAY + timedelta(minutes=1))
    assert tom.messages(NORTH) == []  # it is eight o'clock in London
    await stage.clock.jump(timedelta(hours=1))

    [digest] = await tom.until(lambda: tom.messages(NORTH))
    said = texts(digest)
    assert "Team digest: North" in said
    assert "1 of 2 objectives is on track" in said
    assert picture(stage, digest)
    assert "£" not in said
