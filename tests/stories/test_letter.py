"""Slack refuses: whoever makes teams is told the next morning, in their language, and has it sent after all."""

from datetime import timedelta

import pytest
from sqlalchemy import update

import models
from bot.demo.play import Stage
from bot.demo.team import INES, LEA
from bot.playground import Actor, Fault, Kind
from tests.reading import texts
from tests.staging import rest_all_but


@pytest.fixture
async def lost(stage: Stage) -> None:
    """Have Slack refuse Léa's prompt."""
    await rest_all_but(stage, LEA)
    await stage.clock.jump(timedelta(days=13))
    stage.playground.faults.add(Fault(Kind.ERROR, "chat.postMessage", code="restricted_action"))
    await stage.clock.jump(timedelta(days=1))


@pytest.mark.parametrize(
    ("locale", "told", "on_their_way"),
    [
        ("fr-FR", "1 message n’est pas parvenu à son destinataire", "repartent"),
        ("en-GB", "1 message did not reach anybody", "are on their way again"),
    ],
)
@pytest.mark.usefixtures("lost")
async def test_the_admin_is_told_the_next_morning_and_has_it_sent_after_all(
    stage: Stage, locale: str, told: str, on_their_way: str
) -> None:
    lea, ines = stage.playground.acting_as(LEA.id), stage.playground.acting_as(INES.id)
    stage.workspace._replace_person(INES.id, locale=locale)  # and Tandem has heard of it:
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Person).where(models.Person.slack_id == INES.id).values(locale=locale))
    missing = len(lea.messages())
    assert ines.messages() == []

    await stage.clock.jump(timedelta(days=1))
    [message] = ines.messages()
    assert told in texts(message)

    await ines.click("letters_again", message=message)
    await ines.until(lambda: on_their_way in texts(ines.messages()[-1]))
    await lea.until(lambda: len(lea.messages()) > missing)


@pytest.mark.usefixtures("lost")
async def test_whoever_makes_no_teams_any_more_is_told_who_does(stage: Stage, ines: Actor) -> None:
    await stage.clock.jump(timedelta(days=1))
    stage.workspace._replace_person(INES.id, is_admin=False)

    await ines.click("letters_again", message=ines.messages()[-1])

    assert "Seules les personnes qui administrent votre espace" in texts(ines.modal)
