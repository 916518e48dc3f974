"""Partial dates: exactly as precise as they are written.

What is read is EDTF (ISO 8601-2) at its levels 0 and 1, and two forms besides: `2026-Q4` for a
quarter, `2026-H2` for a half-year. A partial date is the stretch of days that it may mean, with
the text that it came from; nothing is ever padded to the first of January.

A text that is nearly a date is refused with the form that is meant. Where it can be read in two
ways, both are given: `06/10/2025` is a day in October or in June, and only its author knows.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import product

from vouch.canonical import unmarked
from vouch.frozen import frozen


class Precision(StrEnum):
    """The unit of time that a date is written in."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"


@frozen
class PartialDate:
    """A date as written, and the days that it may mean.

    text: as written, without the white space around it.
    earliest, latest: the first and the last day; None where an interval is open (`..`) or its
        bound is unknown (nothing beside the `/`). At most one of them is None.
    precision: `2025-XX` is a year, `2025-10-XX` a month; a date with a time of day is a day,
        the one that is written, whatever its offset.
    approximate, uncertain: marked `~`, marked `?`, or both with `%`; for an interval, whether
        either bound is.
    start, end: the bounds of an interval, None where earliest or latest is and for all else.
    """

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __hash__(self) -> int:
        return hash(self.text)  # what is said of a date is kept by it, and asked for very often

    @property
    def sort_key(self) -> tuple[int, int]:
        """By earliest, then by latest day, as ordinals; open bounds before and after all days."""
        return (
            0 if self.earliest is None else self.earliest.toordinal(),
            date.max.toordinal() + 1 if self.latest is None else self.latest.toordinal(),
        )

    def contains(self, day: date) -> bool:
        """Whether `day` is one of the days that this date may mean."""
        return not self.begins_after(day) and not self.is_over(day)

    def is_over(self, today: date) -> bool:
        """Whether its latest day is before `today`; never for an open end."""
        return self.latest is not None and self.latest < today

    def begins_after(self, today: date) -> bool:
        """Whether its earliest day is after `today`; never for an open start."""
        return self.earliest is not None and self.earliest > today


@lru_cache(maxsize=4096)  # a site names few days, each of them many times
def parse(text: str) -> PartialDate:
    """Read a partial date; ValueError says what is wrong with the text and what would be right."""
    written = text.strip()
    try:
        return _read(written)
    except _UnreadableError:
        raise ValueError(_fault(written)) from None


class _UnreadableError(ValueError):
    """The text has the form of no date; any other ValueError already says what is wrong."""


def _read(written: str) -> PartialDate:
    return _interval(written) if "/" in written else _single(written)


def _interval(written: str) -> PartialDate:
    first, _, last = written.partition("/")
    if "T" in written:
        raise _UnreadableError
    start, end = (None if bound in _OPEN else _single(bound) for bound in (first, last))
    bounds = [bound for bound in (start, end) if bound]
    if not bounds:
        raise ValueError(f"`{written}` is open at both ends: write at least one date")
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and earliest > latest:
        raise ValueError(f"`{written}` ends before it begins: write `{last}/{first}`")
    marks = any(bound.approximate for bound in bounds), any(bound.uncertain for bound in bounds)
    return PartialDate(written, earliest, latest, Precision.INTERVAL, *marks, start, end)


def _single(written: str) -> PartialDate:
    form = _FORM.fullmatch(written)
    if form is None:
        raise _UnreadableError
    if form["year"] in {"0000", "000X", "00XX"}:
        raise ValueError(f"`{written}` is in the year 0000: years run from 0001 to 9999")
    marks = form["mark"] in {"~", "%"}, form["mark"] in {"?", "%"}
    return PartialDate(written, *_span(written, form["year"], form["part"], form["day"]), *marks)


def _span(written: str, year: str, part: str | None, day: str | None) -> _Span:
    if year.endswith("X"):
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
        return date(first, 1, 1), date(last, 12, 31), precision
    number = int(year)
    if part is None or (part == "XX" and day in {None, "XX"}):
        return date(number, 1, 1), date(number, 12, 31), Precision.YEAR
    if part.startswith(("Q", "H")) and day is None:
        return _part_of_year(written, number, part)
    if part in _SEASONS and day is None:
        return _season(number, _SEASONS[part])
    if not part.isdigit():
        raise ValueError(f"`{written}` has a day without a month: write the month, or no day")
    return _month_or_day(written, number, int(part), day)


def _part_of_year(written: str, year: int, part: str) -> _Span:
    count, precision = (4, Precision.QUARTER) if part[0] == "Q" else (2, Precision.HALF_YEAR)
    index, months = int(part[1]), 12 // count
    if not 1 <= index <= count:
        rule = "quarters run from Q1 to Q4" if count == 4 else "half-years are H1 and H2"
        raise ValueError(f"`{written}` does not exist: {rule}")
    last = index * months
    return date(year, last - months + 1, 1), _month_end(year, last), precision


def _season(year: int, first_month: int) -> _Span:
    """Three months, by the seasons of the northern hemisphere's weather services.

    EDTF leaves the days open. Winter begins in the December of its year.
    """
    first = date(year, first_month, 1)
    if first_month < 12:
        return first, _month_end(year, first_month + 2), Precision.SEASON
    last = _month_end(year + 1, 2) if year < date.max.year else date.max
    return first, last, Precision.SEASON


def _month_or_day(written: str, year: int, month: int, day: str | None) -> _Span:
    if not 1 <= month <= 12:
        swapped = day is not None and month <= 31 and day in _MONTH_NUMBERS
        advice = f"; if {month} is the day, write `{year:04}-{day}-{month:02}`" if swapped else ""
        raise ValueError(f"`{written}` does not exist: months run from 01 to 12{advice}")
    end = _month_end(year, month)
    if day is None or day == "XX":
        return date(year, month, 1), end, Precision.MONTH
    if not 1 <= int(day) <= end.day:
        raise ValueError(
            f"`{written}` does not exist: the days of {year:04}-{month:02} run from 01 to {end.day}"
        )
    exact = date(year, month, int(day))
    return exact, exact, Precision.DAY


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _fault(written: str) -> str:
    if not written:
        return f"a date is missing: {_FORMS}"
    shown = " ".join(written[:_LONGEST].split())
    meant = [] if len(written) > _LONGEST else _meant(written)
    if len(meant) > 1:
        return (
            f"`{shown}` can be read in two ways: write `{meant[0]}` if the day comes first, "
            f"`{meant[1]}` if the month does"
        )
    if meant:
        return f"`{shown}` is not written as dates are here: write `{meant[0]}`"
    return f"`{shown}` is not a date that can be read: {_FORMS}"


def _meant(written: str) -> list[str]:
    """The dates that the text can stand for: none, one, or two that differ in day and month."""
    plain = _plain(written)
    found = [text for text in dict.fromkeys(_rewritten(plain)) if _is_readable(text)]
    if found or plain.count("/") != 1:
        return found
    bounds = [[bound] if bound in _OPEN else _meant(bound) for bound in plain.split("/")]
    both = ["/".join(pair) for pair in product(*bounds)]
    return both if len(both) == 1 and _is_readable(both[0]) else []


def _is_readable(text: str) -> bool:
    try:
        _read(text)
    except ValueError:
        return False
    return True


def _plain(written: str) -> str:
    """Without accents, case, odd dashes and spaces: the text that the patterns below expect."""
    plain = unmarked("NFKD", written.casefold())
    plain = re.sub("[\N{HYPHEN}-\N{EM DASH}\N{MINUS SIGN}]", "-", plain)
    return re.sub(r" ?/ ?", "/", " ".join(plain.split())).replace("...", "..")


def _rewritten(plain: str) -> Iterator[str]:
    """Candidates, some of them no dates at all; two where day and month can change places."""
    yield plain.upper()
    for pattern, templates in _REWRITES:
        if form := pattern.fullmatch(plain):
            yield from (template.format(*form.groups("")).upper() for template in templates)
            return
    if not plain.startswith("-"):  # a year before our era is not the year after it
        yield from _in_words(plain)


def _in_words(plain: str) -> Iterator[str]:
    """`6 octobre 2025`, `1er oct. 2025`, `October 6, 2025`, `octobre 2025`, `vers 2025`."""
    years, months, days, mark = list[str](), list[str](), list[str](), ""
    for word in re.findall(r"[0-9]+|[a-z]+", plain):
        if word.isdigit():
            (years if len(word) == 4 else days).append(word.zfill(2))
        elif month := _MONTH_WORD.fullmatch(word):
            months.append(f"{month.lastindex:02}")
        elif word in _ROUGHLY:
            mark = "~"
        elif word not in _FILLERS:
            return
    if len(years) == 1 and len(months) <= 1 and len(days) <= len(months):
        yield "-".join([*years, *months, *days]) + mark


_Span = tuple[date, date, Precision]
_LONGEST = 80
_OPEN = frozenset({"", ".."})
_MONTH_NUMBERS = frozenset(f"{month:02}" for month in range(1, 13))
_SEASONS = {"21": 3, "22": 6, "23": 9, "24": 12}
_FORM = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X(?!-)|[0-9]{2}XX(?!-))"
    r"(?:-(?P<part>[0-9]{2}|XX|[QH][0-9])(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?:(?P<mark>[?~%])|(?<=-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?)?"
)
_FORMS = (
    "a date is written like 2025-10-06, 2025-10, 2026-Q4, 2026-H2 or 2026, an interval like "
    "2026-07/2026-12 or 2026-07/.., with ~ after it if it is approximate, ? if it is uncertain"
)
# One group for each month: French and English names without accents, and their short forms.
_MONTH_WORD = re.compile(
    "(jan(?:v|vier|uary)?)|(feb(?:ruary)?|fev(?:r|rier)?)|(mar(?:s|ch)?)|(apr(?:il)?|avr(?:il)?)"
    "|(ma[iy])|(june?|juin)|(july?|juil(?:let)?)|(aug(?:ust)?|aout)|(sept?(?:embre|ember)?)"
    "|(oct(?:obre|ober)?)|(nov(?:embre|ember)?)|(dec(?:embre|ember)?)"
)
_ROUGHLY = frozenset({"about", "around", "c", "ca", "circa", "env", "environ", "vers"})
_FILLERS = frozenset({"de", "en", "er", "in", "le", "nd", "of", "on", "rd", "st", "th", "the"})
_REWRITES = tuple(
    (re.compile(pattern), templates)
    for pattern, *templates in (
        (r"(\d{4})([-/. ])(\d\d?)\2(\d\d?)", "{0}-{2:0>2}-{3:0>2}"),
        (r"(\d{4})(\d\d)(\d\d)", "{0}-{1}-{2}"),
        (r"(\d\d?)([-/. ])(\d\d?)\2(\d{4})", "{3}-{2:0>2}-{0:0>2}", "{3}-{0:0>2}-{2:0>2}"),
        (r"(\d{4})[-/. ]?(\d\d?)", "{0}-{1:0>2}"),
        (r"(\d\d?)[-/. ](\d{4})", "{1}-{0:0>2}"),
        (r"(\d{4})-(\d\d)/(\d\d)", "{0}-{1}/{0}-{2}"),
        (r"(\d{4}) ?- ?(\d{4})", "{0}/{1}"),
        (r"([0-9-]{10})[t ](\d\d:\d\d)([z+-].*)?", "{0}T{1}:00{2}"),
        (r"([0-9-]{10}) (\d\d:\d\d:.+)", "{0}T{1}"),
        (r"[qt]([1-4])[- ]?(\d{4})", "{1}-Q{0}"),
        (r"(\d{4})[- ]?[qt]([1-4])", "{0}-Q{1}"),
        (r"[hs]([1-2])[- ]?(\d{4})", "{1}-H{0}"),
        (r"(\d{4})[- ]?[hs]([1-2])", "{0}-H{1}"),
        (r"([~?%])([^~?%]+)", "{1}{0}"),
        (r"([^~?%]+)[~?%]{2,}", "{0}%"),
    )
)
