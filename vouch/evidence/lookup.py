"""An excerpt looked up in the text of a capture: there word for word, or not."""

from __future__ import annotations

import re
from functools import cached_property

from vouch import measurewords, passages
from vouch.anchor import Folded, Range, Selector, find_folded, fold, inside_word
from vouch.evidence.captures import Absent, CaptureText
from vouch.frozen import frozen
from vouch.wordindex import occurrences

_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{3})\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,})\s*")
_LINE_END = re.compile(r"([^\W_]+)([-\u2010\u00ad])[ \t\r]*\n\s*(?=([^\W_]+))")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
"""Glyphs of typesetters that PDFs keep in their text; a reader sees the letters."""
_SHOWN = 120


@frozen
class Ground:
    """The text of a capture, ready to be searched."""

    capture: CaptureText

    @cached_property
    def text(self) -> str:
        """The text with letters where it has ligatures."""
        return self.capture.text.translate(_LIGATURES)

    @cached_property
    def folded(self) -> Folded:
        """The text as it is compared (contract, section 3)."""
        return fold(self.text)

    def look_up(self, excerpt: str) -> Absent | None:
        """None where the excerpt stands in the text, once or often.

        An ellipsis, in brackets or not, parts it into pieces that follow each other in order.
        """
        wanted = excerpt.translate(_LIGATURES)
        missed = self._missed((wanted,), self.folded)
        pieces = tuple(p for p in _ELLIPSIS.split(wanted) if any(map(str.isalnum, p)))
        if missed is not None and pieces != (wanted,):
            missed = self._missed(pieces, self.folded)
        if missed is not None and self.capture.has_lines:
            joined = fold(_joined(self.text, fold(wanted).text))
            if joined.text != self.folded.text:
                missed = self._missed(pieces, joined)
        if missed is None:
            return None
        return Absent(_shown(missed), self._help(missed))

    @staticmethod
    def _missed(pieces: tuple[str, ...], text: Folded) -> str | None:
        """The first piece that does not stand behind those before it."""
        done = 0
        for piece in pieces:
            places = find_folded(text, Selector(piece))
            place = next((p for p in places if p.start >= done and not _cut(text.text, p)), None)
            if place is None:
                return piece
            done = place.end
        return None

    def _help(self, piece: str) -> str:
        places = find_folded(self.folded, Selector(piece))
        if places and all(_cut(self.folded.text, place) for place in places):
            whole = _whole_amount(self.folded.text, places[0])
            shown = _shown(self.folded.text[whole.start : whole.end])
            return f"it stands there only as a part of “{shown}”: quote the amount to its end"
        if places:
            return "it stands there only before what the excerpt has before it: keep their order"
        exact = fold(piece).text.strip()
        if inside := occurrences(self.folded.text, exact):
            whole = _whole_words(self.folded.joined, inside[0], inside[0] + len(exact))
            shown = _shown(self.folded.text[whole.start : whole.end])
            return f"it stands there only as a part of “{shown}”: quote whole words and numbers"
        near = passages.nearest(self.folded, piece)
        if near is None:
            return "copy the words as the source has them"
        changes = passages.described(near.changes) or "the spaces or marks differ"
        return f"the nearest passage reads “{_shown(near.text)}”: {changes}"


def _joined(text: str, excerpt: str) -> str:
    """The text with words that a line's end parts made whole, as the excerpt has them.

    The break goes; the hyphen goes only between two letters, and only where the excerpt has the
    word without it. Digits are never brought together.
    """

    def whole(found: re.Match[str]) -> str:
        before, hyphen, after = found.groups()
        bare = before[-1].isalpha() and after[0].isalpha() and before + after in excerpt
        return before if bare else before + hyphen

    return _LINE_END.sub(whole, text)


def _cut(text: str, place: Range) -> bool:
    """Whether a passage ends between a number and its word of scale or its sign: `$100`|` billion`.

    Every word of it stands there, and it says another amount.
    """
    return text[place.end - 1].isdigit() and measurewords.measure(text, place.end).core > place.end


def _whole_amount(text: str, place: Range) -> Range:
    """From the last number of the passage to the end of its amount."""
    start = text.rfind(" ", place.start, place.end) + 1 or place.start
    return Range(start, measurewords.measure(text, place.end).core)


def _whole_words(joined: str, start: int, end: int) -> Range:
    while inside_word(joined, start):
        start -= 1
    while inside_word(joined, end):
        end += 1
    return Range(start, end)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
