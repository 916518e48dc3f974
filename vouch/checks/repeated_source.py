"""One id for two sources: one of them would hide the other in silence."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note
from vouch.outcomes import HELD, Finding, Level

CODE = "repeated-source"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Looks into content/sources.yaml too; ids that only capitals tell apart are one."""
    shared = {source.casefold() for source in subject.shared or ()}
    first: dict[str, str] = {}
    for source in subject.sidecar.sources:
        earlier = first.setdefault(source.casefold(), source)
        if earlier != source:
            problem = Diagnostic(
                CODE,
                f"the source `{source}` has the id of another but for capitals",
                subject.reading.key_span("sources", source),
                "give it an id of its own",
                (Note("the other source", subject.reading.key_span("sources", earlier)),),
            )
            yield (problem,)
        elif source.casefold() in shared:
            problem = Diagnostic(
                CODE,
                f"the source `{source}` is defined in content/sources.yaml too",
                subject.reading.key_span("sources", source),
                "keep one of the two, or give this one an id of its own",
            )
            yield (problem,)
        else:
            yield HELD
