"""A capture that is a link out of the site's content."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.evidence import Evidence, name_of
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import Missing, Outside
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "outside-content"
LEVEL = Level.BINDING


def check(evidence: Evidence) -> Iterator[Finding]:
    """What lies outside may be anybody's file; it is not opened."""
    for capture, obstacle in evidence.opened():
        if isinstance(obstacle, Missing):
            yield Left.UNCHECKABLE
        elif isinstance(obstacle, Outside):
            message = f"{name_of(capture)} is a link that leads out of content/"
            yield (Diagnostic(CODE, message, capture.span, "put the file itself there"),)
        else:
            yield HELD
