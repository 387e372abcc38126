"""The annual retrospective as a team lives it, from the packets to the file; Tandem is restarted between all steps."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.demo.team import CAMILLE, CHANNEL, LEA, MARC, PRIYA, TOM
from bot.playground import Actor
from models import Action
from tests.reading import texts
from tests.restarting import Restarting, restarting
from tests.views.showing import spaced

CONTRIBUTE, PARK, NEXT, BACK = "retro_contribute", "retro_park", "retro_next", "retro_back"


@pytest.fixture
async def stage(demo_url: str) -> AsyncIterator[Restarting]:
    async with restarting(demo_url) as stage:
        yield stage


class Room:
    """The team's channel, as somebody in it reads it."""

    def __init__(self, stage: Restarting) -> None:
        self.stage = stage
        self.lea, self.marc, self.tom, self.camille, self.priya = (
            stage.actor(one.id) for one in (LEA, MARC, TOM, CAMILLE, PRIYA)
        )

    def thread(self) -> list[dict[str, Any]]:
        """Return the messages of the thread: its root, and those of the steps."""
        return self.marc.messages(CHANNEL)

    def step(self, title: str) -> dict[str, Any]:
        return next(one for one in self.thread() if title in one["text"])

    async def at(self, title: str) -> dict[str, Any]:
        """Wait until the team is at a step, and return its message."""
        return await self.marc.until(
            lambda: next((one for one in self.thread() if title in one["text"] and "retro_next" in str(one)), None)
        )

    async def shown(self, title: str, text: str) -> str:
        """Wait until a step's message says something, and return all it says."""
        await self.marc.until(lambda: text in spaced(texts(self.step(title))))
        return spaced(texts(self.step(title)))

    async def go_on(self, title: str, to: str) -> None:
        """Have Marc press Next, restart Tandem, and wait for the step that follows."""
        await self.marc.click(NEXT, message=self.step(title))
        await self.at(to)
        await self.stage.restart()

    async def says(self, who: Actor, title: str, **values: str) -> None:
        await who.click(CONTRIBUTE, message=self.step(title))
        await who.fill(values)
        await who.submit()
        assert who.modal is None


def last(actor: Actor) -> str:
    """Return what the newest message to somebody says."""
    return spaced("".join(texts(one) for one in actor.messages()[-1:]))


async def test_a_year_from_the_packets_to_the_commitments(stage: Restarting) -> None:
    room = Room(stage)
    lea, marc, tom, camille, priya = room.lea, room.marc, room.tom, room.camille, room.priya

    # Marc begins the retrospective of the year. Each rep receives the packet of their year, in their language.
    await marc.command("/retro lancer", CHANNEL)
    assert "Chaque commercial reçoit le dossier de son année" in texts(marc.modal)
    await marc.submit()
    assert "4 commerciaux reçoivent le dossier de leur année" in spaced(texts(marc.modal))
    await marc.close_modal()
    await lea.until(lambda: "Bilan 2026" in last(lea))
    await tom.until(lambda: "Retrospective 2026" in last(tom))
    assert "Vos réussites" in last(lea)
    assert "297 500 € sur 480 000 €" in last(lea)
    assert "Prepare my retrospective" in last(tom)
    await marc.until(lambda: "On attend encore : Camille Girard, Léa Moreau, Priya Shah et Tom Baker" in last(marc))
    await stage.restart()

    # Léa and Tom prepare, each in their own language. Marc sees that they have, and nothing of what.
    await lea.click("retro_prepare", message=lea.messages()[-1])
    await lea.fill({"worked": "Les ateliers chez les clients", "ideas": "Un salon à Lyon"})
    await lea.submit()
    await tom.click("retro_prepare", message=tom.messages()[-1])
    assert tom.modal
    assert tom.modal["title"]["text"] == "Prepare my retrospective"
    await tom.fill({"did_not": "Quotes took three weeks"})
    await tom.submit()
    await lea.until(lambda: "Vous pouvez encore le modifier" in last(lea))
    await marc.until(lambda: "Bilan préparé : Léa Moreau et Tom Baker" in last(marc))
    assert "ateliers" not in last(marc)
    await stage.restart()

    # Marc opens the thread from his message. It is in the language of the channel, and everybody's packet says so.
    await marc.click("retro_open", message=marc.messages()[-1])
    opening = await room.at("1/8 · Ouverture")
    [root] = [one for one in room.thread() if "thread_ts" not in one or one["thread_ts"] == one["ts"]]
    assert "Bilan 2026 : Ventes Europe" in spaced(texts(root))
    assert opening["thread_ts"] == root["ts"]
    assert "8 objectifs, 1 atteint" in spaced(texts(opening))
    assert "480" not in spaced(texts(opening))
    await tom.until(lambda: "The thread is open in" in last(tom))
    await stage.restart()

    # What worked: what Léa prepared is there for her to say, for Tom nothing is. Camille may not lead.
    await room.go_on("Ouverture", "Ce qui a marché")
    await lea.click(CONTRIBUTE, message=room.step("Ce qui a marché"))
    assert "Les ateliers chez les clients" in str(lea.modal)
    assert "Personne d’autre ne l’a lu" in texts(lea.modal)
    await lea.submit()
    await tom.click(CONTRIBUTE, message=room.step("Ce qui a marché"))
    assert "What worked in 2026, and what made it work?" in texts(tom.modal)
    await tom.fill({"text": "Weekly calls with <!channel> & key accounts"})
    await tom.submit()
    said = await room.shown("Ce qui a marché", "2 contributions, par 2 personnes sur 5")
    assert "Les ateliers chez les clients" in said
    assert "Weekly calls with <!channel> & key accounts" in said
    await camille.click(NEXT, message=room.step("Ce qui a marché"))
    assert "Seul le manager de l’équipe, Marc Lefèvre, peut le faire." in texts(camille.modal)
    await camille.close_modal()

    # A client's case is parked with its lesson.
    await camille.click(PARK, message=room.step("Ce qui a marché"))
    await camille.fill({"case": "Orion paie à 90 jours", "lesson": "Parler des délais dès le devis"})
    await camille.submit()
    await room.shown("Ce qui a marché", "1 cas mis de côté")
    await room.go_on("Ce qui a marché", "Ce qui nous a motivés")
    assert "retro_contribute" not in str(room.step("Ce qui a marché"))
    assert "Cette étape est terminée." in texts(room.step("Ce qui a marché"))

    # Somebody had more to say: Marc goes back and on again.
    await marc.command("/retro retour", CHANNEL)
    await room.at("Ce qui a marché")
    await room.shown("Ce qui nous a motivés", "cette étape reviendra plus tard")
    await stage.restart()
    await room.says(priya, "Ce qui a marché", text="Two references in retail")
    await room.shown("Ce qui a marché", "3 contributions, par 3 personnes sur 5")
    await room.go_on("Ce qui a marché", "Ce qui nous a motivés")
    await room.says(camille, "Ce qui nous a motivés", text="L’esprit d’équipe")
    await room.go_on("Ce qui nous a motivés", "Ce qui n’a pas marché")

    # What did not work, and why: Tom's preparation is there.
    await room.says(tom, "Ce qui n’a pas marché", why="Legal reads each one")
    await room.shown("Ce qui n’a pas marché", "Pourquoi : Legal reads each one")
    assert "Quotes took three weeks" in texts(room.step("Ce qui n’a pas marché"))
    await room.go_on("Ce qui n’a pas marché", "Les solutions")
    await room.says(lea, "Les solutions")
    await room.says(tom, "Les solutions", text="Standard quotes")
    await room.says(camille, "Les solutions", text="Un outil de devis")
    await room.shown("Les solutions", "3 contributions")
    await room.go_on("Les solutions", "Le vote")

    # The votes: how many have voted is shown, for what is not, until Marc goes on.
    await vote(lea, room, "Standard quotes")
    await vote(tom, room, "Standard quotes", "Un salon à Lyon")
    shown = await room.shown("Le vote", "2 personnes sur 5 ont voté")
    assert "2 voix" not in shown
    await room.go_on("Le vote", "Les engagements")
    assert "*2 voix*  ·  Standard quotes (Tom Baker)" in await room.shown("Le vote", "terminée")
    assert "*2 voix*  ·  Standard quotes" in spaced(texts(room.step("Les engagements")))

    # Marc notes who does what by when; a day that is over is refused in its field.
    await marc.click("retro_commit", message=room.step("Les engagements"))
    owner = option(marc, "owner", "Tom Baker")
    await marc.fill({"text": "Écrire trois devis types", "owner": owner, "action_due": "2026-10-01"})
    await marc.submit()
    assert marc.errors == {"action_due": "Ce jour est passé\u00a0: choisissez une date à partir d’aujourd’hui."}
    await marc.fill({"action_due": "2026-11-30"})
    await marc.submit()
    await room.shown("Les engagements", "*Tom Baker*, pour le 30 novembre 2026 : Écrire trois devis types")
    await stage.restart()

    # The end: a closing, a summary and a file that keep all of it, and the root says where.
    await marc.click(NEXT, message=room.step("Les engagements"))
    await marc.until(lambda: [one for one in room.thread() if one.get("files")])
    assert "Orion paie à 90 jours" in texts(room.step("Clôture"))
    summary = spaced(texts(room.step("Résumé du bilan 2026")))
    assert "Parler des délais dès le devis" in summary
    assert "Écrire trois devis types" in summary
    await marc.until(lambda: "Bilan clos." in texts(room.thread()[0]))
    await stage.restart()
    [carrying] = [one for one in room.thread() if one.get("files")]
    assert carrying["thread_ts"] == root["ts"]
    [file] = carrying["files"]
    assert file["name"] == "bilan-2026-ventes-europe.md"
    written = spaced(stage.workspace.files.complete(file["id"]).content.decode())
    assert "# Bilan 2026 : Ventes Europe" in written
    assert r"- **Tom Baker** : Weekly calls with \<\!channel\> \& key accounts" in written
    assert "**Tom Baker**, pour le 30 novembre 2026 : Écrire trois devis types" in written
    assert "Leçon : Parler des délais dès le devis" in written

    # The commitment is Tom's action, and what is closed stays so.
    async with stage.tandem.deps.sessions() as session:
        action = (await session.scalars(select(Action).where(Action.text == "Écrire trois devis types"))).one()
    assert action.pair_id is not None
    await marc.command("/retro suivant", CHANNEL)
    assert "Le bilan de 2026 est clos." in spaced(texts(marc.messages(CHANNEL)[-1]))
    await stage.clock.jump(timedelta(days=1))
    assert len([one for one in room.thread() if one.get("files")]) == 1


async def test_the_shortcut_parks_a_message_of_the_channel_while_a_retrospective_is_under_way(
    stage: Restarting,
) -> None:
    room = Room(stage)
    lea, marc = room.lea, room.marc
    await lea.say("Zéphyr & Cie renégocie <tout>", CHANNEL)
    message = lea.messages(CHANNEL)[-1]
    await lea.shortcut("retro_park_message", message)
    assert "Aucun bilan annuel n’est en cours dans ce canal." in texts(lea.modal)
    await lea.close_modal()

    await marc.command("/retro lancer", CHANNEL)
    await marc.submit()
    await marc.command("/retro suivant", CHANNEL)
    await room.at("Ouverture")
    await lea.shortcut("retro_park_message", message)
    assert "Zéphyr & Cie renégocie <tout>" in str(lea.modal)
    await lea.fill({"lesson": "Fixer le prix pour deux ans"})
    await lea.submit()

    await marc.command("/retro clore", CHANNEL)
    summary = "Résumé du bilan 2026"
    await marc.until(lambda: [one for one in room.thread() if summary in one["text"] and "deux ans" in texts(one)])


def option(actor: Actor, field: str, text: str) -> str:
    [block] = [one for one in (actor.modal or {})["blocks"] if one["block_id"] == field]
    return next(one["value"] for one in block["element"]["options"] if one["text"]["text"] == text)


async def vote(who: Actor, room: Room, *solutions: str) -> None:
    await who.click("retro_vote", message=room.step("Le vote"))
    await who.fill({"votes": [option(who, "votes", one) for one in solutions]})
    await who.submit()
    assert who.modal is None
