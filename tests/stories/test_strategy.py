"""The strategy changes, and what that means is settled between each rep and the manager, in both languages."""

from datetime import timedelta
from typing import Any

from bot.demo.play import Stage
from bot.demo.team import FIRST_CHOICE
from bot.playground import Actor
from tests.reading import read, texts
from tests.views.showing import buttons

SECTORS = "Entrer dans les filières où nous sommes peu présents"
VALID, TALK, TALKED = "strategy_valid", "strategy_talk", "agenda_talked"


def news(actor: Actor) -> dict[str, Any] | None:
    return next((one for one in actor.messages() if ":mega:" in texts(one)), None)


async def edit(marc: Actor, title: str) -> None:
    await marc.command("/strategy")
    assert marc.modal
    row = next(one for one in marc.modal["blocks"] if title in texts(one) and "accessory" in one)
    await marc.click("strategy_edit", value=row["accessory"]["value"])


async def test_a_change_of_strategy_is_told_once_asked_and_talked_about(
    stage: Stage, lea: Actor, tom: Actor, camille: Actor, marc: Actor
) -> None:
    # Marc calls a line otherwise and says why; a minute later he ends its goal's medium term.
    await edit(marc, SECTORS)
    await marc.fill({"title": "Gagner l’agroalimentaire", "note": "Le salon nous a ouvert <!channel> des portes"})
    await marc.submit()
    await marc.close_modal()
    await stage.clock.jump(timedelta(minutes=1))
    await edit(marc, FIRST_CHOICE)
    await marc.fill({"horizon": "long"})
    await marc.submit()
    await marc.close_modal()
    assert news(lea) is None

    # A few minutes later each rep below is told of both in one message, in their own language; Camille is not below.
    await stage.clock.jump(timedelta(minutes=5))
    told, hers = await tom.until(lambda: news(tom)), await lea.until(lambda: news(lea))
    assert told["text"] == "Marc Lefèvre has changed the strategy above your objectives."
    assert f"•  The strategy line “{SECTORS}” is called “Gagner l’agroalimentaire” now." in read(told)
    assert f"•  The horizon of the goal “{FIRST_CHOICE}”: Medium term → Long term" in read(told)
    assert "Le salon nous a ouvert <!channel> des portes" in texts(told)
    assert hers["text"] == "Marc Lefèvre a fait évoluer la stratégie dont dépendent vos objectifs."
    assert f"L’axe stratégique « {SECTORS} » s’appelle désormais « Gagner l’agroalimentaire »." in read(hers)
    assert news(camille) is None

    # Tom's objective is still valid, and its history says so; Léa would rather talk about the first of hers.
    await tom.click(VALID, message=told)
    told = await tom.until(lambda: "Still valid, you said on 6 Oct" in read(news(tom)) and news(tom))
    assert VALID not in [one["action_id"] for one in buttons(told)]
    await tom.open_home()
    await tom.click("objective_history", view=tom.home)
    assert ":writing_hand: Still valid, after the strategy changed\n“Gagner l’agroalimentaire”" in read(tom.modal)
    await lea.click(TALK, message=hers)
    await lea.until(lambda: "À votre ordre du jour avec Marc Lefèvre depuis le 6 oct." in read(news(lea)))

    # Marc sees who answered what, and finds the talk on Home.
    await edit(marc, "Gagner l’agroalimentaire")
    said = read(marc.modal)
    first = "Signer des contrats annuels avec les ETI de la région"
    assert f":speech_balloon: Léa Moreau  ·  {first}  ·  à revoir ensemble" in said
    assert (
        ":white_check_mark: Tom Baker  ·  Close annual contracts with logistics companies  ·  toujours valable" in said
    )
    assert ":hourglass_flowing_sand: Priya Shah" in said
    await marc.close_modal()
    await marc.open_home()
    point = f"« {first} » tient-il toujours ? La stratégie dont il dépend a changé."
    assert point in read(marc.home)

    # At their talk they settle it, and it leaves both Homes.
    await lea.open_home()
    assert point in read(lea.home)
    await lea.click(TALKED, view=lea.home)
    await lea.until(lambda: point not in read(lea.home))
    await marc.until(lambda: point not in read(marc.home))
