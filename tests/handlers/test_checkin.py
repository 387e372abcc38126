"""/checkin, the button and the form, through the real Bolt app on the playground."""

from datetime import timedelta

from sqlalchemy import delete, select

from bot.demo.play import Stage
from bot.playground import Actor
from models import CheckIn, Half
from tests import stepping
from tests.reading import inputs, texts

OPEN = "checkin_open"
JUST_AFTER_THE_PROMPT = timedelta(days=7, hours=1)


async def open_form(actor: Actor) -> None:
    await actor.click(OPEN, message=actor.messages()[0])


def values(actor: Actor, *figures: str) -> dict[str, str]:
    return dict(zip(inputs(actor.modal or {}, "value_"), figures, strict=True))


async def test_the_button_opens_a_form_with_the_last_values_in_the_readers_writing(lea: Actor) -> None:
    await open_form(lea)

    assert lea.modal
    assert lea.modal["title"]["text"] == "Point du 8 oct."
    first = next(block for block in lea.modal["blocks"] if block["block_id"] == "value_1")
    assert first["element"]["initial_value"] == "297\u202f500"


async def test_wrong_values_are_refused_in_their_fields_and_what_was_typed_stays(lea: Actor) -> None:
    await open_form(lea)

    await stepping.write(lea, values(lea, "12 500 £", "-3", "beaucoup"))

    assert lea.errors == {
        "value_1": "Cet objectif se compte en euros, pas en £.",
        "value_2": "Cette valeur ne peut pas être négative.",
        "value_3": "Écrivez un nombre, par exemple 30.",
    }
    await stepping.write(lea, values(lea, "312 500,50 €", "8", "36"))
    assert stepping.is_sent(lea)


async def test_a_half_reaches_the_manager_without_what_is_sealed(lea: Actor, marc: Actor) -> None:
    await open_form(lea)
    await stepping.send(
        lea, values(lea, "312500,5", "8", "36") | {"win": "Dupont signé", "mission": "Trop de réunions"}
    )

    [message] = await marc.until(marc.messages)
    assert "312\u202f500,50\u00a0€" in texts(message)
    assert "Dupont signé" in texts(message)
    assert "Trop de réunions" not in texts(message)


async def test_the_prompt_says_that_it_is_answered(lea: Actor) -> None:
    await open_form(lea)
    await stepping.send(lea, values(lea, "312500", "8", "36"))

    await lea.until(lambda: "on attend Marc Lefèvre" in texts(lea.messages()[0]))
    assert "Écrire ma partie" not in texts(lea.messages()[0])


async def test_an_old_button_shows_the_half_that_was_sent(lea: Actor) -> None:
    prompt = lea.messages()[0]
    await open_form(lea)
    await stepping.send(lea, values(lea, "312500", "8", "36") | {"win": "Dupont signé"})

    await lea.click(OPEN, message=prompt)

    assert lea.modal
    assert "Dupont signé" in texts(lea.modal)
    assert "submit" not in {key for key, value in lea.modal.items() if value}


async def test_the_button_of_a_checkin_that_is_gone_explains_itself(stage: Stage, lea: Actor) -> None:
    async with stage.tandem.deps.transaction() as session:
        await session.execute(delete(CheckIn).where(CheckIn.id.not_in(select(Half.checkin_id))))

    await open_form(lea)

    assert "Vous n’avez pas encore de point" in texts(lea.modal)


async def test_checkin_opens_the_form_early_for_a_rep(camille: Actor) -> None:
    assert camille.messages() == []

    await camille.command("/checkin")

    assert camille.modal
    assert camille.modal["title"]["text"] == "Point du 15 oct."


async def test_a_checkin_answered_early_is_not_asked_for_again(stage: Stage, camille: Actor) -> None:
    await camille.command("/checkin")
    await stepping.send(camille, values(camille, "270000", "9"))
    await camille.until(camille.messages)

    await stage.clock.jump(JUST_AFTER_THE_PROMPT)

    assert [message["text"] for message in camille.messages()] == ["Votre partie est envoyée, on attend Marc Lefèvre."]


async def test_checkin_tells_a_manager_how_the_team_stands(marc: Actor) -> None:
    await marc.command("/checkin")

    [answer] = marc.messages()
    assert answer["is_ephemeral"]
    assert "Ventes Europe" in texts(answer)
    assert "*Léa Moreau*\n:pencil2: Votre partie est attendue avant le jeudi 8 octobre à 09:00." in texts(answer)


async def test_checkin_status_is_understood_in_french(lea: Actor) -> None:
    await lea.command("/checkin statut")

    assert "*Avec Marc Lefèvre*\n:pencil2: Votre partie est attendue" in texts(lea.messages()[-1])
    assert lea.modal is None


async def test_somebody_in_no_team_is_told_who_can_help(stage: Stage, ines: Actor) -> None:
    stage.workspace.add_person("U0NOA00001", name="noa", real_name="Noa Perrin", tz="Europe/Paris", locale="fr-FR")
    noa = stage.playground.acting_as("U0NOA00001")

    await noa.command("/checkin")
    await ines.command("/checkin")

    assert "La personne qui gère Tandem dans votre espace peut vous ajouter" in texts(noa.messages()[-1])
    assert "C’est vous qui créez les équipes" in texts(ines.messages()[-1])


async def test_an_unknown_subcommand_is_named_and_the_help_follows(tom: Actor) -> None:
    await tom.command("/checkin <!channel> dance")

    said = texts(tom.messages()[-1])
    assert "I do not know “<!channel> dance”" in said
    assert "`/checkin`" in said


async def test_a_blank_half_of_the_manager_is_refused_in_its_field(marc: Actor) -> None:
    await marc.open_home()
    await marc.click(OPEN, view=marc.home)

    await stepping.write(marc, {"feedback": " \n "})

    assert marc.errors == {"feedback": "Écrivez au moins une phrase."}


async def test_home_opens_the_next_checkin_before_its_time(camille: Actor) -> None:
    await camille.open_home()

    await camille.click("checkin_open_early", view=camille.home)

    assert camille.modal
    assert camille.modal["title"]["text"] == "Point du 15 oct."
