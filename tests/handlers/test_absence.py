"""/tandem away and back, through the real Bolt app on the playground."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import INES, MARC, TOM
from bot.playground import Actor
from tests.reading import inputs, texts

WHO = "absence_who"


def answer(actor: Actor) -> dict[str, Any]:
    return actor.messages()[-1]


async def test_an_absence_is_entered_seen_and_removed(camille: Actor) -> None:
    await camille.command("/tandem absent")
    assert "la prolongent" in texts(camille.modal)
    await camille.submit()
    assert "Absence le mardi 6 octobre" in texts(camille.modal)

    await camille.click("absence_remove", view=camille.modal)

    assert "Absence le" not in texts(camille.modal)


async def test_what_was_removed_is_brought_back(camille: Actor) -> None:
    await camille.command("/tandem absent")
    await camille.submit()
    await camille.click("absence_remove", view=camille.modal)

    await camille.click("absence_undo", view=camille.modal)

    assert "tout est comme avant" in texts(camille.modal)
    assert "Absence le mardi 6 octobre" in texts(camille.modal)


async def test_days_the_wrong_way_round_are_refused_in_their_field(tom: Actor) -> None:
    await tom.command("/tandem away")
    await tom.fill({"first": "2026-10-09", "last": "2026-10-08"})
    await tom.submit()

    assert tom.errors == {"last": "The last day comes before the first."}


async def test_an_absence_is_shortened_and_wrong_days_are_refused_in_their_field(tom: Actor) -> None:
    await tom.command("/tandem away 12/10 23/10")
    await tom.click("absence_open", message=answer(tom))
    await tom.click("absence_edit", view=tom.modal)
    first, last = inputs(tom.modal or {})
    await tom.fill({last: "2026-10-11"})
    await tom.submit()
    assert tom.errors == {last: "The last day comes before the first."}

    await tom.fill({last: "2026-10-16"})
    await tom.submit()

    assert "Away from Monday, 12 October to Friday, 16 October" in texts(tom.modal)
    assert "23 October" not in texts(tom.modal)
    assert not {first, last} & set(inputs(tom.modal or {}))  # else Slack keeps what was typed


async def test_the_form_says_what_becomes_of_the_talks(tom: Actor) -> None:
    await tom.command("/tandem away")
    await tom.fill({"last": "2026-10-08"})
    await tom.submit()
    assert "With Marc Lefèvre: 1 talk falls on these days (8 Oct)." in texts(tom.modal)
    assert "Next talk with Marc Lefèvre: Monday, 12 October at 11:30" in texts(tom.modal)

    await tom.click("absence_remove", view=tom.modal)

    assert "Next talk with Marc Lefèvre: Thursday, 8 October at 11:30" in texts(tom.modal)


async def test_the_manager_sees_who_is_away(tom: Actor, marc: Actor) -> None:
    await tom.open_home()
    await tom.click("absence_open", view=tom.home)
    await tom.fill({"last": "2026-10-08"})
    await tom.submit()

    await marc.command("/checkin statut")
    assert "Tom Baker  ·  absence du mardi 6 octobre au jeudi 8 octobre" in texts(marc.messages()[-1])
    assert "Entretien le lundi 12 octobre à 12:30" in texts(marc.messages()[-1])


async def test_coming_back_is_answered_and_ends_it(stage: Stage, tom: Actor) -> None:
    await tom.command("/tandem back")
    assert "You were not away." in texts(answer(tom))
    await tom.command("/tandem away today until friday")
    await tom.command("/tandem back")
    assert "Welcome back." in texts(answer(tom))
    assert "Next talk with Marc Lefèvre: Thursday, 8 October at 11:30" in texts(answer(tom))

    await tom.command("/checkin status")
    assert "away on" not in texts(answer(tom))


@pytest.mark.parametrize(
    "typed", ["12/10 26/10", "from 12 to 26 October", "2026-10-12 – 2026-10-26", "12 Oct. 26 Oct."]
)
async def test_typed_days_are_stored_and_their_consequence_told(tom: Actor, typed: str) -> None:
    await tom.command(f"/tandem away {typed}")

    said = texts(answer(tom))
    assert "Away from Monday, 12 October to Monday, 26 October" in said
    assert "With Marc Lefèvre: 1 talk falls on these days (22 Oct)." in said
    assert "Next talk" not in said


async def test_a_talk_that_is_next_is_told_with_the_one_that_is_held(tom: Actor) -> None:
    await tom.command("/tandem away until 8 October")

    said = texts(answer(tom))
    assert "With Marc Lefèvre: 1 talk falls on these days (8 Oct)." in said
    assert "Next talk with Marc Lefèvre: " in said
    assert "A talk that falls on a day off moves to the next working day" in said


async def test_undo_works_once_and_an_old_one_explains_itself(tom: Actor) -> None:
    await tom.command("/tandem away tomorrow")
    given = answer(tom)
    await tom.click("absence_undo", message=given)
    assert "Undone" in texts(answer(tom))
    await tom.command("/tandem away")
    assert "Away on" not in texts(tom.modal)
    await tom.close_modal()

    await tom.command("/tandem away tomorrow")
    kept = answer(tom)
    await tom.command("/tandem away 8 October")  # joins the day before
    await tom.click("absence_undo", message=kept)
    assert "These days have been changed again since" in texts(tom.modal)


@pytest.mark.parametrize(
    ("typed", "told", "days"),
    [
        ("soonish", "I did not understand “soonish”.", ""),
        ("12/10 26/10 <Lake> & hills", "I did not understand “&lt;Lake&gt; &amp; hills”.", "2026-10-26"),
        ("next friday", "This can be read in more than one way.", "2026-10-09"),
        ("from 12/10", "Which is the last day?", "2026-10-12"),
        ("2026-10-26 2026-10-12", "The last day comes before the first.", "2026-10-12"),
    ],
)
async def test_what_is_not_certain_opens_the_form_with_what_was_understood(
    tom: Actor, typed: str, told: str, days: str
) -> None:
    await tom.command(f"/tandem away {typed}")
    assert told in texts(answer(tom))
    assert typed in texts(answer(tom))
    assert "`/tandem away 12/08 26/08`" in texts(answer(tom))

    await tom.click("absence_open", message=answer(tom))

    assert tom.modal
    assert tom.modal["blocks"][1]["element"]["initial_date"] == (days or "2026-10-06")
    await tom.command("/checkin status")
    assert "Away" not in texts(answer(tom))


async def test_days_that_are_known_are_said_to_be(tom: Actor) -> None:
    await tom.command("/tandem away 12/10 26/10")
    await tom.command("/tandem away 13/10")

    assert "These days were entered already." in texts(answer(tom))


async def test_a_manager_chooses_in_the_form_whose_days_they_are(marc: Actor, tom: Actor) -> None:
    await marc.command("/tandem absence")
    await marc.fill({"first": "2026-10-12", "last": "2026-10-13"})
    await marc.fill({"who": TOM.id})
    await marc.submit()

    assert "Tom Baker*  ·  absence du lundi 12 octobre au mardi 13 octobre  ·  _saisie par vous_" in texts(marc.modal)
    [news] = await tom.until(tom.messages)
    assert "Marc Lefèvre has entered an absence for you." in texts(news)


async def test_an_admin_in_no_team_chooses_among_all(ines: Actor, marc: Actor) -> None:
    await ines.command("/tandem absence 12/10")
    await ines.click("absence_open", message=answer(ines))
    assert ines.modal
    names = [one["value"] for one in ines.modal["blocks"][0]["element"]["options"]]
    assert MARC.id in names
    assert INES.id not in names
    await ines.fill({"who": MARC.id})
    await ines.submit()

    await marc.until(lambda: "Inès Benali a saisi une absence pour vous." in texts(marc.messages()))


@pytest.mark.parametrize("typed", ["away", "away 12/10", "back"])
async def test_anybody_else_is_refused_and_told_who_may(tom: Actor, typed: str) -> None:
    verb, _, days = typed.partition(" ")
    await tom.command(f"/tandem {verb} @lea {days}".strip())

    assert "Only Léa Moreau, Marc Lefèvre as the manager and the admins of the workspace" in texts(answer(tom))
    await tom.command(f"/tandem {verb} @ines {days}".strip())
    assert "This person is not in a team in Tandem" in texts(answer(tom))


async def test_somebody_in_no_team_is_told_so(stage: Stage) -> None:
    stage.workspace.add_person("U0NOBODY01", name="nobody", real_name="No Body", tz="UTC", locale="en-GB")
    nobody = stage.playground.acting_as("U0NOBODY01")
    for typed in ("away", "away 12/10", "back"):
        await nobody.command(f"/tandem {typed}")
        assert "You are not in a team in Tandem yet." in texts(answer(nobody))


async def test_a_return_noted_by_the_manager_is_told_and_undone_by_the_rep(marc: Actor, lea: Actor) -> None:
    await lea.command("/tandem absence aujourd’hui jusqu’au 16/10")
    await marc.command("/tandem retour @lea")
    assert "Tandem sollicite de nouveau Léa Moreau" in texts(answer(marc))

    news = await lea.until(lambda: [one for one in lea.messages() if "noté votre retour" in texts(one)])
    await lea.click("absence_undo", message=news[0])

    await lea.command("/tandem absence")
    assert "Absence du mardi 6 octobre au vendredi 16 octobre" in texts(lea.modal)
    await marc.until(lambda: "Léa Moreau a annulé cette saisie." in texts(marc.messages()))


async def test_undo_in_the_form_shows_the_talks_as_saving_does(tom: Actor) -> None:
    await tom.command("/tandem away")
    await tom.fill({"last": "2026-10-08"})
    await tom.submit()
    await tom.click("absence_undo", view=tom.modal)
    assert "Next talk with Marc Lefèvre: Thursday, 8 October at 11:30" in texts(tom.modal)
    assert "absence_undo" not in str(tom.modal)


@pytest.mark.parametrize("taking_back", ["absence_undo", "absence_remove"])
async def test_what_was_taken_back_is_not_filled_in_for_the_next_one(tom: Actor, taking_back: str) -> None:
    await tom.command("/tandem away")
    await tom.fill({"first": "2026-10-12", "last": "2026-10-16"})
    await tom.submit()

    await tom.click(taking_back, view=tom.modal)
    await tom.submit()

    assert "12 October" not in texts(tom.modal)
    assert "Away on Tuesday, 6 October" in texts(tom.modal)


async def test_days_that_were_typed_stay_when_a_person_is_chosen_after_a_change(marc: Actor) -> None:
    await marc.command("/tandem absence")
    await marc.submit()
    first, last, _ = [name for name in inputs(marc.modal or {}) if name != "who"]
    await marc.fill({first: "2026-10-12", last: "2026-10-13"})
    await marc.fill({"who": TOM.id})
    await marc.submit()

    assert "Tom Baker*  ·  absence du lundi 12 octobre au mardi 13 octobre" in texts(marc.modal)


async def test_an_absence_taken_back_is_read_in_the_message_that_told_of_it(
    stage: Stage, marc: Actor, lea: Actor
) -> None:
    prompt = len(lea.messages())
    await marc.command("/tandem absence 06/10 09/10")
    await lea.until(lambda: "a maintenant lieu le lundi 12 octobre" in texts(lea.messages()[prompt:]))
    await stage.clock.jump(timedelta(minutes=1))

    await marc.click("absence_undo", message=answer(marc))

    await lea.until(lambda: "a lieu le jeudi 8 octobre à 10:00" in texts(lea.messages()[prompt:]))
    await marc.command("/tandem absence @lea 23/11")  # what she is told next comes after all of it
    await lea.until(lambda: "a saisi une absence pour vous" in texts(lea.messages()))
    assert len(lea.messages()) == prompt + 2
    assert "12 octobre" not in texts(lea.messages()[prompt:])


async def test_it_is_told_anew_where_something_else_was_said_since(stage: Stage, marc: Actor, lea: Actor) -> None:
    prompt = len(lea.messages())
    await marc.command("/tandem absence 06/10 09/10")
    entered = answer(marc)
    await lea.until(lambda: lea.messages()[prompt:])
    await marc.command("/tandem absence @lea 23/11")
    await lea.until(lambda: lea.messages()[prompt + 1 :])
    await stage.clock.jump(timedelta(minutes=1))

    await marc.click("absence_undo", message=entered)

    news = await lea.until(lambda: lea.messages()[prompt + 2 :])
    assert "a lieu le jeudi 8 octobre à 10:00" in texts(news)
    await lea.until(lambda: "12 octobre" not in texts(lea.messages()[prompt:]))
