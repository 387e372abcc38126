"""/digest, its buttons and its form, through the real Bolt app on the playground."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

import models
from bot.demo.play import Stage
from bot.demo.team import CHANNEL
from bot.playground import Actor
from tests.reading import texts


async def made(stage: Stage) -> int:
    async with stage.tandem.deps.sessions() as session:
        return len((await session.scalars(select(models.Digest))).all())


def leave_channel(stage: Stage) -> None:
    channel, bot = stage.workspace.channel(CHANNEL), stage.workspace.bot_user_id
    members = tuple(member for member in channel.members if member != bot)
    stage.workspace.channels[CHANNEL] = replace(channel, members=members)


async def test_a_manager_previews_the_digest_alone(stage: Stage, marc: Actor, lea: Actor) -> None:
    await marc.command("/digest", CHANNEL)

    [answer] = marc.messages(CHANNEL)
    assert answer["is_ephemeral"]
    assert "Synthèse de l’équipe Ventes Europe" in texts(answer)
    assert "Publier dans #ventes-europe" in texts(answer)
    assert lea.messages(CHANNEL) == []
    assert await made(stage) == 0


@pytest.mark.parametrize("text", ["/digest", "/digest publier", "/digest planifier"])
async def test_a_rep_is_told_who_may(stage: Stage, lea: Actor, text: str) -> None:
    await lea.command(text)

    assert "Marc Lefèvre" in texts(lea.messages()[-1])
    assert lea.modal is None
    assert await made(stage) == 0


async def test_somebody_in_no_team_is_told_who_can_help(ines: Actor) -> None:
    await ines.command("/digest")

    assert "La personne qui gère Tandem dans votre espace peut vous ajouter" in texts(ines.messages()[-1])


async def test_the_preview_posts_and_gives_way_to_a_word_about_it(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest")
    await marc.click("digest_post", message=marc.messages()[-1])

    assert texts(marc.messages()[-1]) == f":white_check_mark: La synthèse part dans <#{CHANNEL}>."
    [posted] = await marc.until(lambda: marc.messages(CHANNEL))
    assert "Synthèse de l’équipe Ventes Europe" in texts(posted)


async def test_a_second_click_posts_no_second_digest(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest")
    preview = marc.messages()[-1]
    value = next(
        each["value"]
        for block in preview["blocks"]
        if block["type"] == "actions"
        for each in block["elements"]
        if each["action_id"] == "digest_post"
    )
    await marc.command("/digest")
    again = marc.messages()[-1]
    await marc.click("digest_post", message=preview, value=value)

    await marc.click("digest_post", message=again)

    assert await made(stage) == 1
    assert "Une synthèse a été publiée entre-temps" in texts(marc.modal)


async def test_it_can_be_posted_at_once(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest post")
    await marc.command("/digest publier")

    first, second = (texts(message) for message in marc.messages()[-2:])
    assert "La synthèse part dans" in first
    assert "Une synthèse a été publiée entre-temps" in second
    assert await made(stage) == 1


async def test_where_tandem_is_not_in_the_channel_it_asks_to_be_invited(stage: Stage, marc: Actor) -> None:
    leave_channel(stage)
    sentence = f"Invitez-moi d’abord dans <#{CHANNEL}>\u00a0: écrivez-y `/invite @Tandem`."

    await marc.command("/digest post")
    assert texts(marc.messages()[-1]) == sentence
    await marc.command("/digest")
    assert sentence in texts(marc.messages()[-1])
    assert "Publier dans" not in texts(marc.messages()[-1])
    assert await made(stage) == 0


async def test_an_old_preview_says_so_where_tandem_has_left_the_channel(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest")
    leave_channel(stage)

    await marc.click("digest_post", message=marc.messages()[-1])

    assert "Invitez-moi d’abord" in texts(marc.modal)
    assert await made(stage) == 0


async def test_home_previews_and_posts_it(stage: Stage, marc: Actor) -> None:
    await marc.open_home()
    assert "Prochaine synthèse\u00a0: le lundi 12 octobre à 09:00" in texts(marc.home)
    await marc.click("digest_preview", view=marc.home)
    assert "Synthèse de l’équipe Ventes Europe" in texts(marc.modal)

    await marc.submit()

    assert "La synthèse part dans" in texts(marc.modal)
    assert await made(stage) == 1


async def test_the_dates_follow_what_is_chosen_and_are_kept(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest planifier")
    assert "lundi 12 octobre, 09:00" in texts(marc.modal)

    await marc.fill({"every": "w2", "weekday": "3", "posts_at": "16:30"})
    shown = texts(marc.modal)
    assert "jeudi 8 octobre, 16:30" in shown
    assert "jeudi 22 octobre, 16:30" in shown
    await marc.submit()

    assert "La synthèse de Ventes Europe a son nouveau rythme." in texts(marc.modal)
    await marc.until(lambda: "Prochaine synthèse\u00a0: le jeudi 8 octobre à 16:30" in texts(marc.home))


async def test_a_weekday_of_each_month_is_offered_with_its_dates(marc: Actor) -> None:
    await marc.command("/digest planifier")
    await marc.fill({"every": "m1"})
    shown = texts(marc.modal)
    assert "Chaque mois, le premier de ces jours" in shown
    assert [line for line in shown.splitlines() if line.startswith("• ")] == [
        "• *lundi 2 novembre, 09:00*",
        "• *lundi 7 décembre, 09:00*",
        "• *lundi 4 janvier, 09:00*",
        "• *lundi 1er février, 09:00*",
    ]
    await marc.submit()

    await marc.until(lambda: "Prochaine synthèse\u00a0: le lundi 2 novembre à 09:00" in texts(marc.home))
    await marc.close_modal()
    await marc.command("/digest planifier")
    [field] = [block for block in marc.modal["blocks"] if block.get("block_id") == "every"]
    assert field["element"]["initial_option"]["value"] == "m1"


async def test_a_time_that_was_cleared_leaves_the_dates_before_it(marc: Actor) -> None:
    await marc.command("/digest planifier")
    await marc.fill({"weekday": "3", "posts_at": None})

    assert "jeudi 8 octobre, 09:00" in texts(marc.modal)
    await marc.submit()
    assert set(marc.errors) == {"posts_at"}


async def test_the_preview_leads_to_its_rhythm(marc: Actor) -> None:
    await marc.command("/digest")

    await marc.click("digest_schedule", message=marc.messages()[-1])

    assert "Les prochaines synthèses" in texts(marc.modal)


async def test_an_old_button_of_somebody_who_no_longer_leads_the_team_names_who_does(
    stage: Stage, marc: Actor, lea: Actor
) -> None:
    await marc.command("/digest")
    async with stage.tandem.deps.transaction() as session:
        row = await session.scalar(select(models.Team))
        heir = await session.scalar(select(models.Person).where(models.Person.slack_id == lea.user_id))
        assert row
        assert heir
        row.manager_id = heir.id

    for button in ("digest_post", "digest_schedule"):
        await marc.click(button, message=marc.messages()[-1])
        assert "Léa Moreau" in texts(marc.modal)
        await marc.close_modal()
    assert await made(stage) == 0


async def test_an_unknown_subcommand_is_named_and_the_help_follows(marc: Actor) -> None:
    await marc.command("/digest danser")

    said = texts(marc.messages()[-1])
    assert "danser" in said
    assert "`/digest publier`" in said


async def test_help_is_understood_in_french(marc: Actor) -> None:
    await marc.command("/digest aide")

    assert "`/digest planifier`" in texts(marc.messages()[-1])


async def test_a_team_that_is_gone_explains_itself(stage: Stage, marc: Actor) -> None:
    await marc.command("/digest")
    await stage.clock.jump(timedelta(minutes=1))
    async with stage.tandem.deps.transaction() as session:
        for table in (models.Pair, models.Team):
            await session.execute(update(table).values(ended_at=stage.clock.now()))

    await marc.click("digest_post", message=marc.messages()[-1])

    assert "Vous ne faites pas encore partie d’une équipe" in texts(marc.modal)
