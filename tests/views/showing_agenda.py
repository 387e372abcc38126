"""What is shown of a pair's agenda, and the forms that add to it and take from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.i18n import Translator
from bot.rules.agenda import TEXT, WHY, Agenda, Origin, Point
from bot.rules.checkin import Side
from bot.rules.form import Begun
from bot.rules.person import Person
from bot.views import agenda, half
from bot.views import home as homes
from tests.factories import LEA, MARC, OPEN, home, rep_state, sheet, team

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
LINK = "https://acme.slack.com/archives/C0001/p1"


def point(key: int = 1, by: Person = MARC, **given: Any) -> Point:
    return replace(Point(key, by, "Zéphyr", Origin.HOME, OPEN), **given)


def an_agenda(*points: Point, reader: Person = LEA) -> Agenda:
    return Agenda(LEA, MARC, reader, points)


POINTS = (point(), point(2, LEA, link=LINK, origin=Origin.MESSAGE), point(3, origin=Origin.STRATEGY))
NEW, FROM_MESSAGE = agenda.kept_as(an_agenda()), agenda.kept_from("C0001", "1.0")
OTHER = Agenda(replace(LEA, slack_id="U0009", name="Orion"), MARC, MARC)

EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "agenda": lambda t: agenda.modal(an_agenda(*POINTS), t),
    "agenda, empty": lambda t: agenda.modal(an_agenda(reader=MARC), t),
    "agenda, long": lambda t: agenda.modal(an_agenda(*POINTS * 30), t),
    "agenda on a rep's Home": lambda t: homes.home(home(rep_state(points=POINTS * 4)), t),
    "agenda on a manager's Home": lambda t: homes.home(home(None, team(rep_state(points=POINTS * 4))), t),
    "agenda in a half": lambda t: half.form(sheet(Side.REP, points=POINTS), t, OPEN, Begun(OPEN)),
    "agenda in the manager's half": lambda t: half.form(
        sheet(Side.MANAGER, Side.REP, points=POINTS * 2), t, OPEN, Begun(OPEN)
    ),
    "point": lambda t: agenda.form([an_agenda()], t, NEW, Begun(OPEN)),
    "point with one of several": lambda t: agenda.form(
        [an_agenda(reader=MARC), OTHER], t, FROM_MESSAGE, Begun(OPEN), with_rep="U0009"
    ),
    "point, begun": lambda t: agenda.form([an_agenda()], t, NEW, Begun(OPEN, {TEXT: "Zéphyr"})),
    "point from a message": lambda t: agenda.form(
        [an_agenda(), OTHER], t, FROM_MESSAGE, Begun(OPEN), text="Deneb", link=LINK
    ),
    "point to take off": lambda t: agenda.drop_form(point(), LEA, t, Begun(OPEN)),
}


def hostile(who: Person, words: str) -> dict[str, Callable[[Translator], Shown]]:
    """Return the same with whatever people may write; a link that is none is shown to nobody."""
    point_ = Point(10**9, who, words, Origin.HOME, OPEN, words)
    points = (point_, replace(point_, origin=Origin.STRATEGY)) * 30
    shared = Agenda(who, who, who, points)
    return {
        "agenda": lambda t: agenda.modal(shared, t),
        "agenda on a rep's Home": lambda t: homes.home(home(rep_state(points=points)), t),
        "agenda on a manager's Home": lambda t: homes.home(home(None, team(*[rep_state(points=points)] * 20)), t),
        "agenda in a half": lambda t: half.form(sheet(Side.REP, points=points), t, OPEN, Begun(OPEN)),
        "point": lambda t: agenda.form([shared], t, FROM_MESSAGE, Begun(OPEN), text=words * 2, link=words[:100]),
        "point with one of many": lambda t: agenda.form(
            [replace(shared, rep=replace(who, slack_id=f"U{key}"), reader=MARC) for key in range(200)],
            t,
            FROM_MESSAGE,
            Begun(OPEN),
        ),
        "point to take off": lambda t: agenda.drop_form(point_, who, t, Begun(OPEN, {WHY: words[:2000]})),
    }
