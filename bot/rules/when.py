"""Reading days as people write them: "12/08 26/08", "du 12 au 26 août", "next week", "Monday to Friday"."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from bot.rules.absence import ONE_DAY, Days
from bot.rules.when_pieces import OnDate, Piece
from bot.rules.when_scan import Place, Reader, Scan
from bot.rules.when_words import BETWEEN, EACH, SINCE, UNTIL, folded

HALF_A_YEAR = timedelta(days=183)  # whoever is away for longer writes the years
MOST = 3  # ways to read a text, worth showing


@dataclass(frozen=True)
class Reading:
    """What was understood. `spans` are the days it may mean, the likeliest first.

    `unread` are the words that were not understood; `endless` says that a beginning was given without an end.
    """

    spans: tuple[Days, ...] = ()
    unread: tuple[str, ...] = ()
    endless: bool = False

    @property
    def certain(self) -> Days | None:
        """The days, where all was understood and can be read in one way only."""
        return self.spans[0] if len(self.spans) == 1 and not self.unread and not self.endless else None


def read(text: str, today: date, *, day_first: bool) -> Reading:
    """Read one day, or the first and the last of several, in English and in French alike.

    A date without a year is the next such day, today included; a weekday is the next one after today. `day_first`
    says whether 12/08 is in August; where only the other order makes sense of all dates, it is followed.
    """
    composed = unicodedata.normalize("NFC", text)
    plain = folded(composed)
    scans = [Reader(today, order).scan(plain) for order in (day_first, not day_first)]
    scan = min(scans, key=lambda one: len(one.unread))
    spans = list(dict.fromkeys(_spans(scan, today)))
    contradicted = [_contradicted(scan, one) for one in spans]
    agreeing = [one for one, wrong in zip(spans, contradicted, strict=True) if not wrong]
    unread = scan.unread if agreeing else sorted({*scan.unread, *chain(*contradicted)})
    endless = len(scan.pieces) == 1 and bool(scan.small[0] & SINCE)
    told = tuple(composed[start:end] for start, end in unread)
    return Reading(tuple(agreeing or spans)[:MOST], told, endless)


def _spans(scan: Scan, today: date) -> Sequence[Days]:
    match scan.pieces:
        case [only] if scan.small[0] & UNTIL:
            return [Days(today, one.last) for one in only.spans(today)]
        case [first, last]:
            spans = _from_one_to(first, last, today)
            each = scan.small[1] & EACH and not scan.small[0] & BETWEEN
            apart = any(one.last > one.first + ONE_DAY for one in spans)  # else it comes to the same
            if (each and apart) or _far(first, last, spans):
                return [*_turned(first, last, spans, today), *spans, *first.spans(today), *last.spans(today)]
            return spans
        case pieces:
            return [span for one in pieces for span in one.spans(today)]


def _from_one_to(first: Piece, last: Piece, today: date) -> Sequence[Days]:
    """Return what the days from one to another may be: dates without years leave room for doubt."""
    if not isinstance(first, OnDate) or first.year:
        return _joined(first.spans(today), last)
    if isinstance(last, OnDate) and last.year:
        return _joined([first.latest(one.last) for one in last.spans(today)], last)
    spans = _joined(first.spans(today), last)
    begun = [one for one in _joined([first.latest(today - ONE_DAY)], last) if one.last >= today and not _long(one)]
    return [*begun, *spans]


def _far(first: Piece, last: Piece, spans: Sequence[Days]) -> bool:
    """Say whether a year that was not written makes the days so many that something else may be meant."""
    return any(map(_long, spans)) and not all(one.year for one in (first, last) if isinstance(one, OnDate))


def _turned(first: Piece, last: Piece, spans: Sequence[Days], today: date) -> Sequence[Days]:
    """Return the days where the last was written first."""
    return [one for one in _joined(last.spans(today), first) if not _long(one)] if any(map(_long, spans)) else []


def _joined(beginnings: Sequence[Days], last: Piece) -> Sequence[Days]:
    return [Days(begin.first, end.last) for begin in beginnings for end in last.spans(begin.first)]


def _long(days: Days) -> bool:
    return days.last - days.first > HALF_A_YEAR


def _contradicted(scan: Scan, span: Days) -> Sequence[Place]:
    """Return the places of dates that do not fall on the weekday written before them."""
    dated = zip(scan.pieces, scan.words, (span.first, span.last), strict=False)
    return [
        place
        for piece, place, day in dated
        if isinstance(piece, OnDate) and piece.weekday is not None and piece.weekday != day.weekday()
    ]
