"""Both voices: what is agreed in a check-in comes back until done, and feedback is read by two people and no third."""

from datetime import timedelta

from bot.demo.play import Stage
from bot.demo.team import LEA, MARC, TOM
from bot.playground import Actor
from tests import stepping
from tests.reading import option, texts
from tests.staging import rest_all_but

TO_NEXT_PROMPT = timedelta(days=14)


async def test_what_two_people_agree_comes_back_until_it_is_done(stage: Stage, lea: Actor, marc: Actor) -> None:
    # Léa's half ends with an action for herself; she leaves who and when as they are offered.
    await lea.click("checkin_open", message=lea.messages()[0])
    assert lea.modal
    await stepping.send(lea, {"mission": "Il me manque un avant-vente", "action": "Rappeler Dupont <!channel>"})

    # Marc reads it in the open part at once, her feedback not yet.
    [shared] = await marc.until(marc.messages)
    assert "Une action pour Léa Moreau, d’ici au 22 oct.\nRappeler Dupont <!channel>" in texts(shared)
    assert "avant-vente" not in texts(shared)

    # He adds one for himself, with a day that has passed; it is refused in its field, and he mends it.
    await marc.click("checkin_open", message=shared)
    written = {"feedback": "Belle négociation", "action": "Trouver un avant-vente", "action_due": "2026-09-30"}
    await stepping.write(marc, written)
    assert "Ce jour est passé\u00a0: choisissez une date à partir d’aujourd’hui." in texts(marc.modal)
    await stepping.send(marc, {"action_due": "2026-10-16"})

    # The seal is open to both, behind a button; both actions stand beside the feedback.
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert "Belle négociation" not in texts(news)
    await lea.click("checkin_open", message=news)
    for said in ("Belle négociation", "Trouver un avant-vente", "Rappeler Dupont <!channel>"):
        assert said in texts(lea.modal)
    news = (await marc.until(lambda: marc.messages()[1:]))[0]
    await marc.click("checkin_open", message=news)
    for said in ("Il me manque un avant-vente", "Trouver un avant-vente", "Rappeler Dupont <!channel>"):
        assert said in texts(marc.modal)

    # Two weeks later both come back in the next prompt; his is overdue, which is said without a reproach.
    await rest_all_but(stage, LEA)
    await stage.clock.jump(TO_NEXT_PROMPT)
    prompt = lea.messages()[-1]
    assert "Trouver un avant-vente\n:hourglass_flowing_sand: Marc Lefèvre  ·  prévu pour le 16 oct." in texts(prompt)
    assert "Rappeler Dupont &lt;!channel&gt;\n:calendar: Léa Moreau  ·  d’ici au 22 oct." in texts(prompt)

    # On Home each has their own, and Marc sees how many are open with Léa.
    await marc.open_home()
    assert "Trouver un avant-vente\n:hourglass_flowing_sand: avec Léa Moreau  ·  prévu pour le 16 oct." in texts(
        marc.home
    )
    assert "2 actions en cours" in texts(marc.home)
    await lea.open_home()
    assert "Rappeler Dupont &lt;!channel&gt;\n:calendar: avec Marc Lefèvre  ·  d’ici au 22 oct." in texts(lea.home)

    # Léa ticks hers in her half, and sends.
    await lea.click("checkin_open", message=prompt)
    assert lea.modal
    await stepping.send(
        lea, {"actions_done": lambda form: [option(form, "actions_done", "Rappeler Dupont")]}, sure="medium"
    )

    # It is told as done, comes back in his form no more, and has gone from her Home.
    shared = await marc.until(lambda: next((one for one in marc.messages() if "Fait depuis" in texts(one)), None))
    assert "Fait depuis la dernière fois\n:white_check_mark: Rappeler Dupont" in texts(shared).replace("*", "")
    await marc.click("checkin_open", message=shared)
    assert marc.modal
    boxes = next(block["element"] for block in marc.modal["blocks"] if block["block_id"] == "actions_done")
    assert [one["text"]["text"] for one in boxes["options"]] == ["Trouver un avant-vente"]
    await lea.until(lambda: "Rien à faire pour le moment" in texts(lea.home))

    # Marc ticks his on the message itself, before he writes.
    await marc.click("action_done", message=shared)
    await marc.until(lambda: "1 action en cours" not in texts(marc.home))
    await marc.until(
        lambda: all("Ce qui a été convenu" not in texts(one) for one in marc.messages() if one["ts"] == shared["ts"])
    )

    # The prompt after that has nothing to remind of.
    await stage.clock.jump(TO_NEXT_PROMPT + timedelta(hours=1))  # the clocks go back in between
    assert "le jeudi 5 novembre" in lea.messages()[-1]["text"]
    assert "Ce qui a été convenu" not in texts(lea.messages()[-1])


async def test_feedback_goes_from_one_to_the_other_in_two_languages(
    stage: Stage, tom: Actor, marc: Actor, camille: Actor
) -> None:
    # Tom names Marc after the command, in English.
    await tom.command(f"/feedback <@{MARC.id}>")
    assert "To *Marc Lefèvre*" in texts(tom.modal)
    assert "Only the two of you read this in Tandem." in texts(tom.modal)
    words = "You took the price question off my desk <!here>, and the deal closed. Please do it again."
    await tom.fill({"feedback_text": words})
    await tom.submit()
    assert "Marc Lefèvre has your feedback." in texts(tom.modal)

    # Marc is told in French that something is there, and not what.
    [news] = await marc.until(marc.messages)
    assert "Tom Baker vous a laissé un feedback." in texts(news)
    assert words not in texts(news)
    await marc.open_home()
    assert "De *Tom Baker*, le 6 oct.  ·  nouveau" in texts(marc.home)

    # He reads it, the message says so, and Home counts it as read.
    await marc.click("feedback_read", message=news)
    assert words in texts(marc.modal)
    assert "De la part de Tom Baker" in texts(marc.modal)
    await marc.until(lambda: "Vous avez lu le feedback de Tom Baker" in texts(marc.messages()[0]))
    await marc.until(lambda: "·  nouveau" not in texts(marc.home))

    # He answers from there; Tom is told in English, and reads both again from Home.
    await marc.click("feedback_answer", view=marc.modal)
    await marc.fill({"feedback_text": "Merci Tom, comptez sur moi."})
    await marc.submit()
    await tom.until(lambda: "Marc Lefèvre has left you feedback." in texts(tom.messages()))
    await tom.open_home()
    assert "From *Marc Lefèvre*, 6 Oct" in texts(tom.home)
    await tom.click("feedback_read", view=tom.home)
    assert "Merci Tom, comptez sur moi." in texts(tom.modal)

    # Camille, of the same team, finds nothing: not on Home, and not with the number of Marc's button.
    await camille.open_home()
    assert "Tom Baker" not in texts(camille.home)
    await camille.command(f"/feedback <@{TOM.id}>")
    await camille.fill({"feedback_text": "Merci"})
    await camille.submit()
    await camille.until(lambda: "Pour *Tom Baker*" in texts(camille.home))
    assert camille.home
    for block in camille.view(camille.home["id"]).view["blocks"]:
        if block.get("accessory", {}).get("action_id") == "feedback_read":
            block["accessory"]["value"] = "1"
    await camille.click("feedback_read", view=camille.home, value="1")
    assert words not in texts(camille.modal)
    assert "Seules la personne qui a écrit ce feedback et celle qui le reçoit" in texts(camille.modal)

    # No message to anybody holds what was written.
    for who in (tom, marc, camille):
        said = texts(who.messages())
        assert not any(text in said for text in (words, "comptez sur moi"))
