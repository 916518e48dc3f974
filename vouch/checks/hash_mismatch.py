"""A capture that is not the file that was read."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.evidence import Evidence, name_of
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import Changed, Missing, Outside
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "hash-mismatch"
LEVEL = Level.ERROR


def check(evidence: Evidence) -> Iterator[Finding]:
    """Captures without a written hash, and those that are not there, cannot be held to one."""
    for capture, obstacle in evidence.opened():
        if isinstance(obstacle, Changed):
            problem = Diagnostic(
                CODE,
                f"{name_of(capture)} is not the file that was read: its hash is another",
                capture.hash_span,
                f"bring back the file that was read; or read this one, then write\n"
                f"capture_sha256: {obstacle.sha256}",
            )
            yield (problem,)
        elif isinstance(obstacle, Missing | Outside) or not capture.sha256:
            yield Left.UNCHECKABLE
        else:
            yield HELD
