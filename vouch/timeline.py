"""Milestones on a given day: what is past, what is due, and the years they stand in."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from heapq import heappop, heappush

from vouch import dates, drawings, duedates, views
from vouch.dates import PartialDate, Precision
from vouch.model.claims import Event
from vouch.scale import percent
from vouch.shelf import Opened
from vouch.views import Html
from vouch.wording import Wording, machine_date

_LONGER = (Precision.DECADE, Precision.CENTURY)
"""Longer than the line of a year."""


def event_view(
    event: Event,
    *,
    lang: str,
    id: str,
    title: str,
    text: Html,
    claims: tuple[views.ListedClaim, ...],
    sources: tuple[views.UseView, ...],
    article: views.Link,
) -> views.EventView:
    """A milestone as it is written; what the day makes of it is asked of the view."""
    return views.EventView(
        date=event.date,
        machine_date=machine_date(event.date, enclosing=True) or "",
        lang=lang,
        id=id,
        title=title,
        text=text,
        status=event.status.value,
        claims=claims,
        sources=sources,
        article=article,
    )


def by_year(
    events: Sequence[views.EventView], today: date, w: Wording
) -> tuple[drawings.YearView, ...]:
    """Milestones grouped by the year in which they begin, in order."""
    groups: dict[tuple[int, str], list[views.EventView]] = {}
    ordered = sorted(events, key=lambda event: event.date.sort_key)
    for event in ordered:
        first = event.date.earliest or event.date.latest
        assert first is not None, "one bound of a date is known"
        longer = event.date.precision in _LONGER
        words = w.date(event.date) if longer else str(first.year)
        groups.setdefault((first.year, words), []).append(event)
    lines = _lines(ordered, sorted({year for year, _ in groups}))
    return tuple(
        drawings.YearView(label, Opened(begun), (), (), "")
        if begun[0].date.precision in _LONGER
        else _year(year, Opened(begun), lines[year], today, w)
        for (year, label), begun in sorted(groups.items(), key=lambda item: item[0])
    )


def _lines(
    events: Iterable[views.EventView], years: Iterable[int]
) -> Mapping[int, Sequence[views.EventView]]:
    """Which milestones have a place on the line of each year; those of others are passed once.

    Both are given in their order.
    """
    lines: dict[int, tuple[views.EventView, ...]] = {}
    begun: list[views.EventView] = []
    left = deque(events)
    for year in years:
        first, last = date(year, 1, 1), date(year, 12, 31)
        while left and (left[0].date.earliest or first) <= last:
            begun.append(left.popleft())
        begun = [event for event in begun if _has_place(event.date, first)]
        lines[year] = tuple(begun)
    return lines


def _has_place(when: PartialDate, first: date) -> bool:
    """Whether what has begun has a place on a line that begins on a day: it is not over."""
    if when.precision in _LONGER:
        return False
    last = when.latest or when.earliest
    return last is not None and last >= first


def _year(
    year: int,
    begun: tuple[views.EventView, ...],
    events: Sequence[views.EventView],
    today: date,
    w: Wording,
) -> drawings.YearView:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return drawings.YearView(
        label=str(year),
        events=begun,
        marks=tuple(_marks(events, first, last, today)),
        months=_months(year, w),
        today=percent(_part(first, today, last)) if first <= today <= last else "",
    )


@lru_cache(maxsize=256)
def _months(year: int, w: Wording) -> tuple[drawings.Tick, ...]:
    """Where the months of a year begin, each with what its name begins with in a language."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return tuple(
        drawings.Tick(percent(_part(first, first.replace(month=n), last)), _letter(year, n, w))
        for n in range(1, 13)
    )


def _letter(year: int, month: int, w: Wording) -> str:
    return w.date(dates.parse(f"{year:04}-{month:02}"))[0].upper()


def _marks(
    events: Sequence[views.EventView], first: date, last: date, today: date
) -> Iterator[drawings.Mark]:
    """What falls between two days of milestones, each span in the first lane that is free.

    They are given in the order of their dates.
    """
    lanes = _Lanes()
    now = _part(first, today, last)
    made: dict[tuple[date, date, int, str], drawings.Mark] = {}  # many are of one day
    for event in events:
        begins = max(event.date.earliest or first, first)
        ends = min(event.date.latest or last, last)
        lane = lanes.taken(begins, ends) if ends != begins else 0
        where = (begins, ends, lane, duedates.phase(event.date, today))
        if where not in made:
            start = _part(first, begins, last)
            end = _part(first, ends, last, whole=1) if lane else start
            over = min(max(now, start), end) - start
            made[where] = drawings.Mark(
                where[3], percent(start), percent(end - start), percent(over), lane
            )
        yield made[where]


class _Lanes:
    """The lanes below a line, of which each span takes the first that is free."""

    def __init__(self) -> None:
        self._taken: list[tuple[date, int]] = []
        self._free: list[int] = []

    def taken(self, begins: date, ends: date) -> int:
        """The lane of a span, from 1; none begins before one that was asked for already."""
        while self._taken and self._taken[0][0] < begins:
            heappush(self._free, heappop(self._taken)[1])
        lane = heappop(self._free) if self._free else len(self._taken) + 1
        heappush(self._taken, (ends, lane))
        return lane


def _part(first: date, day: date, last: date, whole: int = 0) -> Decimal:
    """Where a day stands between two days, in percent: its morning, or with ``whole`` its end."""
    return Decimal(((day - first).days + whole) * 100) / Decimal((last - first).days + 1)
