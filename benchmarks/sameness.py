"""How alike the pages of generators are: their bytes and elements, by kinds of page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

_KINDS = (
    ("front", r"index\.html"),
    ("lists", r"(?:claims|sources|timeline|corrections|claimants|tags)/index\.html"),
    ("claimant", r"claimants/[^/]+/index\.html"),
    ("tag", r"tags/[^/]+/index\.html"),
    ("claim", r"[^/]+/claims/[^/]+/index\.html"),
    ("article", r"[^/]+/index\.html"),
)
"""Kinds of page by their paths; the first that fits counts. Each list is a kind of its own."""
_ELEMENT = re.compile(rb"<([a-z][a-z0-9]*)")


def weighed(folder: Path) -> Mapping[str, Counter[str]]:
    """What the pages of a site have in them by their kinds: ``pages``, ``bytes`` and elements."""
    found: dict[str, Counter[str]] = {}
    for path in sorted(folder.rglob("*.html")):
        if kind := _kind(path.relative_to(folder).as_posix()):
            text = path.read_bytes()
            counted = found.setdefault(kind, Counter())
            counted.update({"pages": 1, "bytes": len(text)})
            counted.update(name.decode() for name in _ELEMENT.findall(text))
    return found


def _kind(path: str) -> str:
    for kind, pattern in _KINDS:
        if re.fullmatch(pattern, path):
            return path.partition("/")[0] if kind == "lists" else kind
    return ""


def beside(base: Mapping[str, Counter[str]], other: Mapping[str, Counter[str]]) -> Iterator[str]:
    """For each kind of page a row: how many there are, their bytes, the elements that differ.

    ``base`` is what ``other`` is compared with; its numbers stand behind the strokes.
    """
    for kind, ours in base.items():
        theirs = other.get(kind, Counter())
        apart = [
            f"{name} {theirs[name]}/{ours[name]}"
            for name in sorted(ours | theirs)
            if name not in ("pages", "bytes") and differ(theirs[name], ours[name])
        ]
        pages = f"{theirs['pages']:,}/{ours['pages']:,}"
        size = f"{theirs['bytes']:,}/{ours['bytes']:,}"
        yield f"| {kind} | {pages} | {size} | {', '.join(apart) or '–'} |"


def differ(number: int, base: int) -> bool:
    """Whether a number is more than 10 % away from what it is compared with."""
    return abs(number - base) * 10 > base
