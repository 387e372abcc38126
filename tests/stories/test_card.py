"""The card of an objective before the two, from the second signature on, and its history as a file."""

from datetime import timedelta
from typing import Any

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests import stepping
from tests.reading import read, texts
from tests.staging import rest_all_but
from tests.views.showing import buttons, spaced

A_MINUTE = timedelta(minutes=1)
TITLE = "Signer trois références dans l’énergie"


def group_of(stage: Stage, *people: Actor) -> str:
    """Return the conversation that these have with Tandem and nobody else."""
    members = {*(one.user_id for one in people), stage.workspace.bot_user_id}
    [found] = [one.id for one in stage.workspace.channels.values() if one.is_mpim and set(one.members) == members]
    return found


def picture(message: dict[str, Any]) -> dict[str, Any]:
    [image] = [block for block in message["blocks"] if block["type"] == "image"]
    return image


async def file_sent_to(who: Actor, stage: Stage) -> tuple[str, str]:
    """Return the name and the text of the file that somebody is sent in the direct message with Tandem."""
    [sent] = await who.until(lambda: [file for one in who.messages() for file in one.get("files", [])])
    file = stage.workspace.files.by_id[sent["id"]]
    return file.name, file.content.decode()


async def test_the_two_follow_an_objective_in_a_thread_of_their_own(stage: Stage, lea: Actor, marc: Actor) -> None:
    await rest_all_but(stage, LEA)
    await marc.command("/objectives nouveau @lea")
    wanted = {"title": TITLE, "why": "Le marché s’ouvre", "target": "150 000 €", "starts_on": "2026-01-01"}
    await stepping.write(marc, wanted)
    proposal = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert not [one for one in stage.workspace.channels.values() if one.is_mpim]

    # With her signature it counts, and the card stands before both: what it is for, where it is, with a picture.
    await lea.click("objective_sign", message=proposal)
    await lea.submit()
    await lea.until(lambda: [one for one in stage.workspace.channels.values() if one.is_mpim])
    group = group_of(stage, lea, marc)
    [card] = await marc.until(lambda: marc.messages(group))
    assert spaced(card["text"]) == f"Objectif « {TITLE} » : 0 € sur 150 000 €."
    assert "Le marché s’ouvre" in read(card)
    assert picture(card)["alt_text"].startswith("Le 6 oct.")
    assert [one["action_id"] for one in buttons(card)] == [
        f"objective_{what}" for what in ("update", "why", "history", "edit")
    ]

    # Each updates it from the card; who, when and what stand in the thread, and the card is drawn anew once.
    for who, typed in ((lea, {"value": "60 000 €", "confidence": "low"}), (marc, {"value": "90 000 €"})):
        await who.click("objective_update", message=card)
        await who.fill(typed)
        await who.submit()
        assert who.modal is None
    await marc.until(lambda: marc.messages(group)[2:])
    news = [one for one in marc.messages(group) if one.get("thread_ts") == card["ts"] != one["ts"]]
    assert [spaced(one["text"]) for one in news] == [
        "Léa Moreau a saisi 60 000 €.",
        "Marc Lefèvre a saisi 90 000 €.",
    ]
    assert "*90 000 €*  ·  +30 000 €\n6 oct., Marc Lefèvre" in read(news[1])
    drawn = len(stage.workspace.files.by_id)
    await stage.clock.jump(A_MINUTE)
    card = marc.messages(group)[0]
    assert "90 000 € sur 150 000 €" in read(card)
    assert "À ce rythme : environ 118 000 € le 31 déc." in read(card)
    assert "Prévision approximative" in picture(card)["alt_text"].replace("\u00a0", " ")
    assert len(stage.workspace.files.by_id) == drawn + 1

    # A change that both confirm is told as a diff with its reason; until then the thread says nothing of it.
    await marc.click("objective_edit", message=card)
    await stepping.write(marc, {"target": "120000", "note": "Un concurrent a gagné"})
    asked = await lea.until(lambda: next((one for one in lea.messages() if "propose de modifier" in one["text"]), None))
    assert len(marc.messages(group)) == 3
    await lea.click("revision_answer", message=asked)
    await lea.submit()
    told = await marc.until(lambda: marc.messages(group)[3:])
    assert "Marc Lefèvre a proposé une modification, Léa Moreau l’a confirmée." in read(told)
    assert "• Cible : 150 000 € → 120 000 €" in read(told)
    assert "Un concurrent a gagné" in read(told)
    await stage.clock.jump(A_MINUTE)
    card = marc.messages(group)[0]
    assert "90 000 € sur 120 000 €" in read(card)
    assert "Cible modifiée le 6 oct. : 150 000 € → 120 000 €." in spaced(picture(card)["alt_text"])

    # Whoever asks gets the whole history as a file, alone, and a colleague is told whose it is.
    await marc.command("/objectives historique @lea")
    assert TITLE in read(marc.messages()[-1])
    await marc.click("history_csv", message=marc.messages()[-1])
    assert "arrive dans votre conversation privée avec Tandem" in texts(marc.modal)
    name, content = await file_sent_to(marc, stage)
    assert name == "historique-lea-moreau-2026-10-06.csv"
    assert content.startswith("\ufeffObjectif;Référence;Date;")
    assert f"{TITLE};;06/10/2026 09:32;Marc Lefèvre;Cible;150000;120000;EUR;" in content.splitlines()


async def test_the_card_of_a_team_that_speaks_french_is_french_and_toms_history_english(
    stage: Stage, tom: Actor, marc: Actor, camille: Actor
) -> None:
    await tom.command("/objectives")
    update = next(one for one in buttons(tom.messages()[-1]) if one["action_id"] == "objective_update")
    await tom.click("objective_update", message=tom.messages()[-1], value=update["value"])
    await tom.fill({"value": "£260,000", "confidence": "high"})
    await tom.submit()
    await stage.clock.jump(A_MINUTE)

    # An objective that was signed before there were cards gets one with its next news.
    card, news = await marc.until(lambda: marc.messages(group_of(stage, tom, marc)))
    assert "260 000 £GB sur 420 000 £GB" in read(card)
    assert spaced(news["text"]) == "Tom Baker a saisi 260 000 £GB."

    await tom.command("/objectives history")
    listed = tom.messages()[-1]
    assert "History of my objectives" in texts(listed)
    await tom.click("history_markdown", message=listed)
    await tom.close_modal()
    name, content = await file_sent_to(tom, stage)
    assert name == "history-tom-baker-2026-10-06.md"
    assert "**6 Oct 2026, 08:31, Tom Baker** — £260,000" in content

    await camille.command("/objectives historique @tom")
    assert read(camille.messages()[-1]) == "Seuls Tom Baker et Marc Lefèvre peuvent le faire."
