"""Where the sentences of a text begin and end, in French and English.

A full stop ends none behind an abbreviation or an initial, nor within a number or between quotation
marks; a line end always does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(
    r"(?P<stop>[.!?…]+)(?P<closing>[\s\u00a0\u202f]*[»”\"’)\]]+)?(?P<space>[\s\u00a0\u202f]+)"
    r"(?=[«“\"(\[—–-]*[\s\u00a0\u202f]*[^\Wa-zà-ÿ_])"
)
_ABBREVIATED = re.compile(
    r"(?<!\w)(?:M|MM|Mme|Mmes|Mlle|Me|Mgr|Dr|Pr|Prof|St|Ste|Mr|Mrs|Ms|Jr|Sr|Gen|Gov|Sen|Rep|Lt|Col|Capt"
    r"|cf|vs|etc|env|av|apr|art|al|chap|éd|ed|fig|ibid|id|p|pp|vol|no|No|n|art|op|cit|tél|hab|max|min"
    r"|e\.g|i\.e|a\.m|p\.m|J\.-C|Inc|Ltd|Co|Corp|Cie|U\.S|U\.K|U\.N|E\.U|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec|janv|févr|avr|juil|déc|[A-ZÀ-Ý]|[A-Z]\.-?[A-Z])$"
)
_OPENS, _CLOSES = "«“", "»”"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last place of each sentence, without white space around it."""
    start = 0
    for line in text.split("\n"):
        yield from _in_line(text, start, start + len(line))
        start += len(line) + 1


def _in_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for found in _END.finditer(text, start, end):
        stop = found.end("closing") if found["closing"] else found.end("stop")
        is_plain = found["stop"] == "." and not found["closing"]
        if is_plain and _ABBREVIATED.search(text, max(at, found.start() - 12), found.start()):
            continue
        if _is_open(text, at, stop):
            continue
        yield from _trimmed(text, at, stop)
        at = found.end()
    yield from _trimmed(text, at, end)


def _is_open(text: str, start: int, end: int) -> bool:
    """Whether a quotation that begins here is closed later in its line."""
    depth = 0
    for character in text[start:end]:
        depth += (character in _OPENS) - (character in _CLOSES)
    if depth > 0:
        line_end = text.find("\n", end)
        rest = text[end : line_end if line_end >= 0 else len(text)]
        return any(mark in rest for mark in _CLOSES)
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    if first < last:
        yield first, last
