"""A value told by segment, against what the figures say, and then corrected: what the two live, in both languages."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from sqlalchemy import select

from bot.demo.play import Stage
from bot.demo.team import LEA, TOM, Colleague
from bot.playground import Actor
from models import Objective, Person, Segment
from tests.reading import read
from tests.stories.test_card import A_MINUTE, group_of
from tests.views.showing import buttons, spaced

UPDATE, WHY, HISTORY, CORRECT = "objective_update", "objective_why", "objective_history", "value_correct"


@dataclass(frozen=True)
class Words:
    """What is typed and read in one language."""

    rep: Colleague
    first: str
    too_much: str
    second: str
    sum_told: str
    card: str
    reason: str
    pace: str
    furthest: str
    struck: str
    right: str
    corrected: str
    news: str


FRENCH = Words(
    LEA,
    first="150 000 €",
    too_much="300 000",
    second="91 000,50",
    sum_told="Le total des segments est de 241 000,5 : videz ce champ, ou les segments.",
    card=":large_red_square: Tandem : hors trajectoire  ·  Vous : :large_green_circle: J’y arriverai",
    reason="« Dupont signe lundi »",
    pace="Chemin parcouru : 50 %. Attendu à ce jour : 76 %.",
    furthest="  ·  :small_orange_diamond: le plus en retard",
    struck="~*241 000,50 €*~  ·  corrigé le 6 oct.",
    right="401 000,5 €",
    corrected="*401 000,50 €*  ·  +103 500,50 €",
    news="Léa Moreau a corrigé une valeur : 241 000,50 € → 401 000,50 €.",
)
ENGLISH = Words(
    TOM,
    first="£130,000",
    too_much="300,000",
    second="81,000.50",
    sum_told="The segments make 211,000.5 together: leave this empty, or the segments.",
    card=":large_red_square: Tandem: off track  ·  You: :large_green_circle: I will make it",
    reason="“Dupont signe lundi”",
    pace="50% of the way is done, the pace asks for 76% today.",
    furthest="  ·  :small_orange_diamond: furthest from plan",
    struck="~*£211,000.50*~  ·  corrected on 6 Oct",
    right="£371,000.5",
    corrected="*£371,000.50*  ·  +£122,250",
    news="Tom Baker a corrigé une valeur : 211 000,50 £GB → 371 000,50 £GB.",
)


async def divide(stage: Stage, rep: Colleague) -> tuple[int, int]:
    """Divide the first objective of a rep into two segments, and return their keys."""
    async with stage.tandem.deps.transaction() as session:
        row = await session.scalar(
            select(Objective).join(Objective.owner).where(Person.slack_id == rep.id).order_by(Objective.id).limit(1)
        )
        assert row
        parts = [
            Segment(workspace_id=row.workspace_id, objective_id=row.id, position=place, name=name, share=Decimal(share))
            for place, (name, share) in enumerate({"Atlas": 60, "Borée": 40}.items())
        ]
        session.add_all(parts)
        await session.flush()
        return parts[0].id, parts[1].id


@pytest.mark.parametrize("words", [FRENCH, ENGLISH], ids=["fr", "en"])
async def test_a_value_is_told_by_segment_against_the_figures_and_corrected(
    stage: Stage, marc: Actor, words: Words
) -> None:
    rep = stage.playground.acting_as(words.rep.id)
    first, second = await divide(stage, words.rep)

    # What does not add up is refused in its field, and what was typed is kept.
    await rep.open_home()
    await rep.click(UPDATE, view=rep.home)
    await rep.fill({f"part_{first}": words.first, "value": words.too_much, "confidence": "high"})
    await rep.submit()
    assert rep.errors.keys() == {f"part_{second}"}
    await rep.fill({f"part_{second}": words.second, "note": "Dupont signe lundi"})
    await rep.submit()
    assert {name: spaced(said) for name, said in rep.errors.items()} == {"value": words.sum_told}
    await rep.fill({"value": ""})
    await rep.submit()
    assert rep.modal is None

    # The rep sees it otherwise than the figures: both stand on the card, and so does the reason.
    await rep.until(lambda: f"{words.card}\n{words.reason}" in read(rep.home))
    await rep.click(WHY, view=rep.home)
    assert words.pace in read(rep.modal)
    [behind] = [line for line in read(rep.modal).splitlines() if words.furthest in line]
    assert "Borée (40" in behind
    await rep.close_modal()

    # Marc reads it in French, and cannot correct what is not his.
    await marc.command(f"/objectives @{words.rep.name}")
    assert "« Dupont signe lundi »" in read(marc.messages()[-1])
    await marc.click(HISTORY, message=marc.messages()[-1])
    assert CORRECT not in {one["action_id"] for one in buttons(marc.modal)}
    assert "Atlas 1" in read(marc.modal)
    await marc.close_modal()

    # It was a slip: the rep tells it again, in one figure, and the history keeps both.
    await rep.click(HISTORY, view=rep.home)
    await rep.click(CORRECT, value=newest(rep))
    await rep.fill({f"part_{first}": "", f"part_{second}": "", "value": "12 x"})
    await rep.submit()
    assert rep.errors.keys() == {"value"}
    await rep.fill({"value": words.right, "note": ""})
    await rep.submit()
    assert rep.modal is None
    await rep.open_home()
    await rep.click(HISTORY, view=rep.home)
    told = read(rep.modal).splitlines()
    assert told.index(words.corrected) < told.index(words.struck)

    # What was said with the slip is said no more, and under the card, in the team's language, both read why.
    await rep.close_modal()
    await rep.until(lambda: words.reason not in read(rep.home))
    await stage.clock.jump(A_MINUTE)
    group = group_of(stage, rep, marc)
    news = await marc.until(lambda: next((one for one in marc.messages(group) if "a corrigé" in one["text"]), None))
    assert spaced(news["text"]) == words.news


def newest(rep: Actor) -> str:
    """Return the key of the newest value that can be corrected in the history before somebody."""
    return next(one["value"] for one in buttons(rep.modal) if one["action_id"] == CORRECT)
