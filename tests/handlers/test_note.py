"""Private notes from Home and `/checkin notes`, and that nobody else ever reads a word of them."""

import pytest

from bot.demo.team import LEA
from bot.playground import Actor
from tests.reading import texts

SECRET = "Elle cherche ailleurs"


async def note_down(marc: Actor, text: str = SECRET) -> None:
    await marc.command(f"/checkin notes <@{LEA.id}>")
    await marc.click("note_add", view=marc.modal)
    await marc.fill({"note_text": text})
    await marc.submit()


async def test_a_manager_notes_something_about_a_rep_and_reads_it_at_once(marc: Actor) -> None:
    await note_down(marc)

    assert SECRET in texts(marc.modal)
    await marc.close_modal(all=True)
    await marc.until(lambda: "Mes notes (1)" in texts(marc.home))
    await marc.open_home()
    await marc.click("notes_open", view=marc.home)
    assert "Personne d’autre que vous ne lit ces notes" in texts(marc.modal)


async def test_what_is_typed_is_kept_when_the_form_is_closed(marc: Actor) -> None:
    await marc.command(f"/checkin notes <@{LEA.id}>")
    await marc.click("note_add", view=marc.modal)
    await marc.fill({"note_text": SECRET})
    await marc.close_modal(all=True)

    await marc.command(f"/checkin notes <@{LEA.id}>")
    await marc.click("note_add", view=marc.modal)
    assert marc.modal
    assert marc.modal["blocks"][0]["element"]["initial_value"] == SECRET


async def test_a_note_is_changed_and_deleted(marc: Actor) -> None:
    await note_down(marc)
    await marc.click("note_edit", view=marc.modal)
    await marc.fill({"note_text": "Elle reste"})
    await marc.submit()
    assert "Elle reste" in texts(marc.modal)
    assert SECRET not in texts(marc.modal)

    await marc.click("note_delete", view=marc.modal)
    assert "Vous n’avez pas encore de note sur Léa Moreau." in texts(marc.modal)


async def test_an_empty_note_is_refused_in_its_field(marc: Actor) -> None:
    await note_down(marc, "  ")

    assert marc.errors == {"note_text": "Écrivez au moins une phrase."}


async def test_somebody_without_a_pair_is_told_so(ines: Actor) -> None:
    await ines.command("/checkin notes")

    assert "Vous ne faites pas encore partie d’une équipe" in texts(ines.messages()[-1])


def on_home(who: Actor) -> list[str]:
    """Return the buttons of somebody's Home."""
    assert who.home
    shown = [one for block in who.home["blocks"] for one in [*block.get("elements", ()), block.get("accessory") or {}]]
    return [one["action_id"] for one in shown if one.get("type") == "button"]


async def left(who: Actor) -> str:
    """Return what the open modal says, if there is one, and close it."""
    shown = texts(who.modal) if who.modal else ""
    if who.modal:
        await who.close_modal(all=True)
    return shown


@pytest.mark.parametrize("who", ["lea", "tom", "ines"])
async def test_nothing_that_another_person_can_reach_holds_a_word_of_a_note(
    marc: Actor, request: pytest.FixtureRequest, who: str
) -> None:
    await note_down(marc)
    await marc.close_modal(all=True)
    other: Actor = request.getfixturevalue(who)
    seen: list[str] = []

    await other.open_home()
    for words in ("/checkin", "/checkin notes", "/checkin status", "/objectives", "/tandem help"):
        await other.command(words)
        seen.append(await left(other))
    for action_id in on_home(other):
        await other.open_home()
        if action_id in on_home(other):
            await other.click(action_id, view=other.home)
            seen.append(await left(other))
    seen += [texts(other.home), *(texts(one) for one in other.messages())]

    assert not [text for text in seen if SECRET in text]
