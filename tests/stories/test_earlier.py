"""A change of manager, seen from both sides: the rep decides what the new one reads, and changes their mind."""

from datetime import timedelta
from typing import Any

from bot.demo.play import Stage, join
from bot.demo.team import LEA, Colleague
from bot.playground import Actor
from tests import stepping
from tests.reading import inputs, texts
from tests.staging import SAM

NOA = Colleague("U0NOA00001", "noa", "Noa Perrin", "Sales director, Leeds", "Europe/London", "en-GB")
SECRET, WIN, MARCS = "Il me manque un avant-vente", "Dupont a signé", "Belle négociation"


def asked(who: Actor) -> list[dict[str, Any]]:
    """Return the messages in which somebody was asked what may be read, or told what may be."""
    return [one for one in who.messages() if "disclosure_open" in str(one) or "earlier_open" in str(one)]


async def hand_over(ines: Actor, to: str) -> None:
    await ines.command("/tandem équipe")
    await ines.click("team_change")
    await ines.fill({"manager": to})
    await ines.submit()
    await ines.close_modal(all=True)


async def choose(lea: Actor, reach: str) -> None:
    """Have Léa press the button of the message she was asked in, and choose."""
    await lea.click("disclosure_open", message=asked(lea)[0])
    assert lea.modal
    await lea.fill(dict.fromkeys(inputs(lea.modal, "disclosure_reach_"), reach))
    await lea.submit()
    assert lea.errors == {}
    await lea.close_modal(all=True)


async def look_back(who: Actor) -> str:
    """Return what somebody finds with `/checkin history` of Léa, and leave it open."""
    await who.command(f"/checkin history <@{LEA.id}>")
    return texts(who.modal)


async def test_the_rep_decides_what_the_new_manager_reads(stage: Stage, ines: Actor, lea: Actor, marc: Actor) -> None:
    for one in (SAM, NOA):
        join(stage.workspace, one)
    sam, noa = stage.playground.acting_as(SAM.id), stage.playground.acting_as(NOA.id)

    # Léa and Marc write, and talk.
    await lea.click("checkin_open", message=lea.messages()[0])
    await stepping.send(lea, {"mission": SECRET, "win": WIN})
    await marc.until(lambda: any(WIN in texts(one) for one in marc.messages()))
    shared = next(one for one in marc.messages() if WIN in texts(one))
    await marc.click("checkin_open", message=shared)
    await stepping.send(marc, {"feedback": MARCS})
    await stage.clock.jump(timedelta(days=3))

    # Sam takes over. Léa is asked; until she chooses, Sam is told nothing and finds nothing.
    await hand_over(ines, SAM.id)
    await lea.until(lambda: asked(lea))
    question = texts(asked(lea)[0])
    assert "Votre manager est désormais Sam Reed. Que peut lire Sam Reed de vos points avec Marc Lefèvre" in question
    assert asked(sam) == []
    assert "No check-in is over yet." in await look_back(sam)
    await sam.close_modal(all=True)

    # She shows the last three months. Sam is told so, reads what she wrote openly, and nothing of Marc's.
    await choose(lea, "3")
    await sam.until(lambda: asked(sam))
    assert "Léa Moreau lets you read earlier check-ins." in texts(asked(sam)[0])
    await lea.until(lambda: "ces trois derniers mois" in texts(asked(lea)[0]))
    await sam.open_home()
    assert "Léa Moreau lets you read earlier check-ins." in texts(sam.home)
    await sam.click("earlier_open", message=asked(sam)[0])
    assert "8 October 2026 with Marc Lefèvre" in texts(sam.modal)
    await sam.click("earlier_read", view=sam.modal)
    read = texts(sam.modal)
    assert "Léa Moreau chose to show you this, from a check-in with Marc Lefèvre." in read
    assert WIN in read
    assert SECRET not in read
    assert MARCS not in read
    await sam.close_modal(all=True)

    # Marc hears nothing of it, and reads what the two wrote as before.
    assert asked(marc) == []
    assert "Vos deux parties" in await look_back(marc)
    await marc.click("earlier_read", view=marc.modal)
    assert SECRET in texts(marc.modal)
    await marc.close_modal(all=True)

    # Léa takes it back from her list. The message says so, and a list that Sam still had open explains itself.
    await look_back(sam)
    await lea.command("/checkin historique")
    await lea.click("disclosure_open", view=lea.modal)
    assert lea.modal
    await lea.fill(dict.fromkeys(inputs(lea.modal, "disclosure_reach_"), "nothing"))
    await lea.submit()
    await lea.close_modal(all=True)
    await sam.click("earlier_read", view=sam.modal)
    assert "There is nothing to read here any more." in texts(sam.modal)
    await sam.close_modal(all=True)
    await sam.until(lambda: any("not open to you any more" in texts(one) for one in sam.messages()))
    assert "No check-in is over yet." in await look_back(sam)
    await sam.close_modal(all=True)

    # She shows all of it after all; then Noa takes over. Noa finds nothing, and Léa is asked anew.
    await choose(lea, "all")
    await sam.until(lambda: any("lets you read" in texts(one) for one in asked(sam)))
    await hand_over(ines, NOA.id)
    await lea.until(lambda: "Votre manager est désormais Noa Perrin" in texts(asked(lea)[-1]))
    assert "No check-in is over yet." in await look_back(noa)
    assert WIN not in await look_back(sam)

    # The old question and the old list explain themselves.
    await lea.click("disclosure_open", message=asked(lea)[0])
    assert "n’est plus votre manager" in texts(lea.modal)
