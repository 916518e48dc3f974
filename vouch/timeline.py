"""Milestones on a given day: what is past, what is due, and the years they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from vouch import dates, views
from vouch.model.claims import Event, EventStatus
from vouch.scale import percent
from vouch.views import Html
from vouch.wording import Wording, machine_date

_OPEN = (EventStatus.ANNOUNCED, EventStatus.DUE)


def event_view(
    event: Event,
    today: date,
    *,
    id: str,
    title: str,
    text: Html,
    claims: tuple[views.ClaimView, ...],
    sources: tuple[views.UseView, ...],
    article: views.Link,
) -> views.EventView:
    """A milestone as it stands on the day ``today``.

    One whose time is over and that nobody has confirmed is due, whatever was announced.
    """
    over = event.date.is_over(today)
    unverified = over and event.status in _OPEN
    phase = "past" if over else "future" if event.date.begins_after(today) else "present"
    return views.EventView(
        date=event.date,
        machine_date=machine_date(event.date, enclosing=True) or "",
        id=id,
        title=title,
        text=text,
        status=(EventStatus.DUE if unverified else event.status).value,
        phase=phase,
        unverified=unverified,
        claims=claims,
        sources=sources,
        article=article,
    )


def by_year(
    events: Sequence[views.EventView], today: date, w: Wording
) -> tuple[views.YearView, ...]:
    """Milestones grouped by the year in which they begin, in order."""
    years: dict[str, list[views.EventView]] = {}
    for event in sorted(events, key=lambda event: event.date.sort_key):
        first = event.date.earliest
        years.setdefault(str(first.year) if first else "", []).append(event)
    return tuple(
        _year(label, tuple(items), events, today, w) if label else _undated(tuple(items))
        for label, items in years.items()
    )


def _undated(events: tuple[views.EventView, ...]) -> views.YearView:
    return views.YearView("", events, (), (), "")


def _year(
    label: str,
    begun: tuple[views.EventView, ...],
    events: Sequence[views.EventView],
    today: date,
    w: Wording,
) -> views.YearView:
    first, last = date(int(label), 1, 1), date(int(label), 12, 31)
    return views.YearView(
        label=label,
        events=begun,
        marks=tuple(
            mark
            for event in sorted(events, key=_duration, reverse=True)
            for mark in _marks(event, first, last, today)
        ),
        months=tuple(
            views.Tick(percent(_part(first, first.replace(month=n), last)), _letter(label, n, w))
            for n in range(1, 13)
        ),
        today=percent(_part(first, today, last)) if first <= today <= last else "",
    )


def _duration(event: views.EventView) -> timedelta:
    """How long a milestone may take: the longest are drawn first, under the others."""
    begins, ends = event.date.earliest, event.date.latest
    return ends - begins if begins and ends else timedelta.max


def _letter(year: str, month: int, w: Wording) -> str:
    """What a month begins with, in a language."""
    return w.date(dates.parse(f"{int(year):04}-{month:02}"))[0].upper()


def _marks(event: views.EventView, first: date, last: date, today: date) -> Iterator[views.Mark]:
    """The place of a milestone between two days, if it has any there; spans are cut at both."""
    begins, ends = event.date.earliest or first, event.date.latest or last
    if begins > last or ends < first or (begins < first and event.date.latest is None):
        return
    begins, ends = max(begins, first), min(ends, last)
    start = _part(first, begins, last)
    end = _part(first, ends, last, whole=1) if ends != begins else start
    over = min(max(_part(first, today, last), start), end)
    yield views.Mark(event.phase, percent(start), percent(end - start), percent(over - start))


def _part(first: date, day: date, last: date, whole: int = 0) -> Decimal:
    """Where a day stands between two days, in percent: its morning, or with ``whole`` its end."""
    return Decimal(((day - first).days + whole) * 100) / Decimal((last - first).days + 1)
