"""/retro, its buttons, its forms and its shortcut, through the real Bolt app on the playground."""

from dataclasses import replace

import pytest

from bot.demo.play import Stage
from bot.demo.team import CHANNEL
from bot.playground import Actor
from tests.reading import inputs, texts
from tests.views.showing import spaced


async def begin(marc: Actor) -> None:
    await marc.command("/retro start", CHANNEL)
    await marc.submit()
    await marc.close_modal()


async def open_thread(marc: Actor) -> None:
    await begin(marc)
    await marc.command("/retro next", CHANNEL)
    await marc.until(lambda: current(marc))


def current(actor: Actor) -> dict:
    """Return the message of the step the team is at."""
    posted = [one for one in actor.messages(CHANNEL) if not one.get("is_ephemeral") and "retro_next" in str(one)]
    return posted[-1] if posted else {}


async def lead_to(marc: Actor, title: str) -> None:
    while title not in current(marc)["text"]:
        before = current(marc)["ts"]
        await marc.click("retro_next", message=current(marc))
        await marc.until(lambda before=before: current(marc).get("ts", before) != before)


def send_tandem_out(stage: Stage) -> None:
    channel = stage.workspace.channel(CHANNEL)
    staying = tuple(one for one in channel.members if one != stage.workspace.bot_user_id)
    stage.workspace.channels[CHANNEL] = replace(channel, members=staying)


def answer(actor: Actor) -> str:
    """Return what only this person reads in the channel, the newest."""
    return spaced(texts([one for one in actor.messages(CHANNEL) if one.get("is_ephemeral")][-1]))


async def test_only_the_manager_begins_one(lea: Actor) -> None:
    await lea.command("/retro lancer", CHANNEL)

    assert lea.modal is None
    assert "Seul le manager de l’équipe, Marc Lefèvre, peut le faire." in answer(lea)


async def test_without_tandem_in_the_channel_it_asks_to_be_invited(stage: Stage, marc: Actor) -> None:
    send_tandem_out(stage)

    await marc.command("/retro lancer", CHANNEL)

    assert marc.modal is None
    assert "`/invite @Tandem`" in answer(marc)


async def test_a_thread_opens_only_where_tandem_is(stage: Stage, marc: Actor) -> None:
    await begin(marc)
    await marc.until(marc.messages)
    send_tandem_out(stage)

    await marc.click("retro_open", message=marc.messages()[-1])

    assert "`/invite @Tandem`" in texts(marc.modal)


async def test_one_under_way_is_shown_instead_of_a_form(marc: Actor) -> None:
    await begin(marc)

    await marc.command("/retro lancer", CHANNEL)

    assert marc.modal is None
    assert "Chacun se prépare de son côté." in answer(marc)


@pytest.mark.parametrize("verb", ["statut", "status", "état", ""])
async def test_the_status_is_told_in_the_readers_words(marc: Actor, tom: Actor, verb: str) -> None:
    await begin(marc)

    await tom.command(f"/retro {verb}".strip(), CHANNEL)

    assert "Everybody prepares, each on their own." in answer(tom)
    assert "Prepare my retrospective" in answer(tom)


async def test_without_one_the_status_says_how_it_begins(tom: Actor) -> None:
    await tom.command("/retro status", CHANNEL)

    assert "The manager begins it with `/retro start`." in answer(tom)


async def test_help_names_what_retro_understands(lea: Actor) -> None:
    await lea.command("/retro danse", CHANNEL)

    assert "`/retro suivant`" in answer(lea)
    assert "danse" in answer(lea)


@pytest.mark.parametrize(("verb", "said"), [("précédent", "première étape"), ("suivant", "2/8 · Ce qui a marché")])
async def test_the_manager_leads_by_command(marc: Actor, verb: str, said: str) -> None:
    await open_thread(marc)

    await marc.command(f"/retro {verb}", CHANNEL)

    assert said in answer(marc)


async def test_an_empty_preparation_is_refused_in_its_first_field(marc: Actor, lea: Actor) -> None:
    await begin(marc)
    await lea.until(lambda: "retro_prepare" in str(lea.messages()[-1]))
    await lea.click("retro_prepare", message=lea.messages()[-1])

    await lea.submit()

    assert lea.errors == {"worked": "Écrivez au moins une phrase."}


async def test_a_preparation_is_found_again_and_later_read(marc: Actor, lea: Actor) -> None:
    await begin(marc)
    await lea.until(lambda: "retro_prepare" in str(lea.messages()[-1]))
    await lea.click("retro_prepare", message=lea.messages()[-1])
    await lea.fill({"role": "Plus de terrain"})
    await lea.submit()
    await lea.click("retro_prepare", message=lea.messages()[-1])
    assert "Plus de terrain" in str(lea.modal)
    assert inputs(lea.modal or {})
    await lea.close_modal()

    await marc.command("/retro suivant", CHANNEL)
    await lea.until(lambda: "Relire ce que" in texts(lea.messages()[-1]))
    await lea.click("retro_prepare", message=lea.messages()[-1])

    assert "Plus de terrain" in texts(lea.modal)
    assert inputs(lea.modal or {}) == []


async def test_what_is_typed_too_late_stays_in_the_form(marc: Actor, lea: Actor) -> None:
    await open_thread(marc)
    await lead_to(marc, "Ce qui a marché")
    await lea.click("retro_contribute", message=current(lea))
    await lea.fill({"text": "Les ateliers"})
    await marc.command("/retro suivant", CHANNEL)

    await lea.submit()

    assert spaced(lea.errors["text"]) == "Cette étape est terminée ; l’équipe en est à : Ce qui nous a motivés."
    assert "Les ateliers" in str(lea.modal)


async def test_an_old_button_explains_itself(marc: Actor, tom: Actor) -> None:
    await open_thread(marc)
    await lead_to(marc, "Ce qui a marché")
    old = current(tom)
    await marc.command("/retro suivant", CHANNEL)

    await tom.click("retro_contribute", message=old)

    assert "This step is over; the team is at: What motivated us." in texts(tom.modal)


async def test_somebody_outside_the_team_is_told_who_takes_part(marc: Actor, ines: Actor) -> None:
    await open_thread(marc)
    await lead_to(marc, "Ce qui a marché")

    await ines.click("retro_contribute", message=current(ines))

    assert "Seuls les commerciaux de l’équipe Ventes Europe et Marc Lefèvre" in texts(ines.modal)


async def test_a_blank_case_is_refused_in_its_field(marc: Actor, camille: Actor) -> None:
    await open_thread(marc)
    await lead_to(marc, "Ce qui a marché")
    await camille.click("retro_park", message=current(camille))
    await camille.fill({"case": "Orion", "lesson": "  "})

    await camille.submit()

    assert camille.errors == {"lesson": "Écrivez au moins une phrase."}


async def test_without_solutions_the_vote_says_so_and_the_team_goes_on(marc: Actor) -> None:
    await open_thread(marc)
    await lead_to(marc, "Le vote")
    assert "Aucune solution n’a été proposée." in texts(current(marc))
    assert "retro_vote" not in str(current(marc))

    await lead_to(marc, "Les engagements")


async def test_home_shows_it_and_leads_it(marc: Actor, lea: Actor) -> None:
    await open_thread(marc)
    await lea.open_home()
    assert "L’équipe en est à l’étape 1/8 · Ouverture" in texts(lea.home)
    await marc.open_home()

    await marc.click("retro_next", view=marc.home)

    await marc.until(lambda: "2/8 · Ce qui a marché" in texts(marc.home))


async def test_the_buttons_of_an_earlier_answer_explain_themselves_once_it_is_closed(marc: Actor) -> None:
    await open_thread(marc)
    await marc.command("/retro suivant", CHANNEL)
    [earlier] = [one for one in marc.messages(CHANNEL) if one.get("is_ephemeral") and "2/8" in texts(one)]
    await marc.command("/retro clore", CHANNEL)

    for button in ("retro_next", "retro_back"):
        await marc.click(button, message=earlier)
        assert "Le bilan de 2026 est clos." in spaced(texts(marc.modal))
        await marc.close_modal()
