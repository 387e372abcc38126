"""The menu beside a check-in's button, through the real Bolt app on the playground."""

from datetime import timedelta
from typing import Any

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import texts

LATER = "checkin_later"


def choice(message: dict[str, Any], beginning: str) -> str:
    """Return the value of the first choice in a message's menu that begins so."""
    elements = [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
    offered = [option for one in elements if one["type"] == "overflow" for option in one["options"]]
    return next(one["value"] for one in offered if one["text"]["text"].startswith(beginning))


async def test_asked_again_in_an_hour_the_prompt_says_when_and_a_message_comes_then(stage: Stage, lea: Actor) -> None:
    [prompt] = lea.messages()
    await lea.click(LATER, message=prompt, value=choice(prompt, "Me le redemander dans une heure"))
    await lea.until(lambda: "Tandem vous le redemandera le mardi 6 octobre à 10:31." in texts(lea.messages()[0]))
    assert lea.modal is None

    await stage.clock.jump(timedelta(hours=1, minutes=1))
    [before, again] = await lea.until(lambda: lea.messages()[1:] and lea.messages())
    assert "Tandem vous le redemandera" in texts(before)
    assert "Votre partie est attendue avant le jeudi 8 octobre à 09:00." in texts(again)
    assert choice(again, "Me le redemander demain matin")


async def test_a_moment_of_ones_own_is_chosen_in_a_form_that_refuses_what_is_too_late(lea: Actor) -> None:
    [prompt] = lea.messages()
    await lea.click(LATER, message=prompt, value=choice(prompt, "Me le redemander à…"))
    assert "Votre partie est attendue avant le jeudi 8 octobre à 09:00." in texts(lea.modal)
    await lea.fill({"day": "2026-10-08", "time": "09:00"})
    await lea.submit()
    assert lea.errors == {"day": "Votre partie est attendue avant\u00a0: choisissez un moment plus proche."}
    await lea.fill({"day": "2026-10-07", "time": "16:45"})
    await lea.submit()

    assert lea.modal is None
    await lea.until(lambda: "Tandem vous le redemandera le mercredi 7 octobre à 16:45." in texts(lea.messages()[0]))


async def test_from_the_menu_the_talk_can_be_moved(lea: Actor) -> None:
    [prompt] = lea.messages()
    await lea.click(LATER, message=prompt, value=choice(prompt, "Déplacer un entretien"))

    assert "L’entretien du jeudi 8 octobre, 10:00 est déplacé." in texts(lea.modal)


async def test_a_menu_out_of_date_says_so(stage: Stage, lea: Actor) -> None:
    [prompt] = lea.messages()
    stage.clock.set(stage.clock.now() + timedelta(days=3))
    await lea.click(LATER, message=prompt, value=choice(prompt, "Me le redemander dans une heure"))

    assert "Votre partie de ce point n’est plus attendue." in texts(lea.modal)
