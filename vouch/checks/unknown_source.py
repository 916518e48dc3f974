"""A reference to a source that is defined nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from vouch import spelling
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.yamldoc import Path

CODE = "unknown-source"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Looks at claims, timeline entries and the values of calculations."""
    known = [*subject.source_ids(), *sorted(subject.shared)]
    for path, id in _references(subject):
        if id not in known:
            near = spelling.nearest(id, known)
            yield Diagnostic(
                CODE,
                f"no source has the id `{id}`",
                subject.reading.span(*path),
                f"did you mean `{near}`?"
                if near
                else "define it under `sources`, or in content/sources.yaml",
            )


def _references(subject: Subject) -> Iterator[tuple[Path, str]]:
    for path, use in subject.uses():
        node, _ = subject.reading.document.node((*subject.reading.place(*path), "id"))
        whole = subject.reading.document.node(subject.reading.place(*path))[0]
        yield (path if node is whole else (*path, "id")), use.id
    for index, claim in enumerate(subject.sidecar.claims):
        for row, calculation in enumerate(claim.check):
            for name, operand in calculation.where.items():
                if operand.source is not None:
                    path = subject.check_path(index, row)
                    yield (*path, "where", name, "source"), operand.source
