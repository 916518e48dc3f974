"""A reference to a source that is defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "unknown-source"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Looks at claims, timeline entries and the values of calculations."""
    unknown = subject.unknown_sources
    for path, source in subject.references:
        if source not in unknown:
            yield HELD if subject.knows_sources else Left.UNCHECKABLE
            continue
        near = unknown[source]
        problem = Diagnostic(
            CODE,
            f"no source has the id `{shown(source)}`",
            subject.reference_span(path),
            f"did you mean `{near}`?"
            if near
            else "define it under `sources`, or in content/sources.yaml",
        )
        yield (problem,)
