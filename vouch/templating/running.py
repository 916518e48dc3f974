"""What the quick code of templates runs with, and what is kept from page to page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro, markup_join
from jinja2.utils import missing
from markupsafe import Markup, escape

from vouch.templating.code import ONCE, Writer

try:
    from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined, unused-ignore]
except ImportError:  # before MarkupSafe 3

    def escaped(text: str, /) -> str:
        """A text as it stands in HTML."""
        return str(escape(text))


def shown(value: Any) -> str:
    """What stands in the page for a value, as by `markupsafe.escape`."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    if kind is int:
        return str(value)
    written = getattr(value, "__html__", None)
    if written is None:
        return escaped(str(value))
    text: str = written()
    return text


def joined(parts: tuple[Any, ...]) -> str:
    """What `a ~ b` gives, as by `jinja2.runtime.markup_join`."""
    for part in parts:
        if type(part) is not str:
            return markup_join(parts)
    return "".join(parts)


MANY = 2_000
"""So many pieces of a page are handed over together, where a page is made in parts."""


class Once(Extension):
    """`{% once KEY, … %} … {% endonce %}`: made once for the same keys, then shown as it was.

    A key is a text, a number, or an object that stays the same one.
    """

    tags = {"once"}  # noqa: RUF012 - as Jinja declares it
    _most = 256

    def __init__(self, environment: jinja2.Environment) -> None:
        super().__init__(environment)
        self._made: dict[tuple[object, ...], tuple[str, tuple[object, ...]]] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The tag and what stands in it."""
        line = next(parser.stream).lineno
        keys = parser.parse_tuple(with_condexpr=True)
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{parser.free_identifier().name}")
        given = keys.items if isinstance(keys, nodes.Tuple) else [keys]
        call = self.call_method(ONCE, [place, *given])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _shown(self, *keys: object, caller: Callable[[], str]) -> str:
        text = self.text(keys)
        return self.kept(keys, caller()) if text is None else text

    def text(self, keys: tuple[object, ...]) -> str | None:
        """What was made for these keys."""
        found = self._made.get(_identity(keys))
        return None if found is None else found[0]

    def kept(self, keys: tuple[object, ...], text: str) -> str:
        """The text, kept with its keys, so that those known by their id stay."""
        if len(self._made) >= self._most:
            self._made.clear()
        self._made[_identity(keys)] = (text, keys)
        return text


_BY_VALUE = (str, int)


def _identity(keys: tuple[object, ...]) -> tuple[object, ...]:
    return tuple([key if isinstance(key, _BY_VALUE) else id(key) for key in keys])


class Said(dict[tuple[Any, str], str]):
    """What `w.text(key)` says, escaped, by ``w`` and key: the same whenever it is asked."""

    def __missing__(self, asked: tuple[Any, str]) -> str:
        words, key = asked
        text = self[asked] = shown(words.text(key))
        return text


class QuickMacro(Macro):
    """A macro that can be called at once, with what it asks for in its places."""

    def __init__(
        self,
        environment: jinja2.Environment,
        func: Callable[..., str],
        name: str,
        arguments: list[str],
        *special: Any,
    ) -> None:
        super().__init__(environment, func, name, arguments, *special)
        self._is_open = any(special[:2]) or self.explicit_caller  # to other keywords, arguments
        if self._is_open:
            self.made = self.__call__
            return
        func.__defaults__ = (missing,) * len(arguments)
        self.made = func
        if self.caller:
            uncalled = environment.undefined("No caller defined", name="caller")
            self.made = partial(self.called, uncalled)

    def called(self, caller: object, *given: Any) -> str:
        """What it gives with a ``caller``. Raises TypeError where it takes none, or not so many."""
        left = len(self.arguments) - len(given)
        if self._is_open or not self.caller or left < 0:
            return self(*given, caller=caller)
        return self._func(*given, *[missing] * left, caller)


class QuickContext(Context):
    """What a template sees; how it escapes is the same in all of them."""

    def __init__(
        self,
        environment: QuickEnvironment,
        parent: dict[str, Any],
        name: str | None,
        blocks: Mapping[str, Callable[[Context], Iterator[str]]],
        globals: Mapping[str, Any] | None = None,  # noqa: A002, ARG002 - the name is Jinja's
    ) -> None:
        self.parent, self.vars, self.exported_vars = parent, {}, set()
        self.environment, self.name, self.eval_ctx = environment, name, environment.eval_ctx
        self.globals_keys = set()
        self.blocks = {key: [block] for key, block in blocks.items()}


class _Current(dict[str, Any]):
    """What a page was given, by name; what it was not given is `missing`."""

    def __missing__(self, name: str) -> Any:
        return missing


class QuickTemplate(jinja2.Template):
    """A file of templates, whose macros are kept where they are the same for every page."""

    environment: QuickEnvironment
    _kept: TemplateModule | None = None
    _asked: frozenset[str] | None = None
    _is_looked_at = False

    @cached_property
    def text(self) -> str | None:
        """All that this file says; None where that may differ from page to page."""
        if not getattr(self.root_render_func, "is_text", False):
            return None
        return "".join(self.root_render_func(self.new_context()))

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - the names are Jinja's
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """The macros of this file. Those that see only what the page was given are made once.

        They look up what they ask for when they are called, in what the environment holds then.
        """
        given, current, locals_ = vars or {}, self.environment.current, locals or {}
        asked = self.asked() if shared else None
        if asked is None or any(
            given.get(name, missing) is not current.get(name, missing)
            or locals_.get(name, missing) is not missing
            for name in asked
        ):
            return super().make_module(vars, shared, locals)
        return self.kept()

    def kept(self) -> TemplateModule:
        """Its macros where they see only what the page was given."""
        if self._kept is None:
            current = self.environment.current
            context = self.new_context(current, shared=True)
            # Its own names are variables of the code, so that all others are those of the page.
            context.__dict__["resolve_or_missing"] = current.__getitem__
            self._kept = TemplateModule(self, context)
        return self._kept

    def asked(self) -> frozenset[str] | None:
        """What the macros ask of a page, those that they import too; None where others stand."""
        if not self._is_looked_at:
            self._is_looked_at = True
            found = getattr(self.root_render_func, "only_macros", None)
            if found is not None:
                names, imported = found
                inner = [self.environment.get_template(name).asked() for name in imported]
                if None not in inner:
                    self._asked = frozenset(names).union(*filter(None, inner))
        return self._asked


class QuickEnvironment(jinja2.Environment):
    """Templates that are read once; ``current`` is what the page that is made was given."""

    code_generator_class = Writer
    context_class = QuickContext
    template_class = QuickTemplate
    once: Once

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.current = _Current()
        self.eval_ctx = nodes.EvalContext(self)
        self._read: dict[str, QuickTemplate] = {}
        self.escaped, self.shown, self.said, self.joined = escaped, shown, Said(), joined
        self.most = MANY
        self.sink: Callable[[str], str] | None = None
        self.macro, self.safe = QuickMacro, partial(str.__new__, Markup)

    def get_template(self, name: str, *_: Any) -> QuickTemplate:  # type: ignore[override]
        """A template by its name. Raises TemplateError, Unsure."""
        if name not in self._read:
            template = super().get_template(name)
            assert isinstance(template, QuickTemplate)
            self._read[name] = template
        return self._read[name]

    def imported(self, name: str, context: Context, own: Mapping[str, Any]) -> TemplateModule:
        """The macros of a file, imported with a context and the variables of the code around."""
        template = self.get_template(name)
        asked = template.asked() if context.parent is self.current else None
        if asked is not None and asked.isdisjoint(context.vars) and asked.isdisjoint(own):
            return template.kept()
        return template.make_module(context.get_all(), shared=True, locals=own)

    def included(self, name: str, context: Context, own: Mapping[str, Any]) -> Iterable[str]:
        """What a file says, included with a context and the variables of the code around."""
        template = self.get_template(name)
        if template.text is not None:
            return (template.text,)
        return template.root_render_func(
            template.new_context(context.get_all(), shared=True, locals=own)
        )

    def spill(self, pieces: list[str]) -> None:
        """Hand what was made of a page to the ``sink``, if there is one, for what stands for it."""
        if self.sink is not None:
            pieces[:] = [self.sink("".join(pieces))]

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A page. Raises whatever Python raises where something is not as the code expects it."""
        self.current.update(self.globals)
        self.current.update(context)
        try:
            made = self.get_template(template)
            seen = QuickContext(self, self.current, template, made.blocks)
            return "".join(made.root_render_func(seen))
        finally:
            self.current.clear()  # it may hold a whole article
