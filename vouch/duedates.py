"""What the day decides: claims that are due for another check, milestones whose time is over."""

from __future__ import annotations

from datetime import date

from vouch.model.claims import Claim, Event, EventStatus

OPEN = (EventStatus.ANNOUNCED, EventStatus.DUE)
"""The states of a milestone of which nobody knows yet what becomes of it."""


def is_due(claim: Claim, today: date) -> bool:
    """Whether the claim is due for another check: from the first day of `recheck` on."""
    first = claim.recheck.earliest if claim.recheck else None
    return first is not None and first <= today


def is_unconfirmed(event: Event, today: date) -> bool:
    """Whether the time of a milestone is over and nobody has said what became of it."""
    return event.date.is_over(today) and event.status in OPEN
