"""Reading a figure as people write it: "12 500,50 €", "12,500.50", "12.5k", "85 %"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.rules.objective import Measure, Unit
from bot.rules.refusal import Problem, Reason, Rejected

LARGEST = Decimal(10) ** 12
DECIMALS = {Unit.CURRENCY: 2, Unit.PERCENT: 2, Unit.COUNT: 0, Unit.YES_NO: 0}
CURRENCY_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "£GB": "GBP",
    "$": "USD",
    "US$": "USD",
    "$US": "USD",
    "CA$": "CAD",
    "$CA": "CAD",
    "A$": "AUD",
    "$AU": "AUD",
    "¥": "JPY",
    "JP¥": "JPY",
    "EURO": "EUR",
    "EUROS": "EUR",
    "POUND": "GBP",
    "POUNDS": "GBP",
    "LIVRE": "GBP",
    "LIVRES": "GBP",
    "DOLLAR": "USD",
    "DOLLARS": "USD",
}
MULTIPLIERS = {"": Decimal(1), "k": Decimal(1_000), "m": Decimal(1_000_000)}
# Words that change the figure before them, or say that it is money: none of them names what is counted.
SCALES = """
    k m mio md mds mrd bn percent cent cents hundred hundreds mille thousand thousands million millions
    milliard milliards billion billions dozen dozens douzaine douzaines
"""
OTHER_CURRENCIES = "chf sek nok dkk pln czk huf ron cad aud nzd jpy cny inr brl mad tnd zar"
NO_NAMES = frozenset(f"{SCALES} {OTHER_CURRENCIES}".split()) | {
    name.lower() for sign in CURRENCY_SIGNS.items() for name in sign
}

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
_GROUPED_BY_SPACES = re.compile(r"\d{1,3}([\s\u00a0\u202f\u2009'’]\d{3})+([.,]\d*)?", re.ASCII)
_WRITTEN = re.compile(
    r"(?P<sign>[+\-−]?)(?P<before>[^\d.,+\-−]*)(?P<inner_sign>[+\-−]?)"
    r"(?P<digits>[0-9][0-9.,\s\u00a0\u202f\u2009'’]*)(?P<after>\D*)",
    re.ASCII,
)


@dataclass(frozen=True)
class NumberStyle:
    """How a locale writes numbers: its decimal mark and its mark between thousands."""

    decimal: str
    group: str


def read_amount(text: str, measure: Measure, style: NumberStyle, *, field: str = "") -> Decimal:
    """Return the figure in `text`, or raise Rejected naming `field` and the rule that refuses it.

    Spaces between thousands are understood everywhere, and so is a word after a count. A lone comma or point
    before three digits is refused unless the locale groups with it: taking 12 for 12 thousand is worse than asking.
    """
    refuse = _Refusal(field, measure)
    written = _WRITTEN.fullmatch(text.strip())
    if written is None or (written["sign"] and written["inner_sign"]):
        raise refuse(Reason.NOT_A_NUMBER)
    sign = -1 if written["sign"] + written["inner_sign"] in {"-", "−"} else 1
    after = "" if _names_what_is_counted(written["after"], measure) else written["after"]
    unit, multiplier = _unit_and_multiplier(written["before"], after, refuse)
    _check_unit(unit, measure, refuse)
    number = _number(written["digits"], style, refuse) * multiplier * sign
    return _checked(number, measure, refuse)


@dataclass(frozen=True)
class _Refusal:
    field: str
    measure: Measure

    @property
    def decimals(self) -> int:
        return DECIMALS[self.measure.unit]

    def __call__(self, reason: Reason, **details: str) -> Rejected:
        known = {"decimals": str(self.decimals), "example": str(self.measure.target)}
        return Rejected(Problem(reason, self.field, known | details))


def _names_what_is_counted(after: str, measure: Measure) -> bool:
    """Say whether the text after a figure is but a word for what is counted: 36 jours, 8 accounts."""
    words = after.lower().split()
    named = "".join(words).isalpha() and len("".join(words)) > 1
    told = {part for word in words for part in (word, word[1:] if word[0] in MULTIPLIERS else word)}
    return measure.unit is Unit.COUNT and named and NO_NAMES.isdisjoint(told)


def _unit_and_multiplier(before: str, after: str, refuse: _Refusal) -> tuple[str, Decimal]:
    suffix = _SPACES.sub("", after)
    multiplier = suffix[:1].lower() if suffix[:1].lower() in MULTIPLIERS and not _is_unit(suffix) else ""
    unit = _SPACES.sub("", before) + suffix[len(multiplier) :]
    if unit and not _is_unit(unit):
        raise refuse(Reason.NOT_A_NUMBER)
    return unit, MULTIPLIERS[multiplier]


def _is_unit(text: str) -> bool:
    return text == "%" or text.upper() in CURRENCY_SIGNS or re.fullmatch(r"[A-Za-z]{3}", text) is not None


def _check_unit(unit: str, measure: Measure, refuse: _Refusal) -> None:
    if not unit:
        return
    if measure.unit is Unit.CURRENCY:
        if CURRENCY_SIGNS.get(unit.upper(), unit.upper()) != measure.currency:
            raise refuse(Reason.WRONG_CURRENCY, written=unit, expected=measure.currency or "")
    elif unit == "%" and measure.unit is not Unit.PERCENT:
        raise refuse(Reason.NOT_A_PERCENTAGE)
    elif unit != "%":
        raise refuse(Reason.NOT_AN_AMOUNT_OF_MONEY, written=unit)


def _number(digits: str, style: NumberStyle, refuse: _Refusal) -> Decimal:
    compact = re.sub(r"['’]", "", _SPACES.sub("", digits))
    whole, fraction = _split(compact, style, refuse)
    gaps = compact != digits.rstrip() and not _GROUPED_BY_SPACES.fullmatch(digits.rstrip())
    leading_zero = len(whole) > 1 and whole.startswith("0")
    if gaps or leading_zero or not (whole + fraction).isdigit():
        raise refuse(Reason.NOT_A_NUMBER)
    return Decimal(f"{whole}.{fraction or '0'}")


def _split(compact: str, style: NumberStyle, refuse: _Refusal) -> tuple[str, str]:
    """Tell the whole part from the decimals."""
    marks = [character for character in compact if character in ".,"]
    if set(marks) == {",", "."}:
        return _split_at_last(compact, marks[-1], refuse)
    if not marks:
        return compact, ""
    mark, thousands = marks[0], compact.replace(marks[0], "")
    if _grouped(compact, mark):
        if mark == style.group or len(marks) > 1:
            return thousands, ""
        raise refuse(Reason.AMBIGUOUS_NUMBER, written=compact, plain=thousands)
    if len(marks) > 1:
        raise refuse(Reason.NOT_A_NUMBER)
    whole, _, fraction = compact.partition(mark)
    return whole, fraction


def _split_at_last(compact: str, mark: str, refuse: _Refusal) -> tuple[str, str]:
    whole, _, fraction = compact.rpartition(mark)
    group = "," if mark == "." else "."
    if not _grouped(whole, group):
        raise refuse(Reason.NOT_A_NUMBER)
    return whole.replace(group, ""), fraction


def _grouped(text: str, mark: str) -> bool:
    return re.fullmatch(rf"[1-9]\d{{0,2}}({re.escape(mark)}\d{{3}})+", text) is not None


def _checked(number: Decimal, measure: Measure, refuse: _Refusal) -> Decimal:
    if number < 0 and not measure.may_be_negative:
        raise refuse(Reason.NEGATIVE)
    if abs(number) >= LARGEST:
        raise refuse(Reason.TOO_LARGE)
    if number != round(number, refuse.decimals):
        raise refuse(Reason.TOO_PRECISE if refuse.decimals else Reason.NOT_WHOLE)
    return number
