"""A source that nothing rests on: often the trace of a mistyped id, or of a claim withdrawn."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.outcomes import HELD, Finding, Level

CODE = "unused-source"
LEVEL = Level.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Looks at the sidecar's own sources; shared ones may serve another article.

    A mistyped id is another check's; the source that it stands for is used.
    """
    used = {source for _, source in subject.references}
    used |= {meant for meant in subject.unknown_sources.values() if meant}
    used |= {source.origin for source in subject.sidecar.sources.values() if source.origin}
    for source in subject.sidecar.sources:
        if source in used or (subject.reading.diagnostics and source in subject.words):
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"nothing rests on the source `{source}`",
            subject.reading.key_span("sources", source),
            "name it where it is used, or delete it",
            severity=LEVEL.severity,
        )
        yield (problem,)
