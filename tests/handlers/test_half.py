"""The steps of a half, changing it and adding to it, through the real Bolt app on the playground."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from bot.demo.play import Stage
from bot.demo.team import TOM
from bot.playground import Actor
from bot.rules.question import Step
from bot.views.half import checkin_in, step_in
from models import CheckIn
from tests import stepping
from tests.reading import texts
from tests.views.showing import buttons

OPEN = "checkin_open"


async def open_form(actor: Actor) -> None:
    await actor.click(OPEN, message=actor.messages()[0])


async def read_again(actor: Actor) -> None:
    """Open what was sent, from the prompt."""
    await actor.until(lambda: "Votre partie est envoyée" in texts(actor.messages()[0]))
    await actor.click(OPEN, message=actor.messages()[0])


@pytest.fixture
async def marcs_half(lea: Actor, marc: Actor) -> None:
    """Have Marc write his half first."""
    await marc.open_home()
    await marc.click(OPEN, view=marc.home)
    await stepping.send(marc, {"feedback": "Bravo"})


def element(form: dict[str, Any] | None, name: str) -> dict[str, Any]:
    return next(block["element"] for block in (form or {})["blocks"] if block["block_id"] == name)


async def test_back_shows_the_step_before_as_it_was_left(lea: Actor) -> None:
    await open_form(lea)
    await stepping.go_to(lea, Step.PERIOD, sure="low")
    await lea.fill({"win": "Dupont signé"})
    await lea.click("half_back", view=lea.modal)

    assert step_in(lea.modal or {}) == Step.OBJECTIVES
    assert element(lea.modal, "confidence_1")["initial_option"]["value"] == "low"
    await stepping.go_to(lea, Step.PERIOD)
    assert element(lea.modal, "win")["initial_value"] == "Dupont signé"


async def test_the_last_step_shows_all_before_it_is_sent(lea: Actor, marc: Actor) -> None:
    await open_form(lea)
    given = {"win": "Dupont signé", "mission": "Plus clair", "energy": "2", "energy_detail": "client"}
    await stepping.fill(lea, given, until=Step.SUMMARY)

    opened, _, sealed = texts(lea.modal).partition("Scellé jusqu’à ce que vos deux parties soient écrites")
    assert "Dupont signé" in opened
    assert {"Plus clair", "Ouvrir de nouveaux comptes dans l’agroalimentaire  ·  Le client"} <= set(sealed.splitlines())
    assert marc.messages() == []
    await lea.submit()
    [shared] = await marc.until(marc.messages)
    assert "Dupont signé" in texts(shared)
    assert "Plus clair" not in texts(shared)
    assert "agroalimentaire  ·  Le client" not in texts(shared)


async def test_what_is_typed_in_one_step_is_found_from_the_first_one_on(lea: Actor) -> None:
    await open_form(lea)
    await stepping.go_to(lea, Step.EXCHANGE)
    await lea.fill({"means": "Un avant-vente"})
    await lea.close_modal()
    await open_form(lea)

    assert "Votre partie, telle que vous l’avez laissée" in texts(lea.modal)
    await stepping.go_to(lea, Step.EXCHANGE)
    assert element(lea.modal, "means")["initial_value"] == "Un avant-vente"


async def test_starting_afresh_forgets_what_was_typed(lea: Actor) -> None:
    await open_form(lea)
    await lea.fill({"value_1": "1"})
    await lea.close_modal()
    await open_form(lea)
    await lea.click("half_afresh", view=lea.modal)

    assert element(lea.modal, "value_1")["initial_value"] == "297\u202f500"
    await lea.close_modal()
    await open_form(lea)
    assert "Votre partie, telle que vous l’avez laissée" not in texts(lea.modal)


async def test_a_half_is_changed_until_the_other_has_written(lea: Actor, marc: Actor) -> None:
    await open_form(lea)
    await stepping.write(lea, {"win": "Dupont signé", "mission": "Trop de réunions"})
    assert "Vous pouvez la modifier tant que Marc Lefèvre n’a pas répondu." in texts(lea.modal)
    await lea.close_modal()

    await read_again(lea)
    await lea.click("half_change", view=lea.modal)
    assert "Ce que vous avez envoyé reste valable" in texts(lea.modal)
    await stepping.send(lea, {"win": "Dupont et Verdier", "value_1": "300 000"})

    await marc.until(lambda: "Dupont et Verdier" in texts(marc.messages()))
    [shared] = marc.messages()
    assert "Dupont signé" not in texts(shared)
    assert "300\u202f000\u00a0€ sur" in texts(shared)


async def test_once_both_have_written_one_adds(lea: Actor, marc: Actor, marcs_half: None) -> None:
    await open_form(lea)
    await stepping.write(lea, {"mission": "Trop de réunions"})
    assert "les deux sont maintenant ouvertes" in texts(lea.modal)
    await lea.click(OPEN, view=lea.modal)
    assert "half_change" not in [one["action_id"] for one in buttons(lea.modal or {})]
    await lea.click("addition_write", view=lea.modal)
    await lea.fill({"addition": "Et merci pour Lyon <!channel>"})
    await lea.submit()
    assert "Et merci pour Lyon <!channel>" in texts(lea.modal)

    news = await marc.until(
        lambda: next((one for one in marc.messages() if "a complété sa partie" in texts(one)), None)
    )
    assert "Lyon" not in texts(news)
    await marc.click(OPEN, message=news)
    assert "Et merci pour Lyon <!channel>" in texts(marc.modal)


async def test_a_second_addition_in_the_same_window_is_kept_as_the_first(
    stage: Stage, lea: Actor, marcs_half: None
) -> None:
    await open_form(lea)
    await stepping.write(lea, {})
    await lea.click(OPEN, view=lea.modal)
    await lea.click("addition_write", view=lea.modal)
    await lea.fill({"addition": "Et merci pour Lyon"})
    await lea.submit()
    await stage.clock.jump(timedelta(minutes=1))
    await lea.click("addition_write", view=lea.modal)
    assert "initial_value" not in element(lea.modal, "addition")
    await lea.fill({"addition": "Et pour Nantes"})
    await lea.close_modal()

    await lea.click(OPEN, message=lea.messages()[0])
    await lea.click("addition_write", view=lea.modal)
    assert element(lea.modal, "addition")["initial_value"] == "Et pour Nantes"


async def test_an_addition_without_a_word_is_refused_in_its_field(lea: Actor, marcs_half: None) -> None:
    await open_form(lea)
    await stepping.write(lea, {})
    await lea.click(OPEN, view=lea.modal)
    await lea.click("addition_write", view=lea.modal)
    await lea.fill({"addition": "  "})
    await lea.submit()

    assert lea.errors == {"addition": "Écrivez au moins une phrase."}


async def test_a_change_that_comes_too_late_says_so_and_loses_no_word(lea: Actor, marc: Actor) -> None:
    await open_form(lea)
    await stepping.send(lea, {"win": "Dupont signé"})
    await read_again(lea)
    await lea.click("half_change", view=lea.modal)
    await stepping.fill(lea, {"win": "Verdier"}, until=Step.SUMMARY)
    await marc.click(OPEN, message=marc.messages()[0])
    await stepping.send(marc, {"feedback": "Bravo"})
    await lea.submit()

    assert "Marc Lefèvre a répondu entre-temps" in texts(lea.modal)
    assert "Verdier" in texts(lea.modal)


async def test_after_one_half_a_manager_is_offered_the_next_rep(stage: Stage, marc: Actor) -> None:
    tom = stage.playground.acting_as(TOM.id)
    await tom.command("/checkin")
    await stepping.send(tom, {})
    await marc.open_home()
    await marc.click(OPEN, view=marc.home)
    await stepping.write(marc, {"feedback": "Bravo"})
    assert "Tom Baker attend aussi votre partie." in texts(marc.modal)
    await marc.click("checkin_open_next", view=marc.modal)

    assert "Feedback pour Tom Baker sur son travail" in texts(marc.modal)


async def test_points_of_a_half_stand_on_the_agenda(lea: Actor, marc: Actor) -> None:
    await open_form(lea)
    await stepping.send(lea, {"points": "Le prix de Dupont\n\nLe salon de Lyon"})
    await lea.open_home()

    assert {"Le prix de Dupont", "Le salon de Lyon"} <= {line.split("\n")[0] for line in texts(lea.home).splitlines()}


async def test_a_half_whose_check_in_is_gone_says_so(stage: Stage, lea: Actor) -> None:
    await open_form(lea)
    await stepping.go_to(lea, Step.SUMMARY)
    await take_away(stage, lea)
    await lea.submit()

    assert "Vous n’avez pas encore de point" in texts(lea.modal)


async def test_nobody_begins_afresh_what_they_may_not_write_any_more(stage: Stage, lea: Actor) -> None:
    await open_form(lea)
    await stepping.go_to(lea, Step.EXCHANGE)
    await lea.fill({"means": "Un avant-vente"})
    await lea.close_modal()
    await open_form(lea)
    await take_away(stage, lea)
    await lea.click("half_afresh", view=lea.modal)

    assert "Vous n’avez pas encore de point" in texts(lea.modal)


async def take_away(stage: Stage, actor: Actor) -> None:
    """Delete the check-in whose form somebody has open."""
    async with stage.tandem.deps.transaction() as session:
        await session.execute(delete(CheckIn).where(CheckIn.id == checkin_in(actor.modal or {})))
