"""The button that ticks an action, and the fields of a half, through the real Bolt app on the playground."""

from datetime import timedelta

import pytest

from bot.demo.play import Stage
from bot.playground import Actor
from bot.rules.question import Step
from tests import stepping
from tests.reading import inputs, option, texts
from tests.views.showing import buttons

OPEN, DONE = "checkin_open", "action_done"
JUST_BEFORE_THE_NEXT_PROMPT = timedelta(days=14, minutes=-1)


async def send_half(marc: Actor, *, owner: str = "Marc Lefèvre", **written: object) -> None:
    """Have Marc write his half for Léa from Home."""
    await marc.open_home()
    await marc.click(OPEN, view=marc.home)
    whose = option(marc.modal or {}, "action_owner", owner)
    await stepping.write(marc, {"feedback": "Bravo", "action_owner": whose, **written})


@pytest.fixture
async def pending(stage: Stage, lea: Actor, marc: Actor) -> None:
    """Have an action for Léa from one check-in, and the next one open."""
    await send_half(marc, owner="Léa Moreau", action="Rappeler Dupont", action_due="2026-10-29")
    stage.clock.set(stage.clock.now() + JUST_BEFORE_THE_NEXT_PROMPT)  # what falls in between is nothing to these tests
    await stage.clock.jump(timedelta(minutes=1))


async def test_the_form_begins_with_the_writer_and_a_day_two_weeks_after_the_talk(marc: Actor) -> None:
    await marc.open_home()
    await marc.click(OPEN, view=marc.home)

    assert marc.modal
    fields = {block["block_id"]: block.get("element", {}) for block in marc.modal["blocks"]}
    assert fields["action_owner"]["initial_option"]["text"]["text"] == "Marc Lefèvre"
    assert fields["action_due"]["initial_date"] == "2026-10-22"
    assert "actions_done" not in fields


async def test_a_day_that_is_past_is_refused_in_its_field_and_what_was_typed_stays(marc: Actor) -> None:
    await send_half(marc, action="Appeler la direction", action_due="2026-10-05")

    assert "Ce jour est passé\u00a0: choisissez une date à partir d’aujourd’hui." in texts(marc.modal)
    await stepping.write(marc, {"action_due": "2026-10-06"})
    assert stepping.is_sent(marc)


async def test_a_past_day_without_an_action_is_no_error(marc: Actor) -> None:
    await send_half(marc, action_due="2026-10-05")

    assert stepping.is_sent(marc)


async def test_what_is_pending_stands_in_the_next_prompt_and_in_both_forms(
    pending: None, lea: Actor, marc: Actor
) -> None:
    prompt = lea.messages()[-1]
    assert "Ce qui a été convenu" in texts(prompt)
    assert "Rappeler Dupont\n:calendar: Léa Moreau  ·  d’ici au 29 oct." in texts(prompt)

    [hers] = [one["value"] for one in buttons(prompt) if one["action_id"] == OPEN]
    await lea.click(OPEN, message=prompt)
    await stepping.go_to(lea, Step.EXCHANGE)
    assert lea.modal
    assert inputs(lea.modal, "actions_done") == ["actions_done"]
    await marc.open_home()
    await marc.click(OPEN, view=marc.home, value=hers)
    assert "Rappeler Dupont" in texts(marc.modal)


async def test_a_tick_in_a_message_is_taken_out_of_it_and_of_home(pending: None, lea: Actor, marc: Actor) -> None:
    await lea.open_home()
    assert "Mes actions" in texts(lea.home)
    await marc.open_home()
    assert "1 action en cours" in texts(marc.home)

    await lea.click(DONE, message=lea.messages()[-1])

    await lea.until(lambda: "Rappeler Dupont" not in texts(lea.messages()[-1]))
    await lea.until(lambda: "Rien à faire pour le moment" in texts(lea.home))
    await marc.until(lambda: "action en cours" not in texts(marc.home))
    assert lea.modal is None


async def test_a_tick_on_home_is_enough(pending: None, lea: Actor) -> None:
    await lea.open_home()

    await lea.click(DONE, view=lea.home)

    await lea.until(lambda: "Rappeler Dupont" not in texts(lea.home))


async def test_the_button_of_an_action_that_is_done_explains_itself(pending: None, lea: Actor, marc: Actor) -> None:
    old = lea.messages()[-1]
    assert [one["action_id"] for one in buttons(old)].count(DONE) == 1
    await lea.open_home()
    await lea.click(DONE, view=lea.home)

    await lea.click(DONE, message=old)

    assert "Cette action a été cochée le 20 oct." in texts(lea.modal)
