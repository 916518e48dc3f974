"""YAML as its author meant it, with the place of every key and value.

PyYAML's ``safe_load`` turns ``no`` into False, ``12:30`` into 750, ``1.10`` into 1.1 and lets a
repeated key win in silence. Here the parser's events are read instead: every scalar stays the
text that was written, and what a claim file never needs (anchors, aliases, tags, several
documents, tabs, deep nesting) is refused with its place. The only importer of ``yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from vouch.diagnostics import Diagnostic, Note, Severity, SourceText, Span

NESTING_LIMIT = 24
"""Deepest nesting of lists and mappings; the formats themselves need seven."""

_LOADER = getattr(yaml, "CLoader", yaml.SafeLoader)
_LEADING_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_HELP_BY_PROBLEM = {
    "mapping values are not allowed": "put a text that holds “: ” between quotes",
    "cannot start any token": "put a text that starts with this character between quotes",
    "could not find expected ':'": "a key is followed by a colon and a space",
    "did not find expected key": "keys of one mapping start in the same column",
    "did not find expected '-'": "items of one list start in the same column",
    "unexpected end of stream": "a quote that was opened here is not closed",
    "did not find expected ',' or ']'": "a list that was opened with “[” is not closed",
    "did not find expected ',' or '}'": "a mapping that was opened with “{” is not closed",
    "unknown escape character": "in double quotes a backslash starts an escape: use single quotes",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``plain`` when it stood without quotes. Offsets are code points."""

    text: str
    start: int
    end: int
    plain: bool

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, Node], ...]
    start: int
    end: int

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A parsed file: its root mapping (empty for an empty file) and its text."""

    source: SourceText
    root: Mapping

    def node(self, path: Path) -> tuple[Node, Scalar | None]:
        """The deepest node that exists on ``path``, with its key when it has one.

        Parts that name no child are passed over, so a path that a validator has decorated with
        the name of an alternative still leads to its place.
        """
        node: Node = self.root
        name: Scalar | None = None
        for part in path:
            if isinstance(node, Mapping) and isinstance(part, str):
                found = node.get(part)
                if found is not None:
                    name, node = node.key(part), found
            elif isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
                name, node = None, node.items[part]
        return node, name

    def span(self, *path: str | int) -> Span:
        """Where the value at ``path`` stands; the key itself when the value is empty."""
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

    def under(self, key: str) -> Document:
        """The same document as if its root stood under ``key``."""
        name = Scalar(key, self.root.start, self.root.start, plain=True)
        root = Mapping(((name, self.root),), self.root.start, self.root.end)
        return Document(self.source, root)

    def text_offset(self, *path: str | int) -> tuple[int, int]:
        """The offsets in the file between which the value at ``path`` is written."""
        node, _ = self.node(path)
        return node.start, node.end


def parse(source: SourceText) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read one file; None where its structure cannot be known, and all that is wrong with it."""
    return _Reader(source).read()


def plain(node: Node) -> object:
    """The node as dicts, lists, texts, ``True``/``False`` and None, for a validator."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if node.is_null:
        return None
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    return node.text


class _Stop(Exception):
    """What follows in the file cannot be read; the reason is among the problems."""


class _Reader:
    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.scalars: list[Scalar] = []

    def read(self) -> tuple[Document | None, tuple[Diagnostic, ...]]:
        text = _LEADING_TAB.sub(self._leading_tab, self.source.text)
        root: Node | None = None
        try:
            root = self._document(yaml.parse(text, Loader=_LOADER))
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.reader.ReaderError as error:
            self._add(
                "control-character",
                f"the character U+{error.character:04X} has no place in a text",
                error.position,
                error.position + 1,
                help="delete it",
            )
        self._tabs_between_scalars()
        if isinstance(root, Mapping):
            return Document(self.source, root), tuple(self.problems)
        if root is not None:
            self._add("wrong-type", "the file has to be a list of “key: value”", root.start)
        return None, tuple(self.problems)

    def _document(self, events: Iterator[yaml.Event]) -> Node:
        root: Node = Mapping((), 0, 0)
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._add(
                        "yaml-syntax",
                        "a second document starts here",
                        event.start_mark.index,
                        event.end_mark.index,
                        help="keep one document to a file: delete the line “---”",
                    )
                    raise _Stop
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        if isinstance(root, Scalar) and root.is_null:
            return Mapping((), root.start, root.end)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        self._refuse_references(event, start, end)
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", start, end, plain=True)
        if isinstance(event, yaml.ScalarEvent):
            scalar = Scalar(event.value, start, end, event.style in (None, ""))
            self._scalar(scalar)
            return scalar
        if depth > NESTING_LIMIT:
            self._add(
                "nesting-too-deep",
                f"lists and mappings are nested more than {NESTING_LIMIT} deep",
                start,
                start + 1,
            )
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    return Sequence(tuple(items), start, item.end_mark.index)
                items.append(self._node(item, events, depth + 1))
        return self._mapping(start, events, depth)

    def _mapping(self, start: int, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        end = start
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                end = event.end_mark.index
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._add("wrong-type", "a key has to be a plain word", key.start, key.end)
            elif key.text in entries:
                first = entries[key.text][0]
                self._add(
                    "duplicate-key",
                    f"the key `{key.text}` stands here a second time",
                    key.start,
                    key.end,
                    help="keep one of the two",
                    notes=(Note("first written here", self.source.span(first.start, first.end)),),
                )
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), start, end)

    def _refuse_references(self, event: yaml.Event, start: int, end: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._add(
                "yaml-alias",
                f"the alias `*{event.anchor}` is not allowed",
                start,
                end,
                help="write the value out",
            )
            return
        if getattr(event, "anchor", None) is not None:
            self._add(
                "yaml-anchor",
                f"the anchor `&{event.anchor}` is not allowed",
                start,
                start + len(event.anchor) + 1,
                help="write the value out where it is used",
            )
        if getattr(event, "tag", None) is not None:
            self._add(
                "yaml-tag",
                f"the type tag `{event.tag}` is not allowed",
                start,
                end,
                help="delete it: the type of a value follows from its key",
            )

    def _scalar(self, scalar: Scalar) -> None:
        self.scalars.append(scalar)
        if found := _CONTROL.search(scalar.text):
            self._add(
                "control-character",
                f"this text holds the character U+{ord(found[0]):04X}, which no reader sees",
                scalar.start,
                scalar.end,
                help="delete it",
            )
        if scalar.plain and scalar.text:
            rest = self._rest_of_line(scalar.end)
            cut = re.match(r" #(?=[^\s#])", rest)
            if cut:
                self._add(
                    "cut-by-comment",
                    f"“{rest.strip()}” is read as a comment and cut off the value",
                    scalar.end + 1,
                    scalar.end + len(rest),
                    help="put the value between quotes, or a space after “#” if a comment is meant",
                    severity=Severity.WARNING,
                )

    def _rest_of_line(self, start: int) -> str:
        end = self.source.text.find("\n", start)
        return self.source.text[start : end if end >= 0 else None]

    def _leading_tab(self, found: re.Match[str]) -> str:
        start = found.start() + found[0].index("\t")
        self._tab(start)
        return found[0].replace("\t", " ")

    def _tabs_between_scalars(self) -> None:
        starts = [scalar.start for scalar in self.scalars]
        for found in re.finditer(r"(?<=\S)[ ]*(\t)[ \t]*(?=\S)", self.source.text):
            position = found.start(1)
            row = bisect_right(starts, position) - 1
            in_scalar = row >= 0 and position < self.scalars[row].end
            line_start = self.source.text.rfind("\n", 0, position) + 1
            in_comment = re.search(r"(?:^|\s)#", self.source.text[line_start:position])
            if not in_scalar and not in_comment:
                self._tab(position)

    def _tab(self, start: int) -> None:
        self._add("yaml-tab", "a tab stands here", start, start + 1, help="use spaces")

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        problem = str(error.problem or error.context or "it cannot be read")
        mark = error.problem_mark or error.context_mark
        if "end of stream" in problem and error.context_mark is not None:
            mark = error.context_mark
        help = next((h for part, h in _HELP_BY_PROBLEM.items() if part in problem), "")
        context = f" {error.context}" if error.context else ""
        index = mark.index if mark is not None else 0
        self._add("yaml-syntax", f"YAML: {problem}{context}", index, index + 1, help=help)

    def _add(
        self,
        code: str,
        message: str,
        start: int,
        end: int | None = None,
        *,
        help: str = "",
        notes: tuple[Note, ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        span = self.source.span(start, end)
        self.problems.append(Diagnostic(code, message, span, help, notes, severity))
