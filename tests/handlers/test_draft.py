"""The form of an objective step by step, through the real Bolt app on the playground."""

from sqlalchemy import delete, update

import models
from bot.demo.play import Stage
from bot.playground import Actor
from bot.rules.draft import Step
from tests import stepping
from tests.reading import inputs, read, texts
from tests.staging import INES
from tests.views.showing import buttons, spaced

CHARTER = {"floor": "400 000", "ceiling": "520 000", "causes": ["market", "territory"], "windows": ["1", "7"]}


async def test_an_objective_is_written_in_steps_and_read_whole_before_it_is_sent(marc: Actor, lea: Actor) -> None:
    await marc.command("/objectives nouveau @lea")
    assert "*Objectif*  ›  Indicateur  ›  Rythme  ›  Marge  ›  Récapitulatif" in read(marc.modal)
    await marc.fill({"title": "Zéphyr", "why": "Ils restent"})
    await marc.submit()
    await marc.fill({"target": "480 000 €"})
    await marc.submit()

    await marc.fill({"pace_kind": "milestones"})
    await marc.fill({"milestones": "30 juin : 200 000", "segments": "Grands comptes : 60 %\nPME : 30 %"})
    await marc.submit()
    assert spaced(marc.errors["segments"]) == "Le total des parts doit faire 100 % : il fait 90 %."
    await marc.fill({"segments": "Grands comptes : 60 %\nPME : 40 %", "weight": "40"})
    await marc.submit()

    await marc.fill({**CHARTER, "revisions": "2", "shown": "no", "sponsor": INES.id})
    await marc.submit()
    said = read(marc.modal)
    for line in (
        "*Zéphyr*",
        "• Rythme : 200 000 € au 30 juin 2026",
        "• Segments : Grands comptes 60 %, PME 40 %",
        "• Poids : 40 %",
        "• Marge convenue à l’avance : de 400 000 € à 520 000 €",
        "• Motifs pour changer le montant : secteur et marché",
        "• Modifications seulement en janvier et juillet",
        "• 2 modifications par an au plus",
        "• Hors de la marge, Inès Benali décide",
    ):
        assert line in said
    await marc.submit()
    assert "Un message en informe Léa Moreau." in texts(marc.modal)

    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    await lea.click("objective_sign", message=news)
    assert "ses chiffres restent connus du manager" in texts(lea.modal)
    assert "400" not in read(lea.modal)
    await lea.submit()
    await lea.click("objective_edit", message=news)
    await stepping.go_to(lea, Step.MARGIN)
    assert not {"floor", "ceiling", "shown"} & set(inputs(lea.modal))
    assert "Le plancher et le plafond sont fixés" in texts(lea.modal)


async def test_a_sponsor_reads_what_they_may_decide_about(marc: Actor, lea: Actor, ines: Actor) -> None:
    await ines.command("/objectives @lea")
    assert "Seuls Léa Moreau et Marc Lefèvre" in read(ines.messages()[-1])
    await marc.command("/objectives nouveau @lea")
    await stepping.write(marc, {"title": "Zéphyr", "why": "Ils restent", "target": "480000", "sponsor": INES.id})
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    await lea.click("objective_sign", message=news)
    await lea.submit()

    await ines.command("/objectives @lea")
    answer = ines.messages()[-1]
    assert "Ces objectifs vous désignent comme N+2" in read(answer)
    assert [one["action_id"] for one in buttons(answer)] == ["objective_why", "objective_history"]
    await ines.click("objective_why", message=answer)
    assert "Ils restent" in texts(ines.modal)
    assert not buttons(ines.modal)


async def test_one_goes_back_and_finds_what_was_typed(tom: Actor) -> None:
    await tom.command("/objectives new")
    await tom.fill({"title": "Harbours"})
    await tom.submit()
    await tom.fill({"target": "nonsense", "direction": "reduce"})
    await tom.click("draft_back")
    assert stepping.step(tom) == Step.OBJECTIVE
    assert "Harbours" in str(tom.modal)
    await tom.submit()
    assert "nonsense" in str(tom.modal)
    await tom.submit()
    assert tom.errors.keys() == {"target"}


async def test_a_form_that_is_closed_is_found_as_it_was_left_until_it_is_sent(tom: Actor, marc: Actor) -> None:
    await tom.command("/objectives new")
    await tom.fill({"title": "Harbours", "why": "They trade"})
    await tom.close_modal()

    await tom.command("/objectives new")
    assert "You began this on Tuesday, 6 October: here it is, as you left it." in read(tom.modal)
    assert "They trade" in str(tom.modal)
    await marc.command("/objectives new @tom")
    assert "They trade" not in str(marc.modal)

    await stepping.write(tom, {"target": "£9,000"})
    assert "Saved. Marc Lefèvre has been told." in texts(tom.modal)
    await tom.close_modal()
    await tom.command("/objectives new")
    assert "They trade" not in str(tom.modal)
    assert "You began" not in texts(tom.modal)


async def test_one_may_begin_afresh(tom: Actor) -> None:
    await tom.command("/objectives new")
    await tom.fill({"title": "Harbours"})
    await tom.close_modal()
    await tom.command("/objectives new")
    await tom.click("draft_afresh")
    assert "Harbours" not in str(tom.modal)
    await tom.fill({"title": "Quays"})
    await tom.close_modal()
    await tom.command("/objectives new")
    assert "Quays" in str(tom.modal)


async def test_nobody_begins_afresh_what_they_may_not_write_any_more(stage: Stage, marc: Actor) -> None:
    await marc.command("/objectives nouveau @lea")
    await marc.fill({"title": "Zéphyr"})
    await marc.close_modal()
    await marc.command("/objectives nouveau @lea")
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Pair).values(ended_at=stage.clock.now()))
    await marc.click("draft_afresh")

    assert "n’est commerciale dans aucune équipe" in texts(marc.modal)


async def test_a_sponsor_is_a_person_and_none_of_the_two(stage: Stage, marc: Actor) -> None:
    await marc.command("/objectives new @lea")
    await marc.fill({"title": "Zéphyr"})
    await marc.submit()
    await marc.fill({"target": "480 000"})
    await stepping.go_to(marc, Step.MARGIN)

    await marc.fill({"sponsor": marc.user.id})
    await marc.submit()
    assert marc.errors.keys() == {"sponsor"}
    assert "aucun de vous deux" in marc.errors["sponsor"]

    await marc.fill({"sponsor": stage.workspace.bot_user_id})
    await marc.submit()
    assert "application" in marc.errors["sponsor"]


async def test_what_stops_being_true_before_sending_is_said_where_it_stands(stage: Stage, marc: Actor) -> None:
    await marc.command("/objectives new @lea")
    await marc.fill({"title": "Zéphyr", "line": offered(marc)[1]["value"]})
    await marc.submit()
    await marc.fill({"target": "480 000"})
    await stepping.go_to(marc, Step.SUMMARY)
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Objective).values(strategy_id=None))
        await session.execute(delete(models.Strategy))

    await marc.submit()
    assert stepping.step(marc) == Step.OBJECTIVE
    assert ":warning: Cet axe stratégique n’existe plus" in texts(marc.modal)
    assert "Zéphyr" in str(marc.modal)


def offered(actor: Actor) -> list[dict[str, str]]:
    assert actor.modal
    return next(block for block in actor.modal["blocks"] if block["block_id"] == "line")["element"]["options"]
