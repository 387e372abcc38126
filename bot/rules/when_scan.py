"""Taking a text about days apart, from left to right: the pieces, the small words between them, and what is neither."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.rules.absence import Days
from bot.rules.when_pieces import A_WEEK, Fixed, OnDate, OnWeekday, Piece
from bot.rules.when_words import BEFORE_A_DATE, DAYS_AHEAD, MONTHS, SMALL, WEEKDAYS, WEEKS_AHEAD

FRIDAY = 4
CENTURY = 2000
LONGEST = 100  # letters of a word that is no word we know
Place = tuple[int, int]  # where words begin and end


@dataclass
class Scan:
    """`small` are the words before each piece, and after the last; `words` are the places of the pieces."""

    pieces: list[Piece] = field(default_factory=list[Piece])
    words: list[Place] = field(default_factory=list[Place])
    small: list[set[str]] = field(default_factory=lambda: [set[str]()])
    unread: list[Place] = field(default_factory=list[Place])

    def add(self, pieces: Sequence[Piece], found: re.Match[str]) -> None:
        for number, piece in enumerate(pieces):
            self.small[-1].update(found["between"].split() if number else ())
            self.pieces.append(piece)
            self.words.append(found.span())
            self.small.append(set())

    def skip(self, word: str, place: Place) -> None:
        if word in SMALL:
            self.small[-1].add(word)
        elif self.unread and self.unread[-1][0] >= (self.words[-1][1] if self.words else 0):  # no piece between
            self.unread[-1] = (self.unread[-1][0], place[1])
        else:
            self.unread.append(place)


@dataclass(frozen=True)
class Reader:
    """Which day it is, and whether 12/08 is in August."""

    today: date
    day_first: bool

    def scan(self, plain: str) -> Scan:
        """Take a text apart that is in lower case and without accents."""
        scan, at = Scan(), 0
        while at < len(plain):
            at = self._next(scan, plain, at)
        return scan

    def _next(self, scan: Scan, plain: str, at: int) -> int:
        """Read what begins at a place, and return where it ends."""
        for pattern, make in PATTERNS:
            if found := pattern.match(plain, at):
                pieces = make(found, self)
                if all(not isinstance(one, OnDate) or one.exists for one in pieces):
                    scan.add(pieces, found)
                    return found.end()
        word = TOKEN.findall(plain, at, at + LONGEST)[0]
        if not word.isspace():
            scan.skip(word, (at, at + len(word)))
        return at + len(word)


def _any(words: Iterable[str]) -> str:
    """Match one of several words, the longest first, and not the beginning of another."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})(?![a-z])"


MONTH = rf"(?P<month>{_any(MONTHS)})\.?"
DAY = r"(?P<day>\d{1,2})(?!\d)(?:(?:er|st|nd|rd|th|e)(?![a-z]))?"
ANOTHER = DAY.replace("<day>", "<last>")
YEAR = rf"(?:[\s,]*(?P<year>{CENTURY // 100}\d\d)(?!\d))?"
WEEKDAY = rf"(?:(?P<weekday>{_any(BEFORE_A_DATE)})\.?,?\s+(?:(?:le|the)\s+)?)?"
BETWEEN = r"(?P<between>\s*(?:-+>?|,|&|\b(?:to|au|a|until|till|through|thru|et|and)\b(?:\s+(?:le|the)\b)?)\s*)"
OF = r"\s*(?:(?:of|de|d')\s*)?"
# "Mar 12 Apr 2" is in English; else Mar would be a Tuesday in French.
MARCH_FIRST = rf"mar \d\d? {_any(MONTHS)} \d\d?(?!\d)(?!\s*{_any(MONTHS)})"
TOKEN = re.compile(r"[a-z']+|\d+|.", re.DOTALL)

Make = Callable[[re.Match[str], Reader], Sequence[Piece]]


def _numbers(found: re.Match[str], reader: Reader) -> Sequence[Piece]:
    """Read 12/08. With points, the day comes first wherever one is from."""
    one, other = int(found["one"]), int(found["other"])
    in_order = reader.day_first or found["mark"] == "."
    day, month = (one, other) if in_order else (other, one)
    return [OnDate(day, month, _year(found), _weekday(found))]


def _iso(found: re.Match[str], _reader: Reader) -> Sequence[Piece]:
    return [OnDate(int(found["day"]), int(found["month"]), _year(found), _weekday(found))]


def _named(found: re.Match[str], _reader: Reader) -> Sequence[Piece]:
    return [OnDate(int(found["day"]), MONTHS[found["month"]], _year(found), _weekday(found))]


def _two_of_a_month(found: re.Match[str], _reader: Reader) -> Sequence[Piece]:
    month, year = MONTHS[found["month"]], _year(found)
    return [OnDate(int(found["day"]), month, year), OnDate(int(found["last"]), month, year)]


def _on_weekday(found: re.Match[str], _reader: Reader) -> Sequence[Piece]:
    return [OnWeekday(WEEKDAYS[found["named"]], said_next=bool(found["before"] or found["after"]))]


def _ahead(found: re.Match[str], reader: Reader) -> Sequence[Piece]:
    day = reader.today + timedelta(days=DAYS_AHEAD[found["word"]])
    return [Fixed(Days(day, day))]


def _week(found: re.Match[str], reader: Reader) -> Sequence[Piece]:
    """Return the working days of a week, those that are left of this one."""
    monday = reader.today - timedelta(days=reader.today.weekday()) + WEEKS_AHEAD[found["word"]] * A_WEEK
    friday = monday + timedelta(days=FRIDAY)
    return [Fixed(Days(max(monday, reader.today), max(friday, reader.today)))]


def _year(found: re.Match[str]) -> int | None:
    written = found.groupdict().get("year")
    return int(written) % CENTURY + CENTURY if written else None


def _weekday(found: re.Match[str]) -> int | None:
    return BEFORE_A_DATE[found["weekday"]] if found["weekday"] else None


PATTERNS: Sequence[tuple[re.Pattern[str], Make]] = [
    (re.compile(pattern), make)
    for pattern, make in (
        (rf"{WEEKDAY}(?P<year>20\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)", _iso),
        (rf"{WEEKDAY}(?P<one>\d\d?)(?P<mark>[-/.])(?P<other>\d\d?)(?P=mark)(?P<year>20\d\d|\d\d)(?![\d/])", _numbers),
        (rf"{WEEKDAY}(?P<one>\d\d?)(?P<mark>[/.])(?P<other>\d\d?)(?![\d/])\.?(?!\d)", _numbers),
        (rf"{DAY}{BETWEEN}{ANOTHER}{OF}{MONTH}{YEAR}", _two_of_a_month),
        (rf"{MONTH}\s*{DAY}{BETWEEN}{ANOTHER}(?!\s*{_any(MONTHS)}){YEAR}", _two_of_a_month),
        (rf"(?!{MARCH_FIRST}){WEEKDAY}{DAY}{OF}{MONTH}{YEAR}", _named),
        (rf"{WEEKDAY}{MONTH}\s*{DAY}{YEAR}", _named),
        (rf"(?P<word>{_any(WEEKS_AHEAD)})", _week),
        (rf"(?P<word>{_any(DAYS_AHEAD)})", _ahead),
        (rf"(?P<before>next\s+)?(?P<named>{_any(WEEKDAYS)})\.?(?P<after>\s+prochaine?\b)?", _on_weekday),
    )
]
