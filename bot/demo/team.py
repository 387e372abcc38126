"""The people of the demo: a sales team in two languages and two time zones, with objectives under way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

from bot.rules.objective import Confidence, Direction, Line, Measure, NewObjective, Segment, Unit
from bot.rules.strategy import Horizon, NewGoal
from bot.rules.team import NewRep

START = datetime(2026, 10, 6, 7, 31, tzinfo=UTC)  # a Tuesday, 09:31 in Paris: prompts there have just opened
MADE = datetime(2026, 1, 2, 8, tzinfo=UTC)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
CHANNEL = "C0VENTES01"
TEAM = "Ventes Europe"


@dataclass(frozen=True)
class Colleague:
    """Somebody in the demo's workspace."""

    id: str
    name: str
    real_name: str
    title: str
    tz: str
    locale: str
    is_admin: bool = False


@dataclass(frozen=True)
class Past:
    """A value recorded before the demo begins, in one of the last check-ins."""

    value: str
    confidence: Confidence


MARC = Colleague("U0MARC0001", "marc", "Marc Lefèvre", "Directeur des ventes, Paris", "Europe/Paris", "fr-FR")
LEA = Colleague("U0LEA00001", "lea", "Léa Moreau", "Commerciale, Lyon", "Europe/Paris", "fr-FR")
CAMILLE = Colleague("U0CAMILLE1", "camille", "Camille Girard", "Commercial, Lille", "Europe/Paris", "fr-FR")
TOM = Colleague("U0TOM00001", "tom", "Tom Baker", "Sales rep, London", "Europe/London", "en-GB")
PRIYA = Colleague("U0PRIYA001", "priya", "Priya Shah", "Sales rep, Manchester", "Europe/London", "en-GB")
INES = Colleague("U0INES0001", "ines", "Inès Benali", "Opérations commerciales, Paris", "Europe/Paris", "fr-FR", True)

EVERYONE = (LEA, MARC, TOM, CAMILLE, PRIYA, INES)


@dataclass(frozen=True)
class Seat:
    """A rep's seat in the team: the year's first talk, the country, and objectives with their last values."""

    anchor: date
    meets_at: time
    country: str
    objectives: Mapping[NewObjective, tuple[Past, ...]]

    def rep(self, rep_id: int) -> NewRep:
        return NewRep(rep_id, self.country, self.anchor, meets_at=self.meets_at)


FIRST_CHOICE = "Devenir le premier fournisseur des ETI d’ici 2028"
LOYALTY = "Faire des renouvellements la moitié de nos revenus d’ici 2027"
GOALS = (
    NewGoal(
        FIRST_CHOICE,
        "Quand une ETI cherche un partenaire, nous voulons être le premier nom qui lui vient. Elles restent longtemps, "
        "elles nous recommandent, et personne ne s’occupe encore d’elles comme il faut.",
        Horizon.MEDIUM,
    ),
    NewGoal(
        LOYALTY,
        "Un client qui renouvelle nous dit que nous avons tenu parole. Avec la moitié des revenus assurée en janvier, "
        "nous choisissons pour qui nous travaillons.",
        Horizon.LONG,
    ),
)
NEW_SECTORS = Line("Entrer dans les filières où nous sommes peu présents", FIRST_CHOICE)
FASTER = Line("Répondre plus vite que nos concurrents", FIRST_CHOICE)
CLOSER = Line("Élargir ce que nos clients achètent déjà chez nous", LOYALTY)
RETAIL = {
    "Fashion": (50, 30),
    "Home and garden": (30, 50),
    "New customers": (20, 20),
}  # percent of target, and of value


def money(title: str, why: str, target: str, currency: str, line: Line) -> NewObjective:
    measure = Measure(Unit.CURRENCY, Direction.REACH, Decimal(0), Decimal(target), currency)
    return NewObjective(title, why, measure, *YEAR, line)


def by_segment(objective: NewObjective) -> NewObjective:
    return replace(objective, segments=tuple(Segment(name, Decimal(share)) for name, (share, _) in RETAIL.items()))


def count(title: str, why: str, target: str, line: Line | None = None) -> NewObjective:
    return NewObjective(title, why, Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(target)), *YEAR, line)


def reduce(title: str, why: str, baseline: str, target: str, line: Line) -> NewObjective:
    measure = Measure(Unit.COUNT, Direction.REDUCE, Decimal(baseline), Decimal(target))
    return NewObjective(title, why, measure, *YEAR, line)


def hold(title: str, why: str, baseline: str, target: str, line: Line) -> NewObjective:
    measure = Measure(Unit.PERCENT, Direction.STAY_ABOVE, Decimal(baseline), Decimal(target))
    return NewObjective(title, why, measure, *YEAR, line)


HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW

SEATS: Mapping[Colleague, Seat] = {
    LEA: Seat(
        date(2026, 1, 15),
        time(10),
        "FR",
        {
            money(
                "Signer des contrats annuels avec les ETI de la région",
                "Nous voulons des clients qui restent : les ETI renouvellent deux fois plus que les petits comptes.",
                "480000",
                "EUR",
                NEW_SECTORS,
            ): (Past("268000", HIGH), Past("297500", HIGH)),
            count(
                "Ouvrir de nouveaux comptes dans l’agroalimentaire",
                "La filière investit et nous n’y sommes presque pas.",
                "12",
                NEW_SECTORS,
            ): (Past("6", MEDIUM), Past("7", MEDIUM)),
            reduce(
                "Raccourcir le délai de signature, en jours",
                "Un devis qui attend est un devis que le concurrent relit.",
                "45",
                "30",
                FASTER,
            ): (Past("38", LOW),),
        },
    ),
    TOM: Seat(
        date(2026, 1, 15),
        time(11, 30),
        "GB-ENG",
        {
            money(
                "Close annual contracts with logistics companies",
                "Logistics is where our product saves the most, and customers there stay.",
                "420000",
                "GBP",
                NEW_SECTORS,
            ): (Past("231000", MEDIUM), Past("248750.50", MEDIUM)),
            hold(
                "Keep the renewal rate of key accounts",
                "Half of next year's revenue comes from renewals.",
                "90",
                "92",
                CLOSER,
            ): (Past("93.5", HIGH),),
        },
    ),
    CAMILLE: Seat(
        date(2026, 1, 8),
        time(14),
        "FR",
        {
            money(
                "Développer le chiffre d’affaires des comptes existants",
                "Nos clients n’utilisent que la moitié de ce qu’ils pourraient nous acheter.",
                "350000",
                "EUR",
                CLOSER,
            ): (Past("262000", HIGH),),
            count("Organiser des ateliers chez les clients", "Un atelier amène deux projets sur trois.", "10"): (
                Past("8", HIGH),
            ),
        },
    ),
    PRIYA: Seat(
        date(2026, 1, 8),
        time(9),
        "GB-ENG",
        {
            by_segment(
                money(
                    "Win mid-size retailers in the North",
                    "We have two references in retail and nobody has called the others yet.",
                    "300000",
                    "GBP",
                    NEW_SECTORS,
                )
            ): (Past("96000", LOW),),
        },
    ),
}


ENDED = NewObjective(
    "Rappeler les clients sans commande depuis un an",
    "Un client qui revient coûte cinq fois moins qu’un nouveau.",
    Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(40)),
    date(2026, 7, 1),
    date(2026, 9, 30),
    CLOSER,
)
ITS_VALUES = {date(2026, 7, 29): "9", date(2026, 8, 26): "17", date(2026, 9, 28): "34"}
