"""/strategy and its forms, through the real Bolt app on the playground."""

from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import FIRST_CHOICE, GOALS, LOYALTY
from bot.playground import Actor
from bot.rules.person import Caller
from bot.rules.team import NewTeam
from bot.services import person, team
from tests.reading import inputs, option, read, texts
from tests.views.showing import buttons, spaced

OPEN, EDIT, LOOSE, END, REOPEN = "strategy_open", "strategy_edit", "strategy_loose", "strategy_end", "strategy_reopen"


def offered(view: dict[str, Any] | None) -> list[str]:
    return [one["action_id"] for one in buttons(view)]


async def edit(marc: Actor, title: str) -> None:
    """Open the form of the goal or line with that title, from the tree."""
    assert marc.modal
    row = next(one for one in marc.modal["blocks"] if title in texts(one) and "accessory" in one)
    await marc.click(EDIT, value=row["accessory"]["value"])


async def test_a_manager_sees_the_tree_how_objectives_stand_and_what_changes_it(marc: Actor) -> None:
    await marc.command("/strategy")

    said = read(marc.modal)
    assert GOALS[0].words in said
    assert "Moyen terme" in said
    assert "↳  *Entrer dans les filières où nous sommes peu présents*\n4 objectifs  ·  :large_" in said
    assert "1 objectif n’est rattaché à aucun axe stratégique." in said
    assert {"strategy_new_goal", "strategy_new_line", EDIT, LOOSE} <= set(offered(marc.modal))


async def test_a_rep_sees_the_tree_and_their_own_objectives_and_no_button_to_change_it(tom: Actor) -> None:
    await tom.command("/strategy")

    said = read(tom.modal)
    assert "•  Close annual contracts with logistics companies" in said
    assert "4 objectives" in said
    assert "Signer des contrats" not in said
    assert "on track" not in said
    assert offered(tom.modal) == []


@pytest.mark.parametrize("text", ["/strategy ambition", "/strategy goal"])
async def test_a_rep_who_would_write_a_goal_is_told_who_may(tom: Actor, text: str) -> None:
    await tom.command(text)

    assert tom.modal is None
    said = "Only Marc Lefèvre, who leads the team, or an admin of your workspace can change its strategy."
    assert read(tom.messages()[-1]) == said


async def test_somebody_without_a_team_is_told_so_and_anything_else_gets_help(ines: Actor, lea: Actor) -> None:
    await lea.command("/strategy autre")
    assert "`/strategy ambition`, `/strategy axe`" in read(lea.messages()[-1])
    await ines.command("/strategy")  # she is an admin
    assert FIRST_CHOICE in read(ines.modal)


async def test_a_goal_and_a_line_are_written_and_the_tree_shows_them(marc: Actor) -> None:
    await marc.command("/strategy ambition")
    await marc.fill({"title": FIRST_CHOICE, "words": "Parce que <!channel>"})
    await marc.submit()
    assert spaced(marc.errors["title"]).startswith("Votre équipe utilise déjà ce nom")
    await marc.fill({"title": "Être choisis pour notre service", "horizon": "long"})
    await marc.submit()
    assert "Parce que <!channel>" in texts(marc.modal)

    await marc.click("strategy_new_line")
    assert marc.modal
    goal = option(marc.modal, "goal", "Être choisis")
    await marc.fill({"title": "Répondre le jour même", "goal": goal["value"]})
    await marc.submit()
    assert "↳  *Répondre le jour même*\naucun objectif pour l’instant" in read(marc.modal)


async def test_a_goal_is_ended_with_a_reason_and_reopened(marc: Actor, lea: Actor) -> None:
    await marc.command("/strategy")
    await edit(marc, FIRST_CHOICE)
    await marc.click(END)
    await marc.fill({"note": "Le marché a changé"})
    await marc.submit()
    assert "Clos le 6 oct. 2026. Le marché a changé" in read(marc.modal)

    await lea.open_home()
    await lea.click("objective_why", view=lea.home)
    assert ":warning: Son ambition est close depuis le 6 oct. 2026. Le marché a changé" in read(lea.modal)
    assert GOALS[0].words in read(lea.modal)

    await edit(marc, FIRST_CHOICE)
    await marc.click(REOPEN)
    assert "Clos le" not in read(marc.modal)


async def test_the_way_back_leads_to_the_tree(marc: Actor) -> None:
    await marc.command("/strategy axe")
    assert marc.modal
    assert inputs(marc.modal) == ["title", "goal"]

    await marc.click(OPEN)

    assert LOYALTY in read(marc.modal)


async def test_home_leads_to_the_strategy_and_to_loose_ends(marc: Actor, lea: Actor) -> None:
    await lea.open_home()
    await lea.click(OPEN, view=lea.home)
    assert FIRST_CHOICE in read(lea.modal)

    await marc.open_home()
    await marc.click(LOOSE, view=marc.home)
    assert "Camille Girard : Organiser des ateliers" in read(marc.modal)


async def test_a_loose_end_is_tied_and_its_rep_asked_to_confirm(marc: Actor, camille: Actor) -> None:
    await marc.command("/strategy")
    await marc.click(LOOSE)
    assert marc.modal
    [field] = inputs(marc.modal)
    await marc.fill({field: option(marc.modal, field, "Élargir")["value"]})
    await marc.submit()
    assert FIRST_CHOICE in read(marc.modal)

    [news] = await camille.until(lambda: [one for one in camille.messages() if "propose de modifier" in one["text"]])
    assert "Élargir ce que nos clients achètent déjà" in read(news)


async def test_who_reads_the_strategy_of_several_teams_chooses(ines: Actor, stage: Stage) -> None:
    async with stage.tandem.deps.transaction() as session:
        me = await person.require(session, Caller(stage.workspace.id, ines.user_id))
        wanted = NewTeam("Zone Sud", me.id, "C0SOUTH", "FR", "fr-FR", "Europe/Paris")
        await team.create(session, wanted, workspace=stage.workspace.id)
    await ines.command("/strategy")
    assert "Aucune ambition n’est encore formulée." in read(ines.modal)

    await ines.click("strategy_team", value=option_of(ines.modal, "Ventes Europe"))

    assert FIRST_CHOICE in read(ines.modal)
    await ines.command("/strategy goal")
    assert ines.modal
    assert inputs(ines.modal)[0] == "team"


def option_of(view: dict[str, Any] | None, name: str) -> str:
    assert view
    choices = view["blocks"][0]["elements"][0]["options"]
    return next(one["value"] for one in choices if one["text"]["text"] == name)
