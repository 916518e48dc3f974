"""Templates written as Python, for pages that have everything that they are asked for.

What Jinja writes looks at each step whether a name is there, an attribute, a key in its place,
whether what is called wants the context, whether what is shown is safe. The code here takes it for
granted and raises where it is not so. It gives what Jinja's gives or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from keyword import iskeyword

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE, Symbols
from markupsafe import escape

ONCE = "_shown"
"""The method that `{% once %}` calls (:mod:`vouch.templating.running`)."""


class Unsure(Exception):
    """A template does something for which there is no quick code."""


class Writer(CodeGenerator):
    """Writes the code that a template becomes.

    A loop in a block, not in a macro, hands over what it has made once that is much.
    """

    _whole: str | None = None
    """The buffer of the block that is written."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Raises Unsure where a tag stands that changes how the rest is to be read."""
        self._asked: set[str] = set()
        self._macros = {"caller"}
        self._extends = False
        odd = (nodes.EvalContextModifier, nodes.Include, nodes.Extends)
        for found in node.find_all((*odd, nodes.Macro, nodes.FromImport)):
            if isinstance(found, nodes.Macro):
                self._macros.add(found.name)
            elif isinstance(found, nodes.FromImport):
                self._macros.update(alias for _, alias in _names(found))
            elif isinstance(found, nodes.Extends) and found is node.body[0]:
                self._extends = True
            elif not (isinstance(found, nodes.Include) and found.with_context):
                raise Unsure(type(found).__name__)
        super().visit_Template(node, frame)
        imported = _imports_of_macros(node)
        only = None if imported is None else (tuple(sorted(self._asked)), imported)
        self.writeline(f"root.only_macros = {only!r}")

    def write_commons(self) -> None:
        """What every function begins with."""
        self.writeline("resolve, concat = context.resolve_or_missing, environment.concat")
        self.writeline("undefined, cond_expr_undefined = environment.undefined, Undefined")
        self.writeline("escaped, escape = environment.escaped, environment.shown")
        self.writeline("Macro, safe, said = environment.macro, environment.safe, environment.said")
        self.writeline("if 0: yield None")

    def enter_frame(self, frame: Frame) -> None:
        """What is asked of the page; what a template sets on a condition need not be there."""
        super().enter_frame(frame)
        for target, (action, name) in frame.symbols.loads.items():
            if action == VAR_LOAD_RESOLVE:
                self._asked.add(str(name))
                if name not in frame.symbols.stores:
                    self.writeline(f"if {target} is missing: raise KeyError({name!r})")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A block or a whole file gives one text, not one for each of its pieces."""
        is_outermost = frame.parent is None and (frame.block_frame or frame.rootlevel)
        if frame.buffer is not None or not is_outermost or (frame.rootlevel and self._extends):
            super().blockvisit(nodes, frame)
            if frame.loop_frame and frame.buffer is not None and frame.buffer == self._whole:
                self.writeline(f"if len({frame.buffer}) > environment.most:")
                self.writeline(f"    environment.spill({frame.buffer})")
            return
        self.buffer(frame)
        self._whole = frame.buffer
        super().blockvisit(nodes, frame)
        self._whole = None
        self.writeline(f"yield concat({frame.buffer})")

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """What is not there is no attribute."""
        self.newline(node)
        self.write("included_template = ")
        self._import_common(node, frame)
        names = _names(node)
        for name, alias in names:
            self.writeline(f"{frame.symbols.ref(alias)} = getattr(included_template, {name!r})")
        if frame.toplevel:
            held = ", ".join(f"{alias!r}: {frame.symbols.ref(alias)}" for _, alias in names)
            self.writeline(f"context.vars.update({{{held}}})")
            self.writeline(f"context.exported_vars -= {{{held}}}.keys()")

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        """What is shown once is looked up before a macro is made of it."""
        called = node.call.node
        if not (isinstance(called, nodes.ExtensionAttribute) and called.name == ONCE):
            super().visit_CallBlock(node, frame)
            return
        key, found = self.temporary_identifier(), self.temporary_identifier()
        self.writeline(f"{key} = ", node)
        self._arguments(node.call.args, frame)
        self.writeline(f"{found} = environment.once.text({key})")
        self.writeline(f"if {found} is None:")
        self.indent()
        inner = frame.inner()
        inner.symbols.analyze_node(nodes.Scope(node.body))
        self.buffer(inner)
        self.enter_frame(inner)
        super().blockvisit(node.body, inner)
        self.writeline(f"{found} = environment.once.kept({key}, concat({inner.buffer}))")
        self.leave_frame(inner)
        self.outdent()
        self.writeline(f"{frame.buffer}.append({found})")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """What stands between tags, and what is shown, escaped."""
        if frame.require_output_check:
            if self.has_known_extends:
                return
            raise Unsure("text before a tag that extends")
        pieces: list[str | nodes.Expr] = []
        for part in _parts(node.nodes):
            text = _constant(part)
            if text is None:
                pieces.append(part)
            elif pieces and isinstance(pieces[-1], str):
                pieces[-1] += text
            else:
                pieces.append(text)
        self.writeline(f"{frame.buffer}.{'append(' if len(pieces) == 1 else 'extend(('}")
        for piece in pieces:
            if isinstance(piece, str):
                self.write(repr(piece))
            else:
                self._shown(piece, frame)
            if len(pieces) > 1:
                self.write(", ")
        self.write(")" if len(pieces) == 1 else "))")

    def _shown(self, node: nodes.Expr, frame: Frame) -> None:
        """The text, escaped, of what a tag shows."""
        text = _constant(node)
        if text is not None:
            self.write(repr(text))
        elif isinstance(node, nodes.CondExpr):
            frame = frame.soft()
            self.write("(")
            self._shown(node.expr1, frame)
            self.write(" if ")
            self.visit(node.test, frame)
            self.write(" else ")
            self._shown(node.expr2 or nodes.Const(""), frame)
            self.write(")")
        elif isinstance(node, nodes.Concat):
            self.write("concat((")
            for part in node.nodes:
                self._shown(part, frame)
                self.write(", ")
            self.write("))")
        elif isinstance(node, nodes.Call) and self._is_of_macro(node):
            self._made(node, frame)
        elif (key := _interface_string(node)) is not None:
            self.write(f"said[{frame.symbols.ref('w')}, {key!r}]")
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

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """A macro, or a method, which wants no context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif self._is_of_macro(node):
            self.write("safe(")
            self._made(node, frame)
            self.write(")")
        elif isinstance(node.node, nodes.Getattr) and not any(
            iskeyword(k.key) for k in node.kwargs
        ):
            self.visit(node.node, frame)
            self._arguments([*node.args, *node.kwargs], frame)
        else:
            super().visit_Call(node, frame)

    def _is_of_macro(self, node: nodes.Call) -> bool:
        is_named = isinstance(node.node, nodes.Name) and node.node.name in self._macros
        return is_named and not (node.kwargs or node.dyn_args or node.dyn_kwargs)

    def _made(self, node: nodes.Call, frame: Frame) -> None:
        """A macro called at once; what is none has no such attribute."""
        self.visit(node.node, frame)
        self.write(".made")
        self._arguments(node.args, frame)

    def _arguments(self, arguments: Iterable[nodes.Node], frame: Frame) -> None:
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


def _names(node: nodes.FromImport) -> list[tuple[str, str]]:
    """What is imported, and under which name."""
    return [(name, name) if isinstance(name, str) else name for name in node.names]


def _parts(shown: Iterable[nodes.Expr]) -> Iterator[nodes.Expr]:
    """What is shown, piece by piece: `a ~ b` shows what `a` and `b` do."""
    for node in shown:
        if isinstance(node, nodes.Concat):
            yield from _parts(node.nodes)
        else:
            yield node


def _constant(node: nodes.Expr) -> str | None:
    """The text that stands in every page for a node; None where it may differ."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    return str(escape(node.value)) if isinstance(node, nodes.Const) else None


def _interface_string(node: nodes.Expr) -> str | None:
    """The key of `w.text('…')`: what a language says, with nothing put into it."""
    if not (isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr)):
        return None
    owner, given = node.node.node, (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs)
    if not (isinstance(owner, nodes.Name) and (owner.name, node.node.attr) == ("w", "text")):
        return None
    if len(node.args) != 1 or any(given[1:]) or not isinstance(node.args[0], nodes.Const):
        return None
    return str(node.args[0].value)


def _imports_of_macros(template: nodes.Template) -> tuple[str, ...] | None:
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
