"""An objective from the first word to the last change, as the two who share it live it."""

from datetime import timedelta
from typing import Any

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests import stepping
from tests.reading import read, texts
from tests.staging import rest_all_but
from tests.views.showing import buttons, spaced


async def test_an_objective_is_written_understood_updated_and_changed(stage: Stage, lea: Actor, marc: Actor) -> None:
    # Marc writes an objective down for Léa, under a new strategy line.
    await marc.command("/objectives nouveau @lea")
    assert "Pour Léa Moreau" in texts(marc.modal)
    wanted = {
        "title": "Signer trois références dans l’énergie",
        "why": "Le marché s’ouvre et <!channel> personne n’y est encore",
        "target": "150 000 €",
        "new_line": "Ouvrir l’énergie",
    }
    await stepping.write(marc, wanted)
    assert marc.errors == {"goal": "Indiquez l’ambition à laquelle mène ce nouvel axe stratégique."}
    goal = {"goal": "Devenir le premier fournisseur des ETI d’ici 2028", "starts_on": "2026-10-01"}
    await stepping.write(marc, wanted | goal)
    assert "Un message en informe Léa Moreau." in texts(marc.modal)
    await marc.close_modal()

    # She is told who wrote it, and reads why: from the goal down to the objective.
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert news["text"] == "Marc Lefèvre vous propose un objectif."
    assert "▱▱▱▱▱▱▱▱▱▱ 0 %  ·  0 € sur 150 000 €" in read(news)
    await lea.click("objective_why", message=news)
    chain = ["Devenir le premier fournisseur des ETI d’ici 2028", "Ouvrir l’énergie", "Signer trois références"]
    assert [text for text in read(lea.modal).splitlines() if any(text.startswith(one) for one in chain)] == [
        *chain[:2],
        "Signer trois références dans l’énergie",
    ]
    assert "<!channel> personne n’y est encore" in texts(lea.modal)
    await lea.close_modal()

    # It counts once she has signed it too: she reads it whole before she does, and Marc is told.
    assert "attend votre signature" in read(news)
    assert "objective_update" not in actions_in(news)
    await lea.click("objective_sign", message=news)
    assert "Le marché s’ouvre" in texts(lea.modal)
    await lea.submit()
    assert lea.modal is None
    news = await lea.until(lambda: next((one for one in lea.messages() if "objective_update" in actions_in(one)), None))
    told = await marc.until(lambda: next((one for one in marc.messages() if "a signé" in one["text"]), None))
    assert spaced(told["text"]) == "Léa Moreau a signé « Signer trois références dans l’énergie »."

    # She records a first value from the same message, and both see what Tandem makes of it beside what she feels.
    await lea.click("objective_update", message=news)
    await lea.fill({"value": "12 500 €", "confidence": "low"})
    await lea.submit()
    await lea.open_home()
    said = ":large_green_square: Tandem : en bonne voie  ·  Vous : :red_circle: Ce sera difficile"
    await lea.until(lambda: said in read(lea.home))
    await marc.open_home()
    await marc.click("objective_list", view=marc.home, value="U0LEA00001")
    assert "Léa Moreau : :red_circle: Ce sera difficile" in read(marc.modal)

    # A month later, without a new value, the same objective has fallen behind.
    await rest_all_but(stage, LEA)
    await stage.clock.jump(timedelta(days=31))
    await lea.open_home()
    await lea.until(lambda: "12 500 € sur 150 000 €\n:large_red_square: Tandem : hors trajectoire" in read(lea.home))

    # Marc suggests two changes and says why; nothing changes until she has confirmed them.
    made = next(line for line in marc_buttons(marc) if line["action_id"] == "objective_edit")["value"]
    await marc.click("objective_edit", value=made)
    await stepping.write(
        marc, {"target": "100000", "title": "Signer deux références dans l’énergie", "note": "Un concurrent a gagné"}
    )
    assert marc.modal is None
    asked = await lea.until(lambda: next((one for one in lea.messages() if "propose de modifier" in one["text"]), None))
    assert "• Cible : 150 000 € → 100 000 €" in read(asked)
    assert "Un concurrent a gagné" in texts(asked)
    await lea.command("/objectives")
    assert "12 500 € sur 150 000 €" in read(lea.messages()[-1])
    await lea.click("revision_answer", message=asked)
    await lea.submit()
    assert lea.modal is None

    # Both are told what is agreed now, and find who, when and why in the history.
    told = await marc.until(lambda: next((one for one in marc.messages() if "a confirmé" in one["text"]), None))
    assert "12 500 € sur 100 000 €" in read(told)
    asked = await lea.until(lambda: next((one for one in lea.messages() if "a reçu sa réponse" in texts(one)), None))
    assert "revision_answer" not in actions_in(asked)
    await marc.click("objective_history", message=told)
    history = read(marc.modal).splitlines()
    assert ":pencil2: Cible : 150 000 € → 100 000 €" in history
    assert "6 nov., Marc Lefèvre" in history
    assert history.index(":pencil2: Cible : 150 000 € → 100 000 €") < history.index("*12 500 €*")


def actions_in(message: dict[str, Any]) -> list[str]:
    return [one["action_id"] for one in buttons(message)]


def marc_buttons(marc: Actor) -> list[dict[str, str]]:
    """Return the buttons of the last objective in the list before Marc."""
    assert marc.modal
    rows = [block["elements"] for block in marc.modal["blocks"] if block["type"] == "actions"]
    return next(row for row in reversed(rows) if len(row) > 1)


async def test_tom_writes_his_own_in_pounds_and_his_manager_reads_of_it_in_french(tom: Actor, marc: Actor) -> None:
    await tom.command("/objectives new")
    await stepping.write(tom, {"title": "Win three ports", "target": "£90,000.50", "baseline": "10k"})
    assert "Saved. Marc Lefèvre has been told." in texts(tom.modal)
    await tom.close_modal()

    [news] = await marc.until(marc.messages)
    assert news["text"] == "Tom Baker propose un objectif."
    assert "10 000 £GB sur 90 000,50 £GB" in read(news)

    # Marc corrects the target in his own writing; Tom reads of it in his.
    await marc.click("objective_edit", message=news)
    await stepping.write(marc, {"target": "95 000,5"})
    [told] = await tom.until(lambda: [one for one in tom.messages() if "has changed" in one["text"]])
    assert told["text"] == "Marc Lefèvre has changed “Win three ports”."
    assert "• Target: £90,000.50 → £95,000.50" in read(told)

    # What Marc wrote he has signed; Tom asks for another change first, and then signs what Marc makes of it.
    await tom.click("objective_ask", message=told)
    await tom.fill({"words": "  "})
    await tom.submit()
    assert tom.errors == {"words": "Please write at least a sentence."}
    await tom.fill({"words": "Let us begin in November"})
    await tom.submit()
    [wish] = await marc.until(lambda: [one for one in marc.messages() if "demande une modification" in one["text"]])
    assert "Let us begin in November" in texts(wish)
    await tom.click("objective_sign", message=told)
    await tom.submit()
    await marc.until(lambda: [one for one in marc.messages() if "a signé" in one["text"]])

    await tom.command("/objectives")
    assert "▱▱▱▱▱▱▱▱▱▱ 0%  ·  £10,000 of £95,000.50" in read(tom.messages()[-1])
    assert "Should be at £74,900 today" in read(tom.messages()[-1])


async def test_camille_is_refused_what_is_leas(lea: Actor, camille: Actor) -> None:
    await camille.command("/objectives @lea")

    assert read(camille.messages()[-1]) == "Seuls Léa Moreau et Marc Lefèvre peuvent le faire."
