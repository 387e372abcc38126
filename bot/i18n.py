"""Words and figures in the reader's language: gettext catalogues and Babel's formats."""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from datetime import time as walltime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time, get_day_names, get_month_names, get_timezone_location
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import (
    format_currency,
    format_decimal,
    format_percent,
    get_currency_name,
    get_decimal_symbol,
    get_group_symbol,
    get_territory_currencies,
)

from bot.rules.amount import NumberStyle
from bot.rules.objective import Measure, Unit

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("en", "fr")
DEFAULT_LOCALE = "en-US"
ELIDED = re.compile(r"\b([Dd]|[Qq]u)e (\*?\{(\w+)\})")  # what French shortens before a vowel, and what is put in there
SOUNDED = re.compile(r"[aeiouœæ]|y(?![aeiou])", re.IGNORECASE)  # before h, French leaves the choice: de Hugo


@dataclass(frozen=True)
class Translator:
    """Says things to one reader. Calling it translates: `t("Hello {name}", name=...)`."""

    tag: str
    locale: Locale
    catalogue: gettext.NullTranslations

    def __call__(self, message: str, **values: object) -> str:
        return self.filled(self.catalogue.gettext(message), **values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        counted = {"n": format_decimal(count, locale=self.locale)} | values
        return self.filled(self.catalogue.ngettext(one, many, count), **counted)

    def filled(self, said: str, /, **values: object) -> str:
        """Put values into a text that is in the reader's language already: de Léa, d’Inès."""
        return _filled(_elided(said, values) if self.locale.language == "fr" else said, values)

    def amount(self, value: Decimal, measure: Measure) -> str:
        """Write a value with its unit: 12 500,50 €, 85 %, 14, yes."""
        match measure.unit:
            case Unit.CURRENCY:
                return format_currency(
                    value,
                    measure.currency or "",
                    locale=self.locale,
                    format=self._money_format(value),
                    currency_digits=False,
                )
            case Unit.PERCENT:
                return self.percentage(value)
            case Unit.COUNT:
                return format_decimal(value, locale=self.locale)
            case Unit.YES_NO:
                t = self
                return t("yes") if value else t("no")

    def change(self, difference: Decimal, measure: Measure) -> str:
        """Write a difference with its sign; that of two percentages is in points."""
        sign = "+" if difference > 0 else "−"
        if measure.unit is Unit.PERCENT:
            t = self
            return sign + t("{figure} pts", figure=self.figure(abs(difference)))
        return sign + self.amount(abs(difference), measure)

    def country(self, code: str) -> str:
        """Name a country by its ISO code: France."""
        return self.locale.territories.get(code, code)

    def language(self, tag: str) -> str:
        """Name a language as it is chosen: anglais (Royaume-Uni)."""
        return Locale.parse(tag, sep="-").get_display_name(self.locale) or tag

    def currency(self, code: str) -> str:
        """Name a currency as one counts in it: euros, livres sterling."""
        return get_currency_name(code, count=2, locale=self.locale)

    def figure(self, value: Decimal) -> str:
        """Write a bare number as a form is prefilled with it."""
        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def share(self, share: Decimal) -> str:
        """Write a share of the way in whole percent, rounded down: 100% means arrived."""
        return format_percent(Decimal(int(share * 100)) / 100, locale=self.locale)

    def percentage(self, value: Decimal) -> str:
        """Write a percentage as exactly as it was told: 33.5%."""
        return format_percent(value / 100, locale=self.locale, decimal_quantization=False)

    def percent(self, share: float) -> str:
        """Write a round share as it stands on an axis: 25%."""
        return format_percent(share, locale=self.locale)

    def day(self, on: date) -> str:
        """Name a day with its weekday: Thursday 8 October."""
        full = self.locale.date_formats["full"].pattern
        return self._first(format_date(on, re.sub(r",?\s*y", "", full), locale=self.locale))

    def full_day(self, on: date) -> str:
        """Name a day that may be in another year: 8 October 2027."""
        return self._first(format_date(on, "long", locale=self.locale))

    def short_day(self, on: date | datetime, zone: tzinfo = UTC) -> str:
        local = on.astimezone(zone).date() if isinstance(on, datetime) else on
        return self._first(format_skeleton("MMMd", local, locale=self.locale))

    def day_of(self, on: date, today: date) -> str:
        """Name a day shortly, with its year unless it is this one: 31 Dec, 31 Dec 2027."""
        return self.short_day(on) if on.year == today.year else self.dated(on)

    def dated(self, on: date) -> str:
        """Name a day shortly, with its year: 31 Dec 2027."""
        return self._first(format_date(on, "medium", locale=self.locale))

    def month(self, on: date) -> str:
        """Name a month on an axis: Oct."""
        return format_date(on, "LLL", locale=self.locale)

    def month_of_year(self, on: date) -> str:
        """Name a month with its year: October 2026, octobre 2026."""
        return format_skeleton("yMMMM", on, locale=self.locale)

    def month_name(self, number: int) -> str:
        """Name a month within a sentence, from its number, 1 to 12: October, octobre."""
        return get_month_names("wide", "format", self.locale)[number]

    def time(self, at: datetime, zone: tzinfo) -> str:
        return format_time(at, "short", tzinfo=zone, locale=self.locale)

    def moment(self, at: datetime, zone: tzinfo) -> str:
        """Name an instant in the reader's zone: Thursday 8 October at 10:00."""
        t = self
        return t("{day} at {time}", day=self.day(at.astimezone(zone).date()), time=self.time(at, zone))

    def listed_moment(self, at: datetime, zone: tzinfo) -> str:
        """Name an instant as an entry of a list: Thursday, 8 October, 10:00."""
        t = self
        return t("{day}, {time}", day=self.day(at.astimezone(zone).date()), time=self.time(at, zone))

    def weekday(self, number: int) -> str:
        """Name a weekday, of which 0 is Monday."""
        return get_day_names("wide", locale=self.locale)[number]

    def clock(self, wall: walltime) -> str:
        """Write a time of day that is meant in a zone of its own."""
        return format_time(wall, "short", locale=self.locale)

    def place(self, zone: tzinfo) -> str:
        """Name the city that stands for a zone: Londres."""
        return get_timezone_location(zone, locale=self.locale, return_city=True).rpartition("/")[2]

    def listed(self, items: list[str]) -> str:
        return format_list(items, locale=self.locale)

    @property
    def numbers(self) -> NumberStyle:
        return NumberStyle(get_decimal_symbol(self.locale), get_group_symbol(self.locale))

    @property
    def day_first(self) -> bool:
        """Say whether 12/08 is in August: so it is for most, in French and in whatever we do not know as well."""
        return _day_first(self.tag)

    def _first(self, day: str) -> str:
        """French counts the first of a month, and only that: 1er octobre, 2 octobre."""
        return re.sub(r"\b1 ", "1er ", day) if self.locale.language == "fr" else day

    def _money_format(self, value: Decimal) -> str:
        pattern = self.locale.currency_formats["standard"].pattern
        return pattern.replace("0.00", "0") if value == value.to_integral_value() else pattern


def _filled(pattern: str, values: Mapping[str, object]) -> str:
    """Put values into a text; one that ends in a full stop, as "5 oct." does, ends the sentence with it."""
    said = pattern.format(**values)
    for value in values.values():
        if isinstance(value, str) and value.endswith("."):
            said = said.replace(f"{value}.", value)
    return said


def _elided(pattern: str, values: Mapping[str, object]) -> str:
    """Shorten "de" and "que" before a value that begins with a vowel."""

    def short(found: re.Match[str]) -> str:
        first = normalize("NFD", str(values.get(found[3], "")))
        return f"{found[1]}’{found[2]}" if SOUNDED.match(first) else found[0]

    return ELIDED.sub(short, pattern)


def translator(tag: str) -> Translator:
    """Return the translator for an IETF tag such as fr-FR; an unknown one falls back to English."""
    return _translator(tag or DEFAULT_LOCALE)


def currency_of(country: str) -> str | None:
    """Return the currency of a country (ISO 3166, with a subdivision after a dash), or None."""
    return next(iter(get_territory_currencies(country.partition("-")[0])), None)


@cache
def currencies() -> frozenset[str]:
    """Return the codes (ISO 4217) of the currencies that are legal tender somewhere."""
    return frozenset(
        code for country in get_global("territory_currencies") for code in get_territory_currencies(country)
    )


@cache
def _translator(tag: str) -> Translator:
    locale = _locale(tag)
    return Translator(tag, locale, _catalogue(locale.language))


def _locale(tag: str) -> Locale:
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(DEFAULT_LOCALE, sep="-")
    return locale if locale.language in LANGUAGES else Locale.parse(DEFAULT_LOCALE, sep="-")


@cache
def _day_first(tag: str) -> bool:
    try:
        locale = Locale.parse(tag or DEFAULT_LOCALE, sep="-")
    except (ValueError, UnknownLocaleError):
        return True
    pattern = locale.date_formats["short"].pattern
    return locale.language == "fr" or pattern.index("d") < pattern.index("M")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Compile a catalogue in memory, so that a checkout and a wheel carry the readable file only."""
    path = LOCALES / language / "LC_MESSAGES" / "tandem.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
