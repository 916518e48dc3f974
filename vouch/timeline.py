"""Milestones on a given day: what is past, what is due, and the years they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from vouch import views
from vouch.model.claims import Event, EventStatus
from vouch.views import Html
from vouch.wording import machine_date

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


def by_year(events: Sequence[views.EventView]) -> tuple[views.YearView, ...]:
    """Milestones grouped by the year in which they begin, in order."""
    years: dict[str, list[views.EventView]] = {}
    for event in sorted(events, key=lambda event: event.date.sort_key):
        first = event.date.earliest
        years.setdefault(str(first.year) if first else "", []).append(event)
    return tuple(views.YearView(label, tuple(items)) for label, items in years.items())
