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
from operator import attrgetter
from typing import Any

import yaml

from vouch.diagnostics import Diagnostic, Note, Severity, SourceText
from vouch.document import Document, Mapping, Node, Path, Scalar, Sequence, plain
from vouch.yamlfaults import Place, fault, put_together

__all__ = ["Document", "Mapping", "Node", "Path", "Scalar", "Sequence", "parse", "plain"]

NESTING_LIMIT = 24
"""Deepest nesting of lists and mappings; the formats themselves need seven."""

_WRITE_OUT = "write the value out; put a text that starts with this sign between quotes"
_LOADER = getattr(yaml, "CLoader", yaml.SafeLoader)
_LEADING_TAB = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_TAB = re.compile(r"\t[\t ]*[^\s#]")
_COMMENT = re.compile(r"(?:.*[ \t])?#")
_CUT = re.compile(r" (#[^\s#][^\n]*)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ESCAPED_CONTROL = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:[0abevfN]|x[01][0-9A-Fa-f]|x7[Ff]|x[89][0-9A-Fa-f]"
    r"|u00(?:[01][0-9A-Fa-f]|7[Ff]|[89][0-9A-Fa-f])))"
)
_tuple = tuple.__new__
_start = attrgetter("start")


def parse(source: SourceText) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read one file; None where its structure cannot be known, and all that is wrong with it."""
    first = _Reader(source)
    document = first.read(source.text)
    tab = first.stopped_at
    if tab is None or source.text[tab : tab + 1] != "\t":
        return document, tuple(first.problems)
    second = _Reader(source)
    spaced = _LEADING_TAB.sub(lambda found: found[0].replace("\t", " "), source.text)
    document = second.read(spaced)
    problems = second.problems
    if not any(problem.code == "yaml-tab" for problem in problems):
        second.tab(tab)
    if document is None:  # a tab is as wide as its author's editor has it: only that is certain
        problems = [problem for problem in problems if problem.code != "yaml-syntax"]
    return document, tuple(problems)


class _Stop(Exception):
    """What follows in the file cannot be read; the reason is among the problems."""


class _Reader:
    """One pass over a file; ``stopped_at`` is the offset at which libyaml gave up."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.problems: list[Diagnostic] = []
        self.scalars: list[Scalar] = []
        self.refused: set[int] = set()
        # What one look at the whole file rules out is not looked for in each text of it.
        # Of the characters that nobody sees, YAML itself lets a line end of old pass.
        self.has_controls = "\\" in source.text or "\x85" in source.text
        self.has_comments = " #" in source.text
        self.stopped_at: int | None = None

    def read(self, text: str) -> Document | None:
        """The document; ``text`` is the source's, or has its leading tabs made spaces."""
        root: Node | None = None
        try:
            root = self._document(iter(_LOADER(text).get_event, None))
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except yaml.reader.ReaderError as error:
            self._add("yaml-syntax", f"YAML cannot read this: {error.reason}", error.position)
        self._tabs()
        if isinstance(root, Mapping):
            return Document(self.source, root, frozenset(self.refused))
        if root is not None:
            what = "a list" if isinstance(root, Sequence) else "a text"
            message = f"the file is {what}; it has to hold keys with their values"
            self._add("wrong-type", message, root.start, help="write “key: value”, a line each")
        return None

    def _document(self, events: Iterator[yaml.Event]) -> Node:
        root: Node = Mapping({}, 0, 0)
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._add(
                        "yaml-syntax",
                        "a second document starts here",
                        *_offsets(event),
                        help="keep one document to a file: delete the line “---”",
                    )
                    break
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        if isinstance(root, Scalar) and root.is_null:
            return Mapping({}, root.start, root.end)
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        start, end = _offsets(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse_alias(event, start, end)
            return Scalar("", start, end, plain=True)
        self._refuse_references(event, start)
        if depth > NESTING_LIMIT:
            self._too_deep(start)
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            for item in events:
                if isinstance(item, yaml.SequenceEndEvent):
                    return Sequence(tuple(items), start, _offsets(item)[1])
                items.append(self._node(item, events, depth + 1))
        return self._mapping(start, events, depth)

    def _mapping(self, start: int, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        end = start
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                end = _offsets(event)[1]
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._add("wrong-type", "a key has to be a plain word", key.start, key.end)
                continue
            if key.text.isdecimal() and put_together(self.source.text, entries, key, value):
                continue
            entry = (key, value)
            first = entries.setdefault(key.text, entry)
            if first is not entry:
                self._repeated(key, first[0])
        return Mapping(entries, start, end)

    def _repeated(self, key: Scalar, first: Scalar) -> None:
        self._add(
            "duplicate-key",
            f"the key `{key.text}` stands here a second time",
            key.start,
            key.end,
            help="keep one of the two",
            notes=(Note("first written here", self.source.span(first.start, first.end)),),
        )

    def _refuse_alias(self, event: yaml.AliasEvent, start: int, end: int) -> None:
        self.refused.add(start)
        message = f"the alias `*{event.anchor}` is not allowed"
        self._add("yaml-alias", message, start, end, help=_WRITE_OUT)

    def _refuse_references(self, event: Any, start: int) -> None:
        """Tell of an anchor and of a tag in front of a value; most have neither."""
        if event.anchor is not None:
            start = self.source.text.find(f"&{event.anchor}", start)
            message = f"the anchor `&{event.anchor}` is not allowed"
            end = start + len(event.anchor) + 1
            self._add("yaml-anchor", message, start, end, help=_WRITE_OUT)
        if event.tag is not None:
            start = self.source.text.find("!", start)
            written = re.compile(r"!\S*").match(self.source.text, start)
            shown = written[0] if written else "!"
            message = f"the type tag `{shown}` is not allowed"
            help = "delete it: the type of a value follows from its key"
            self._add("yaml-tag", message, start, start + len(shown), help=help)

    def _scalar(self, event: Any) -> Scalar:
        start = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            self._refuse_references(event, start)
        # Made without the keywords that `Scalar` takes: there are many hundreds of them to a file.
        scalar = _tuple(Scalar, (event.value, start, event.end_mark.index, not event.style))
        self.scalars.append(scalar)
        if self.has_controls:
            self._refuse_controls(scalar)
        if self.has_comments and scalar.plain:
            self._warn_of_comment(scalar)
        return scalar

    def _refuse_controls(self, scalar: Scalar) -> None:
        if found := _CONTROL.search(scalar.text):
            escape = _ESCAPED_CONTROL.search(self.source.text, scalar.start, scalar.end)
            start, end = escape.span(1) if escape else (scalar.start, scalar.end)
            message = f"the character U+{ord(found[0]):04X} is not seen by any reader"
            self._add("control-character", message, start, end, help="delete it")

    def _warn_of_comment(self, scalar: Scalar) -> None:
        if cut := _CUT.match(self.source.text, scalar.end):
            self._add(
                "cut-by-comment",
                f"“{cut[1].rstrip()}” is read as a comment, not as a part of the value",
                *cut.span(1),
                help="put the value between quotes, or a space after “#” if a comment is meant",
                severity=Severity.WARNING,
            )

    def tab(self, start: int) -> None:
        """A tab that stands for white space."""
        self._add("yaml-tab", "a tab stands here", start, help="use spaces")

    def _tabs(self) -> None:
        """The first tab of each line that is no part of a quoted or literal text or a comment."""
        text = self.source.text
        read_to = len(text) if self.stopped_at is None else self.stopped_at
        at = text.find("\t", 0, read_to)
        while at >= 0:
            row = bisect_right(self.scalars, at, key=_start) - 1
            around = self.scalars[row] if row >= 0 else None
            if around is not None and not around.plain and at < around.end:
                at = text.find("\t", around.end, read_to)
                continue
            line = text.rfind("\n", 0, at) + 1
            if not _COMMENT.match(text, line, at) and _TAB.match(text, at):
                self.tab(at)
            line_end = text.find("\n", at)
            at = text.find("\t", line_end, read_to) if line_end >= 0 else -1

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        found = fault(str(error.problem or ""), str(error.context or ""))
        marks = (error.problem_mark, error.context_mark)
        problem, context = (mark.index if mark is not None else None for mark in marks)
        at = context if found.place is Place.CONTEXT and context is not None else problem
        at = at or 0
        self.stopped_at = problem if problem is not None else at
        last = self.scalars[-1] if self.scalars else None
        if "nesting depth" in str(error.problem):  # libyaml's own limit, since 0.2.6
            self._too_deep(at)
        elif last is not None and not last.plain and self._runs_over(last, at):
            message = "the quote that is opened here is closed only on a later line"
            self._add("yaml-syntax", message, last.start, help="close it where the text ends")
        else:
            self._add("yaml-syntax", found.message, at, help=found.help)

    def _too_deep(self, at: int) -> None:
        self._add(
            "nesting-too-deep",
            f"lists and mappings are nested more than {NESTING_LIMIT} deep",
            at,
            help="no file of a site needs more than eight: look for stray brackets",
        )

    def _runs_over(self, scalar: Scalar, stop: int) -> bool:
        """Whether a quoted text of several lines ends on the line on which reading stopped."""
        text = self.source.text
        quoted = text[scalar.start] in "\"'"
        return (
            quoted
            and "\n" in text[scalar.start : scalar.end]
            and "\n" not in text[scalar.end : stop]
        )

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


def _offsets(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends, in code points."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index
