"""A style sheet without what a browser passes over: comments, needless white space."""

from __future__ import annotations

import re
from pathlib import Path

_GAP = r"(?:\s|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)"  # a comment ends at the first of its ends
_PIECE = re.compile(
    rf"""
    (?P<kept> "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | url\([^)]*\) )
    | (?P<last> {_GAP}*;{_GAP}*(?=}}) )         # nothing follows in its block
    | {_GAP}*(?P<mark>[{{}};,]){_GAP}*
    | (?P<colon>:){_GAP}+                       # before one it tells `a :hover` from `a:hover`
    | (?P<gap>{_GAP}+)
    """,
    re.DOTALL | re.VERBOSE,
)


def published(path: Path, content: bytes, brought: Path) -> bytes:
    """What is published of a static file: a style sheet in the folder ``brought`` is slimmed.

    What a site has of its own is published as it is written.
    """
    if path.suffix != ".css" or brought.resolve() not in path.resolve().parents:
        return content
    # What is no UTF-8 goes through as it is.
    return slim(content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def slim(style: str) -> str:
    """The same rules in fewer characters."""
    return _PIECE.sub(_written, style).strip()


def _written(piece: re.Match[str]) -> str:
    if piece["last"] is not None:
        return ""
    return piece["kept"] or piece["mark"] or piece["colon"] or " "
