"""A source that names a capture which is not there."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.evidence import Evidence, name_of
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import Missing
from vouch.outcomes import HELD, Finding, Level

CODE = "missing-capture"
LEVEL = Level.WARNING


def check(evidence: Evidence) -> Iterator[Finding]:
    """Captures may live outside version control: a colleague has the sidecar without them."""
    for capture, obstacle in evidence.opened():
        if not isinstance(obstacle, Missing):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"there is no file {name_of(capture)}",
            capture.span,
            f"did you mean `{obstacle.near}`?"
            if obstacle.near
            else "put the capture there; without it no excerpt of this source is looked up",
            severity=LEVEL.severity,
        )
        yield (problem,)
