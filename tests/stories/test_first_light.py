"""One check-in from the clock to both halves, as the two people and the neighbours live it."""

from datetime import timedelta

import pytest

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests import stepping
from tests.reading import inputs, texts
from tests.staging import rest_all_but


@pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
async def test_one_check_in_from_the_prompt_to_both_halves(
    stage: Stage, lea: Actor, marc: Actor, tom: Actor, camille: Actor
) -> None:
    # It is Tuesday, half past nine in Paris. Léa has been asked, with where each objective stands.
    [prompt] = lea.messages()
    assert "Votre point avec Marc Lefèvre a lieu le jeudi 8 octobre à 10:00." in texts(prompt)
    assert "▰▰▰▰▰▰▱▱▱▱ 61\u00a0%  ·  297\u202f500\u00a0€ sur 480\u202f000\u00a0€" in texts(prompt)
    assert "22 sept., Léa Moreau" in texts(prompt)
    assert tom.messages() == camille.messages() == marc.messages() == []

    # She opens the form, mistypes a figure, is told in its field, mends it and sends.
    await lea.click("checkin_open", message=prompt)
    assert lea.modal
    contracts, accounts, delay = inputs(lea.modal, "value_")
    figures = {contracts: "312 500,50 £", accounts: "8", delay: "36"}
    await stepping.write(lea, figures, sure="medium")
    assert lea.errors == {contracts: "Cet objectif se compte en euros, pas en £."}
    words = {
        contracts: "312 500,50 €",
        "win": "Dupont & Fils a signé <!channel>",
        "obstacle": "Pas de marge sur la remise",
        "means": "Un budget pour le salon",
        "mission": "Il me manque un avant-vente",
    }
    await stepping.send(lea, figures | words, sure="medium")

    # Marc gets the open part, and no more than that.
    [shared] = await marc.until(marc.messages)
    assert "Léa Moreau a écrit sa partie" in texts(shared)
    assert "312\u202f500,50\u00a0€ sur 480\u202f000\u00a0€" in texts(shared)
    assert "C’est incertain  ·  +15\u202f000,50\u00a0€ depuis la dernière fois" in texts(shared)
    assert "−2 depuis la dernière fois" in texts(shared)
    assert "Dupont & Fils a signé <!channel>" in texts(shared)
    assert "avant-vente" not in texts(shared)

    # He sees on his Home what he owes, writes his half without having read hers, and sends it.
    await marc.open_home()
    assert "Votre partie est attendue pour\u00a0: Léa Moreau" in texts(marc.home)
    await marc.click("checkin_open", message=shared)
    assert "Pas de marge sur la remise" in texts(marc.modal)
    assert "avant-vente" not in texts(marc.modal)
    assert "Un budget pour le salon" in texts(marc.modal)
    await stepping.send(marc, {"feedback": "Belle négociation chez Dupont", "action": "Un avant-vente dès lundi"})

    # Now the seal is open to both, behind a button; the messages say only that something is there.
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert "Belle négociation" not in texts(news)
    await lea.click("checkin_open", message=news)
    assert "Belle négociation chez Dupont" in texts(lea.modal)
    assert "Un avant-vente dès lundi" in texts(lea.modal)
    news = (await marc.until(lambda: marc.messages()[1:]))[0]
    await marc.click("checkin_open", message=news)
    assert "Il me manque un avant-vente" in texts(marc.modal)

    # Home has the new value with its date and author, and Marc owes nothing.
    await lea.open_home()
    assert "312\u202f500,50\u00a0€ sur 480\u202f000\u00a0€" in texts(lea.home)
    assert "6 oct., Léa Moreau" in texts(lea.home)
    await marc.until(lambda: "Vous êtes à jour." in texts(marc.home))


async def test_each_is_asked_at_half_past_nine_in_their_own_zone(stage: Stage, lea: Actor, tom: Actor) -> None:
    await stage.clock.jump(timedelta(minutes=58))
    assert tom.messages() == []

    await stage.clock.jump(timedelta(minutes=1))
    [prompt] = tom.messages()
    assert "Your check-in with Marc Lefèvre is on Thursday, 8 October at 11:30." in texts(prompt)
    assert "£248,750.50 of £420,000" in texts(prompt)
    assert len(lea.messages()) == 1


async def test_an_english_half_reaches_a_french_manager_in_french(stage: Stage, marc: Actor, tom: Actor) -> None:
    await stage.clock.jump(timedelta(hours=1))
    await tom.click("checkin_open", message=tom.messages()[0])
    assert tom.modal
    await stepping.send(tom, dict(zip(inputs(tom.modal, "value_"), ["£260,000.25", "93"], strict=True)))

    [shared] = await marc.until(marc.messages)
    assert "Tom Baker a écrit sa partie" in texts(shared)
    assert "260\u202f000,25\u00a0£GB sur 420\u202f000\u00a0£GB" in texts(shared)
    assert "J’y arriverai" in texts(shared)


async def test_six_weeks_of_prompts_come_one_by_one_and_the_old_ones_step_back(stage: Stage, lea: Actor) -> None:
    await rest_all_but(stage, LEA)
    await stage.clock.jump(timedelta(days=43))

    *past, last = lea.messages()
    assert [message["text"] for message in past] == [
        text
        for short, day in (("8 oct.", "8 octobre"), ("22 oct.", "22 octobre"), ("5 nov.", "5 novembre"))
        for text in (
            *[f"Point du {short}\u00a0: vous n’avez pas écrit votre partie."] * 2,
            f"Votre entretien avec Marc Lefèvre était prévu le jeudi {day} à 10:00.",
        )
    ]
    assert last["text"] == "Votre point avec Marc Lefèvre a lieu le jeudi 19 novembre à 10:00."


async def test_a_manager_may_write_first_and_is_told_once(stage: Stage, lea: Actor, marc: Actor) -> None:
    await marc.open_home()
    await marc.click("checkin_open", view=marc.home)
    await stepping.send(marc, {"feedback": "Merci pour le salon de Lyon"})
    await lea.until(lambda: "Marc Lefèvre a écrit sa partie." in texts(lea.messages()[0]))

    await lea.click("checkin_open", message=lea.messages()[0])
    await stepping.send(lea, {})

    await lea.until(lambda: lea.messages()[1:])
    [news] = await marc.until(marc.messages)
    assert "Vos deux parties sont écrites. Léa Moreau n’a pas laissé de feedback cette fois-ci." in texts(news)
