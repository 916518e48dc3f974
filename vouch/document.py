"""A parsed file as a tree that remembers where each of its parts is written."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from vouch.diagnostics import SourceText, Span
from vouch.frozen import frozen


class Scalar(NamedTuple):
    """A text as written; ``plain`` when it stood without quotes. Offsets are code points.

    A tuple, because it is made fast: a sidecar has many hundreds of them.
    """

    text: str
    start: int
    end: int
    plain: bool

    @property
    def is_null(self) -> bool:
        """Whether nothing is written here, or one of YAML's two words for nothing."""
        return self.plain and self.text in ("", "~", "null")


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    start: int
    end: int


class Mapping(NamedTuple):
    """Keys with their values by the keys' texts, in the order of the file; each key once."""

    by_key: dict[str, tuple[Scalar, Node]]
    start: int
    end: int

    @property
    def entries(self) -> tuple[tuple[Scalar, Node], ...]:
        """The keys with their values."""
        return tuple(self.by_key.values())

    def get(self, key: str) -> Node | None:
        """The value of ``key``; None where the key is not written."""
        entry = self.by_key.get(key)
        return entry[1] if entry else None

    def key(self, key: str) -> Scalar | None:
        """The key itself as it is written."""
        entry = self.by_key.get(key)
        return entry[0] if entry else None


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


@frozen
class Document:
    """A parsed file: its root mapping (empty for an empty file) and its text.

    ``refused`` are the offsets of values whose fault is already told, so that none is told twice.
    """

    source: SourceText
    root: Mapping
    refused: frozenset[int] = frozenset()

    def node(self, path: Path) -> tuple[Node, Scalar | None]:
        """The deepest node that exists on ``path``, with its key when it has one.

        Parts that name no child are passed over, so a path that a validator has decorated with
        the name of an alternative still leads to its place.
        """
        node: Node = self.root
        name: Scalar | None = None
        for part in path:
            if isinstance(node, Mapping) and isinstance(part, str):
                name, node = node.by_key.get(part, (name, node))
            elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
                name, node = None, node.items[part]
        return node, name

    def span(self, *path: str | int) -> Span:
        """Where the value at ``path`` stands; the key itself when the value is empty or long."""
        node, name = self.node(path)
        if name is not None and (node.start == node.end or not isinstance(node, Scalar)):
            return self.source.span(name.start, name.end)
        if isinstance(node, Mapping) and node.entries:
            first = node.entries[0][0]
            return self.source.span(first.start, first.end)
        return self.source.span(node.start, node.end)

    def key_span(self, *path: str | int) -> Span:
        """Where the key that ends ``path`` stands; the value's place when it has no key."""
        _, name = self.node(path)
        return self.source.span(name.start, name.end) if name is not None else self.span(*path)

    def has(self, *path: str | int) -> bool:
        """Whether the last key of ``path`` is written, be it with an empty value."""
        parent, _ = self.node(path[:-1])
        return isinstance(parent, Mapping) and parent.get(str(path[-1])) is not None

    def keys(self, path: Path) -> frozenset[str]:
        """The keys of the mapping at ``path``; none where no mapping stands there."""
        node, _ = self.node(path)
        return frozenset(node.by_key if isinstance(node, Mapping) else ())

    def text(self, path: Path) -> str:
        """The text at ``path``; empty where none stands there."""
        node, _ = self.node(path)
        return node.text if isinstance(node, Scalar) else ""

    def under(self, key: str) -> Document:
        """The same document as if its root stood under ``key``."""
        name = Scalar(key, self.root.start, self.root.start, plain=True)
        root = Mapping({key: (name, self.root)}, self.root.start, self.root.end)
        return Document(self.source, root, self.refused)

    def text_offset(self, *path: str | int) -> tuple[int, int]:
        """The offsets in the file between which the value at ``path`` is written."""
        node, _ = self.node(path)
        return node.start, node.end


_READ_AS = {"": None, "~": None, "null": None, "true": True, "false": False}
"""What words without quotes stand for; any other is a text."""


def plain(node: Node) -> object:
    """The node as dicts, lists, texts, ``True``/``False`` and None, for a validator."""
    if isinstance(node, Scalar):
        return _READ_AS.get(node.text, node.text) if node.plain else node.text
    if isinstance(node, Mapping):
        return {text: plain(value) for text, (_, value) in node.by_key.items()}
    return [plain(item) for item in node.items]


def narrowed(span: Span, word: str) -> Span:
    """The span of ``word`` alone, where it stands in ``span`` or behind it on its line."""
    if not word:
        return span
    before, after = (
        (r"(?<!\w)" if word[0].isalnum() else ""),
        (r"(?!\w)" if word[-1].isalnum() else ""),
    )
    found = re.compile(f"{before}{re.escape(word)}{after}").search(span.text, span.column - 1)
    return replace(span, column=found.start() + 1, width=len(word)) if found else span
