"""What is shown of many objectives: each list of them in a modal and on Home, and their pages."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.rules.objective import Shelf
from bot.rules.person import Person
from bot.rules.shelf import Choice, Filter
from bot.rules.signing import Signatures
from bot.views import home as homes
from bot.views import shelf
from tests.factories import LEA, LINE, MARC, OPEN, OPENS, home, objective, person, rep_state, team
from tests.factories import shelf as a_shelf

VARIED = (
    objective(1),
    objective(2, "Orion", signatures=Signatures(OPENS, None)),
    objective(3, "Vega", line=LINE, latest=None),
    objective(4, "Lyra", ends_on=date(2026, 10, 31)),
    objective(5, "Altaïr", ends_on=date(2026, 9, 30)),
)
TEAM = "0"  # the key of a team made by the factories
LARGE = team(*[rep_state(rep=person(100 + n, "Léa Fontaine"), objectives=VARIED * 3) for n in range(40)])

EVERY: dict[str, Any] = {
    "objectives of a sponsor": lambda t: shelf.sponsored(a_shelf(*VARIED), person(9), t, OPEN),
    "objectives of a sponsor, many": lambda t: shelf.sponsored(a_shelf(*VARIED * 5), person(9), t, OPEN),
    "objectives in a modal": lambda t: shelf.modal([a_shelf(*VARIED)], Choice(LEA.slack_id), MARC, t, OPEN),
    "objectives in a modal, none": lambda t: shelf.modal([a_shelf()], Choice(LEA.slack_id), LEA, t, OPEN),
    "objectives of nobody in a modal": lambda t: shelf.modal([], Choice(), MARC, t, OPEN),
    "objectives in a modal, second page": lambda t: shelf.modal([a_shelf(*VARIED * 5)], Choice(page=1), MARC, t, OPEN),
    "objectives on no list any more": lambda t: shelf.modal(
        [a_shelf(objective(line=LINE))], Choice(filter=Filter.LOOSE), MARC, t, OPEN
    ),
    "home of a rep, second page": lambda t: homes.home(
        home(rep_state(objectives=VARIED * 5)), t, Choice(LEA.slack_id, page=1)
    ),
    "home of a rep, at risk": lambda t: homes.home(
        home(rep_state(objectives=VARIED)), t, Choice(LEA.slack_id, Filter.AT_RISK)
    ),
    "home of a rep, nothing left": lambda t: homes.home(
        home(rep_state(objectives=VARIED[2:3])), t, Choice(LEA.slack_id, Filter.TO_CLOSE)
    ),
    "home of a manager, second page": lambda t: homes.home(home(None, LARGE), t, Choice(TEAM, page=1)),
    "home of a manager, to close": lambda t: homes.home(home(None, LARGE), t, Choice(TEAM, Filter.TO_CLOSE, 1)),
    "home of a manager, nothing left": lambda t: homes.home(
        home(None, team(rep_state(objectives=()))), t, Choice(TEAM, Filter.LOOSE)
    ),
    **{
        f"objectives of a team, {one}": lambda t, one=one: shelf.modal(
            [a_shelf(*VARIED), a_shelf(*VARIED, rep=MARC)], Choice(filter=one), MARC, t, OPEN
        )
        for one in Filter
    },
}


def hostile(rep: Person, title: str) -> dict[str, Any]:
    """Return the same with whatever people may write."""
    found = tuple(replace(one, title=title, id=10**9) for one in VARIED)
    state = rep_state(rep=rep, objectives=found * 6)
    whole = replace(team(*[state] * 30, name=title), id=10**9)
    return {
        "objectives of a team, last page": lambda t: shelf.modal(
            [Shelf(rep, found)] * 30, Choice(page=10**9), rep, t, OPEN
        ),
        "home, filtered": lambda t: homes.home(home(state, whole), t, Choice(str(10**9), Filter.LOOSE, 10**9)),
        "home, last page": lambda t: homes.home(home(state, whole), t, Choice(str(10**9), Filter.ALL, 10**9)),
    }
