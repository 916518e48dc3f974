"""A claim of somebody else whom nothing names."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.reviews import LEFT_OUT, Reviews
from vouch.compiled import CompiledClaim
from vouch.diagnostics import Diagnostic
from vouch.outcomes import Finding, Level, Problems
from vouch.reviewable import Bar

CODE = "unnamed-claimant"
LEVEL = Level.WARNING


def check(subject: Reviews) -> Iterator[Finding]:
    """An address is no name."""

    def told(row: int, compiled: CompiledClaim) -> Problems:
        problem = Diagnostic(
            CODE,
            f"nobody is named who makes the claim `{compiled.claim.id}`, {LEFT_OUT}",
            subject.reading.span("claims", row, "claimant"),
            "write {name: …, url: …}; an account has its name too",
            severity=LEVEL.severity,
        )
        return (problem,)

    return subject.findings(Bar.UNNAMED, told)
