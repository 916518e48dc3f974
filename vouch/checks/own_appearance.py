"""A claim of somebody else that was made on this very site."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.reviews import LEFT_OUT, Reviews
from vouch.compiled import CompiledClaim
from vouch.diagnostics import Diagnostic
from vouch.outcomes import Finding, Level, Problems
from vouch.reviewable import Bar

CODE = "own-appearance"
LEVEL = Level.WARNING


def check(subject: Reviews) -> Iterator[Finding]:
    """Looks at claims that say where they were made."""

    def told(row: int, compiled: CompiledClaim) -> Problems:
        problem = Diagnostic(
            CODE,
            f"the `appearance` of `{compiled.claim.id}` is on this site, {LEFT_OUT}",
            subject.reading.span("claims", row, "appearance"),
            "name the page on which the claimant said it; what this site says itself has no"
            " `claimant`",
            severity=LEVEL.severity,
        )
        return (problem,)

    return subject.findings(Bar.HERE, told, among="appearance")
