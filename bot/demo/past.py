"""What the demo's pairs have written to each other since January: the raw material of their year."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.demo.team import CAMILLE, LEA, MARC, PRIYA, TOM, Colleague
from bot.rules.absence import Days
from bot.rules.question import Side


@dataclass(frozen=True)
class Voices:
    """What a pair says in a year: sentences used in turn, actions each with whose it is, means each with the answer.

    `missed` are the talks for which the rep did not write, `skipped` those left out and why.
    """

    wins: tuple[str, ...]
    obstacles: tuple[str, ...]
    to_manager: tuple[str, ...]
    from_manager: tuple[str, ...]
    actions: tuple[tuple[Side, str], ...]
    means: tuple[tuple[str, str], ...] = ()
    missed: frozenset[date] = frozenset()
    skipped: Mapping[date, str] = field(default_factory=dict[date, str])


@dataclass(frozen=True)
class Letter:
    """Feedback given outside a check-in."""

    on: date
    by: Colleague
    to: Colleague
    text: str
    read: bool = True


LETTERS = (
    Letter(date(2026, 4, 2), MARC, LEA, "Ta façon d’écouter a tout changé chez Verdier. Raconte-le à l’équipe."),
    Letter(date(2026, 7, 3), TOM, MARC, "You stood by the price at Northline. It made the rest of the talk easy."),
    Letter(
        date(2026, 9, 29),
        CAMILLE,
        MARC,
        "Merci pour le budget des ateliers : j’en ai déjà trois de prévus.",
        read=False,
    ),
)
POINTS = (
    (LEA, LEA, "Ferrand veut une remise pour signer avant décembre\u00a0: jusqu’où puis-je aller\u00a0?"),
    (MARC, LEA, "Qui reprend le suivi des devis pendant le salon\u00a0?"),
    (TOM, TOM, "Which of my accounts count as key next year?"),
)  # who raises it, with which rep, and what
ABSENCES = {
    PRIYA: Days(date(2026, 10, 16), date(2026, 10, 20)),
    MARC: Days(date(2026, 10, 16), date(2026, 10, 16)),
}


VOICES: Mapping[Colleague, Voices] = {
    LEA: Voices(
        wins=(
            "Premier rendez-vous chez Ferrand Emballages, le directeur industriel est venu.",
            "Contrat annuel signé avec les Ateliers Rhône.",
            "Deux comptes agroalimentaires ouverts après le salon de Lyon.",
            "Le devis type tient enfin sur une page : réponse en 48 heures.",
            "Renouvellement obtenu sans remise chez Maison Perrin.",
            "Recommandation d’un client : trois ETI de la même filière à rappeler.",
            "Démonstration réussie devant le comité de direction de Verdier.",
        ),
        obstacles=(
            "Les directions juridiques mettent trois semaines à relire le contrat.",
            "Pas d’avant-vente disponible avant la fin du mois.",
            "",
            "Un concurrent casse les prix sur les petits volumes.",
            "L’agroalimentaire demande des certificats que nous n’avons pas encore.",
        ),
        to_manager=(
            "L’objectif de délai dépend surtout du juridique : j’ai besoin d’un relais là-bas.",
            "Merci d’être venu chez Ferrand, cela a débloqué la suite.",
            "",
            "Je passe trop de temps à ressaisir les devis dans deux outils.",
            "La priorité donnée aux ETI est claire, elle m’aide à dire non.",
        ),
        from_manager=(
            "Très bonne préparation des rendez-vous ; pense à inviter l’acheteur plus tôt.",
            "Tu as tenu le prix, c’est exactement ce qu’il fallait.",
            "Sur l’agroalimentaire, choisis trois comptes et laisse les autres pour l’instant.",
            "Tes comptes rendus sont précieux pour toute l’équipe.",
        ),
        actions=(
            (Side.MANAGER, "Obtenir un relais au service juridique"),
            (Side.REP, "Rappeler les trois ETI recommandées"),
            (Side.MANAGER, "Venir au rendez-vous chez Ferrand"),
            (Side.REP, "Relancer les devis de plus d’un mois"),
        ),
        means=(
            ("Une journée d’avant-vente pour préparer Verdier.", "Oui : Hugo est à toi mardi prochain."),
            ("", ""),
            ("Une marge de 3 % sur les contrats de deux ans.", "Jusqu’à 2 %, et au-delà on en parle avant."),
        ),
        skipped={date(2026, 8, 13): "congés d’été"},
    ),
    TOM: Voices(
        wins=(
            "Northline asked for a pilot in two depots.",
            "Signed a two-year contract with Harbour Freight Services.",
            "All three key accounts answered the renewal survey.",
            "A customer spoke for us at the logistics forum.",
            "Won back Tilbury Cold Chain after eight months.",
        ),
        obstacles=(
            "Procurement freezes new suppliers until the next quarter.",
            "The pound prices on our site are out of date.",
            "",
            "I lose a day a week to reporting.",
        ),
        to_manager=(
            "The objective is fine, the price list is not: please help me get it updated.",
            "",
            "Thanks for backing me on the discount, it kept the renewal clean.",
            "I would like a say in which accounts count as key.",
        ),
        from_manager=(
            "You read Northline well. Bring the operations people in sooner.",
            "The renewals are in good hands with you.",
            "Shorter offers, please: page one decides.",
        ),
        actions=(
            (Side.MANAGER, "Get the price list in pounds updated"),
            (Side.REP, "Bring Northline's operations people into the pilot"),
            (Side.REP, "Write the renewal plan on one page"),
        ),
        means=(
            ("", ""),
            ("Half a day with the pricing team.", "Booked for Thursday afternoon."),
            ("An analyst for the renewal figures.", "Not before January: the team is on the budget until then."),
        ),
        skipped={date(2026, 5, 21): "at the logistics fair all week"},
    ),
    CAMILLE: Voices(
        wins=(
            "Atelier chez Brasserie du Nord : deux projets à chiffrer.",
            "Extension de contrat chez Delattre, sur un second site.",
            "Le client Lemaire nous recommande à sa maison mère.",
            "Atelier complet, douze personnes, et une commande le lendemain.",
        ),
        obstacles=(
            "",
            "Les ateliers demandent un animateur technique que je n’ai pas toujours.",
            "Deux clients regroupent leurs achats au siège.",
        ),
        to_manager=(
            "Les ateliers marchent : donnons-leur un budget.",
            "",
            "Mon territoire a perdu un grand site, l’objectif n’en tient pas compte.",
        ),
        from_manager=(
            "Tes ateliers font école, raconte-les à l’équipe.",
            "Bravo pour Delattre. Regardons ensemble la marge du second site.",
            "Garde du temps pour les comptes qui dorment.",
        ),
        actions=(
            (Side.MANAGER, "Trouver un animateur technique pour les ateliers"),
            (Side.REP, "Chiffrer la marge du second site de Delattre"),
        ),
        means=(
            ("Un animateur technique deux jours par mois.", "Je demande à l’exploitation, réponse vendredi."),
            ("", ""),
        ),
    ),
    PRIYA: Voices(
        wins=(
            "First meeting with Pennine Outdoor, they liked the reference.",
            "Two store managers want a trial.",
            "A distributor in Leeds opened three doors.",
        ),
        obstacles=(
            "Retailers decide in the autumn, I am knocking too early.",
            "We have no case study for shops with fewer than ten sites.",
            "Nobody knows us up here yet.",
        ),
        to_manager=(
            "A second reference in retail would change every conversation.",
            "The amount was set before we knew the market; can we talk about the means?",
            "",
        ),
        from_manager=(
            "You are building something from nothing; the meetings count even if the figure does not show it yet.",
            "Let us agree which twenty retailers you drop.",
        ),
        actions=(
            (Side.MANAGER, "Find a second reference in retail"),
            (Side.REP, "List the twenty retailers to drop"),
        ),
        means=(
            ("A reference call with our second retail customer.", "I ring them this week."),
            ("", ""),
            ("A stand at the Leeds trade fair.", "Yes, if two of us share it: who else would come?"),
        ),
        missed=frozenset({date(2026, 3, 5), date(2026, 7, 9)}),
    ),
}
