"""/tandem team, through the real Bolt app on the playground."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import CAMILLE, CHANNEL, INES, LEA, MARC, PRIYA, TOM
from bot.playground import Actor
from bot.playground.elements import placed
from tests.reading import texts

NOA, SAM, ELSE, NORTH = "U0NOA00001", "U0SAM00001", "U0ELSE0001", "C0NORTH001"
NEW: dict[str, Any] = {"name": "Nord", "manager": SAM, "reps": [NOA], "channel": NORTH, "country": "FR-57"}


@pytest.fixture(autouse=True)
def newcomers(stage: Stage) -> None:
    """Add somebody to lead, somebody to be led, and a channel for the two, in which Tandem is not yet."""
    add = stage.workspace.add_person
    add(NOA, name="noa", real_name="Noa Perrin", tz="Europe/Paris", locale="fr-FR")
    add(SAM, name="sam", real_name="Sam Reed", tz="Europe/London", locale="en-GB")
    add(ELSE, name="else", real_name="Else Berg", tz="Europe/Oslo", locale="en-GB")
    stage.workspace.add_channel(NORTH, name="north", members=[SAM, NOA, INES.id])
    stage.workspace.add_usergroup("S0SALES", handle="sales", name="Sales", users=[SAM, NOA])


def asked_about(stage: Stage, people: list[str]) -> int:
    """Count how often Slack was asked about some people."""
    calls = stage.playground.traffic.calls
    return sum(one.method == "users.info" and one.args.get("user") in people for one in calls)


async def begin(ines: Actor, **wanted: Any) -> None:
    await ines.command("/tandem team")
    await ines.click("team_new")
    await ines.fill(NEW | wanted)


async def test_an_admin_finds_the_teams_on_home_and_makes_one(stage: Stage, ines: Actor) -> None:
    await ines.open_home()
    await ines.click("teams_open", view=ines.home)
    assert "Ventes Europe" in texts(ines.modal)
    await ines.click("team_new")
    await ines.fill(NEW)
    await ines.submit()

    assert "L’équipe Nord est enregistrée" in texts(ines.modal)
    noa, sam = stage.playground.acting_as(NOA), stage.playground.acting_as(SAM)
    [told] = await noa.until(noa.messages)
    assert "Vous faites partie de l’équipe Nord, que dirige Sam Reed." in texts(told)
    assert "Vous y êtes à l’initiative d’Inès Benali." in texts(told)
    [told] = await sam.until(sam.messages)
    assert "You lead the team Nord in Tandem." in texts(told)
    assert "Who sees what" in texts(told)


async def test_what_slack_does_not_allow_yet_is_shown_until_it_does(stage: Stage, ines: Actor) -> None:
    await begin(ines)
    await ines.submit()
    assert "tapez-y `/invite @Tandem`" in texts(ines.modal)

    stage.workspace.enter(NORTH, stage.workspace.bot_user_id)
    await ines.click("team_check")

    assert "Slack autorise tout" in texts(ines.modal)


async def test_a_permission_that_is_missing_is_named(stage: Stage, ines: Actor) -> None:
    await begin(ines)
    stage.workspace.scopes -= {"files:write"}

    await ines.submit()

    assert "Il me manque l’autorisation `files:write`" in texts(ines.modal)


async def test_a_user_group_makes_reps_of_its_people_but_for_the_manager(stage: Stage, ines: Actor) -> None:
    await begin(ines, reps=[])
    shown = ines.top()
    [item] = [one for one in placed(shown.view["blocks"]) if one.block_id == "group"]
    [offered] = (await ines.options(shown, item, "@sal"))["options"]
    await ines.fill({"group": offered})
    await ines.submit()

    noa, sam = stage.playground.acting_as(NOA), stage.playground.acting_as(SAM)
    await noa.until(noa.messages)
    assert "Noa Perrin: next talk on" in texts((await sam.until(sam.messages))[0])


async def test_who_and_what_no_team_can_have_is_refused_in_its_field(stage: Stage, ines: Actor) -> None:
    stage.workspace.change_person(ELSE, is_stranger=True)
    stage.workspace.change_person(CAMILLE.id, deleted=True)

    await begin(ines, reps=[NOA, ELSE])
    await ines.submit()
    assert "Else Berg fait partie d’une autre entreprise" in ines.errors["reps"]
    await ines.fill({"reps": [NOA], "manager": CAMILLE.id})
    await ines.submit()
    assert "Le compte de Camille Girard est désactivé" in ines.errors["manager"]
    await ines.fill({"reps": [NOA, stage.workspace.bot_user_id], "manager": SAM})
    await ines.submit()
    assert "est une application" in ines.errors["reps"]
    await ines.fill({"reps": [NOA, SAM]})
    await ines.submit()
    assert "Sam Reed dirige l’équipe" in ines.errors["reps"]
    await ines.fill({"reps": [LEA.id]})
    await ines.submit()
    assert "Léa Moreau fait déjà partie de l’équipe Ventes Europe" in ines.errors["reps"]
    await ines.fill({"reps": []})
    await ines.submit()
    assert "Choisissez au moins un commercial" in ines.errors["reps"]


async def test_a_channel_that_others_read_is_refused(stage: Stage, ines: Actor) -> None:
    stage.workspace.enter(NORTH, stage.workspace.bot_user_id)
    stage.workspace.share(NORTH)

    await begin(ines)
    await ines.submit()

    assert "partagé avec une autre entreprise" in ines.errors["channel"]


async def test_countries_are_found_in_the_readers_language_and_regions_by_name(stage: Stage, ines: Actor) -> None:
    await begin(ines)
    shown = ines.top()
    [item] = [one for one in placed(shown.view["blocks"]) if one.block_id == "country"]

    async def found(query: str) -> list[str]:
        return [one["text"]["text"] for one in (await ines.options(shown, item, query))["options"]]

    assert (await found("allem"))[0] == "Allemagne"
    assert "FR-57 Moselle" in await found("mosel")
    assert len(await found("")) == 100


async def test_the_dates_follow_what_is_chosen(ines: Actor) -> None:
    await begin(ines)

    await ines.fill({"weekday": "1", "meets_at": "15:00", "since": "2026-10-12"})
    assert "*mardi 13 octobre, 15:00*" in texts(ines.modal)
    await ines.fill({"since": "2026-10-01"})
    assert "Ce jour est passé" in texts(ines.modal)


async def test_a_manager_changes_all_but_who_leads(stage: Stage, marc: Actor) -> None:
    await marc.command("/tandem équipe")
    assert "Dissoudre" not in texts(marc.modal)
    await marc.click("team_change")
    assert "manager" not in {one.block_id for one in placed(marc.top().view["blocks"])}

    await marc.fill({"reps": [LEA.id, TOM.id, CAMILLE.id, NOA]})
    await marc.submit()

    priya = stage.playground.acting_as(PRIYA.id)
    noa = stage.playground.acting_as(NOA)
    await noa.until(noa.messages)
    assert "You are no longer in the team Ventes Europe" in texts((await priya.until(priya.messages))[-1])


async def test_others_are_told_who_may(lea: Actor) -> None:
    await lea.command("/tandem team")

    assert "Seules les personnes qui créent les équipes peuvent le faire\u00a0: Inès Benali." in texts(
        lea.messages()[-1]
    )


async def test_a_team_is_dissolved_and_its_history_stays(stage: Stage, ines: Actor, lea: Actor, marc: Actor) -> None:
    await ines.command("/tandem team")
    await ines.click("team_dissolve")

    assert "Il n’y a pas encore d’équipe" in texts(ines.modal)
    await lea.until(lambda: "Vous ne faites plus partie de l’équipe" in texts(lea.messages()[-1]))
    await marc.until(marc.messages)
    assert "L’équipe Ventes Europe a été dissoute." in texts(marc.messages()[-1])
    await lea.open_home()
    assert "Vous ne faites pas encore partie d’une équipe" in texts(lea.home)
    before = len(lea.messages())
    await stage.clock.jump(timedelta(days=15))
    assert len(lea.messages()) == before


async def test_a_retrospective_closes_with_its_team_and_says_so_in_its_thread(
    ines: Actor, marc: Actor, lea: Actor
) -> None:
    await marc.command("/retro start", CHANNEL)
    await marc.submit()
    await marc.close_modal()
    await marc.command("/retro next", CHANNEL)
    await marc.until(lambda: "retro_next" in str(marc.messages(CHANNEL)))

    await ines.command("/tandem team")
    await ines.click("team_dissolve")

    await marc.until(lambda: "le bilan annuel s’arrête ici" in str(marc.messages(CHANNEL)))
    await marc.until(
        lambda: "retro_next" not in str([one for one in marc.messages(CHANNEL) if not one.get("is_ephemeral")])
    )
    await lea.until(lambda: "Le bilan est clos." in str(lea.messages()))


async def test_what_is_prepared_is_called_off_with_the_team(ines: Actor, marc: Actor, lea: Actor) -> None:
    await marc.command("/retro start", CHANNEL)
    await marc.submit()

    await ines.command("/tandem team")
    await ines.click("team_dissolve")

    for who in (lea, marc):
        await who.until(lambda who=who: "ce bilan annuel n’aura pas lieu" in texts(who.messages()))


async def test_who_is_deactivated_is_asked_no_more_and_the_other_is_told(stage: Stage, marc: Actor) -> None:
    await stage.playground.events.acknowledged(lambda: stage.workspace.change_person(LEA.id, deleted=True))

    await marc.until(marc.messages)
    assert "Léa Moreau ne fait plus partie de l’équipe Ventes Europe" in texts(marc.messages()[-1])


async def test_a_team_whose_manager_is_deactivated_asks_for_another(stage: Stage, ines: Actor, tom: Actor) -> None:
    await stage.playground.events.acknowledged(lambda: stage.workspace.change_person(MARC.id, deleted=True))

    [asked] = await ines.until(ines.messages)
    await ines.click("teams_open", message=asked)
    assert "personne ne la dirige" in texts(ines.modal)
    await ines.click("team_change")
    await ines.fill({"manager": SAM})
    await ines.submit()
    assert "est enregistrée" in texts(ines.modal)

    await tom.until(lambda: any("Sam Reed leads it" in texts(one) for one in tom.messages()))
    assert stage.workspace.channels[CHANNEL]


async def test_sixty_people_are_asked_about_once_each(stage: Stage, ines: Actor) -> None:
    crowd = [f"U0CROWD{key:03}" for key in range(60)]
    for key in crowd:
        stage.workspace.add_person(key, name=key.lower(), real_name=f"Anne {key}", tz="Europe/Paris", locale="fr-FR")
    await begin(ines, reps=crowd)
    before = asked_about(stage, crowd)

    await ines.submit()

    assert not ines.errors
    assert "Nord" in texts(ines.modal)
    assert asked_about(stage, crowd) - before == len(crowd)
