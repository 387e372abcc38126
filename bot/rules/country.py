"""The countries whose public holidays are known, with their regions."""

from collections.abc import Mapping
from functools import cache

import holidays


@cache
def countries() -> tuple[str, ...]:
    """Return the codes (ISO 3166) of the countries."""
    return tuple(holidays.list_supported_countries(include_aliases=False))


@cache
def regions(country: str) -> Mapping[str, str]:
    """Return the regions of a country with holidays of their own: FR-57 is Moselle."""
    aliases = holidays.country_holidays(country).get_subdivision_aliases()
    return {f"{country}-{code}": max([code, *names], key=len) for code, names in aliases.items()}
