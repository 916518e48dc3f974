"""Templates compiled and run with less work than Jinja takes; the only importer of it.

A page is some hundreds of small steps: a macro called, a word shown. What they give is what Jinja
gives, but some things cost less. A file that holds nothing but macros is run once and not for
every page that imports it with its context. A macro or a method is called without asking first
whether it wants the context. What is shown is escaped without becoming a `Markup` in between. An
attribute that is there is taken without a detour, and a block gives its text in one piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from vouch import composition

try:
    from markupsafe import _escape_inner as _escaped  # type: ignore[attr-defined, unused-ignore]
except ImportError:  # before MarkupSafe 3

    def _escaped(text: str, /) -> str:
        return str(escape(text))


TemplateError = jinja2.TemplateError
TemplateNotFound = jinja2.TemplateNotFound
TemplateSyntaxError = jinja2.TemplateSyntaxError


def shown(value: Any) -> str:
    """What stands in the page for a value, as by `markupsafe.escape`."""
    kind = type(value)
    if kind is str:
        return _escaped(value)
    return value if kind is Markup else escape(value)


MANY = 20_000
"""So many pieces of a page are handed over together, where a page is made in parts."""


class _Macro(Macro):
    """A macro that can be called at once, where it is called with what it asks for."""

    def __init__(
        self,
        environment: jinja2.Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        *special: Any,
    ) -> None:
        super().__init__(environment, func, name, arguments, *special)
        self.made = func
        catches = special[:3]  # other keywords, other arguments, a caller
        self.most = -1 if any(catches) else len(arguments)


class _Context(Context):
    """What a template sees. Jinja's own way to call asks each time what wants the context."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """A call with arguments that are named, or come from lists."""
        if type(called) is MethodType:
            named.pop("_block_vars", None)
            named.pop("_loop_vars", None)
            return called(*args, **named)
        return super().call(called, *args, **named)

    def call_plainly(self, called: Any, /, *args: Any) -> Any:
        """A call with arguments in their places."""
        kind = type(called)
        if kind is MethodType or kind is BuiltinMethodType:
            return called(*args)
        if kind is _Macro and self.eval_ctx.autoescape:
            left_out = called.most - len(args)
            if left_out > 0:
                args += (missing,) * left_out
            if left_out >= 0:  # what is joined from escaped parts is escaped
                return str.__new__(Markup, called.made(*args))
        return super().call(called, *args)


class _Writer(CodeGenerator):
    """Writes the code that a template becomes.

    A loop in a block, not in a macro, hands over what it has made once that is much.
    """

    _whole: str | None = None
    """The buffer of the block that is written."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("escape, Macro = environment.shown, environment.macro")
        self.writeline("call = context.call_plainly")

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A block or a whole file gives one text, not one for each of its pieces."""
        within = [*nodes]
        is_outermost = frame.parent is None and (frame.block_frame or frame.rootlevel)
        if frame.buffer is not None or not is_outermost or _gives_pieces(within):
            super().blockvisit(within, frame)
            if frame.loop_frame and frame.buffer is not None and frame.buffer == self._whole:
                self.writeline(f"if len({frame.buffer}) > environment.most:")
                self.writeline(f"    environment.spill({frame.buffer})")
            return
        self.buffer(frame)
        self._whole = frame.buffer
        super().blockvisit(within, frame)
        self._whole = None
        self.writeline(f"yield concat({frame.buffer})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """What is an attribute is taken at once; Jinja has the word where there is none."""
        held, found = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({found} if ({found} := getattr(({held} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing")
        self.write(f" else environment.getattr({held}, {node.attr!r}))")

    def visit_Call(  # noqa: N802
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
        """Nothing that is called here asks for the variables of loops and blocks."""
        if forward_caller or node.kwargs or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("call(")
        self.visit(node.node, frame)
        for argument in node.args:
            self.write(", ")
            self.visit(argument, frame)
        self.write(")")

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        super().visit_Template(node, frame)
        self.writeline(f"root.only_macros = {_only_macros(node)!r}")


def _gives_pieces(within: Iterable[nodes.Node]) -> bool:
    """Whether what stands here has to give its pieces one by one, as Jinja has it."""
    every = nodes.Template([*within])
    return any(True for _ in every.find_all(nodes.Extends)) or not all(
        include.with_context for include in every.find_all(nodes.Include)
    )


def _only_macros(template: nodes.Template) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Of a file that holds nothing but macros: what they ask of the context, whence it imports.

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
    return tuple(sorted(meta.find_undeclared_variables(template))), tuple(imported)


class _Template(jinja2.Template):
    environment: Environment
    _kept: TemplateModule | None = None
    _asked: frozenset[str] | None = None
    _is_looked_at = False

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - the names are Jinja's
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """The macros of this file. Those that see only what the page was given are made once.

        They look up what they ask for when they are called, in what the environment holds then.
        """
        current = self.environment.current
        asked = self.asked() if shared else None
        seen = {**(vars or {}), **{k: v for k, v in (locals or {}).items() if v is not missing}}
        if asked is None or any(
            seen.get(name, missing) is not current.get(name, missing) for name in asked
        ):
            return super().make_module(vars, shared, locals)
        if self._kept is None:
            self._kept = super().make_module(current, shared=True)
        return self._kept

    def asked(self) -> frozenset[str] | None:
        """What the macros ask of a page, those that they import too; None where others stand."""
        if not self._is_looked_at:
            self._is_looked_at = True
            found = getattr(self.root_render_func, "only_macros", None)
            if found is not None:
                names, imported = found
                inner = [self._named(name).asked() for name in imported]
                if None not in inner:
                    self._asked = frozenset(names).union(*filter(None, inner))
        return self._asked

    def _named(self, name: str) -> _Template:
        template = self.environment.get_template(name)
        assert isinstance(template, _Template)
        return template


class _Once(Extension):
    """`{% once KEY, … %} … {% endonce %}`: made once for the same keys, then shown as it was.

    A key is a text, a number, or an object that stays the same one.
    """

    tags = {"once"}  # noqa: RUF012 - as Jinja declares it
    _most = 4096

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        self._made: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag and what stands in it."""
        line = next(parser.stream).lineno
        keys = parser.parse_tuple(with_condexpr=True)
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        call = self.call_method("_shown", [place, keys])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _shown(self, place: str, keys: object, caller: Callable[[], str]) -> str:
        given = keys if isinstance(keys, tuple) else (keys,)
        key = (place, *(k if isinstance(k, str | int) else id(k) for k in given))
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= self._most:
                self._made.clear()
            found = self._made[key] = (caller(), given)  # keeps what is known by its id
        return found[0]


class _Kept(jinja2.BytecodeCache, dict[tuple[str, str], Any]):
    """Compiled templates, by name and digest, for the next build of this process."""

    def load_bytecode(self, bucket: Any) -> None:
        bucket.code = self.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Any) -> None:
        self[bucket.key, bucket.checksum] = bucket.code


_KEPT = _Kept()


class Environment(jinja2.Environment):
    """Templates from ``folders``, earlier ones first, read once; ``current`` is as of `render`."""

    code_generator_class = _Writer
    context_class = _Context
    template_class = _Template

    def __init__(
        self, folders: Iterable[Path], filters: Mapping[str, Callable[..., object]]
    ) -> None:
        super().__init__(
            loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_KEPT,
            extensions=[_Once],
        )
        self.filters.update(filters)
        self.current: dict[str, Any] = {}
        self.shown = shown
        self.macro = _Macro
        self.most = MANY
        self.sink: Callable[[str], str] | None = None

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A template with what it is given, as text."""
        self.current.clear()
        self.current.update({**self.globals, **context})  # what the page that is made is given
        return self.get_template(template).render(context)

    def spill(self, pieces: list[str]) -> None:
        """Hand what was made of a page to the ``sink``, if there is one, for what stands for it."""
        if self.sink is not None:
            pieces[:] = [self.sink("".join(pieces))]

    def closure(self, template: str) -> Mapping[str, str]:
        """The sources, by name, of a template and of all that it extends, includes and imports."""
        return composition.closure(template, self._source, self.list_templates)

    def _source(self, name: str) -> str:
        assert self.loader is not None
        return self.loader.get_source(self, name)[0]
