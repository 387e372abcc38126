"""What is shown of the strategy: the tree, its forms, its loose ends, and the news that it has changed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.i18n import Translator
from bot.rules.objective import Ended, Line, Status
from bot.rules.person import Person
from bot.rules.signing import Deed, Done, Signatures
from bot.rules.strategy import Answer, Asked, Aspect, Horizon, Kind, News, Reply, Turn
from bot.rules.tree import Bench, Branch, Grove, Leaf, Loose, LooseEnd, Tree, Twig
from bot.views import background, strategy, strategy_news, tree
from bot.views import home as homes
from tests.factories import LEA, LINE, MARC, OPEN, home, objective, rep_state, shared, team

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
NORTH, SOUTH = Grove(5, "Équipe Nord"), Grove(6, "Zéphyr")
ENDED = Ended(OPEN, "Orion")
GOALS = {7: "Vega", 8: "Lyra"}


def twig(key: int = 3, **given: Any) -> Twig:
    """Build a line under which three objectives stand, two of them on track."""
    return replace(Twig(key, "Altaïr", None, 3, {Status.ON_TRACK: 2, Status.OFF_TRACK: 1}), **given)


def branch(*twigs: Twig, **given: Any) -> Branch:
    return replace(Branch(7, "Vega", "Parce que", Horizon.LONG, None, twigs), **given)


def a_tree(*branches: Branch, reader: Person = MARC, **given: Any) -> Tree:
    """Build a team's strategy as Marc sees it, or as somebody who cannot change it."""
    return replace(Tree(NORTH, (NORTH,), reader, OPEN, reader == MARC, branches), **given)


def leaf(kind: Kind = Kind.GOAL, **given: Any) -> Leaf:
    return replace(Leaf(kind, 7, 5, "Vega", "Parce que", Horizon.LONG, 7), **given)


def bench(found: Leaf | None = None, *teams: Grove) -> Bench:
    return Bench(teams or (NORTH,), GOALS, OPEN, found)


def turn(aspect: Aspect = Aspect.TITLE, before: str = "Orion", after: str = "Vega", **given: Any) -> Turn:
    return replace(Turn(Kind.GOAL, 7, "Vega", aspect, before, after, "Marc Weil", OPEN), **given)


EVERY_TURN = tuple(
    one
    for kind in Kind
    for one in (
        turn(kind=kind),
        turn(Aspect.WORDS, "", "Parce que", note="Lyra"),
        turn(Aspect.HORIZON, Horizon.MEDIUM, Horizon.LONG),
        turn(Aspect.GOAL, kind=Kind.LINE),
        turn(Aspect.ENDED, "", "ended", kind=kind),
        turn(Aspect.ENDED, "ended", "", kind=kind),
    )
)
ASKED = (
    Asked(1, "Deneb", "Altaïr"),
    Asked(2, "Zéphyr", "Altaïr", Answer.VALID, OPEN),
    Asked(3, "Orion", "Altaïr", Answer.TALK, OPEN),
)
REPLIES = tuple(Reply("Léa Fontaine", "Zéphyr", one) for one in (*Answer, None))
LOOSE = Loose(
    NORTH, (LooseEnd(LEA, objective()), LooseEnd(LEA, objective(12, "Orion", signatures=Signatures()))), (LINE,)
)


def news(*turns: Turn, asked: tuple[Asked, ...] = ASKED) -> News:
    return News(LEA, MARC, turns, asked)


EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "strategy of the manager": lambda t: tree.modal(
        a_tree(branch(twig(), twig(4, count=0, standing={}), twig(5, ended=ENDED)), loose=2), t
    ),
    "strategy of a rep": lambda t: tree.modal(
        a_tree(
            branch(twig(standing={}, mine=(objective(),) * 7)), branch(words="", horizon=Horizon.MEDIUM), reader=LEA
        ),
        t,
    ),
    "strategy of many teams": lambda t: tree.modal(a_tree(branch(), teams=(NORTH, SOUTH)), t),
    "strategy, ended": lambda t: tree.modal(
        a_tree(branch(twig(), ended=ENDED), branch(twig(), ended=replace(ENDED, why="")), reader=LEA), t
    ),
    "strategy, none yet": lambda t: tree.modal(a_tree(), t),
    "strategy, none yet, of a rep": lambda t: tree.modal(a_tree(reader=LEA), t),
    "strategy, very large": lambda t: tree.modal(a_tree(*[branch(*[twig()] * 10)] * 20), t),
    "goal": lambda t: strategy.form(Kind.GOAL, bench(), t),
    "goal of one of several teams": lambda t: strategy.form(Kind.GOAL, bench(None, NORTH, SOUTH), t),
    "goal to change": lambda t: strategy.form(Kind.GOAL, bench(leaf(replies=REPLIES)), t),
    "goal to reopen": lambda t: strategy.form(Kind.GOAL, bench(leaf(ended=ENDED)), t),
    "line": lambda t: strategy.form(Kind.LINE, bench(), t),
    "line to change": lambda t: strategy.form(Kind.LINE, bench(leaf(Kind.LINE, replies=REPLIES * 9)), t),
    "goal to end": lambda t: strategy.end_form(leaf(), t),
    "line to end": lambda t: strategy.end_form(leaf(Kind.LINE), t),
    "loose ends": lambda t: tree.loose_form(LOOSE, t),
    "loose ends, no line": lambda t: tree.loose_form(replace(LOOSE, lines=()), t),
    "loose ends, none": lambda t: tree.loose_form(replace(LOOSE, ends=()), t),
    "strategy has changed": lambda t: strategy_news.changed(news(*EVERY_TURN), t),
    "strategy has changed, for many objectives": lambda t: strategy_news.changed(news(turn(), asked=ASKED * 9), t),
    "home of a manager with loose ends": lambda t: homes.home(
        home(None, replace(team(rep_state()), loose=1), replace(team(rep_state()), loose=2)), t
    ),
    "why, in the goal's words": lambda t: background.why(
        shared(line=replace(LINE, words="Parce que", horizon=Horizon.LONG)), t, OPEN
    ),
    "why, its line ended": lambda t: background.why(shared(line=replace(LINE, ended=ENDED)), t, OPEN),
    "why, its goal ended": lambda t: background.why(
        shared(line=replace(LINE, ended=replace(ENDED, is_goal=True))), t, OPEN
    ),
    "history of an answer": lambda t: background.history(
        shared(), [Done(Deed.AFFIRMED, "Léa Fontaine", OPEN, "Altaïr")], t, OPEN + timedelta(days=1)
    ),
}


def hostile(rep: Person, words: str, title: str) -> dict[str, Callable[[Translator], Shown]]:
    """Return the same with whatever people may write."""
    end = Ended(OPEN, words)
    mine = (objective(10**9, title),) * 30
    twigs = tuple(twig(10**9 + key, title=title, mine=mine, ended=end if key % 2 else None) for key in range(9))
    grove = Grove(5, title)
    found = leaf(title=title, words=words, ended=end, replies=(Reply(rep.name, title, None),) * 40)
    goals = {10**9 + key: title for key in range(120)} | {7: title}
    line = Line(title, title, 10**9, words, Horizon.LONG, end)
    lines = tuple(replace(line, id=10**9 + key) for key in range(120))
    turns = [replace(one, title=title, author=rep.name, note=f"{words[:-1]}{n}") for n, one in enumerate(EVERY_TURN)]
    turns = [one if one.aspect is Aspect.HORIZON else replace(one, before=words, after=words) for one in turns]
    asked = tuple(Asked(key, title, title, Answer.TALK if key % 2 else None, OPEN) for key in range(40))
    ends = tuple(LooseEnd(rep, objective(10**9 + key, title)) for key in range(120))
    return {
        "strategy": lambda t: tree.modal(
            replace(
                a_tree(*[branch(*twigs, title=title, words=words, ended=end), branch(*twigs, title=title)] * 20),
                team=grove,
                teams=(grove, *(replace(grove, id=key) for key in range(200))),
                loose=3,
            ),
            t,
        ),
        "goal": lambda t: strategy.form(Kind.GOAL, Bench((grove,), goals, OPEN, found), t),
        "goal of many teams": lambda t: strategy.form(
            Kind.GOAL, Bench(tuple(replace(grove, id=key) for key in range(200)), {}, OPEN), t
        ),
        "line": lambda t: strategy.form(
            Kind.LINE, Bench((grove,), goals, OPEN, replace(found, kind=Kind.LINE, ended=None)), t
        ),
        "goal to end": lambda t: strategy.end_form(found, t),
        "loose ends": lambda t: tree.loose_form(Loose(grove, ends, lines), t),
        "loose ends, no line": lambda t: tree.loose_form(Loose(grove, ends, ()), t),
        "strategy has changed": lambda t: strategy_news.changed(News(rep, rep, tuple(turns), asked), t),
        "why": lambda t: background.why(shared(line=line, title=title), t, OPEN),
    }
