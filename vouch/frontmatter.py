"""An article's file in two: its front matter and its Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from vouch.diagnostics import Diagnostic, SourceText

_FENCE = re.compile(r"\s*?^-{3}[ \t]*(?:\n|\Z)", re.MULTILINE)
_END = re.compile(r"^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE)
_EXAMPLE = "start the file with “---”, `title: …`, `date: 2026-11-23` and “---”, a line each"


class Parts(NamedTuple):
    """The two parts of a file, each knowing its place; no head where there is none to read."""

    head: SourceText | None
    body: SourceText


def split(source: SourceText, *, needed: bool) -> tuple[Parts, tuple[Diagnostic, ...]]:
    """Cut a file after its front matter, the YAML between two lines of three hyphens.

    Where there is none and none is ``needed``, the head is empty.
    """
    opening = _FENCE.match(source.text)
    if opening is None and not needed:
        return Parts(SourceText(source.path, ""), source), ()
    if opening is None:
        problem = Diagnostic(
            "missing-front-matter", "the file has no front matter", source.span(0), _EXAMPLE
        )
        return Parts(None, source), (problem,)
    closing = _END.search(source.text, opening.end())
    if closing is None:
        problem = Diagnostic(
            "missing-front-matter",
            "the front matter that starts here is not closed",
            source.span(opening[0].index("-"), opening[0].index("-") + 3),
            "put a line “---” after its last key",
        )
        return Parts(None, SourceText(source.path, "")), (problem,)
    head = source.text[opening.end() : closing.start()]
    body = source.text[closing.end() :]
    first_of_head = source.text.count("\n", 0, opening.end()) + source.first_line
    first_of_body = source.text.count("\n", 0, closing.end()) + source.first_line
    return (
        Parts(
            SourceText(source.path, head, first_of_head),
            SourceText(source.path, body, first_of_body),
        ),
        (),
    )
