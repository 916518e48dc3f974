"""YAML as nearly every file of a site is written, read without a parser of all of YAML.

Keys that are plain words, texts on one line with or without quotes, literal texts (``|``), lists
with ``- ``, lists and mappings in brackets on one line, comments on lines of their own: that is
read here, in little more than half the time, to the very tree that :mod:`vouch.yamldoc` makes of
it. Whatever else stands in a file, be it right or wrong, is not judged here, and nothing of the
file is read.
"""

from __future__ import annotations

import re

from vouch.document import Mapping, Node, Scalar, Sequence

NESTING_LIMIT = 12
"""Deepest nesting of lists and mappings that is read here."""

_STRANGE = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML refuses, or takes for white space, for the end of a line or for a mark of bytes."""
_KEY = r"([A-Za-z0-9_][\w.-]{0,200}):"
_QUOTED = r"""("[^"\\\n]*"|'[^'\n]*')"""
_FIRST = r"""(?:[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=\w))"""
"""What a text without quotes begins with."""
_PLAIN = rf"({_FIRST}[^\n:#]*(?:(?::(?=\S)|(?<=\S)#)[^\n:#]*)*)(?<! )"
_PLAIN_IN_FLOW = rf"({_FIRST}[^\n:#?,\[\]{{}}]*)(?<! )"
_LINE_END = r"\n(?:(?: *+#[^\n]*+)?\n)*( *)"
"""The end of a line, empty lines and comments, and how far the next line is indented."""
# Of a value is found, in this order: a text with its quotes, one without, what stands behind it,
# or else the sign that another value begins with.
_VALUE = rf"(?:(?:{_QUOTED}|{_PLAIN}){_LINE_END}|([|\[{{]))"
_VALUE_IN_FLOW = rf"(?:(?:{_QUOTED}|{_PLAIN_IN_FLOW}) *(?:, *|([\]}}]))|([\[{{]))"
_ITEM = re.compile(_VALUE)
_ENTRY = re.compile(rf"{_KEY}(?: {_VALUE}|{_LINE_END})")
_ITEM_IN_FLOW = re.compile(_VALUE_IN_FLOW)
_ENTRY_IN_FLOW = re.compile(rf"{_KEY} {_VALUE_IN_FLOW}")
_BEGINNING = re.compile(_LINE_END.removeprefix(r"\n"))
_BEHIND = re.compile(_LINE_END)
_BEHIND_IN_FLOW = re.compile(r" *(?:, *|([\]}]))")
_DASH = re.compile(r"- +(?=\S)")
_OPENED = re.compile(r"[\[{] *")
_INDENT = re.compile(r" *")
_tuple = tuple.__new__


def read(text: str) -> Mapping | None:
    """The root of a file, where all of it is written plainly; None where it is not."""
    if not text.endswith("\n") or _STRANGE.search(text):
        return None
    reader = _Reader(text)
    try:
        root = reader.mapping(1)
    except _Otherwise:
        return None
    # What is indented too far, or fits nowhere, was left where it stands.
    return root if reader.column < 0 else None


class _Otherwise(Exception):
    """Something is not written plainly."""


def _matched(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    if found is None:
        raise _Otherwise
    return found


class _Reader:
    """One pass over a file.

    ``at`` is the offset of the next thing that is written, ``column`` how far its line is indented,
    -1 at the end of the file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        found = _matched(_BEGINNING, text, 0)
        self._go_on(found.end(), found[1])

    def _go_on(self, at: int, indent: str) -> None:
        self.at = at
        self.column = len(indent) if at < len(self.text) else -1

    def mapping(self, depth: int) -> Mapping:
        """The mapping that begins here, with all that is indented as far or further."""
        start, column = self.at, self.column
        entries: dict[str, tuple[Scalar, Node]] = {}
        while self.column == column:
            at = self.at
            found = _matched(_ENTRY, self.text, at)
            name, quoted, plain, indent, sign, indent_below = found.groups()
            if name in entries:
                raise _Otherwise
            end = at + len(name)
            value: Node
            if indent is not None:
                self._go_on(found.end(), indent)
                value = _scalar(quoted, plain, end + 2)
            elif sign:
                value = self._signed(sign, end + 2, column, depth)
            else:
                self._go_on(found.end(), indent_below)
                value = self._below(end + 1, column, depth)
            entries[name] = (_tuple(Scalar, (name, at, end, True)), value)
        return Mapping(entries, start, self.at)

    def _sequence(self, depth: int) -> Sequence:
        start, column = self.at, self.column
        items: list[Node] = []
        while self.column == column and (dash := _DASH.match(self.text, self.at)):
            self.at = at = dash.end()
            self.column += len(dash[0])
            found = _ITEM.match(self.text, at)
            if found is None:
                items.append(self.mapping(depth + 1))
                continue
            quoted, plain, indent, sign = found.groups()
            if sign:
                items.append(self._signed(sign, at, column, depth))
            else:
                self._go_on(found.end(), indent)
                items.append(_scalar(quoted, plain, at))
        return Sequence(tuple(items), start, self.at)

    def _below(self, end: int, column: int, depth: int) -> Node:
        """The value of a key that stands alone on its line and ends at ``end``."""
        if depth > NESTING_LIMIT:
            raise _Otherwise
        is_list = self.text.startswith("- ", self.at)
        if self.column > column or (self.column == column and is_list):
            return self._sequence(depth + 1) if is_list else self.mapping(depth + 1)
        return Scalar("", end, end, plain=True)

    def _signed(self, sign: str, at: int, column: int, depth: int) -> Node:
        """The value that begins with a sign, under a key or a dash that stands at ``column``."""
        if sign == "|":
            return self._literal(at, column)
        node, at = self._flow(at, depth)
        found = _matched(_BEHIND, self.text, at)
        self._go_on(found.end(), found[1])
        return node

    def _literal(self, start: int, column: int) -> Scalar:
        """The lines that are indented, as they stand; of empty ones at their end none is left."""
        line = start + 2
        indent = _matched(_INDENT, self.text, line)[0]
        if self.text[start + 1] != "\n" or len(indent) <= column:
            raise _Otherwise
        found = _matched(re.compile(rf"(?:{indent} *+[^\n]+\n\n*)+"), self.text, line)
        lines = found[0].rstrip("\n").replace(f"\n{indent}", "\n").removeprefix(indent)
        behind = _matched(_BEGINNING, self.text, found.end())
        self._go_on(behind.end(), behind[1])
        return Scalar(f"{lines}\n", start, found.end(), plain=False)

    def _flow(self, start: int, depth: int) -> tuple[Node, int]:
        """A list or a mapping in brackets, and where it ends."""
        if depth > NESTING_LIMIT:
            raise _Otherwise
        at = _matched(_OPENED, self.text, start).end()
        if self.text[start] == "[":
            return self._flow_sequence(start, at, depth)
        return self._flow_mapping(start, at, depth)

    def _flow_sequence(self, start: int, at: int, depth: int) -> tuple[Sequence, int]:
        items: list[Node] = []
        end = None
        while end is None:
            found = _matched(_ITEM_IN_FLOW, self.text, at)
            quoted, plain, end, sign = found.groups()
            if sign:
                item, at, end = self._nested(at, depth)
            else:
                item, at = _scalar(quoted, plain, at), found.end()
            items.append(item)
        if end != "]":
            raise _Otherwise
        return Sequence(tuple(items), start, at), at

    def _flow_mapping(self, start: int, at: int, depth: int) -> tuple[Mapping, int]:
        entries: dict[str, tuple[Scalar, Node]] = {}
        end = None
        while end is None:
            found = _matched(_ENTRY_IN_FLOW, self.text, at)
            name, quoted, plain, end, sign = found.groups()
            if name in entries:
                raise _Otherwise
            key_end = at + len(name)
            key = _tuple(Scalar, (name, at, key_end, True))
            if sign:
                value, at, end = self._nested(key_end + 2, depth)
            else:
                value, at = _scalar(quoted, plain, key_end + 2), found.end()
            entries[name] = (key, value)
        if end != "}":
            raise _Otherwise
        return Mapping(entries, start, at), at

    def _nested(self, start: int, depth: int) -> tuple[Node, int, str | None]:
        """Brackets within brackets, where what follows begins, and the bracket that closes here."""
        node, at = self._flow(start, depth + 1)
        behind = _matched(_BEHIND_IN_FLOW, self.text, at)
        return node, behind.end(), behind[1]


def _scalar(quoted: str | None, plain: str, start: int) -> Scalar:
    """A text with its quotes, or one without."""
    if quoted is None:
        return _tuple(Scalar, (plain, start, start + len(plain), True))
    return _tuple(Scalar, (quoted[1:-1], start, start + len(quoted), False))
