"""Templates compiled and run with less work than Jinja takes; the only importer of it.

A page is made by quick code, which gives what Jinja gives or raises (:mod:`vouch.templating.code`).
Where it raises, for a fault or for something rare, Jinja itself makes the page or tells the fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2

from vouch import composition
from vouch.templating.kept import Kept
from vouch.templating.running import Once, QuickEnvironment, shown

TemplateError = jinja2.TemplateError
TemplateNotFound = jinja2.TemplateNotFound
TemplateSyntaxError = jinja2.TemplateSyntaxError

written = shown
"""What stands in a page for a value: text escaped, HTML as it is."""


_KEPT = Kept()


class Environment:
    """Templates from ``folders``, earlier ones first, each read once."""

    def __init__(
        self, folders: Iterable[Path], filters: Mapping[str, Callable[..., object]]
    ) -> None:
        self._loader = jinja2.FileSystemLoader([str(folder) for folder in folders])
        self._filters = filters
        self._for_jinja: set[str] = set()

    @cached_property
    def quick(self) -> QuickEnvironment:
        """What makes pages."""
        quick = QuickEnvironment(**self._options, optimized=False, bytecode_cache=_KEPT)
        quick.filters.update(self._filters)
        quick.once = next(each for each in quick.extensions.values() if isinstance(each, Once))
        return quick

    @cached_property
    def _plain(self) -> jinja2.Environment:
        """Jinja as it is, for what the quick code does not do."""
        plain = jinja2.Environment(**self._options)  # noqa: S701 - they say so
        plain.filters.update(self._filters)
        return plain

    @property
    def _options(self) -> dict[str, Any]:
        return {
            "loader": self._loader,
            "autoescape": True,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "keep_trailing_newline": True,
            "auto_reload": False,
            "extensions": [Once],
        }

    def render(self, template: str, context: Mapping[str, Any]) -> str:
        """A template with what it is given, as text. Raises whatever a template raises."""
        if template not in self._for_jinja:
            try:
                return self.quick.render(template, context)
            except Exception:  # noqa: BLE001 - Jinja has the last word on all of them
                self._for_jinja.add(template)
        return self._plain.get_template(template).render(context)

    def prepare(self, template: str) -> None:
        """Compile a template and all that it is made of. Raises what a template raises."""
        for name in self.closure(template):
            self.quick.get_template(name)

    def closure(self, template: str) -> Mapping[str, str]:
        """The sources, by name, of a template and of all that it extends, includes and imports."""
        return composition.closure(template, self.source, self._loader.list_templates)

    def source(self, name: str) -> str:
        """The text of a template. Raises LookupError where there is none of that name."""
        return self._loader.get_source(self.quick, name)[0]
