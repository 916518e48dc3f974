"""Lists of other Markdown as Python-Markdown knows them: nothing but white space changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_ITEM = re.compile(r"(?P<lead> *(?P<mark>[-*+]|\d{1,3}[.)]) +)\S")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def listed(text: str) -> str:
    """The text with lists as Python-Markdown knows them, an empty line before, four spaces within.

    Elsewhere a list may stand right below a paragraph, and one within another below its words.
    """
    lines = [*_parted(text.split("\n"))]
    items = filter(None, map(_ITEM.match, lines))
    if any(item.start("mark") % 4 for item in items):
        lines = [*_nested(lines)]
    return "\n".join(lines)


def _parted(lines: Sequence[str]) -> Iterator[str]:
    """The lines with an empty one between a paragraph and the items right below it."""
    fence, before = "", ""
    is_list = False
    for line in lines:
        fence = _fence_after(fence, line)
        item = None if fence or _RULE.fullmatch(line) else _ITEM.match(line)
        starts = item is not None and item["mark"] in "-*+" and item.start("mark") < 4
        if starts and before.strip() and not is_list:
            yield ""
        yield line
        is_list = (is_list and bool(before.strip() or line.startswith("  "))) or item is not None
        before = line


def _nested(lines: Sequence[str]) -> Iterator[str]:
    """The lines with each list within another, and what belongs to its items, indented by four."""
    columns: list[int] = []
    fence, before = "", ""
    for line in lines:
        fence = _fence_after(fence, line)
        indent = len(line) - len(line.lstrip(" "))
        item = None if fence or _RULE.fullmatch(line) else _ITEM.match(line)
        if _FENCE.match(line) and not indent:
            columns.clear()
        if line.strip() and (item or not before.strip()):
            while columns and indent < columns[-1]:
                columns.pop()
        depth = len(columns)
        if columns and indent >= columns[-1] and line.strip():
            extra = indent - columns[-1] if item is None else 0
            yield " " * (4 * depth + extra) + line[indent:]
        else:
            yield line
        if item:
            columns.append(len(item["lead"]))
        before = line


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open behind a line, or nothing."""
    found = _FENCE.match(line)
    if not found:
        return fence
    if not fence:
        return found[1]
    return "" if found[1].startswith(fence) else fence
