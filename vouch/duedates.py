"""What the day decides: claims that are due for another check, milestones whose time is over."""

from __future__ import annotations

from datetime import date

from vouch.dates import PartialDate

OPEN = ("announced", "due")
"""The states of a milestone of which nobody knows yet what becomes of it."""


def is_due(recheck: PartialDate | None, today: date) -> bool:
    """Whether a claim is due for another check: from the first day of its `recheck` on."""
    first = recheck.earliest if recheck else None
    return first is not None and first <= today


def phase(when: PartialDate, today: date) -> str:
    """Where a date stands on a day: `past`, `present` or `future`."""
    if when.is_over(today):
        return "past"
    return "future" if when.begins_after(today) else "present"


def is_unconfirmed(when: PartialDate, status: str, today: date) -> bool:
    """Whether the time of a milestone is over and nobody has said what became of it."""
    return when.is_over(today) and status in OPEN
