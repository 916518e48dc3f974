"""A calculation that cannot be read: it is no arithmetic, or a name in it stands for nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from vouch import expression, spelling
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.document import Path
from vouch.expression import Misread
from vouch.model.claims import Check
from vouch.outcomes import Finding, Level

CODE = "bad-expression"
LEVEL = Level.BINDING


def check(subject: Subject) -> Iterator[Finding]:
    """The grammar is that of :mod:`vouch.expression`; each name stands under `where`."""
    refused = subject.refused(CODE)
    for path, calculation in subject.calculations():
        yield (*_faults(subject, path, calculation), *refused.get(path, ()))


def _faults(subject: Subject, path: Path, calculation: Check) -> Iterator[Diagnostic]:
    unusable = [name for name in calculation.where if not name.isidentifier()]
    for name in unusable:
        yield Diagnostic(
            CODE,
            f"`{name}` cannot be the name of a number",
            subject.reading.key_span(*path, "where", name),
            "use letters, digits and _, as in shares_outstanding",
        )
    if not unusable:
        yield from _misread(subject, path, calculation)


def _misread(subject: Subject, path: Path, calculation: Check) -> Iterator[Diagnostic]:
    tree = expression.read(calculation.expression)
    if isinstance(tree, Misread):
        span = subject.within(path, calculation, tree.start, tree.end)
        yield Diagnostic(CODE, tree.message, span, tree.help)
        return
    told = set()
    for name in expression.names(tree):
        operand = calculation.where.get(name.name)
        is_sound = operand is not None and operand.figure not in subject.without_figure
        if is_sound or name.name in told:
            continue
        told.add(name.name)
        span = subject.within(path, calculation, name.start, name.end)
        if operand is None and name.name not in _known(subject, path):
            near = spelling.nearest(name.name, calculation.where)
            help = f"did you mean `{near}`?" if near else "say under `where` what it stands for"
            yield Diagnostic(CODE, f"`{name.name}` stands for no number", span, help)
        elif operand is not None:
            message = f"`{name.name}` is the figure of `{operand.figure}`, which has none"
            help = "give that claim a `figure`, or write a `value` with its source"
            yield Diagnostic(CODE, message, span, help)


def _known(subject: Subject, path: Path) -> Collection[str]:
    """The names that a calculation explains, those of operands with faults included."""
    return subject.reading.document.keys(subject.reading.place(*path, "where"))
