"""Writing down, moving and dropping actions from Home, through the real Bolt app on the playground."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import texts


async def write_down(lea: Actor, what: str = "Relancer Dupont", day: str = "2026-10-22") -> None:
    await lea.open_home()
    await lea.click("action_new", view=lea.home)
    await lea.fill({"action": what, "action_due": day})
    await lea.submit()


async def choose(who: Actor, what: str) -> None:
    """Pick something for the only action that is open."""
    await who.open_home()
    await who.click("actions_all", view=who.home)
    assert who.modal
    [menu] = [one["accessory"] for one in who.modal["blocks"] if "accessory" in one]
    value = next(one["value"] for one in menu["options"] if one["value"].startswith(what))
    await who.click("action_more", view=who.modal, value=value)


async def test_an_action_is_written_down_on_home_for_an_objective(lea: Actor) -> None:
    await lea.open_home()
    await lea.click("action_new", view=lea.home)
    assert lea.modal
    aims = next(one for one in lea.modal["blocks"] if one["block_id"] == "action_objective")["element"]["options"]
    await lea.fill({"action": "Relancer Dupont", "action_objective": aims[1]})
    await lea.submit()

    assert lea.modal is None
    await lea.until(lambda: "Relancer Dupont" in texts(lea.home))
    assert f":dart: {aims[1]['text']['text']}" in texts(lea.home)


async def test_an_action_that_was_begun_is_found_as_it_was_left_until_it_is_saved(lea: Actor) -> None:
    await lea.open_home()
    await lea.click("action_new", view=lea.home)
    await lea.fill({"action": "Relancer Dupont", "action_due": "2026-10-22"})
    await lea.close_modal()
    await lea.click("action_new", view=lea.home)
    assert field(lea, "action")["initial_value"] == "Relancer Dupont"
    assert field(lea, "action_due")["initial_date"] == "2026-10-22"
    await lea.submit()

    await lea.click("action_new", view=lea.home)
    assert "initial_value" not in field(lea, "action")


async def test_why_an_action_is_dropped_is_kept_until_it_is_sent(lea: Actor) -> None:
    await write_down(lea)
    await choose(lea, "drop")
    await lea.fill({"action_reason": "Parti chez un autre"})
    await lea.close_modal()
    await lea.close_modal()
    await choose(lea, "drop")

    assert field(lea, "action_reason")["initial_value"] == "Parti chez un autre"


async def test_a_day_that_is_past_is_refused_in_its_field(lea: Actor) -> None:
    await write_down(lea, day="2026-10-01")

    assert lea.errors == {"action_due": "Ce jour est passé\u00a0: choisissez une date à partir d’aujourd’hui."}


async def test_an_action_gets_another_day(lea: Actor) -> None:
    await write_down(lea)
    await choose(lea, "move")
    await lea.fill({"action_due": "2026-10-29"})
    await lea.submit()

    assert lea.modal is None
    await lea.until(lambda: "29 oct." in texts(lea.home))


async def test_an_action_is_dropped_with_a_reason(lea: Actor, marc: Actor) -> None:
    await write_down(lea)
    await choose(marc, "drop")
    await marc.fill({"action_reason": " "})
    await marc.submit()
    assert marc.errors == {"action_reason": "Écrivez au moins une phrase."}
    await marc.fill({"action_reason": "Parti chez un autre"})
    await marc.submit()

    assert marc.modal is None
    await lea.until(lambda: "Relancer Dupont" not in texts(lea.home))


async def test_an_action_is_done_from_the_list(lea: Actor) -> None:
    await write_down(lea)
    await choose(lea, "done")

    assert "Aucune action en cours." in texts(lea.modal)


async def test_a_list_that_is_out_of_date_explains_itself(lea: Actor, marc: Actor) -> None:
    await write_down(lea)
    await lea.open_home()
    await lea.click("actions_all", view=lea.home)
    await choose(marc, "drop")
    await marc.fill({"action_reason": "Parti chez un autre"})
    await marc.submit()
    assert lea.modal
    [menu] = [one["accessory"] for one in lea.modal["blocks"] if "accessory" in one]
    await lea.click("action_more", view=lea.modal, value=menu["options"][1]["value"])

    assert "Marc Lefèvre a abandonné cette action" in texts(lea.modal)


@pytest.mark.parametrize(
    ("who", "soon", "today"),
    [
        (
            "lea",
            "Vous avez prévu une action pour le 14 oct., c’est bientôt.",
            "Vous avez prévu une action pour aujourd’hui.",
        ),
        ("tom", "You planned an action for 14 Oct, which is soon.", "Today is the day you planned for an action."),
    ],
)
async def test_the_owner_is_reminded_twice_in_their_language_and_ticks_it_there(
    stage: Stage, request: pytest.FixtureRequest, who: str, soon: str, today: str
) -> None:
    owner: Actor = request.getfixturevalue(who)
    await write_down(owner, "Envoyer le devis", "2026-10-14")
    for _ in range(2):
        await stage.clock.jump(timedelta(days=4, hours=4))

    told = [one for one in owner.messages() if "Envoyer le devis" in texts(one)]
    reminded = [one for one in told if soon in texts(one) or today in texts(one)]
    assert len(reminded) == 2
    await owner.click("action_done", message=reminded[-1])
    await owner.until(lambda: "Envoyer le devis" not in texts(owner.home))


def field(actor: Actor, name: str) -> dict[str, Any]:
    assert actor.modal
    return next(block["element"] for block in actor.modal["blocks"] if block["block_id"] == name)
