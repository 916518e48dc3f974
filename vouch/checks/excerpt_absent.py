"""An excerpt that does not stand in the capture of its source (contract, section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.evidence import Evidence, name_of
from vouch.diagnostics import Diagnostic
from vouch.evidence.captures import State
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "excerpt-absent"
LEVEL = Level.ERROR


def check(evidence: Evidence) -> Iterator[Finding]:
    """Digits and signs are never folded; what has no capture that can be read is not checkable."""
    for citation in evidence.citations:
        key = citation.capture, citation.excerpt
        state = evidence.examined.states[key]
        if state is State.ABSENT:
            absent = evidence.examined.absences[key]
            message = f"{name_of(citation.capture)} has no passage “{absent.piece}”"
            yield (Diagnostic(CODE, message, citation.span, absent.help),)
        else:
            yield HELD if state is State.VERIFIED else Left.UNCHECKABLE
    yield from (Left.UNCHECKABLE for _ in range(evidence.without))
