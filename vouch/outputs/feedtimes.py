"""Dates of ours as the instants that feeds ask for (RFC 3339)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from vouch.dates import PartialDate, Precision

_TIMED = re.compile(r"(?P<clock>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?P<zone>\S*)")


def instant(when: PartialDate | date, zone: ZoneInfo) -> str:
    """The moment that a date begins, as exactly as it is written.

    A time of day that was written is kept, its offset too; without an offset it is one of the
    site's ``zone``, and so is the midnight at which a day begins. A month or a year begins with its
    first day: a feed cannot say less.
    """
    if isinstance(when, PartialDate):
        timed = _TIMED.fullmatch(when.text)
        if timed and timed["zone"]:
            return when.text
        if timed:
            return datetime.fromisoformat(timed["clock"]).replace(tzinfo=zone).isoformat()
        day = when.earliest
        assert day is not None, "what is published has begun"
    else:
        day = when
    return datetime.combine(day, time.min, zone).isoformat()


def whole_day(when: PartialDate | None) -> date | None:
    """The day that a date is; None where it is less exact, so that nothing says more than it."""
    if when is None or when.precision is not Precision.DAY or when.approximate or when.uncertain:
        return None
    return when.earliest
