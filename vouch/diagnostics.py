"""What can be wrong and where it stands: plain frozen values, no printing, no counting.

A stage of the build returns what it made and a tuple of these; :mod:`vouch.report` turns them
into text. Lines and columns are counted from 1; columns in Unicode code points.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from vouch.frozen import frozen


class Severity(StrEnum):
    """How bad a problem is: an error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of one line of one file.

    ``path`` is relative to the site's folder, with ``/``. ``text`` is the whole line, without its
    end, so that a report needs no file; it is empty for what is about no line. ``width`` is at
    least 1.
    """

    path: str
    line: int = 1
    column: int = 1
    width: int = 1
    text: str = ""


@frozen
class Note:
    """A second place that belongs to a problem: the other value, one of several matches."""

    message: str
    span: Span | None = None


@frozen
class Diagnostic:
    """One problem: a stable ``code``, what is wrong, where, and what would mend it."""

    code: str
    message: str
    span: Span
    help: str = ""
    notes: tuple[Note, ...] = ()
    severity: Severity = Severity.ERROR

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, then line and column, then code and message."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


@frozen
class SourceText:
    r"""A text file as it was read, able to say where an offset stands.

    ``text`` has ``\n`` line ends and no byte order mark; ``first_line`` is the number of its
    first line in the file (a front matter starts at line 2).
    """

    path: str
    text: str
    first_line: int = 1

    @cached_property
    def _starts(self) -> list[int]:
        """The offsets of the lines."""
        return [0, *accumulate(len(line) + 1 for line in self.lines[:-1])]

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        return self.text.split("\n")

    def span(self, start: int, end: int | None = None) -> Span:
        """The span from offset ``start`` to ``end``, cut at the end of its first line."""
        start = max(0, min(start, len(self.text)))
        row = bisect.bisect_right(self._starts, start) - 1
        column = start - self._starts[row]
        room = len(self.lines[row]) - column
        width = max(1, min((end if end is not None else start + 1) - start, room))
        return Span(self.path, row + self.first_line, column + 1, width, self.lines[row])

    def line_span(self, line: int, column: int = 1, width: int = 1) -> Span:
        """The span at a line and column counted from 1 within this text."""
        row = max(0, min(line - 1, len(self.lines) - 1))
        text = self.lines[row]
        return Span(
            self.path,
            row + self.first_line,
            column,
            max(1, min(width, len(text) - column + 1)),
            text,
        )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The problems as a report shows them: sorted, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: d.sort_key))


def strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The same problems with every warning made an error (``--strict``)."""
    return tuple(replace(d, severity=Severity.ERROR) for d in diagnostics)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them stops publication."""
    return any(d.severity is Severity.ERROR for d in diagnostics)
