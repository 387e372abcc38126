"""Correcting a value through the real Bolt app on the playground."""

from decimal import Decimal

from sqlalchemy import delete

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from bot.rules.objective import Confidence, NewValue
from bot.rules.person import Caller
from bot.services import correction
from models import Objective
from tests.reading import read
from tests.views.showing import buttons, spaced

HISTORY, CORRECT = "objective_history", "value_correct"


async def open_correction(actor: Actor) -> str:
    """Open the form that corrects the newest value of an actor's first objective, and return the value's key."""
    await actor.open_home()
    await actor.click(HISTORY, view=actor.home)
    key = next(one["value"] for one in buttons(actor.modal) if one["action_id"] == CORRECT)
    await actor.click(CORRECT, value=key)
    return key


async def test_a_value_of_a_check_in_is_corrected_from_the_history_and_home_follows(lea: Actor) -> None:
    await open_correction(lea)
    assert "À la place de 297 500 € (saisi le 22 sept.)" in read(lea.modal)
    await lea.fill({"value": "400 000"})
    await lea.submit()

    assert lea.modal is None
    await lea.until(lambda: "400 000 € sur 480 000 €" in read(lea.home))
    await lea.click(HISTORY, view=lea.home)
    assert "22 sept., Léa Moreau  ·  :large_green_circle: J’y arriverai  ·  point du 24 sept." in read(lea.modal)


async def test_a_correction_that_is_no_figure_is_refused_in_its_field(lea: Actor) -> None:
    await open_correction(lea)
    await lea.fill({"value": "1" * 40})
    await lea.submit()
    assert {name: spaced(said) for name, said in lea.errors.items()} == {
        "value": "C’est plus que Tandem ne sait compter : mille milliards au maximum."
    }


async def test_what_was_corrected_meanwhile_is_not_corrected_again(stage: Stage, lea: Actor) -> None:
    key = await open_correction(lea)
    async with stage.tandem.deps.transaction() as session:
        right = NewValue(Decimal(300_000), Confidence.LOW)
        by = Caller(stage.workspace.id, LEA.id)
        await correction.take(session, int(key), right, by=by, at=stage.clock.now())

    await lea.fill({"value": "310 000"})
    await lea.submit()
    assert lea.errors["value"].startswith("Cette valeur a été corrigée entre-temps.")
    await lea.close_modal()
    await lea.click(CORRECT, value=key)
    assert "Cette valeur a été corrigée entre-temps." in read(lea.modal)


async def test_a_correction_of_what_is_gone_says_so_and_stays(stage: Stage, lea: Actor) -> None:
    await open_correction(lea)
    async with stage.tandem.deps.transaction() as session:
        await session.execute(delete(Objective))
    await lea.fill({"value": "300 000"})
    await lea.submit()
    assert lea.errors == {"value": "Cet objectif n’existe plus."}
