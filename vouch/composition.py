"""What a template is made of: itself, and the templates that its tags name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

_REFERRING = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b")
_NAMING = re.compile(
    _REFERRING.pattern
    + r"""\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*(?:[-+]?%\}|(?:ignore|with|without|import|as)\b)"""
)


def named(source: str) -> list[str] | None:
    """The templates that a source extends, includes and imports; None if not all are by name.

    Reading the tags is enough, and takes a hundredth of the time that parsing does. What stands in
    a comment is named too.
    """
    if len(_REFERRING.findall(source)) != len(found := _NAMING.findall(source)):
        return None
    return [one or other for one, other in found]


def closure(
    template: str, source: Callable[[str], str], every: Callable[[], Iterable[str]]
) -> Mapping[str, str]:
    """The sources, by name, of a template and of all that it extends, includes and imports.

    ``source`` gives that of a name, or raises LookupError; ``every`` all names. Of a template that
    cannot be found, or names others by an expression, the sources are those of all.
    """
    sources: dict[str, str] = {}
    wanted = [template]
    try:
        while wanted:
            name = wanted.pop()
            if name not in sources:
                sources[name] = source(name)
                found = named(sources[name])
                wanted += every() if found is None else found
    except LookupError:
        return {name: source(name) for name in every()}
    return sources
