"""A reference to a source that is defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "unknown-source"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at claims, timeline entries and the values of calculations."""
    unknown = subject.unknown_sources
    for path, source in subject.references():
        if source in unknown:
            near = unknown[source]
            yield Diagnostic(
                CODE,
                f"no source has the id `{source}`",
                subject.reading.span(*path),
                f"did you mean `{near}`?"
                if near
                else "define it under `sources`, or in content/sources.yaml",
            )
