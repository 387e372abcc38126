"""/feedback and its buttons, through the real Bolt app on the playground."""

import pytest

from bot.demo.play import Stage
from bot.demo.team import CHANNEL, INES, LEA, MARC, TOM
from bot.playground import Actor
from tests.reading import texts
from tests.views.showing import buttons

TEXT = "Vous avez tenu le prix chez Dupont"
READ = "feedback_read"


def to(who: str) -> str:
    return f"/feedback <@{who}>"


async def give(lea: Actor, text: str = TEXT) -> None:
    """Have Léa give Marc feedback."""
    await lea.command(to(MARC.id))
    await lea.fill({"feedback_text": text})
    await lea.submit()


async def test_a_feedback_is_confirmed_and_announced_without_its_text(lea: Actor, marc: Actor) -> None:
    await give(lea)

    assert "Marc Lefèvre a reçu votre feedback." in texts(lea.modal)
    [news] = await marc.until(marc.messages)
    assert "Léa Moreau vous a laissé un feedback." in texts(news)
    assert TEXT not in texts(news)


async def test_the_form_says_to_whom_it_goes_and_who_reads_it(lea: Actor) -> None:
    await lea.command(f"{to(MARC.id)} Merci pour votre aide")

    assert lea.modal
    assert "Pour *Marc Lefèvre*" in texts(lea.modal)
    assert "Dans Tandem, personne d’autre que vous deux ne peut le lire." in texts(lea.modal)
    [field] = [block["element"] for block in lea.modal["blocks"] if block["type"] == "input"]
    assert field["initial_value"] == "Merci pour votre aide"


async def test_a_feedback_that_was_begun_is_found_as_it_was_left_until_it_is_sent(lea: Actor) -> None:
    def held() -> str | None:
        assert lea.modal
        [field] = [block["element"] for block in lea.modal["blocks"] if block["type"] == "input"]
        return field.get("initial_value")

    await lea.command(to(MARC.id))
    await lea.fill({"feedback_text": "Merci"})
    await lea.close_modal()
    await lea.command(to(TOM.id))
    assert held() is None
    await lea.close_modal()
    await lea.command(f"{to(MARC.id)} Et bravo")
    assert held() == "Merci\nEt bravo"
    await lea.submit()
    await lea.close_modal()
    await lea.command(to(MARC.id))
    assert held() is None


async def test_reading_it_is_told_in_the_message_and_offers_an_answer(lea: Actor, marc: Actor) -> None:
    await give(lea)
    [news] = await marc.until(marc.messages)

    await marc.click(READ, message=news)

    assert TEXT in texts(marc.modal)
    await marc.until(lambda: "Vous avez lu le feedback de Léa Moreau" in texts(marc.messages()[0]))
    await marc.click("feedback_answer", view=marc.modal)
    await marc.fill({"feedback_text": "Merci à vous"})
    await marc.submit()
    await lea.until(lambda: "Marc Lefèvre vous a laissé un feedback." in texts(lea.messages()[-1]))


async def test_blank_words_are_refused_in_their_field(lea: Actor) -> None:
    await give(lea, " \n ")

    assert lea.errors == {"feedback_text": "Écrivez au moins une phrase."}


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (LEA.id, "Un feedback s’adresse à quelqu’un d’autre que vous"),
        (INES.id, "le feedback se donne entre membres d’une même équipe"),
        ("U0NOBODY01", "le feedback se donne entre membres d’une même équipe"),
    ],
)
async def test_nobody_gives_feedback_to_themselves_or_outside_the_team(lea: Actor, who: str, said: str) -> None:
    await lea.command(to(who))

    assert said in texts(lea.messages()[-1])
    assert lea.modal is None


async def test_nobody_gives_feedback_to_the_bot(stage: Stage, lea: Actor) -> None:
    await lea.command(to(stage.workspace.bot_user_id))

    assert "le feedback se donne entre membres d’une même équipe" in texts(lea.messages()[-1])


async def test_somebody_in_no_team_is_told_who_can_help(ines: Actor) -> None:
    await ines.command(to(MARC.id))

    assert "La personne qui gère Tandem dans votre espace peut vous ajouter" in texts(ines.messages()[-1])


async def test_without_a_name_a_rep_is_offered_the_manager(tom: Actor) -> None:
    await tom.command("/feedback")

    answer = tom.messages()[-1]
    assert "`/feedback @person`" in texts(answer)
    await tom.click("feedback_write", message=answer)
    assert "To *Marc Lefèvre*" in texts(tom.modal)


async def test_without_a_name_a_manager_of_several_is_offered_nobody(marc: Actor) -> None:
    await marc.command("/feedback aide")

    assert buttons(marc.messages()[-1]) == []


async def test_home_offers_everybody_of_the_team(marc: Actor, tom: Actor) -> None:
    await marc.open_home()
    await marc.click("feedback_choose", view=marc.home)
    await marc.fill({"feedback_to": TOM.id, "feedback_text": "Good work"})
    await marc.submit()

    await tom.until(lambda: "Marc Lefèvre has left you feedback." in texts(tom.messages()[-1:]))


async def test_home_lists_who_gave_feedback_and_never_what(lea: Actor, marc: Actor) -> None:
    await give(lea)
    await lea.open_home()
    await marc.open_home()

    assert "De *Léa Moreau*, le 6 oct.  ·  nouveau" in texts(marc.home)
    assert "Pour *Marc Lefèvre*, le 6 oct." in texts(lea.home)
    assert TEXT not in texts(marc.home) + texts(lea.home)
    await lea.click(READ, view=lea.home)
    assert TEXT in texts(lea.modal)


async def test_a_number_guessed_into_ones_own_button_opens_nothing(lea: Actor, marc: Actor, camille: Actor) -> None:
    await give(lea)
    [guessed] = [one["value"] for one in buttons(await marc.until(marc.messages))]
    await give(camille, "Autre chose")
    await camille.open_home()
    assert camille.home
    for block in camille.view(camille.home["id"]).view["blocks"]:
        if block.get("accessory", {}).get("action_id") == READ:
            block["accessory"]["value"] = guessed

    await camille.click(READ, view=camille.home, value=guessed)

    assert TEXT not in texts(camille.modal)
    assert "Seules la personne qui a écrit ce feedback et celle qui le reçoit peuvent le lire." in texts(camille.modal)


async def test_the_command_works_in_a_channel_and_stays_private(lea: Actor) -> None:
    await lea.command(to(MARC.id), CHANNEL)

    assert "Pour *Marc Lefèvre*" in texts(lea.modal)
