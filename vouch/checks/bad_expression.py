"""A calculation that cannot be carried out: its expression does not parse, or names nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from vouch import spelling
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.document import Path, narrowed

CODE = "bad-expression"
_LONGEST = 400
_ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Name,
    ast.Load,
    ast.Constant,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.USub,
    ast.UAdd,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Reads names, numbers, + - * / and parentheses; each name stands under `where`."""
    for path, calculation in subject.calculations():
        unusable = [name for name in calculation.where if not name.isidentifier()]
        for name in unusable:
            yield Diagnostic(
                CODE,
                f"`{name}` cannot be the name of a number",
                subject.reading.key_span(*path, "where", name),
                "use letters, digits and _, as in shares_outstanding",
            )
        if not unusable:
            yield from _faults(subject, path, calculation.expression, calculation.where)


def _faults(
    subject: Subject, path: Path, expression: str, where: Mapping[str, object]
) -> Iterator[Diagnostic]:
    span = subject.reading.span(*path, "expression")
    names = _names(expression)
    if names is None:
        message = "this expression cannot be calculated"
        help = "it is made of names, numbers, + - * / and parentheses"
        yield Diagnostic(CODE, message, span, help)
        return
    known = subject.reading.document.keys(subject.reading.place(*path, "where"))
    for name in names:
        if name not in where and name not in known:
            near = spelling.nearest(name, where)
            help = f"did you mean `{near}`?" if near else "say under `where` what it stands for"
            yield Diagnostic(CODE, f"`{name}` stands for no number", narrowed(span, name), help)


def _names(expression: str) -> tuple[str, ...] | None:
    """The names in an expression, each once; None where it is no arithmetic."""
    if len(expression) > _LONGEST:
        return None
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    nodes = list(ast.walk(tree))
    numbers = (node.value for node in nodes if isinstance(node, ast.Constant))
    if not all(isinstance(node, _ALLOWED) for node in nodes):
        return None
    if not all(type(number) in (int, float) for number in numbers):
        return None
    return tuple(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)))
