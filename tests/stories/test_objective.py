"""An objective from the first word to the last change, as the two who share it live it."""

from datetime import timedelta

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests.reading import texts
from tests.staging import rest_all_but
from tests.views.showing import spaced


def read(shown: object) -> str:
    return spaced(texts(shown))


async def test_an_objective_is_written_understood_updated_and_changed(stage: Stage, lea: Actor, marc: Actor) -> None:
    # Marc writes an objective down for Léa, under a new strategy line.
    await marc.command("/objectives nouveau @lea")
    assert "Pour Léa Moreau" in texts(marc.modal)
    await marc.fill(
        {
            "title": "Signer trois références dans l’énergie",
            "why": "Le marché s’ouvre et <!channel> personne n’y est encore",
            "target": "150 000 €",
            "new_line": "Ouvrir l’énergie",
        }
    )
    await marc.submit()
    assert marc.errors == {"goal": "Indiquez l’ambition à laquelle mène ce nouvel axe stratégique."}
    await marc.fill({"goal": "Devenir le premier fournisseur des ETI d’ici 2028", "starts_on": "2026-10-01"})
    await marc.submit()
    assert "Un message en informe Léa Moreau." in texts(marc.modal)
    await marc.close_modal()

    # She is told who wrote it, and reads why: from the goal down to the objective.
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert news["text"] == "Marc Lefèvre a noté un objectif pour vous."
    assert "▱▱▱▱▱▱▱▱▱▱ 0 %  ·  0 € sur 150 000 €" in read(news)
    await lea.click("objective_why", message=news)
    chain = ["Devenir le premier fournisseur des ETI d’ici 2028", "Ouvrir l’énergie", "Signer trois références"]
    assert [text for text in read(lea.modal).splitlines() if any(text.startswith(one) for one in chain)] == [
        *chain[:2],
        "Signer trois références dans l’énergie",
    ]
    assert "<!channel> personne n’y est encore" in texts(lea.modal)
    await lea.close_modal()

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

    # Marc changes two things at once; she is told in one message and finds both in the history.
    made = next(line for line in marc_buttons(marc) if line["action_id"] == "objective_edit")["value"]
    await marc.click("objective_edit", value=made)
    await marc.fill({"target": "100000", "title": "Signer deux références dans l’énergie"})
    await marc.submit()
    assert marc.modal is None
    told = (await lea.until(lambda: [one for one in lea.messages() if "a modifié" in one["text"]]))[0]
    assert "• Cible : 150 000 € → 100 000 €" in read(told)
    await lea.click("objective_history", message=told)
    history = read(lea.modal).splitlines()
    assert ":pencil2: Cible : 150 000 € → 100 000 €" in history
    assert "6 nov., Marc Lefèvre" in history
    assert history.index(":pencil2: Cible : 150 000 € → 100 000 €") < history.index("*12 500 €*")


def marc_buttons(marc: Actor) -> list[dict[str, str]]:
    """Return the buttons of the last objective in the list before Marc."""
    assert marc.modal
    rows = [block["elements"] for block in marc.modal["blocks"] if block["type"] == "actions"]
    return next(row for row in reversed(rows) if len(row) > 1)


async def test_tom_writes_his_own_in_pounds_and_his_manager_reads_of_it_in_french(tom: Actor, marc: Actor) -> None:
    await tom.command("/objectives new")
    await tom.fill({"title": "Win three ports", "target": "£90,000.50", "baseline": "10k"})
    await tom.submit()
    assert "Saved. Marc Lefèvre has been told." in texts(tom.modal)
    await tom.close_modal()

    [news] = await marc.until(marc.messages)
    assert news["text"] == "Tom Baker a noté un nouvel objectif."
    assert "10 000 £GB sur 90 000,50 £GB" in read(news)

    # Marc corrects the target in his own writing; Tom reads of it in his.
    await marc.click("objective_edit", message=news)
    await marc.fill({"target": "95 000,5"})
    await marc.submit()
    [told] = await tom.until(lambda: [one for one in tom.messages() if "has changed" in one["text"]])
    assert told["text"] == "Marc Lefèvre has changed “Win three ports”."
    assert "• Target: £90,000.50 → £95,000.50" in read(told)

    await tom.command("/objectives")
    assert "▱▱▱▱▱▱▱▱▱▱ 0%  ·  £10,000 of £95,000.50" in read(tom.messages()[-1])
    assert "Should be at £74,900 today" in read(tom.messages()[-1])


async def test_camille_is_refused_what_is_leas(lea: Actor, camille: Actor) -> None:
    await camille.command("/objectives @lea")

    assert read(camille.messages()[-1]) == "Seuls Léa Moreau et Marc Lefèvre peuvent le faire."
