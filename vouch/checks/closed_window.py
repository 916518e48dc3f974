"""A milestone whose time is over, and of which nobody has said what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.standing import OnDay
from vouch.diagnostics import Diagnostic
from vouch.duedates import is_unconfirmed
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Level

CODE = "closed-window"
LEVEL = Level.WARNING


def check(subject: OnDay) -> Iterator[Finding]:
    """Every milestone that is announced or due, on the day that is given."""
    for event in subject.dossier.milestones:
        if not is_unconfirmed(event.when, event.status, subject.today):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"{event.when.text} is over, and “{shown(event.title)}” is still {event.status}",
            event.span,
            "write `status: done` with a source that says so, `missed` or `cancelled`; "
            "or a new date",
            severity=LEVEL.severity,
        )
        yield (problem,)
