"""A claim that was edited after a second reader had signed it."""

from __future__ import annotations

from collections.abc import Iterator

from vouch import signoff
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.outcomes import HELD, Finding, Left, Level

CODE = "void-sign-off"
LEVEL = Level.WARNING


def check(subject: Subject) -> Iterator[Finding]:
    """Until it is signed anew, the page asks for a second reader and names none."""
    published = subject.published
    if published is None:
        return
    claims = subject.sidecar.claims
    sources = {**subject.shared_sources, **subject.sidecar.sources}
    void = signoff.void(claims, sources, published.authors, published.article)
    for index, claim in enumerate(claims):
        if not claim.checked_by or claim.id not in published.article.claims:
            continue
        if subject.is_faulty("claims", index):
            yield Left.UNCHECKABLE
        elif claim.id not in void:
            yield HELD
        else:
            key = "checked" if claim.checked else "checked_by"
            problem = Diagnostic(
                CODE,
                f"`{claim.id}` was edited after {claim.checked_by} had signed it",
                subject.reading.span("claims", index, key),
                "once it has been read again, write the day under `checked`, and who read it under"
                " `checked_by`; until then the page says that it awaits a second reader",
                severity=LEVEL.severity,
            )
            yield (problem,)
