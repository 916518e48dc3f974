"""Templates written as Python, for pages that have everything that they are asked for.

What Jinja writes looks at each step whether a name is there, an attribute, a key in its place,
whether what is called wants the context, whether what is shown is safe. The code here takes it for
granted and raises where it is not so. It gives what Jinja's gives or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes
from jinja2.compiler import Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE

from vouch.templating.expressions import Expressions, Unsure
from vouch.templating.parsed import constant, imports_of_macros, is_text, names, parts

ONCE = "_shown"
"""The method that `{% once %}` calls (:mod:`vouch.templating.running`)."""


_COMMONS = (
    "concat, undefined, cond_expr_undefined = environment.concat, environment.undefined, Undefined",
    "escaped, escape, markup_join = environment.escaped, environment.shown, environment.joined",
    "Macro, safe, said = environment.macro, environment.safe, environment.said",
)
"""What all functions of a template use, once in its module; some takes the place of Jinja's."""


class Writer(Expressions):
    """Writes the code that a template becomes.

    A loop in a block, not in a macro, hands over what it has made once that is much.
    """

    _whole: str | None = None
    """The buffer of the block that is written."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Raises Unsure where a tag stands that changes how the rest is to be read."""
        self._asked: set[str] = set()
        self.macros = {"caller"}
        self._extends = False
        odd = (nodes.EvalContextModifier, nodes.Include, nodes.Extends)
        for found in node.find_all((*odd, nodes.Macro, nodes.FromImport)):
            if isinstance(found, nodes.Macro):
                self.macros.add(found.name)
            elif isinstance(found, nodes.FromImport):
                self.macros.update(alias for _, alias in names(found))
            elif isinstance(found, nodes.Extends) and found is node.body[0]:
                self._extends = True
            elif not (isinstance(found, nodes.Include) and found.with_context):
                raise Unsure(type(found).__name__)
        super().visit_Template(node, frame)
        imported = imports_of_macros(node)
        only = None if imported is None else (tuple(sorted(self._asked)), imported)
        self.writeline(f"root.only_macros, root.is_text = {only!r}, {is_text(node)!r}")
        for line in _COMMONS:
            self.writeline(line)

    def write_commons(self) -> None:
        """What every function begins with."""
        self.writeline("resolve = context.resolve_or_missing")
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
        if node.with_context:
            self.write("included_template = environment.imported(")
            self.visit(node.template, frame)
            self.write(f", context, {self.dump_local_context(frame)})")
        else:
            self.write("included_template = ")
            self._import_common(node, frame)
        imported = names(node)
        for name, alias in imported:
            self.writeline(f"{frame.symbols.ref(alias)} = getattr(included_template, {name!r})")
        if frame.toplevel:
            held = ", ".join(f"{alias!r}: {frame.symbols.ref(alias)}" for _, alias in imported)
            self.writeline(f"context.vars.update({{{held}}})")
            aliases = tuple(alias for _, alias in imported)
            self.writeline(f"context.exported_vars.difference_update({aliases!r})")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """The whole of another file, as one text."""
        is_named = isinstance(node.template, nodes.Const) and type(node.template.value) is str
        if frame.buffer is None or not is_named or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline(f"{frame.buffer}.extend(environment.included(", node)
        self.visit(node.template, frame)
        self.write(f", context, {self.dump_local_context(frame)}))")

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802
        """A block gives one text, and that at once."""
        is_child = frame.toplevel and self.extends_so_far
        if frame.buffer is None or node.scoped or node.required or is_child:
            super().visit_Block(node, frame)
        else:
            self.writeline(
                f"{frame.buffer}.extend(context.blocks[{node.name!r}][0](context))", node
            )

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:  # noqa: N802
        """What is shown once is looked up before a macro is made of it."""
        called = node.call.node
        if not (isinstance(called, nodes.ExtensionAttribute) and called.name == ONCE):
            self._called(node, frame)
            return
        key, found = self.temporary_identifier(), self.temporary_identifier()
        self.writeline(f"{key} = ", node)
        self.arguments(node.call.args, frame)
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

    def _called(self, node: nodes.CallBlock, frame: Frame) -> None:
        """A macro that is handed another, which has what stands in the tag."""
        if frame.buffer is None or not self.is_of_macro(node.call):
            super().visit_CallBlock(node, frame)
            return
        call_frame, macro = self.macro_body(node, frame)
        self.writeline("caller = ")
        self.macro_def(macro, call_frame)
        self.writeline(f"{frame.buffer}.append(", node)
        self.visit(node.call.node, frame)
        self.write(".called(caller, ")
        for argument in node.call.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write("))")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """What stands between tags, and what is shown, escaped."""
        if frame.require_output_check:
            if self.has_known_extends:
                return
            raise Unsure("text before a tag that extends")
        pieces: list[str | nodes.Expr] = []
        for part in parts(node.nodes):
            text = constant(part)
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
                self.shown(piece, frame)
            if len(pieces) > 1:
                self.write(", ")
        self.write(")" if len(pieces) == 1 else "))")
