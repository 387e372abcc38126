"""A quarter of a rep in one piece: whatever comes between, each check-in is there once, nothing is lost or leaks."""

from asyncio import gather
from collections import Counter
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.demo.play import join
from bot.demo.team import CAMILLE, EVERYONE, INES, LEA, MARC, PRIYA, TOM
from bot.playground import Actor
from bot.rules.question import Step
from tests import stepping
from tests.ledger import Ledger
from tests.reading import about, inputs, read, spaced
from tests.restarting import Restarting, restarting
from tests.staging import SAM, choose_a_digest_every_four_weeks, rest_all_but, unsent
from tests.views.showing import buttons

PARIS = ZoneInfo("Europe/Paris")
NORTH = "C0NORTH001"

POINTS = MARGIN, HOST = "La marge du second site", "Un animateur pour les ateliers"
WINS = "Douze personnes à l’atelier", "Lemaire nous recommande", "Delattre signe son second site"
DECISIONS = PRICE, WORKSHOPS = "On garde la marge", "Deux ateliers par mois"
ACTION, REASON = "Chiffrer le second site", "en salon à Lille toute la semaine"
TO_MARC = "Donnons un budget aux ateliers", "Il me manque un animateur"
UNANSWERED = "Mon territoire a perdu un site"
TO_CAMILLE = "Tes ateliers font école", "Garde du temps pour Lemaire"
WIN_IN_THE_NORTH, TO_SAM, FROM_SAM = "Bon accueil dans le Nord", "Merci pour ta confiance", "Welcome to the North"

WITH_MARC = (*POINTS, *WINS, *DECISIONS, ACTION, REASON, *TO_MARC, *TO_CAMILLE)
WITH_SAM = (HOST, WIN_IN_THE_NORTH, TO_SAM, FROM_SAM)
EVERY_WORD = {*WITH_MARC, *WITH_SAM, UNANSWERED}
SEALED = (*TO_MARC, UNANSWERED, *TO_CAMILLE, TO_SAM, FROM_SAM)

QUARTER = [
    "*30 décembre 2026, avec Sam Reed*\n:hourglass: Aucun de vous deux n’a écrit.",
    "*16 décembre 2026, avec Sam Reed*\n:unlock: Vos deux parties sont écrites.",
    "*10 décembre 2026, avec Marc Lefèvre*\n:door: Le point du 10 déc. est clos : vous n’avez plus de points ensemble.",
    "*26 novembre 2026, avec Marc Lefèvre*\n:palm_tree: Pas de point le 26 nov. : absence de l’un de vous.",
    f"*12 novembre 2026, avec Marc Lefèvre*\n:fast_forward: Point du 12 nov. annulé par Camille Girard : {REASON}",
    "*30 octobre 2026, avec Marc Lefèvre*\n:unlock: Vos deux parties sont écrites.",
    "*15 octobre 2026, avec Marc Lefèvre*\n:unlock: Vos deux parties sont écrites.",
]


async def test_a_quarter_between_two_managers(demo_url: str) -> None:
    async with restarting(demo_url) as house:
        ledger = Ledger(house.workspace)
        camille, marc, ines = (house.actor(one.id) for one in (CAMILLE, MARC, INES))
        await rest_all_but(house.stage, CAMILLE)
        await choose_a_digest_every_four_weeks(marc)

        # October: Camille and Marc talk, and agree on what was said. The next talk is moved, and Tandem restarted.
        await camille_raises_two_points(camille)
        await come(house, "2026-10-13 09:30")
        await both_answer_at_the_same_second(camille, marc)
        await come(house, "2026-10-15 14:00")
        await they_talk(camille, marc)
        await come(house, "2026-10-15 15:00")
        await they_agree_on_the_record(camille, marc)
        await come(house, "2026-10-27 09:30")
        await the_talk_is_moved(camille, marc)
        await camille_begins_before_a_restart_and_sends_after_it(house, camille, marc)
        await come(house, "2026-10-30 15:00")
        await marc_answers_when_he_is_prepared(camille, marc)

        # November: because of the 11th Camille is asked a day earlier, and skips. Then Marc is away, Inès stands in.
        await come(house, "2026-11-09 09:29")
        assert not about(camille, "Votre point avec Marc Lefèvre a lieu le jeudi 12 novembre")
        await come(house, "2026-11-09 09:30")
        await camille_skips(camille, marc)
        await come(house, "2026-11-16 10:00")
        await marc_says_that_he_will_be_away(marc, ines)
        await come(house, "2026-11-24 10:00")
        await camille_reads_whom_to_turn_to(camille)

        # December: he is back earlier. She has just written when she comes to another team, where she goes on.
        await come(house, "2026-12-08 10:00")
        await marc_is_back(marc, ines)
        await come(house, "2026-12-08 10:01")
        await camille_writes_her_half(camille, marc)
        await come(house, "2026-12-09 11:00")
        sam = await camille_comes_to_sams_team(house, camille, ines)
        await come(house, "2026-12-14 09:30")
        await camille_and_sam_answer(camille, sam)
        await come(house, "2026-12-16 10:00")
        await they_talk_about_what_was_left(camille, sam)
        await come(house, "2026-12-31 12:00")

        # Each check-in is there once; nothing is lost, told twice or shown to who has no part in it.
        assert await look_back(camille, "/checkin historique") == QUARTER
        assert await look_back(marc, f"/checkin historique <@{CAMILLE.id}>") == [
            one.replace(", avec Marc Lefèvre", "") for one in QUARTER if "Marc" in one
        ]
        await every_word_is_there(camille)
        each_point_was_talked_about(camille)
        await others_pry(sam, ines)
        nothing_was_told_twice(ledger)
        nothing_was_shown_to_others(ledger)
        assert await unsent(house.stage) == 0


async def come(house: Restarting, moment: str) -> None:
    """Live until a moment in Paris."""
    await house.clock.jump(datetime.fromisoformat(moment).replace(tzinfo=PARIS) - house.clock.now())


async def camille_raises_two_points(camille: Actor) -> None:
    await camille.open_home()
    for text in POINTS:
        await camille.click("agenda_add", view=camille.home)
        await camille.fill({"agenda_text": text})
        await camille.submit()
        await camille.close_modal()


async def both_answer_at_the_same_second(camille: Actor, marc: Actor) -> None:
    await camille.click("checkin_open", message=about(camille, "Votre point avec Marc Lefèvre"))
    await stepping.fill(camille, {"win": WINS[0], "mission": TO_MARC[0]}, until=Step.SUMMARY)
    await marc.open_home()
    await marc.click("checkin_open", view=marc.home)
    await stepping.fill(marc, {"feedback": TO_CAMILLE[0]}, until=Step.SUMMARY)

    await gather(camille.submit(), marc.submit())

    for actor, words in ((camille, TO_CAMILLE[0]), (marc, TO_MARC[0])):
        assert stepping.is_sent(actor)
        await actor.close_modal()
        await reads(actor, words, "15 octobre")


async def reads(actor: Actor, words: str, day: str) -> None:
    """Open what the other has written for the check-in of a day, once both have."""
    await actor.until(lambda: day in read(about(actor, "Vos deux parties sont écrites")))
    await actor.click("checkin_open", message=about(actor, "Vos deux parties sont écrites"))
    assert words in read(actor.modal)
    await actor.close_modal()


async def they_talk(camille: Actor, marc: Actor) -> None:
    page = about(marc, "Votre entretien avec Camille Girard")
    for point in POINTS:
        assert f":speech_balloon: {point}  ·  Camille Girard" in read(page)
    await marc.click("talk_open", message=page)
    await marc.click("talk_tick")
    await note(marc, PRICE)

    await camille.command("/checkin entretien")
    assert PRICE in read(camille.modal)
    await camille.click("talk_new_action")
    await camille.fill({"action": ACTION})
    await camille.submit()
    await camille.close_modal()


async def note(marc: Actor, decision: str) -> None:
    await marc.click("talk_note")
    await marc.fill({"decision": decision})
    await marc.submit()


async def they_agree_on_the_record(camille: Actor, marc: Actor) -> None:
    for actor, other in ((camille, "Marc Lefèvre"), (marc, "Camille Girard")):
        record = read(about(actor, f"Compte rendu de votre entretien avec {other}, 15 oct.")).replace("*", "")
        assert f"Sujets abordés\n:white_check_mark: {MARGIN}  ·  Camille Girard" in record
        assert f"Reportés à la prochaine fois\n:arrow_right: {HOST}  ·  Camille Girard" in record
        assert f"Décisions\n{PRICE}" in record
        assert f"{ACTION}  ·  Camille Girard" in record

    # She confirms; he adds a word, which asks her anew and says why; she confirms again, and it is closed.
    await camille.click("talk_confirm", message=about(camille, "Compte rendu"))
    await marc.until(lambda: "Camille Girard l’a confirmé." in read(about(marc, "Compte rendu")))
    await note(marc, WORKSHOPS)
    await camille.until(lambda: WORKSHOPS in read(about(camille, "Compte rendu")))
    amended = "Marc Lefèvre a modifié le compte rendu : une décision a été notée."
    assert amended in read(about(camille, "Compte rendu"))
    await camille.click("talk_confirm", message=about(camille, "Compte rendu"))
    await marc.until(lambda: "Vous l’avez confirmé tous les deux" in read(about(marc, "Compte rendu")))
    await marc.close_modal()


async def the_talk_is_moved(camille: Actor, marc: Actor) -> None:
    await camille.command("/checkin déplacer")
    await camille.fill({"day": "2026-10-30", "time": "16:00"})
    await camille.submit()
    await camille.close_modal()
    await marc.until(lambda: about(marc, "Votre point du 29 oct. a maintenant lieu le vendredi 30 octobre à 16:00."))


async def camille_begins_before_a_restart_and_sends_after_it(house: Restarting, camille: Actor, marc: Actor) -> None:
    prompt = about(camille, "Votre point avec Marc Lefèvre a lieu le vendredi 30 octobre à 16:00.")
    assert ACTION in read(prompt)
    await camille.click("checkin_open", message=prompt)
    first, sure = (inputs(camille.modal or {}, beginning)[0] for beginning in ("value_", "confidence_"))
    await camille.fill({first: "265 000,50 €", sure: "low"})
    await camille.close_modal()

    await house.restart()
    assert "265 000,50 €" not in read(marc.messages())
    await camille.click("checkin_open", message=prompt)
    assert ":memo: Votre partie, telle que vous l’avez laissée : rien n’est encore envoyé." in read(camille.modal)
    words = {sure: "low", "win": WINS[1], "mission": TO_MARC[1], "actions_done": stepping.every_action}
    await stepping.send(camille, words)
    await marc.until(lambda: "265 000,50 € sur 350 000 €" in read(about(marc, "Camille Girard a écrit sa partie.")))
    assert f":white_check_mark: {ACTION}" in read(about(marc, "Camille Girard a écrit sa partie."))


async def marc_answers_when_he_is_prepared(camille: Actor, marc: Actor) -> None:
    page = about(marc, "Votre entretien avec Camille Girard a lieu le vendredi 30 octobre à 16:00.")
    assert "265 000,50 € (+3 000,50 €)" in read(page)
    assert f":speech_balloon: {HOST}  ·  Camille Girard" in read(page)
    assert "Votre partie n’est pas encore écrite." in read(page)
    assert marc.messages()[-1] == page  # which asks him for his half: no reminder comes besides
    await marc.click("checkin_open", message=page)
    await stepping.send(marc, {"feedback": TO_CAMILLE[1]})
    await reads(camille, TO_CAMILLE[1], "30 octobre")
    await reads(marc, TO_MARC[1], "30 octobre")


async def camille_skips(camille: Actor, marc: Actor) -> None:
    assert about(camille, "Votre point avec Marc Lefèvre a lieu le jeudi 12 novembre à 14:00.")
    await camille.command(f"/checkin passer {REASON}")
    news = await marc.until(lambda: about(marc, "Camille Girard a annulé votre point du 12 nov."))
    assert REASON in read(news)


async def marc_says_that_he_will_be_away(marc: Actor, ines: Actor) -> None:
    await marc.command("/tandem absence")
    await marc.fill({"first": "2026-11-23", "last": "2026-12-11", "stand_in": INES.id})
    await marc.submit()
    assert "Avec Camille Girard : 2 entretiens tombent ces jours-là (26 nov. et 10 déc.)." in read(marc.modal)
    await marc.close_modal()
    await ines.until(lambda: about(ines, "Vous remplacez Marc Lefèvre."))


async def camille_reads_whom_to_turn_to(camille: Actor) -> None:
    await camille.open_home()
    assert "Pas de point le 26 nov. : absence de l’un de vous." in read(camille.home)
    assert "remplacement : Inès Benali" in read(camille.home)


async def marc_is_back(marc: Actor, ines: Actor) -> None:
    await marc.command("/tandem retour")
    await ines.until(lambda: about(ines, "Vous ne remplacez plus Marc Lefèvre."))


async def camille_writes_her_half(camille: Actor, marc: Actor) -> None:
    prompt = about(camille, "Votre point avec Marc Lefèvre a lieu le jeudi 10 décembre à 14:00.")
    await camille.click("checkin_open", message=prompt)
    await stepping.send(camille, {"win": WINS[2], "mission": UNANSWERED})
    await marc.until(lambda: WINS[2] in read(about(marc, "Camille Girard a écrit sa partie.")))


async def camille_comes_to_sams_team(house: Restarting, camille: Actor, ines: Actor) -> Actor:
    """Have Inès take Camille out of Marc's team and make one for her that Sam leads; return Sam."""
    join(house.workspace, SAM)
    house.workspace.add_channel(NORTH, name="nord", members=[SAM.id, INES.id, house.workspace.bot_user_id])
    await ines.command("/tandem équipe")
    await ines.click("team_change")
    await ines.fill({"reps": [LEA.id, TOM.id, PRIYA.id]})
    await ines.submit()
    await ines.close_modal(all=True)
    await camille.until(lambda: about(camille, "Vous ne faites plus partie de l’équipe Ventes Europe"))

    await ines.command("/tandem équipe")
    await ines.click("team_new")
    await ines.fill({"name": "Nord", "manager": SAM.id, "reps": [CAMILLE.id], "channel": NORTH})
    await ines.fill({"since": "2026-12-14", "weekday": "2", "meets_at": "10:00"})
    await ines.submit()
    await ines.close_modal(all=True)
    await camille.until(lambda: about(camille, "Vous faites partie de l’équipe Nord, que dirige Sam Reed."))
    return house.actor(SAM.id)


async def camille_and_sam_answer(camille: Actor, sam: Actor) -> None:
    await camille.click("checkin_open", message=about(camille, "Votre point avec Sam Reed"))
    await stepping.send(camille, {"win": WIN_IN_THE_NORTH, "mission": TO_SAM})
    news = await sam.until(lambda: about(sam, "Camille Girard has written their half."))
    await sam.click("checkin_open", message=news)
    await stepping.send(sam, {"feedback": FROM_SAM})
    await reads(camille, FROM_SAM, "16 décembre")
    await sam.click("checkin_open", message=await sam.until(lambda: about(sam, "Both halves are in")))
    assert TO_SAM in read(sam.modal)
    await sam.close_modal()


async def they_talk_about_what_was_left(camille: Actor, sam: Actor) -> None:
    await sam.command(f"/checkin talk <@{CAMILLE.id}>")
    await sam.click("talk_tick")
    assert f":white_check_mark: {HOST}" in read(sam.modal)
    await sam.close_modal()


async def look_back(actor: Actor, line: str) -> list[str]:
    """Return the check-ins of the quarter in somebody's list of earlier ones, and leave it open."""
    await actor.command(line)
    listed = [spaced(one["text"]["text"]) for one in (actor.modal or {})["blocks"] if one["type"] == "section"]
    return list(takewhile(lambda one: "*1er octobre" not in one, listed))


async def every_word_is_there(camille: Actor) -> None:
    """Read all that Camille has of the quarter: messages, and what can be read in the list that is open."""
    there = read(camille.messages())
    begun = [one["value"] for one in buttons(camille.modal) if one["action_id"] == "earlier_read"]
    for one in begun[: len(WINS) + 1]:
        await camille.click("earlier_read", value=one)
        there += read(camille.modal)
        await camille.close_modal()
    assert [words for words in EVERY_WORD if words not in there] == []


def each_point_was_talked_about(camille: Actor) -> None:
    for point, talk in ((MARGIN, "Marc Lefèvre, 15 oct."), (HOST, "Sam Reed, 16 déc.")):
        record = read(about(camille, f"Compte rendu de votre entretien avec {talk}")).replace("*", "")
        assert f"Sujets abordés\n:white_check_mark: {point}  ·  Camille Girard" in record


async def others_pry(*others: Actor) -> None:
    """Have people look for what Camille and Marc wrote."""
    for actor in others:
        await actor.open_home()
        await actor.command(f"/checkin history <@{CAMILLE.id}>")


def nothing_was_told_twice(ledger: Ledger) -> None:
    for one in (*EVERYONE, SAM):
        assert [said for said, times in Counter(ledger.told(one.id)).items() if times > 1] == []


def nothing_was_shown_to_others(ledger: Ledger) -> None:
    """See that words reached those they were for and nobody else, and that what is sealed stands in no message."""
    theirs = {CAMILLE: EVERY_WORD, MARC: {*WITH_MARC}, SAM: {*WITH_SAM}}
    for one in (*EVERYONE, SAM):
        assert {words for words in EVERY_WORD if ledger.shows(one.id, words)} == theirs.get(one, set()), one.name
        assert [words for words in SEALED if ledger.shows(one.id, words, "message")] == []
