"""What can be read off the parsed nodes of a template, before any code is written for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes
from markupsafe import escape


def names(node: nodes.FromImport) -> list[tuple[str, str]]:
    """What is imported, and under which name."""
    return [(name, name) if isinstance(name, str) else name for name in node.names]


def parts(shown: Iterable[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is shown, piece by piece: `a ~ b` shows what `a` and `b` do."""
    for node in shown:
        if isinstance(node, nodes.Concat):
            yield from parts(node.nodes)
        else:
            yield node


def constant(node: nodes.Expr) -> str | None:
    """The text that stands in every page for a node; None where it may differ."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    return str(escape(node.value)) if isinstance(node, nodes.Const) else None


def interface_key(node: nodes.Expr) -> nodes.Expr | None:
    """The key of `w.text(…)`: what a language says, with nothing put into it."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr)):
        return None
    owner, given = node.node.node, (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs)
    if not (isinstance(owner, nodes.Name) and (owner.name, node.node.attr) == ("w", "text")):
        return None
    if len(node.args) != 1 or any(given[1:]):
        return None
    key = node.args[0]
    is_text = isinstance(key, nodes.Const) and type(key.value) is str
    return key if is_text or isinstance(key, nodes.Concat) else None


def is_text(template: nodes.Template) -> bool:
    """Whether a file has no tags, so that it says the same on every page."""
    return all(
        isinstance(node, nodes.Output)
        and all(isinstance(part, nodes.TemplateData) for part in node.nodes)
        for node in template.body
    )


def imports_of_macros(template: nodes.Template) -> tuple[str, ...] | None:
    """Of a file that holds nothing but macros: the files that it imports, with its context.

    None for any other: what it gives may differ from page to page.
    """
    imported: list[str] = []
    for node in template.body:
        if isinstance(node, nodes.Import | nodes.FromImport):
            if not (node.with_context and isinstance(node.template, nodes.Const)):
                return None
            imported.append(str(node.template.value))
        elif isinstance(node, nodes.Output):
            if not all(isinstance(part, nodes.TemplateData) for part in node.nodes):
                return None
        elif not isinstance(node, nodes.Macro):
            return None
    others = (nodes.Include, nodes.Block, nodes.Import, nodes.FromImport)
    if sum(1 for _ in template.find_all(others)) > len(imported):  # within a macro
        return None
    return tuple(imported)
