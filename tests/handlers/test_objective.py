"""/objectives, the buttons of an objective and its forms, through the real Bolt app on the playground."""

from sqlalchemy import delete

from bot.demo.play import Stage
from bot.playground import Actor
from models import Objective
from tests import stepping
from tests.reading import inputs, read, texts
from tests.views.showing import buttons

UPDATE, WHY, HISTORY, EDIT = "objective_update", "objective_why", "objective_history", "objective_edit"
NEW, LIST = "objective_new", "objective_list"


async def ask(actor: Actor, text: str) -> str:
    await actor.command(text)
    return read(actor.messages()[-1])


async def test_a_rep_is_answered_with_their_own_objectives(lea: Actor) -> None:
    said = await ask(lea, "/objectives")

    assert lea.messages()[-1]["is_ephemeral"]
    assert "Mes objectifs" in said
    assert "▰▰▰▰▰▰▱▱▱▱ 61 %  ·  297 500 € sur 480 000 €" in said
    assert ":large_yellow_square: Tandem : à surveiller  ·  Vous : :large_green_circle: J’y arriverai" in said
    assert "Rythme prévu à ce jour : 367 000 €  ·  22 sept., Léa Moreau  ·  du 1er janv. au 31 déc." in said


async def test_a_manager_is_answered_with_the_teams_by_rep(marc: Actor) -> None:
    said = await ask(marc, "/objectives")

    names = ["Camille Girard", "Léa Moreau", "Priya Shah", "Tom Baker"]
    assert [line for line in said.splitlines() if line in names] == names
    assert [one["action_id"] for one in buttons(marc.messages()[-1])].count(UPDATE) == 8


async def test_the_objectives_of_one_rep_are_shown_to_the_manager_and_to_the_rep(marc: Actor, tom: Actor) -> None:
    assert "Tom Baker : :large_yellow_circle: C’est incertain" in await ask(marc, "/objectives @tom")
    assert "You: :large_yellow_circle: Not sure yet" in await ask(tom, "/objectives @tom")


async def test_a_colleague_is_refused_and_told_who_may(camille: Actor) -> None:
    said = "Seuls Léa Moreau et Marc Lefèvre peuvent le faire."
    assert await ask(camille, "/objectives @lea") == said
    assert await ask(camille, "/objectives nouveau @lea") == said
    assert camille.modal is None


async def test_a_manager_is_asked_for_whom_a_new_objective_is(marc: Actor) -> None:
    assert "ajoutez `@`" in await ask(marc, "/objectives new")


async def test_somebody_in_no_team_is_told_so(ines: Actor) -> None:
    assert "Vous ne faites pas encore partie" in await ask(ines, "/objectives")


async def test_help_and_what_is_not_understood_are_answered(lea: Actor) -> None:
    assert "`/objectives nouveau [@commercial]`" in await ask(lea, "/objectives aide")
    assert "« frobnicate »" in await ask(lea, "/objectives frobnicate")


async def test_a_form_names_what_is_wrong_in_its_fields_and_keeps_what_was_typed(tom: Actor) -> None:
    await tom.command("/objectives new")
    await stepping.write(tom, {"title": "Visit every customer", "new_line": "Stay close"})
    assert tom.errors == {"goal": "Please name the goal that the new strategy line leads to."}

    await stepping.write(tom, {"goal": "Loyal customers", "target": "12 €"})
    assert tom.errors == {"target": "This objective is counted in British pounds, not in €."}

    await stepping.write(tom, {"unit": "count", "target": "12", "baseline": "20"})
    assert tom.errors == {"target": "To go up, the target must be above the starting point."}

    await stepping.write(tom, {"direction": "reduce", "starts_on": "2026-12-01", "ends_on": "2026-11-30"})
    assert tom.errors == {"ends_on": "The last day comes before the first."}

    await stepping.write(tom, {"ends_on": "2026-12-31"})
    assert "Saved. Marc Lefèvre has been told." in texts(tom.modal)
    assert "waits for your manager’s signature" in await ask(tom, "/objectives")


async def test_yes_or_no_needs_no_figures(lea: Actor) -> None:
    await lea.command("/objectives nouveau")
    await stepping.write(lea, {"title": "Obtenir la certification", "unit": "yes_no"})

    assert "C’est enregistré." in texts(lea.modal)
    assert "*Obtenir la certification*\n▱▱▱▱▱▱▱▱▱▱ 0 %  ·  pas encore fait" in await ask(lea, "/objectives")


async def test_the_unit_stays_once_values_are_recorded_and_the_field_says_so(lea: Actor) -> None:
    await lea.open_home()
    await lea.click(EDIT, view=lea.home, value="1")
    await stepping.write(lea, {"unit": "USD"})

    assert lea.errors.keys() == {"unit"}
    assert "l’unité ne peut plus changer" in lea.errors["unit"]


async def test_every_button_opens_from_home_from_a_message_and_on_top_of_a_modal(marc: Actor, lea: Actor) -> None:
    await lea.open_home()
    for action in (UPDATE, WHY, HISTORY, EDIT):
        await lea.click(action, view=lea.home)
        assert lea.modal
        await lea.close_modal()

    await marc.command("/objectives")
    for action in (UPDATE, WHY, HISTORY, EDIT, NEW):
        await marc.click(action, message=marc.messages()[-1])
        assert marc.modal
        await marc.close_modal()

    await marc.open_home()
    await marc.click(LIST, view=marc.home)
    for action in (UPDATE, WHY, HISTORY, EDIT, NEW):
        await marc.click(action)
        assert marc.modal
        assert marc.modal["previous_view_id"]
        await marc.close_modal()
    assert "Objectifs" in texts(marc.modal)


async def test_from_why_one_comes_to_the_form_three_modals_deep(marc: Actor) -> None:
    await marc.command("/objectives new @lea")
    await stepping.write(marc, {"title": "Sans axe", "target": "5"})
    await marc.open_home()
    await marc.until(lambda: "Sans axe" in texts(marc.home))
    await marc.click(LIST, view=marc.home, value="U0LEA00001")
    made = max(int(one["value"]) for one in buttons(marc.modal) if one["action_id"] == WHY)
    await marc.click(WHY, value=str(made))
    await marc.click(EDIT)

    assert marc.modal
    assert marc.modal["title"]["text"] == "Modifier l’objectif"
    await stepping.write(
        marc, {"line": next(one["value"] for one in lines_offered(marc) if "Répondre" in one["text"]["text"])}
    )
    assert marc.modal is None

    await marc.click(LIST, view=marc.home, value="U0LEA00001")
    await marc.click(WHY, value=str(made))
    assert "Répondre plus vite que nos concurrents" in texts(marc.modal)


def lines_offered(actor: Actor) -> list[dict[str, object]]:
    assert actor.modal
    return next(block for block in actor.modal["blocks"] if block["block_id"] == "line")["element"]["options"]


async def test_a_value_is_taken_with_how_it_feels_and_both_homes_follow(lea: Actor, marc: Actor) -> None:
    await marc.open_home()
    await lea.open_home()
    await lea.click(UPDATE, view=lea.home)
    await lea.fill({"value": "beaucoup"})
    await lea.submit()
    assert lea.errors == {"value": "Écrivez un nombre, par exemple 480\u202f000."}

    await lea.fill({"value": "400 000 €", "confidence": "medium"})
    await lea.submit()

    assert lea.modal is None
    said = ":large_green_square: Tandem : en bonne voie  ·  Vous : :large_yellow_circle: C’est incertain"
    await lea.until(lambda: said in read(lea.home))
    short = "▰▰▰▰▰▰▰▰▱▱ 83 %  ·  :large_green_square: en bonne voie  ·  :large_yellow_circle: C’est incertain"
    await marc.until(lambda: short in read(marc.home))


async def test_a_manager_updates_a_value_and_is_not_asked_how_it_feels(marc: Actor) -> None:
    await marc.command("/objectives @lea")
    await marc.click(UPDATE, message=marc.messages()[-1])
    assert marc.modal
    assert inputs(marc.modal) == ["value", "note"]
    await marc.fill({"value": "320000"})
    await marc.submit()

    said = await ask(marc, "/objectives @lea")
    assert "320 000 € sur 480 000 €" in said
    assert "6 oct., Marc Lefèvre" in said
    assert "Léa Moreau : :large_green_circle: J’y arriverai" in said


async def test_the_button_of_an_objective_that_is_gone_explains_itself(stage: Stage, lea: Actor) -> None:
    await lea.open_home()
    async with stage.tandem.deps.transaction() as session:
        await session.execute(delete(Objective))

    for action in (UPDATE, WHY, HISTORY, EDIT):
        await lea.click(action, view=lea.home)
        assert "Cet objectif n’existe plus." in texts(lea.modal)
        await lea.close_modal()


async def test_a_form_of_an_objective_that_is_gone_says_so_and_stays(stage: Stage, lea: Actor) -> None:
    await lea.open_home()
    await lea.click(EDIT, view=lea.home)
    async with stage.tandem.deps.transaction() as session:
        await session.execute(delete(Objective))

    await lea.fill({"title": "Autre titre"})
    await lea.submit()
    assert lea.errors == {"title": "Cet objectif n’existe plus."}
