"""The guide beside the page: what to try, as whom."""

from bot.demo.team import LEA, MARC, TOM

GUIDE = [
    {
        "as": LEA.id,
        "text": {
            "en": "You are Léa. Tandem has just asked you for your half of the check-in: answer it from the message.",
            "fr": "Vous êtes Léa. Tandem vient de vous demander votre partie du point : répondez depuis le message.",
        },
    },
    {
        "as": MARC.id,
        "text": {
            "en": "You are Marc. Read the open part of Léa's half, then write yours.",
            "fr": "Vous êtes Marc. Lisez ce que Léa partage dès maintenant, puis écrivez votre partie.",
        },
    },
    {
        "as": LEA.id,
        "text": {
            "en": "Back as Léa: the seal is open. Read Marc's feedback.",
            "fr": "De nouveau Léa : les deux parties sont ouvertes. Lisez le feedback de Marc.",
        },
    },
    {
        "as": TOM.id,
        "text": {
            "en": "You are Tom, in London. Move the clock on by an hour: your prompt arrives at 09:30 local time.",
            "fr": "Vous êtes Tom, à Londres. Avancez l'horloge d'une heure : votre point arrive à 9 h 30 là-bas.",
        },
    },
    {
        "as": MARC.id,
        "text": {
            "en": "As Marc, type /checkin to see how the team stands, or open Tandem's Home.",
            "fr": "En tant que Marc, tapez /checkin pour voir où en est l'équipe, ou ouvrez l'accueil de Tandem.",
        },
    },
]
