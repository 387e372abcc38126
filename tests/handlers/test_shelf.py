"""Lists of objectives through the real Bolt app: by command, from a message, in a modal and on Home."""

from typing import Any

from sqlalchemy import update

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from models import Objective
from tests.reading import read, texts
from tests.staging import redraw_home, rest_all_but
from tests.views.showing import buttons, spaced

FILTER, UPDATE = "shelf_filter", "objective_update"


def titles(shown: Any) -> list[str]:
    """Give the titles of the cards, which are written in bold."""
    return [line.strip("*") for line in read(shown).splitlines() if line.startswith("*")]


def lists(view: Any) -> dict[str, str]:
    """Give the lists that the first menu offers, text to value."""
    [menu, *_] = [block["elements"][0] for block in view["blocks"] if FILTER in str(block)]
    return {spaced(one["text"]["text"]): one["value"] for one in menu["options"]}


async def ask(actor: Actor, text: str) -> Any:
    await actor.command(text)
    modal = actor.modal
    await actor.close_modal()
    return modal


async def test_a_list_is_asked_for_in_ones_own_words(marc: Actor, tom: Actor) -> None:
    risky = titles(await ask(marc, "/objectives at-risk"))
    assert "Win mid-size retailers in the North" in risky
    for words in ("à risque", "A-RISQUE", "risque"):
        assert titles(await ask(marc, f"/objectives {words}")) == risky
    assert "Il n’y a plus rien dans cette liste." in texts(await ask(marc, "/objectives à clore"))
    assert titles(await ask(tom, "/objectives at risk")) == ["Close annual contracts with logistics companies"]


async def test_the_list_of_one_rep_is_for_that_rep_and_the_manager(marc: Actor, camille: Actor) -> None:
    assert len(titles(await ask(marc, "/objectives à risque @lea"))) < len(
        titles(await ask(marc, "/objectives risque"))
    )
    await camille.command("/objectives à risque @lea")
    assert "Seuls Léa Moreau et Marc Lefèvre peuvent le faire." in read(camille.messages()[-1])
    assert camille.modal is None


async def test_a_message_opens_a_list_which_then_turns_in_its_place(stage: Stage, marc: Actor) -> None:
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Objective).values(manager_signed_at=None))
    await marc.command("/objectives")
    offered = lists(marc.messages()[-1])
    assert {"Tous (8)", "À signer (8)"} <= offered.keys()

    await marc.click(FILTER, value=offered["À signer (8)"], message=marc.messages()[-1])
    assert len(titles(marc.modal)) == 8
    opened = marc.modal
    await marc.click(FILTER, value=lists(marc.modal)["Tous (8)"])
    assert opened
    assert marc.modal
    assert marc.modal["id"] == opened["id"]


async def test_home_shows_the_list_that_was_chosen_and_its_pages(stage: Stage, lea: Actor, marc: Actor) -> None:
    await rest_all_but(stage, LEA)
    await marc.open_home()
    assert "Camille Girard" in read(marc.home)
    chosen = next(value for text, value in lists(marc.home).items() if text.startswith("À risque"))
    await marc.click(FILTER, value=chosen, view=marc.home)
    shown = read(marc.home)
    assert "Win mid-size retailers in the North" in shown
    assert "Organiser des ateliers" not in shown

    await lea.open_home()
    await lea.click(
        FILTER, value=next(value for text, value in lists(lea.home).items() if "À risque" in text), view=lea.home
    )
    assert [one["action_id"] for one in buttons(lea.home)].count(UPDATE) == len(titles(lea.home)) - 1


async def test_a_list_that_was_chosen_on_home_stays_until_it_is_opened_again(stage: Stage, tom: Actor) -> None:
    await tom.open_home()
    whole = titles(tom.home)
    [chosen] = [value for text, value in lists(tom.home).items() if text.startswith("At risk")]
    await tom.click(FILTER, value=chosen, view=tom.home)
    risky = titles(tom.home)
    assert len(risky) < len(whole)

    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Objective).where(Objective.title == risky[-1]).values(title="Something else"))
    await redraw_home(stage, tom)
    assert titles(tom.home) == [*risky[:-1], "Something else"]

    await tom.open_home()
    assert len(titles(tom.home)) == len(whole)
