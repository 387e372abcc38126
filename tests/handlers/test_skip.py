"""/checkin skip and its button, through the real Bolt app on the playground."""

from datetime import UTC, datetime

from sqlalchemy import update

from bot.demo.play import Stage
from bot.demo.team import TOM
from bot.playground import Actor
from models import CheckIn
from tests.reading import texts


async def test_a_reason_is_asked_for_with_an_example(lea: Actor) -> None:
    await lea.command("/checkin sauter")

    assert "Par exemple\u00a0: `/checkin passer en salon toute la semaine`." in texts(lea.messages()[-1])


async def test_a_rep_skips_from_home_and_says_why(lea: Actor, marc: Actor) -> None:
    await lea.open_home()
    await lea.click("checkin_skip", view=lea.home)
    assert "L’entretien du jeudi 8 octobre, 10:00 n’aura pas lieu." in texts(lea.modal)
    assert lea.modal
    assert lea.modal["submit"]["text"] == "Annuler ce point"
    assert lea.modal["close"]["text"] == "Le maintenir"
    await lea.fill({"reason": "Salon de Lyon"})
    await lea.submit()

    [news] = await marc.until(marc.messages)
    assert "Salon de Lyon" in texts(news)
    await lea.until(lambda: "annulé par Léa Moreau\u00a0: Salon de Lyon" in texts(lea.home))
    assert "Annuler ce point" not in texts(lea.home)


async def test_why_a_talk_is_left_out_is_kept_until_it_is_sent(lea: Actor, marc: Actor) -> None:
    await lea.open_home()
    await lea.click("checkin_skip", view=lea.home)
    await lea.fill({"reason": "Salon de Lyon"})
    await lea.close_modal()
    await lea.click("checkin_skip", view=lea.home)
    await lea.submit()

    [news] = await marc.until(marc.messages)
    assert "Salon de Lyon" in texts(news)


async def test_a_blank_reason_is_refused_in_its_field(lea: Actor) -> None:
    await lea.open_home()
    await lea.click("checkin_skip", view=lea.home)
    await lea.fill({"reason": "  "})
    await lea.submit()

    assert lea.errors == {"reason": "Écrivez au moins une phrase."}


async def test_a_manager_skips_the_next_one_of_a_rep_before_it_opens(marc: Actor, tom: Actor) -> None:
    await marc.open_home()
    assert marc.home
    row = next(one["block_id"] for one in marc.home["blocks"] if "accessory" in one and "Tom Baker" in texts(one))
    await marc.click("checkin_more", view=marc.home, block_id=row, value=f"checkin_skip {TOM.id}")
    await marc.fill({"reason": "Comité de direction"})
    await marc.submit()

    [news] = await tom.until(tom.messages)
    assert "Marc Lefèvre has skipped your check-in of 8 Oct." in texts(news)
    assert "Next talk: Thursday, 22 October at 11:30" in texts(news)


async def skip_unseen(stage: Stage) -> None:
    """Skip what is open while the messages about it stay as they are."""
    async with stage.tandem.deps.transaction() as session:
        await session.execute(
            update(CheckIn).values(
                skipped_at=datetime(2026, 10, 6, 8, tzinfo=UTC),
                skip_cause="person",
                skipped_by_id=CheckIn.manager_id,
                skip_reason="Audit",
            )
        )


async def test_an_old_button_of_a_skipped_one_explains_itself(stage: Stage, lea: Actor) -> None:
    await skip_unseen(stage)

    await lea.click("checkin_open", message=lea.messages()[0])

    assert "Point du 8 oct. annulé par Marc Lefèvre\u00a0: Audit" in texts(lea.modal)
    assert "submit" not in {key for key, value in (lea.modal or {}).items() if value}


async def test_a_half_sent_meanwhile_is_refused_and_not_lost(stage: Stage, lea: Actor) -> None:
    await lea.click("checkin_open", message=lea.messages()[0])
    form = lea.modal or {}
    names = [block["block_id"] for block in form["blocks"] if block["block_id"].startswith("confidence_")]
    await lea.fill(dict.fromkeys(names, "high"))
    await skip_unseen(stage)
    await lea.submit()

    assert list(lea.errors.values()) == ["Marc Lefèvre a annulé ce point\u00a0: Audit"]
    assert lea.modal


async def test_skipping_twice_answers_with_what_stands(lea: Actor) -> None:
    await lea.command("/checkin passer Salon")
    await lea.command("/checkin passer Audit")

    assert "annulé par Léa Moreau\u00a0: Salon" in texts(lea.messages()[-1])


async def test_the_status_says_who_skipped_it_and_why(lea: Actor, marc: Actor) -> None:
    await lea.command("/checkin passer Salon")
    await marc.command("/checkin statut")

    assert "*Léa Moreau*\n:fast_forward: Point du 8 oct. annulé par Léa Moreau\u00a0: Salon" in texts(
        marc.messages()[-1]
    )
