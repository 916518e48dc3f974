"""One id for two sources: the sidecar's own would hide the shared one in silence."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic

CODE = "repeated-source"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """An id stands in the sidecar or in content/sources.yaml, not in both."""
    for id in subject.sidecar.sources:
        if id in subject.shared:
            yield Diagnostic(
                CODE,
                f"the source `{id}` is defined in content/sources.yaml too",
                subject.reading.key_span("sources", id),
                "keep one of the two, or give this one an id of its own",
            )
