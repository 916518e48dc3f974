"""Problems as text for people, as JSON for programs and as commands for GitHub's annotations.

Every function here takes diagnostics in any order, puts them into `diagnostics.in_order` and
returns a string without a final newline; none prints.
Content is hostile until shown to be harmless: whatever it holds that could drive a terminal,
turn the direction of a line or stay unseen is spelled out (`vouch.columns.visible`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from vouch import countings
from vouch.columns import excerpt, visible
from vouch.diagnostics import Diagnostic, Note, Severity, Span, in_order

JSON_VERSION = 1
"""Raised when a key of `as_json` goes or changes its meaning; new keys leave it as it is."""

_GUTTER = 5  # columns of the line number; ` help` and ` note` fill it exactly
_LEAST_ROOM = 20  # columns of a line that are shown however narrow the terminal

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_BLUE = "\x1b[1;34m"
_CYAN = "\x1b[1;36m"
_SEVERE = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}

_EXCERPTS = {
    "verified": "found word for word",
    "absent": "not found",
    "changed": "of a changed capture",
    "missing": "of a missing capture",
    "uncheckable": "not checkable",
    "none": "without a capture",
}


_TOLD = "published"
_LEFT_OUT = {
    "own": "of the publisher's own",
    "open": "not judged yet",
    "faulty": "that it cannot carry",
}
"""Why claims are published as no ClaimReview, by what :mod:`vouch.reviewable` says of them."""


def text(diagnostics: Iterable[Diagnostic], *, color: bool = False, width: int = 100) -> str:
    """Each problem with its line, a caret, its help and its notes; an empty line between two.

    A problem of a whole file, whose span has no text, has neither a line nor a caret.
    `width` is how many columns a shown line may take, its number included; a longer one is cut
    to a window around the caret. The first line of a problem is never cut: it is
    `path:line:column: severity[code]: message`.
    """
    problems = ("\n".join(_problem(d, color=color, width=width)) for d in in_order(diagnostics))
    return "\n\n".join(problems)


def as_json(
    diagnostics: Iterable[Diagnostic],
    ledger: countings.Ledger | None = None,
    standing: Mapping[str, int] | None = None,
) -> str:
    """One JSON object, indented; whatever could act or hide is escaped as JSON has it.

    ``{"version": 1, "diagnostics": [...], "checks": [...], "summary": {...}}``. A
    diagnostic has ``code``, ``severity`` (`error`, `warning`), ``message``, ``path``, ``line``,
    ``column``, ``end_column``, ``help`` (empty where there is none) and ``notes``, each with
    ``message``, ``path``, ``line``, ``column`` (the last three null where it has no place).
    Lines and columns count from 1, columns in code points; ``end_column`` is the first one
    behind the span. ``checks`` has a record for each check of each article that had something to
    look at; ``summary`` has ``errors``, ``warnings``, under ``checks`` each check in all, and under
    ``claim_reviews`` what becomes of how many claims as a ClaimReview: ``published``, or left out
    as ``own``, ``open`` or ``faulty`` (:mod:`vouch.reviewable`).
    """
    ordered = in_order(diagnostics)
    errors = _count(ordered, Severity.ERROR)
    report = {
        "version": JSON_VERSION,
        "diagnostics": [_record(d) for d in ordered],
        "checks": countings.records(ledger or {}),
        "summary": {
            "errors": errors,
            "warnings": len(ordered) - errors,
            "checks": countings.total_records(ledger or {}),
            "claim_reviews": {key: (standing or {}).get(key, 0) for key in (_TOLD, *_LEFT_OUT)},
        },
    }
    return re.sub(r"[^ -~\n]", _escaped, json.dumps(report, ensure_ascii=False, indent=2))


def github(diagnostics: Iterable[Diagnostic], *, folder: str = "") -> str:
    """One workflow command a line, which GitHub shows beside the line that it is about.

    `folder` leads from the repository's root to the site's folder, with `/`; GitHub finds a
    file by its path from the root. Escaped as GitHub's own `@actions/core` does in `command.ts`;
    ``endColumn`` is the first column behind the span.
    """
    return "\n".join(_command(d, folder) for d in in_order(diagnostics))


def count_line(diagnostics: Iterable[Diagnostic]) -> str:
    """How many problems in how many files: `2 errors, 1 warning in 3 files`, or `no problems`."""
    ordered = in_order(diagnostics)
    if not ordered:
        return "no problems"
    files = len({d.span.path for d in ordered})
    return f"{_counts(ordered)} in {_number(files, 'file')}"


def summary(
    diagnostics: Iterable[Diagnostic], *, articles: int, claims: int, output: str | None = None
) -> str:
    """The last line of a run. `output` is where the site goes; None where none is written.

    It says what was read and written, never that something passed.
    """
    ordered = in_order(diagnostics)
    if _count(ordered, Severity.ERROR):
        return count_line(ordered) + ("." if output is None else "; nothing was written.")
    read = f"{_number(articles, 'article')}, {_number(claims, 'claim')}"
    if output is None:
        return f"Read {read}: {count_line(ordered)}."
    return f"Built {read} → {visible(output)}" + (f" ({_counts(ordered)})" if ordered else "")


def excerpts(states: Mapping[str, int]) -> str:
    """What looking excerpts up in captures gave, by the states of :mod:`vouch.evidence`."""
    said = [f"{states[key]:,} {words}" for key, words in _EXCERPTS.items() if states.get(key)]
    return f"Excerpts: {', '.join(said)}."


def reviews(standing: Mapping[str, int]) -> str:
    """How many claims are told as a ClaimReview, and how many are not, by the reason.

    Empty where there is none that could be: every claim is the publisher's own.
    """
    if not standing.keys() - {"own"}:
        return ""
    left = [f"{standing[key]:,} {why}" for key, why in _LEFT_OUT.items() if standing.get(key)]
    published = f"ClaimReview: {_number(standing.get(_TOLD, 0), 'claim')}"
    return f"{published}; left out: {', '.join(left)}." if left else f"{published}."


# Text


def _problem(problem: Diagnostic, *, color: bool, width: int) -> Iterator[str]:
    severe = _SEVERE[problem.severity]
    place = _painted(f"{_place(problem.span)}:", _BOLD, color=color)
    kind = _painted(f"{problem.severity}[{visible(problem.code)}]", severe, color=color)
    yield f"{place} {kind}: {_painted(visible(problem.message), _BOLD, color=color)}"
    if problem.span.text:
        yield from _excerpt(problem.span, severe, color=color, width=width)
    if problem.help:
        yield from _labelled("help", problem.help, color=color)
    for note in problem.notes:
        yield from _labelled("note", _note(note), color=color)
        if note.span is not None and note.span.text:
            yield from _excerpt(note.span, _CYAN, color=color, width=width)


def _labelled(label: str, words: str, *, color: bool) -> Iterator[str]:
    first, *others = _lines(words)
    yield f" {_painted(f'{label}:', _CYAN, color=color)} {first}"
    for line in others:
        yield f"{'':{len(label) + 3}}{line}".rstrip(" ")


def _excerpt(span: Span, caret: str, *, color: bool, width: int) -> Iterator[str]:
    """The line of `span` behind its number, and under it the carets."""
    gutter = max(_GUTTER, len(str(span.line)))
    room = max(_LEAST_ROOM, width - gutter - len(" | "))
    line, indent, carets = excerpt(span.text, span.column - 1, span.width, room)
    number = _painted(f"{span.line:>{gutter}} |", _BLUE, color=color)
    yield f"{number} {line}"
    bar = _painted(f"{'':{gutter}} |", _BLUE, color=color)
    yield f"{bar} {'':{indent}}{_painted('^' * carets, caret, color=color)}"


def _painted(words: str, style: str, *, color: bool) -> str:
    return f"{style}{words}{_RESET}" if color and words else words


# JSON and GitHub


def _record(problem: Diagnostic) -> dict[str, object]:
    span = problem.span
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_column": span.column + span.width,
        "help": problem.help,
        "notes": [
            {
                "message": note.message,
                "path": note.span.path if note.span else None,
                "line": note.span.line if note.span else None,
                "column": note.span.column if note.span else None,
            }
            for note in problem.notes
        ],
    }


def _escaped(match: re.Match[str]) -> str:
    """A character within a JSON string, as itself where it is harmless."""
    character = match[0]
    return character if visible(character) == character else json.dumps(character)[1:-1]


def _command(problem: Diagnostic, folder: str) -> str:
    span = problem.span
    properties = {
        "file": str(PurePosixPath(folder, span.path)),
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.column + span.width),
        "title": problem.code,
    }
    pairs = ",".join(f"{key}={_property(visible(value))}" for key, value in properties.items())
    lines = [visible(problem.message)]
    if problem.help:
        lines += _lines(f"help: {problem.help}")
    for note in problem.notes:
        lines += _lines(f"note: {_note(note)}")
    return f"::{problem.severity} {pairs}::" + "%0A".join(map(_percent, lines))


def _percent(line: str) -> str:
    return line.replace("%", "%25")


def _property(value: str) -> str:
    return _percent(value).replace(":", "%3A").replace(",", "%2C")


# Words


def _lines(words: str) -> list[str]:
    return [visible(line) for line in words.rstrip("\n").split("\n")]


def _place(span: Span) -> str:
    return f"{visible(span.path)}:{span.line}:{span.column}"


def _note(note: Note) -> str:
    return note.message if note.span is None else f"{_place(note.span)}: {note.message}"


def _count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(d.severity is severity for d in diagnostics)


def _counts(diagnostics: Sequence[Diagnostic]) -> str:
    errors = _count(diagnostics, Severity.ERROR)
    warnings = len(diagnostics) - errors
    return ", ".join(
        _number(n, noun) for n, noun in ((errors, "error"), (warnings, "warning")) if n
    )


def _number(count: int, noun: str) -> str:
    """`count` in digits, in groups of three, and the noun that goes with it."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
