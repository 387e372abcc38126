"""The button that closes an objective and its form, through the real Bolt app on the playground."""

from datetime import date

import pytest
from sqlalchemy import update

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from models import Objective, Person
from tests.reading import inputs, read
from tests.views.showing import buttons, spaced

CLOSE = "objective_close"


@pytest.fixture
async def ended(stage: Stage, lea: Actor, marc: Actor) -> None:
    """Have the objectives of the team end last week, and everybody look at Home."""
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Objective).values(ends_on=date(2026, 9, 30)))
    await lea.open_home()
    await marc.open_home()


@pytest.mark.usefixtures("ended")
async def test_what_is_wrong_is_said_in_its_field_and_what_was_typed_stays(lea: Actor) -> None:
    await lea.click(CLOSE, view=lea.home)
    assert inputs(lea.modal) == ["score", "lesson", "goes_on", "target"]
    await lea.fill({"score": "beaucoup", "lesson": "  ", "goes_on": "yes", "target": "10^400"})
    await lea.submit()
    assert lea.errors.keys() == {"score", "lesson", "target"}
    assert spaced(lea.errors["score"]) == "Écrivez un nombre entier de 0 à 150."

    await lea.fill({"score": "151", "lesson": "Tenir le prix", "target": "0"})
    await lea.submit()
    assert lea.errors.keys() == {"score"}
    await lea.fill({"score": "62 %"})
    await lea.submit()
    assert lea.errors.keys() == {"target"}
    assert "il n’y a pas de chemin à parcourir" in lea.errors["target"]

    await lea.fill({"target": "500 000"})
    await lea.submit()
    assert "clos à 62 %" in read(lea.modal)
    assert "« Tenir le prix »" in read(lea.modal)


@pytest.mark.usefixtures("ended")
async def test_who_comes_second_reads_what_the_first_wrote_and_keeps_their_words(lea: Actor, marc: Actor) -> None:
    await lea.click(CLOSE, view=lea.home)
    await marc.click("objective_list", view=marc.home, value=LEA.id)
    await marc.click(CLOSE)
    for who, said in ((lea, "De Léa"), (marc, "De Marc")):
        await who.fill({"lesson": said})
        await who.submit()

    shown = read(marc.modal)
    assert "Léa Moreau l’a clos juste avant vous : il reste tel quel." in shown
    assert "« De Léa »" in shown
    assert "De Marc" in shown
    await marc.close_modal()
    await marc.click(CLOSE)  # of the list, which is as it was
    assert marc.modal
    assert marc.modal["title"]["text"] == "Objectif clos"


@pytest.mark.usefixtures("ended")
async def test_the_old_button_of_one_that_still_runs_explains_itself(stage: Stage, lea: Actor) -> None:
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Objective).values(ends_on=date(2026, 12, 31)))
    await lea.click(CLOSE, view=lea.home)
    assert "Cet objectif court jusqu’au 31 déc. 2026 : vous pourrez le clore ensuite." in read(lea.modal)


@pytest.mark.usefixtures("ended")
async def test_once_closed_it_leaves_home_and_the_other_is_told_in_their_language(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Person).where(Person.slack_id == marc.user_id).values(locale="en-GB"))
    await lea.click(CLOSE, view=lea.home)
    await lea.fill({"lesson": "Tenir le prix", "score": "100"})
    await lea.submit()

    told = await marc.until(lambda: next((one for one in marc.messages() if "has closed" in one["text"]), None))
    assert "closed with 100%\n“Tenir le prix”" in read(told)
    await lea.until(lambda: "Signer des contrats annuels" not in read(lea.home))
    assert CLOSE in [one["action_id"] for one in buttons(lea.home)]  # of the two that are left
