"""What text looks like in a terminal: hostile characters spelled out, columns counted.

Strings only. A column is one cell of a terminal with a fixed-width font: a character of East
Asian width W or F takes two (Unicode Standard Annex 11), a combining mark none, any other one.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_MARKS = 8  # combining marks on one letter; languages need three, a flood is spelled out
_TAB = "    "
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")  # vowels and finals, drawn into the initial


def visible(text: str) -> str:
    """`text` on one line, with all that would act or hide spelled out, and nothing normalised.

    C0 controls and DEL become their pictures (`␛`, `␊`); other controls, format characters
    (bidirectional controls, zero-width characters, soft hyphens), lone surrogates, private and
    unassigned code points, line and paragraph separators become `‹U+202E›`.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


class Excerpt(NamedTuple):
    """A line as it is shown, and where the carets under it go."""

    line: str
    indent: int
    """Columns before the first caret."""
    carets: int
    """Columns to underline, at least one."""


def excerpt(line: str, start: int, length: int, room: int) -> Excerpt:
    """`line` within `room` columns, at least 20, around the code points from offset `start`.

    A line that is longer is cut, with `…` where something is left out. A tab takes four
    columns. What is marked never goes past the line's end, unless it starts there; a `start`
    outside the line counts as its nearest end.
    """
    start = max(0, min(start, len(line)))
    # A column takes at most a letter and its marks: beyond this nothing can come into sight, and
    # something is always left over on the side that was cut off here.
    near = room * (_MARKS + 1)
    low, high = max(0, start - near), start + near
    cells = _cells(line[low:high])
    first = _holder(cells, start - low)
    behind = min(start + length, len(line), high)
    last = max(first, _holder(cells, behind - 1 - low)) + 1
    left, right = _window(cells, first, last, room)
    before = "…" if left else ""
    after = "…" if any(cell.shown for cell in cells[right:]) else ""
    return Excerpt(
        before + "".join(cell.shown for cell in cells[left:right]) + after,
        len(before) + _width(cells[left:first]),
        _width(cells[first : min(last, right)]),
    )


class _Cell(NamedTuple):
    """What one or more code points look like: one letter with its marks, or one spelled out."""

    shown: str
    width: int
    offset: int  # of its first code point


def _window(cells: Sequence[_Cell], first: int, last: int, room: int) -> tuple[int, int]:
    """Which cells to show: those marked before those about them, evenly on both sides."""
    if _width(cells) <= room:
        return 0, len(cells)
    left = room - 2  # an ellipsis on each side
    context = left // 4  # kept free for what is about a span that would fill the window
    start = end = first
    while end < last and cells[end].width <= left - context:
        left -= cells[end].width
        end += 1
    grows = True
    while grows:
        grows = False
        if start > 0 and cells[start - 1].width <= left:
            start -= 1
            left -= cells[start].width
            grows = True
        if end < len(cells) and cells[end].width <= left:
            left -= cells[end].width
            end += 1
            grows = True
    return start, end


def _cells(line: str) -> list[_Cell]:
    """The cells of `line`, and one more that shows nothing: the place behind its end."""
    cells: list[_Cell] = []
    marks = 0
    for offset, character in enumerate(line):
        if not _is_mark(character):
            marks = 0
            shown = _TAB if character == "\t" else _shown(character)
            wide = shown == character and unicodedata.east_asian_width(character) in "WF"
            cells.append(_Cell(shown, 2 if wide else len(shown), offset))
        elif cells and marks < _MARKS:
            marks += 1
            cells[-1] = cells[-1]._replace(shown=cells[-1].shown + character)
        else:
            shown = _spelled(character)
            cells.append(_Cell(shown, len(shown), offset))
    return [*cells, _Cell("", 1, len(line))]


def _is_mark(character: str) -> bool:
    """Whether it is drawn into the place of what stands before it."""
    if character.isascii():
        return False
    return unicodedata.category(character) in ("Mn", "Me") or bool(_JAMO.match(character))


def _holder(cells: Sequence[_Cell], offset: int) -> int:
    """The index of the cell that the code point at `offset` is part of."""
    return max(0, bisect.bisect_right(cells, offset, key=lambda cell: cell.offset) - 1)


def _width(cells: Iterable[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _shown(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _spelled(character)


def _spelled(character: str) -> str:
    return f"‹U+{ord(character):04X}›"
