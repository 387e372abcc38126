"""The guide beside the page: what to try, as whom."""

from bot.demo.team import LEA, MARC, TOM

GUIDE = [
    {
        "as": LEA.id,
        "text": {
            "en": "You are Léa, a sales rep. On Thursday you talk with Marc: press *Write my half*, then send it.",
            "fr": "Vous êtes Léa, commerciale. Jeudi, point avec Marc : cliquez sur *Écrire ma partie* et envoyez-la.",
        },
    },
    {
        "as": MARC.id,
        "text": {
            "en": "You are Marc, her manager. Read what Léa shares already, then write your half.",
            "fr": "Vous êtes Marc, son manager. Lisez ce que Léa partage déjà, puis écrivez votre partie.",
        },
    },
    {
        "as": LEA.id,
        "text": {
            "en": "Back as Léa: both halves are in, so the feedback opens. Press *Read*.",
            "fr": "De nouveau Léa : chacun a écrit sa partie, le feedback s’ouvre. Cliquez sur *Lire*.",
        },
    },
    {
        "as": TOM.id,
        "text": {
            "en": "You are Tom, in London. Move the clock on by an hour: your prompt arrives at 09:30 local time.",
            "fr": "Vous êtes Tom, à Londres. Avancez d’une heure : Tandem vous écrit à 9 h 30, heure de Londres.",
        },
    },
    {
        "as": MARC.id,
        "text": {
            "en": "Back as Marc: open *Home*, or type `/checkin`, to see how the team stands.",
            "fr": "De nouveau Marc : ouvrez *Accueil* ou tapez `/checkin` pour voir où en est l’équipe.",
        },
    },
]
