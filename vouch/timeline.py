"""Milestones on a given day: what is past, what is due, and the years they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from vouch import dates, drawings, duedates, views
from vouch.dates import Precision
from vouch.model.claims import Event
from vouch.scale import percent
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
    return tuple(
        drawings.YearView(label, tuple(begun), (), (), "")
        if begun[0].date.precision in _LONGER
        else _year(year, tuple(begun), ordered, today, w)
        for (year, label), begun in sorted(groups.items(), key=lambda item: item[0])
    )


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
    """The milestones between two days, each span in the first lane that is free.

    They are given in the order of their dates.
    """
    free: list[date] = []
    for event in events:
        begins, ends = event.date.earliest or first, event.date.latest or last
        if begins > last:
            break
        is_over = begins < first and event.date.latest is None
        if ends < first or is_over or event.date.precision in _LONGER:
            continue
        begins, ends = max(begins, first), min(ends, last)
        lane = 0
        if ends != begins:
            lane = next((n for n, end in enumerate(free) if end < begins), len(free)) + 1
            free[lane - 1 : lane] = [ends]
        start = _part(first, begins, last)
        end = _part(first, ends, last, whole=1) if lane else start
        over = min(max(_part(first, today, last), start), end)
        yield drawings.Mark(
            duedates.phase(event.date, today),
            percent(start),
            percent(end - start),
            percent(over - start),
            lane,
        )


def _part(first: date, day: date, last: date, whole: int = 0) -> Decimal:
    """Where a day stands between two days, in percent: its morning, or with ``whole`` its end."""
    return Decimal(((day - first).days + whole) * 100) / Decimal((last - first).days + 1)
