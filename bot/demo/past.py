"""What the demo's pairs have written to each other since January: the raw material of their year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.demo.team import CAMILLE, LEA, PRIYA, TOM, Colleague


@dataclass(frozen=True)
class Voices:
    """Sentences of a pair, used in turn; `missed` are the days on which the rep did not write."""

    wins: tuple[str, ...]
    obstacles: tuple[str, ...]
    to_manager: tuple[str, ...]
    from_manager: tuple[str, ...]
    missed: frozenset[date] = frozenset()


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
        missed=frozenset({date(2026, 8, 13)}),
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
        missed=frozenset({date(2026, 5, 21)}),
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
        missed=frozenset({date(2026, 3, 5), date(2026, 7, 9)}),
    ),
}
