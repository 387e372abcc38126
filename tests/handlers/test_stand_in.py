"""Naming a stand-in in the form of absences, through the real Bolt app on the playground."""

from bot.demo.play import Stage
from bot.demo.team import INES, LEA, MARC, TOM
from bot.playground import Actor
from tests.handlers.test_absence import answer
from tests.reading import inputs, texts

GONE, ANNE = "U0GONE0001", "U0ANNE0001"


async def leave(marc: Actor, stand_in: str, last: str = "2026-10-09") -> None:
    await marc.command("/tandem absence")
    await marc.fill({"last": last, "stand_in": stand_in})
    await marc.submit()


async def test_a_rep_is_not_asked_who_stands_in(tom: Actor, marc: Actor) -> None:
    await tom.command("/tandem away")
    assert inputs(tom.modal or {}) == ["first", "last"]

    await marc.command("/tandem absence")
    assert "stand_in" in inputs(marc.modal or {})
    await marc.fill({"who": LEA.id})
    assert "stand_in" not in inputs(marc.modal or {})


async def test_an_admin_names_one_when_entering_a_managers_leave(ines: Actor, marc: Actor) -> None:
    await ines.command("/tandem absence")
    assert "stand_in" not in inputs(ines.modal or {})
    await ines.fill({"who": MARC.id})
    await ines.fill({"stand_in": INES.id})
    await ines.submit()

    assert "remplacement\u00a0: Inès Benali" in texts(ines.modal)
    await marc.until(lambda: "remplacement\u00a0: Inès Benali" in texts(marc.messages()))


async def test_a_leave_entered_in_words_offers_to_name_one_for_the_same_days(marc: Actor, ines: Actor) -> None:
    await marc.command("/tandem absence 12/10 16/10")
    assert "Désigner un remplacement" in texts(answer(marc))

    await marc.click("absence_open", message=answer(marc))
    await marc.fill({"stand_in": INES.id})
    await marc.submit()

    assert "du lundi 12 octobre au vendredi 16 octobre  ·  remplacement\u00a0: Inès" in texts(marc.modal)
    await marc.close_modal()
    await marc.command("/tandem absence 17/10 20/10")
    assert "Désigner un remplacement" not in texts(answer(marc))


async def test_a_rep_is_offered_none(lea: Actor) -> None:
    await lea.command("/tandem absence 12/10")
    assert "Désigner un remplacement" not in texts(answer(lea))


async def test_who_cannot_stand_in_is_refused_in_the_field_and_nothing_is_lost(stage: Stage, marc: Actor) -> None:
    stage.workspace.add_person(GONE, name="gone", real_name="Paul Petit")
    stage.workspace.change_person(GONE, deleted=True)
    refusals = {
        MARC.id: "On ne se remplace pas soi-même",
        LEA.id: "Léa Moreau fait partie des commerciaux de cette équipe",
        stage.workspace.bot_user_id: "Tandem est une application",
        GONE: "Le compte de Paul Petit est désactivé",
    }
    for who, said in refusals.items():
        await leave(marc, who)
        assert said in marc.errors["stand_in"]
        await marc.close_modal()


async def test_the_stand_in_is_changed_and_taken_back_and_told_each_time(marc: Actor, ines: Actor) -> None:
    await leave(marc, INES.id)
    [told] = await ines.until(ines.messages)
    assert told["text"] == "Vous remplacez Marc Lefèvre."
    assert "absence du mardi 6 octobre au vendredi 9 octobre" in texts(told)
    assert "Camille Girard, Léa Moreau" in texts(told)

    await marc.click("absence_edit", view=marc.modal)
    _, last, stand_in = inputs(marc.modal or {})
    await marc.fill({last: "2026-10-16"})
    await marc.submit()
    await ines.until(lambda: "du mardi 6 octobre au vendredi 16 octobre" in texts(ines.messages()))
    assert ines.messages()[-1]["text"] == "Les jours où vous remplacez Marc Lefèvre ont changé."

    await marc.click("absence_edit", view=marc.modal)
    _, last, stand_in = inputs(marc.modal or {})
    await marc.fill({stand_in: None})
    await marc.submit()
    await ines.until(lambda: ines.messages()[-1]["text"] == "Vous ne remplacez plus Marc Lefèvre.")


async def test_days_under_another_stand_in_are_refused_in_words_and_in_the_form(stage: Stage, marc: Actor) -> None:
    stage.workspace.add_person(ANNE, name="anne", real_name="Anne Weil")
    await leave(marc, INES.id)
    await marc.close_modal()

    await leave(marc, ANNE)

    assert "Un autre remplacement est déjà prévu" in marc.errors["first"]


async def test_a_stand_in_whose_account_is_deactivated_is_told_to_the_manager(stage: Stage, marc: Actor) -> None:
    stage.workspace.add_person(ANNE, name="anne", real_name="Anne Weil")
    await leave(marc, ANNE)

    stage.workspace.change_person(ANNE, deleted=True)

    await marc.until(lambda: "Anne Weil ne peut pas vous remplacer." in texts(marc.messages()))
    assert "Le compte d’Anne Weil est désactivé." in texts(marc.messages())


async def test_the_stand_in_hears_of_a_rep_who_has_left_meanwhile(stage: Stage, marc: Actor, ines: Actor) -> None:
    await leave(marc, INES.id)
    await ines.until(ines.messages)

    stage.workspace.change_person(TOM.id, deleted=True)

    [_, news] = await ines.until(lambda: ines.messages()[1:] and ines.messages())
    assert news["text"] == "L’équipe que dirige Marc Lefèvre a changé."
    assert "Tom Baker" not in texts(news)
    assert "Léa Moreau" in texts(news)
