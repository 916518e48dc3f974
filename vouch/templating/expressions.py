"""Expressions of templates written as Python, for pages that have all that they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE, Symbols

from vouch.templating.parsed import constant, interface_key


class Unsure(Exception):
    """A template does something for which there is no quick code."""


class Expressions(CodeGenerator):
    """Writes what gives a value; ``macros`` are the names of those that a template has."""

    macros: set[str]

    def shown(self, node: nodes.Expr, frame: Frame) -> None:
        """The text, escaped, of what a tag shows."""
        text = constant(node)
        if text is not None:
            self.write(repr(text))
        elif isinstance(node, nodes.CondExpr):
            frame = frame.soft()
            self.write("(")
            self.shown(node.expr1, frame)
            self.write(" if ")
            self.visit(node.test, frame)
            self.write(" else ")
            self.shown(node.expr2 or nodes.Const(""), frame)
            self.write(")")
        elif isinstance(node, nodes.Concat):
            self.write("concat((")
            for part in node.nodes:
                self.shown(part, frame)
                self.write(", ")
            self.write("))")
        elif isinstance(node, nodes.Call) and self.is_of_macro(node):
            self._made(node, frame)
        elif (key := interface_key(node)) is not None:
            self.write(f"said[{frame.symbols.ref('w')}, ")
            self.visit(key, frame)
            self.write("]")
        else:
            held = self.temporary_identifier()
            self.write(f"(escaped({held}) if type({held} := ")
            self.visit(node, frame)
            self.write(f") is str else escape({held}))")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """What comes from the page is there, or the function has raised at its beginning."""
        ref = frame.symbols.ref(node.name)
        if node.ctx == "load" and _is_given(ref, frame.symbols):
            self.write(ref)
        else:
            super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """An attribute; what is a key instead is left to Jinja."""
        if iskeyword(node.attr):
            raise Unsure(node.attr)
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """What stands under a key; what is an attribute instead is left to Jinja.

        So is a key of a literal: Python warns of one that cannot be, where it is compiled.
        """
        if isinstance(node.arg, nodes.Slice) or isinstance(node.node, nodes.Literal):
            super().visit_Getitem(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """A macro, or a method, which wants no context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif self.is_of_macro(node):
            self.write("safe(")
            self._made(node, frame)
            self.write(")")
        elif isinstance(node.node, nodes.Getattr) and not any(
            iskeyword(k.key) for k in node.kwargs
        ):
            self.visit(node.node, frame)
            self.arguments([*node.args, *node.kwargs], frame)
        else:
            super().visit_Call(node, frame)

    def is_of_macro(self, node: nodes.Call) -> bool:
        """Whether a macro is called by its name, with nothing but what stands in its places."""
        is_named = isinstance(node.node, nodes.Name) and node.node.name in self.macros
        return is_named and not (node.kwargs or node.dyn_args or node.dyn_kwargs)

    def _made(self, node: nodes.Call, frame: Frame) -> None:
        """A macro called at once; what is none has no such attribute."""
        self.visit(node.node, frame)
        self.write(".made")
        self.arguments(node.args, frame)

    def arguments(self, arguments: Iterable[nodes.Node], frame: Frame) -> None:
        """The arguments of a call with their parentheses, or a tuple of them."""
        self.write("(")
        for argument in arguments:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def _is_given(target: str, symbols: Symbols | None) -> bool:
    """Whether a variable comes from the page, and from nowhere else."""
    while symbols is not None and target not in symbols.loads:
        symbols = symbols.parent
    if symbols is None:
        return False
    action, name = symbols.loads[target]
    return action == VAR_LOAD_RESOLVE and name not in symbols.stores
