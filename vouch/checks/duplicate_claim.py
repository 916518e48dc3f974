"""Two claims under one id: an id is a public address, and a folder's name on every system."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note
from vouch.outcomes import HELD, Finding, Level

CODE = "duplicate-claim"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """Ids that are the same but for capitals collide too: some systems do not tell them apart."""
    first: dict[str, int] = {}
    for index, claim in enumerate(subject.sidecar.claims):
        earlier = first.setdefault(claim.id.casefold(), index)
        if earlier == index:
            yield HELD
            continue
        problem = Diagnostic(
            CODE,
            f"the id `{claim.id}` is taken by another claim",
            subject.reading.span("claims", index, "id"),
            "give each claim an id of its own; capitals do not tell ids apart",
            (Note("the other claim", subject.reading.span("claims", earlier, "id")),),
        )
        yield (problem,)
