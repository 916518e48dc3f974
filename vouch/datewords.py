"""A partial date in words, as precise as it is written, and agreeing with what stands before it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, Literal, cast

from vouch.catalogues import Entry, elides, string
from vouch.dates import PartialDate, Precision
from vouch.frozen import frozen
from vouch.typography import BOUND

# How a date follows what stands before it: `on` is « le 6 octobre », « en octobre », « au 4e
# trimestre »; `since` is « depuis le 6 octobre ». `plain` is the date alone.
DateForm = Literal["plain", "on", "as-of", "since", "until", "from", "to"]

_SEASONS: Final = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


@frozen
class DateWords:
    """How one language says dates: `entries` its catalogue, `months` their names by number."""

    entries: Mapping[str, Entry]
    months: Mapping[int, str]

    def say(self, when: PartialDate | date, form: DateForm = "plain") -> str:
        """The date in a form; an interval brings its own from and to, whatever the form."""
        return self._say(when, form)

    @cached_property
    def _say(self) -> Callable[[PartialDate | date, DateForm], str]:
        """What was said is remembered: the pages of an article say the same few dates."""
        return lru_cache(maxsize=4096)(self._made)

    def _made(self, when: PartialDate | date, form: DateForm) -> str:
        dated = _dated(when)
        if dated.precision is Precision.INTERVAL:
            return self._interval(dated.start, dated.end)
        return self._agreed(dated, self._named(dated), form)

    def _interval(self, start: PartialDate | None, end: PartialDate | None) -> str:
        if start is None or end is None:
            return self.say(start, "since") if start else self.say(end, "until") if end else ""
        first, last = self._named(start), self._named(end)
        if first == last:
            return self.say(start)
        if start.precision is end.precision:
            first = _without_shared_end(first, last)
        return f"{self._agreed(start, first, 'from')} {self._agreed(end, last, 'to')}"

    def _agreed(self, dated: PartialDate, name: str, form: DateForm) -> str:
        """The date's name with the words that its form and its qualifiers ask for."""
        roughly = dated.approximate and form in {"plain", "on", "as-of"}
        asked = "about" if roughly else form
        said = name if asked == "plain" else self._pattern(dated, name, asked).format(date=name)
        if dated.approximate and not roughly:
            said = string(self.entries, "grammar.approximate").format(date=said)
        if dated.uncertain:
            said = string(self.entries, "grammar.uncertain").format(date=said)
        return said

    def _pattern(self, dated: PartialDate, name: str, form: str) -> str:
        kind = string(self.entries, f"grammar.class.{dated.precision}")
        elided = f"grammar.date.{kind}-elided.{form}"
        if elided in self.entries and elides(self.entries, name):
            return string(self.entries, elided)
        return string(self.entries, f"grammar.date.{kind}.{form}")

    def _named(self, dated: PartialDate) -> str:
        first, last = _bounds(dated)
        return string(self.entries, f"grammar.text.{_kind(dated.precision, first)}").format(
            day=first.day, month=self.months[first.month], year=first.year, last=last.year
        )


class Dated:
    """A date on its way into a string, which names the form that it needs: `{date:since}`."""

    __slots__ = ("_when", "_words")

    def __init__(self, words: DateWords, when: PartialDate | date) -> None:
        self._words = words
        self._when = when

    def __format__(self, form: str) -> str:
        return self._words.say(self._when, cast("DateForm", form or "plain"))


@lru_cache(maxsize=4096)  # the pages of an article have the same few dates
def machine_date(when: PartialDate | date, *, enclosing: bool = False) -> str | None:
    """A date for `<time datetime>`, which knows days, months and years; None for any other.

    With `enclosing`, the year in which a quarter, a half-year, a season or an interval lies.
    """
    dated = _dated(when)
    if dated.earliest is None or dated.latest is None:
        return None
    first = dated.earliest.isoformat()
    match dated.precision:
        case Precision.DAY:
            return first
        case Precision.MONTH:
            return first[:7]
        case Precision.YEAR:
            return first[:4]
        case _ if enclosing and dated.earliest.year == dated.latest.year:
            return first[:4]
        case _:
            return None


def _dated(when: PartialDate | date) -> PartialDate:
    if isinstance(when, PartialDate):
        return when
    return PartialDate(when.isoformat(), when, when, Precision.DAY)


def _bounds(dated: PartialDate) -> tuple[date, date]:
    if dated.earliest is None or dated.latest is None:
        raise ValueError(f"`{dated.text}` is open and has no name of its own")
    return dated.earliest, dated.latest


def _kind(precision: Precision, first: date) -> str:
    """Which text of the catalogue says a date of this precision that begins on this day."""
    match precision:
        case Precision.DAY if first.day == 1:
            return "first-day"
        case Precision.SEASON:
            return _SEASONS[first.month]
        case Precision.QUARTER:
            return f"quarter-{(first.month + 2) // 3}"
        case Precision.HALF_YEAR:
            return f"half-year-{(first.month + 5) // 6}"
        case _:
            return precision.value


def _without_shared_end(first: str, last: str) -> str:
    """« juillet 2026 » beside « décembre 2026 » is « juillet »; one word always stays."""
    kept, other = (re.split(f"([ {BOUND}])", name) for name in (first, last))
    while min(len(kept), len(other)) > 1 and kept[-1] == other[-1]:
        del kept[-2:], other[-2:]
    return "".join(kept)
