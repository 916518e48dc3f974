"""A capture in which nothing can be looked up."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.evidence import Evidence, name_of
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import Missing, Unreadable
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "unreadable-capture"
LEVEL = Level.WARNING


def check(evidence: Evidence) -> Iterator[Finding]:
    """A damaged file, one without text, or one of which a part cannot be read."""
    for capture, obstacle in evidence.opened():
        if isinstance(obstacle, Missing):
            yield Left.UNCHECKABLE
        elif isinstance(obstacle, Unreadable):
            problem = Diagnostic(
                CODE,
                f"nothing can be looked up in {name_of(capture)}: {obstacle.reason}",
                capture.span,
                "capture the source again, or keep its text beside it and name that",
                severity=LEVEL.severity,
            )
            yield (problem,)
        else:
            yield HELD
