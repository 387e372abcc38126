"""What an absence means for the talks, wherever it was entered."""

from collections.abc import Iterator, Sequence

from bot.i18n import Translator
from bot.rules.absence import Change, Effect
from bot.rules.person import Person
from bot.views.blocks import escaped

MOST_EFFECTS, MOST_DAYS = 5, 3


def consequences(change: Change, effects: Sequence[Effect], reader: Person, t: Translator) -> Iterator[str]:
    """Say for each talk that the days concern what becomes of it."""
    away = change.adds_days
    concerned = [one for one in effects if one.fallen or not away]
    if away and not concerned:
        yield t("No talk falls on these days.")
    for one in concerned[:MOST_EFFECTS]:
        fallen = [t.short_day(talk, reader.zone) for talk in one.fallen]
        name, moment = escaped(one.other.name), t.moment(one.next_talk, reader.zone)
        if away:
            days = t.listed(fallen) if len(fallen) <= MOST_DAYS else f"{', '.join(fallen[:MOST_DAYS])}…"
            yield t.plural(
                "With {name}: {n} talk falls on these days ({days}).",
                "With {name}: {n} talks fall on these days ({days}).",
                len(fallen),
                name=name,
                days=days,
            )
        if not away or one.next_talk > one.fallen[0]:
            yield ":calendar: " + t("Next talk with {name}: {moment}", name=name, moment=moment)
    if (more := len(concerned) - MOST_EFFECTS) > 0:
        yield t.plural("and {n} more person", "and {n} more people", more)
