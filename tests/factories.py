"""Builders for the values that travel: each gives something valid, and says only what a test does not care about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from bot.rules.absence import Absence, Book, Days, Effect, What
from bot.rules.absence import Change as AbsenceChange
from bot.rules.action import Action
from bot.rules.cadence import Cadence, Occurrence, Plan, Rhythm
from bot.rules.checkin import CheckIn, Report, Sheet
from bot.rules.digest import Away, Curve, Digest, Preview, Standing, Talks
from bot.rules.digest import Plan as DigestPlan
from bot.rules.digest import Rhythm as DigestRhythm
from bot.rules.draft import Desk
from bot.rules.draft import Sheet as DraftSheet
from bot.rules.feedback import Envelope, Letterbox
from bot.rules.objective import (
    Change,
    Confidence,
    Direction,
    Field,
    Line,
    Measure,
    Objective,
    Progress,
    Recorded,
    Shared,
    Shelf,
    Unit,
)
from bot.rules.person import Person
from bot.rules.question import Answer, Answers, Side, Source
from bot.rules.recurrence import EVERY_TWO_WEEKS, EVERY_WEEK
from bot.rules.retro import Contribution, Preparer, Retro, Step, Topic
from bot.rules.retro import Desk as RetroDesk
from bot.rules.room import Room
from bot.rules.signing import Signatures
from bot.rules.team import Home, Parting, RepState, Seat, Setup, TeamState
from bot.rules.visibility import visible
from bot.rules.year import Done, Held, Packet, Year

OPENS = datetime(2026, 10, 6, 7, 30, tzinfo=UTC)
TALK = datetime(2026, 10, 8, 8, 0, tzinfo=UTC)  # Thursday 8 October, 10:00 in Paris
DUE = TALK - timedelta(hours=1)
BEFORE, OPEN, LATE, HELD = (
    OPENS - timedelta(minutes=1),
    OPENS + timedelta(hours=1),
    DUE + timedelta(minutes=1),
    TALK + timedelta(minutes=1),
)


def person(key: int = 1, name: str = "Léa Fontaine", *, tz: str = "Europe/Paris", locale: str = "fr-FR") -> Person:
    return Person(key, f"U{key:04}", name, tz, locale)


LEA = person(1)
MARC = person(2, "Marc Weil")


def measure(
    unit: Unit = Unit.CURRENCY,
    direction: Direction = Direction.REACH,
    *,
    baseline: int | str = 0,
    target: int | str = 480_000,
    currency: str = "EUR",
) -> Measure:
    code = currency if unit is Unit.CURRENCY else None
    return Measure(unit, direction, Decimal(baseline), Decimal(target), code)


COUNT = measure(Unit.COUNT, target=40)
PERCENT = measure(Unit.PERCENT, target=85)
DONE_OR_NOT = measure(Unit.YES_NO, target=1)


def progress(
    value: int | str = 297_000, confidence: Confidence | None = Confidence.MEDIUM, author: str = "Léa Fontaine"
) -> Progress:
    return Progress(Decimal(value), OPENS - timedelta(days=14), author, confidence)


def objective(key: int = 11, title: str = "Zéphyr", measured: Measure | None = None, **given: Any) -> Objective:
    latest = given.pop("latest", progress())
    signed = Signatures(OPENS, OPENS)
    found = Objective(
        key, title, "", measured or measure(), date(2026, 1, 1), date(2026, 12, 31), latest, signatures=signed
    )
    return replace(found, **given)


def checkin(*sent: Side, rep: Person = LEA, manager: Person = MARC, **given: Any) -> CheckIn:
    """Build a check-in of Léa with Marc; the sides named in `sent` have sent their halves."""
    times = {f"{side}_sent_at": OPENS + timedelta(minutes=30) for side in sent}
    return replace(CheckIn(7, rep, manager, OPENS, DUE, TALK), **times | given)


def report(key: int = 11, value: int | str = 310_000, confidence: Confidence = Confidence.HIGH) -> Report:
    return Report(key, Decimal(value), confidence)


def answered(**words: str) -> Answers:
    """Answer questions in words."""
    return {question: Answer(text) for question, text in words.items()}


ANSWERS: Mapping[Side, Answers] = {
    Side.REP: {
        **answered(win="Gagné Orion", obstacle="Délais", means="Un avant-vente", mission="Merci Marc"),
        "energy": Answer(objective_id=11, choice=Source.CLIENT),
    },
    Side.MANAGER: answered(feedback="Bravo Léa", answer="Dès lundi"),
}


def action(key: int = 31, text: str = "Appeler Orion", *, of: Person = MARC, by: Person = MARC, **given: Any) -> Action:
    """Build an action that is due two weeks after the talk."""
    return replace(Action(key, of, by, text, TALK.date() + timedelta(weeks=2), partner=LEA), **given)


def envelope(key: int = 41, *, by: Person = LEA, to: Person = MARC, **given: Any) -> Envelope:
    """Build a feedback from Léa to Marc, unread and unopened."""
    return replace(Envelope(key, by, to, OPEN), **given)


def sheet(side: Side = Side.REP, *sent: Side, at: datetime = OPEN, **given: Any) -> Sheet:
    """Build what `side` may see at that instant when the sides in `sent` have sent their halves."""
    written = {one: ANSWERS[one] if one in sent else {} for one in Side}
    known = given.pop("checkin", None) or checkin(*sent)
    theirs = visible(written[side.other], known, side, at)
    reports = (report(),) if Side.REP in sent else ()
    agreed = (action(),) if Side.MANAGER in sent else ()
    return replace(Sheet(known, side, (objective(),), written[side], theirs, reports, agreed), **given)


def cadence(**given: Any) -> Cadence:
    """Build a cadence: every two Thursdays at 10:00 in Paris, prompted at 09:30."""
    usual = Cadence(date(2026, 1, 8), EVERY_TWO_WEEKS, time(10), time(9, 30), ZoneInfo("Europe/Paris"), "FR", "FR")
    return replace(usual, **given)


def plan(**given: Any) -> Plan:
    """Build the plan of Léa and Marc: every two Thursdays from 8 October 2026 on, with the next four dates."""
    at, standing = given.pop("at", OPENS - timedelta(days=1)), given.pop("standing", None)
    wish = replace(Rhythm(EVERY_TWO_WEEKS, 3, time(10), time(9, 30), date(2026, 10, 8)), **given)
    coming = cadence(anchor=wish.anchor, often=wish.often).coming(wish.anchor, at)
    return Plan(LEA, MARC, "FR", "FR", wish, tuple(islice(coming, 4)), at, standing)


def an_absence(key: int = 1, who: Person = LEA, days: int = 5) -> Absence:
    return Absence(key, who, Days(date(2026, 10, 5), date(2026, 10, 4) + timedelta(days=days)))


def a_book(*known: Absence, whose: Person | None = LEA, people: tuple[Person, ...] = ()) -> Book:
    """Build what Léa sees of her absences, or of somebody else's."""
    return Book(LEA, whose, known, date(2026, 10, 6), people)


def a_change(what: What = What.ENTERED, who: Person = LEA, by: Person = LEA, **given: Any) -> AbsenceChange:
    return replace(AbsenceChange(1, what, who, by, Days(date(2026, 10, 5), date(2026, 10, 9))), **given)


def an_effect(talks: int = 1, other: Person = MARC) -> Effect:
    """Build what an absence means for the talks with somebody: so many of them fall on it."""
    fallen = tuple(TALK + timedelta(weeks=2 * n) for n in range(talks))
    return Effect(other, fallen, TALK + timedelta(weeks=2 * talks))


def upcoming() -> Occurrence:
    later = timedelta(weeks=2)
    return Occurrence(date(2026, 10, 22), OPENS + later, DUE + later, TALK + later)


def rep_state(*sent: Side, rep: Person = LEA, **given: Any) -> RepState:
    """Build where a rep stands; the sides named in `sent` have sent their halves."""
    return replace(RepState(rep, MARC, checkin(*sent, rep=rep), upcoming(), (objective(),)), **given)


def team(*reps: RepState, name: str = "Équipe Nord") -> TeamState:
    return TeamState(name, reps)


def home(mine: RepState | None = None, *teams: TeamState, at: datetime = OPEN, **given: Any) -> Home:
    return replace(Home(LEA if mine else MARC, at, mine, teams), **given)


CHLOE = person(3, "Chloé Diaz")
ORGANISER = replace(CHLOE, is_admin=True)
FORTNIGHTLY = Rhythm(EVERY_TWO_WEEKS, 3, time(10), time(9, 30), date(2026, 10, 8))
BLANK = Setup(None, "", None, (), None, "FR-57", "en-GB", FORTNIGHTLY)


def setup(**given: Any) -> Setup:
    """Build a team as it is set up: Marc leads Léa."""
    return replace(Setup(5, "Équipe Nord", MARC, (LEA,), "C0001", "FR", "fr-FR", FORTNIGHTLY), **given)


def seat(**given: Any) -> Seat:
    """Build Léa's place in Marc's team, where Chloé has added her."""
    return replace(Seat("Équipe Nord", LEA, MARC, TALK + timedelta(weeks=2), CHLOE, standing=checkin()), **given)


def parting(**given: Any) -> Parting:
    return replace(Parting("Équipe Nord", LEA, MARC, None, None), **given)


def letterbox(count: int = 1, **given: Any) -> Letterbox:
    """Build what Marc finds on Home: as many received and given, the first unread."""
    received = tuple(envelope(key, read_at=HELD if key else None) for key in range(count))
    return replace(Letterbox(received, tuple(envelope(key, by=MARC, to=LEA) for key in range(count)), True), **given)


LINE = Line("Entrer dans les filières", "Premier fournisseur", 5)


def shared(reader: Person = LEA, measured: Measure | None = None, **given: Any) -> Shared:
    """Build an objective of Léa as she or Marc sees it."""
    return Shared(objective(measured=measured, **given), LEA, MARC, reader)


def shelf(*objectives: Objective, rep: Person = LEA) -> Shelf:
    return Shelf(rep, objectives)


def desk(reader: Person = LEA, *, rep: Person = LEA, lines: tuple[Line, ...] = (), country: str = "FR") -> Desk:
    return Desk(rep, MARC, reader, lines, country, (date(2026, 1, 1), date(2026, 12, 31)))


def draft_sheet(
    reader: Person = LEA, found: Objective | None = None, *, lines: tuple[Line, ...] = (), **given: Any
) -> DraftSheet:
    """Build the form in which an objective of Léa is written down, or `found` is changed."""
    return replace(DraftSheet(desk(reader, lines=lines), OPEN, found), **given)


def change(field: Field = Field.TITLE, before: str = "Orion", after: str = "Vega") -> Change:
    return Change(field, before, after, "Marc Weil", OPENS)


EVERY_CHANGE = (
    change(),
    change(Field.WHY, "", "Parce que"),
    change(Field.LINE, "Filières\nAmbition", ""),
    change(Field.UNIT, Unit.COUNT, Unit.CURRENCY),
    change(Field.CURRENCY, "EUR", "GBP"),
    change(Field.DIRECTION, Direction.STAY_BELOW, Direction.REACH),
    change(Field.BASELINE, "0", "12.5"),
    change(Field.TARGET, "480000", "500000"),
    change(Field.STARTS_ON, "2026-01-01", "2026-10-01"),
    change(Field.ENDS_ON, "2026-12-31", "2027-06-30"),
    change(Field.PACE, "", "2026-06-30 200000\n2026-09-30 300000"),
    change(Field.PACE, "", "season 8 8 10"),
    change(Field.WEIGHT, "", "40"),
    change(Field.SEGMENTS, "", "60 Zéphyr\n40 Orion"),
    change(Field.FLOOR, "", "400000"),
    change(Field.CEILING, "500000", ""),
    change(Field.CAUSES, "", "territory,market"),
    change(Field.WINDOWS, "", "1,7"),
    change(Field.REVISIONS, "", "2"),
    change(Field.SHOWN, "", "yes"),
    change(Field.SPONSOR, "", "3\nInès Benali"),
)
RECORDED = (
    Recorded(Decimal(310_000), Decimal(297_000), Confidence.HIGH, "Léa Fontaine", OPENS, TALK),
    Recorded(Decimal(297_000), Decimal(297_000), None, "Marc Weil", OPENS - timedelta(days=2)),
    Recorded(Decimal(297_000), None, Confidence.LOW, "Léa Fontaine", OPENS - timedelta(days=300)),
)


MONDAY = datetime(2026, 10, 12, 7, tzinfo=UTC)  # 09:00 in Paris
CURVE = Curve(
    MONDAY.date(),
    way=((date(2026, 9, 8), Decimal("0.5")), (MONDAY.date(), Decimal("0.617"))),
    pace=((date(2026, 1, 1), Decimal(0)), (MONDAY.date(), Decimal("0.78")), (date(2026, 12, 31), Decimal(1))),
)
AWAY = (
    Away(date(2026, 10, 5), date(2026, 10, 16), ("Léa Fontaine",)),
    Away(date(2026, 10, 12), date(2026, 10, 12), ("Marc Weil",)),
    Away(date(2026, 10, 14), date(2026, 10, 14), ("Marc Weil",)),
    Away(date(2026, 10, 15), date(2026, 10, 20), ("Léa Fontaine", "Marc Weil")),
    Away(date(2026, 10, 16), date(2026, 10, 16), ("Léa Fontaine",), holiday=True),
)


def digest(found: Standing | None = None, **given: Any) -> Digest:
    """Build a digest of the week before Monday 12 October, posted at 09:00 in Paris."""
    usual = Digest(
        team="Équipe Nord",
        since=MONDAY - timedelta(weeks=1),
        until=MONDAY,
        zone=ZoneInfo("Europe/Paris"),
        standing=found or Standing(6, 2, 1),
        curve=CURVE,
        talks=Talks(held=7, due=8, skipped=1),
        linked=8,
        reached=1,
        actions_done=5,
        away=AWAY,
    )
    return replace(usual, **given)


def preview(**given: Any) -> Preview:
    return Preview(5, "C0VENTES01", digest(**given))


ROOM = Room("C0VENTES01", "ventes-europe", member=True)
OUTSIDE = Room("C0VENTES01", None, member=False)


def digest_rhythm(**given: Any) -> DigestRhythm:
    """Build the usual rhythm: every Monday at 09:00 in Paris."""
    return replace(DigestRhythm(date(2026, 10, 5), EVERY_WEEK, time(9), ZoneInfo("Europe/Paris"), "FR"), **given)


def digest_plan(at: datetime = MONDAY, name: str = "Équipe Nord", **given: Any) -> DigestPlan:
    found = digest_rhythm(**given)
    return DigestPlan(5, name, found, tuple(islice(found.after(at), 4)))


def said(
    key: int = 1,
    author: Person = LEA,
    text: str = "Les ateliers",
    *,
    step: Step = Step.WORKED,
    why: str = "",
    votes: int = 0,
) -> Contribution:
    return Contribution(key, step, author, text, why, votes)


def retro(step: Step = Step.PREPARATION, **given: Any) -> Retro:
    """Build the retrospective of Léa's and Marc's team at a step."""
    prepares = (Preparer(51, LEA, None),)
    usual = Retro(41, "Équipe Nord", "C0001", MARC, (LEA,), 2026, 3, step, preparers=prepares)
    return replace(usual, **given)


PREPARED = {one: f"Mes notes {number}" for number, one in enumerate(Topic)}


def retro_desk(step: Step, **given: Any) -> RetroDesk:
    """Build what Léa, who has prepared everything, has before her at a step."""
    return RetroDesk(retro(step, **given), LEA, OPENS.date(), PREPARED)


def year(**given: Any) -> Year:
    usual = Year((objective(),), Held(18, 20), ("Gagné Orion",), ("Délais",), Done(3, 1), 7)
    return replace(usual, **given)


def packet(step: Step = Step.PREPARATION, *, sent: bool = False, **given: Any) -> Packet:
    """Build Léa's packet; `sent` says that she has prepared."""
    known = retro(step, preparers=(Preparer(51, LEA, OPENS if sent else None),))
    return replace(Packet(51, known, LEA, year(), PREPARED if sent else {}), **given)
