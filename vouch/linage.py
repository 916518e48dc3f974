"""How far above its card a passage begins, in lines of text.

A card follows its paragraph in the source and floats in the margin beside it. Style sheets cannot
know how tall the paragraph is, so the build estimates in lines how far the card has to rise to
stand beside its passage. A wrong estimate puts it higher or lower, never over another one: each
card leaves below it the room by which the next one rises (``static/vouch.css``). Nor does a card
leave the text at its top: none rises by more lines than there are for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from vouch.annotate import Slot
from vouch.contentmodel import BLOCK
from vouch.markup import Close, Open, Text, Token

LINE = 62
"""Letters as wide as an n in a line of the text's column, measured on French and English prose."""
MOST = 68
"""The same in a line that is filled to its end."""
_NARROW = b"iljtfrI.,;:!'|()[]"
_WIDE = b"mwMWGOQDHNUA%"
GAPS = {"li": 0.2, "tr": 0.25, "dt": 0.0}
"""The space after a block, in lines; a row of a table is a little higher than a line."""
GAP = 0.7
"""The space after a paragraph, and after any other block."""
_POWERS = tuple(1 << bit for bit in reversed(range(8)))
_HIGHEST = sum(_POWERS)
"""The most half lines that the style sheet has classes for."""
_EDGES = BLOCK - {"br", "td", "th"}
"""Where a line of text ends; the cells of a row stand beside each other."""
_REFERENCE = "ref-"
"""What the id of the link begins with that stands where a claim's quote ends."""


def width(text: str) -> float:
    """How wide a text is, in letters as wide as an n."""
    # As bytes, each letter one: those that have none are neither narrow nor wide, nor is their `?`.
    letters = text.replace("’", "'").replace("—", "%").encode("latin-1", "replace")
    narrow = len(letters) - len(letters.translate(None, _NARROW))
    wide = len(letters) - len(letters.translate(None, _WIDE))
    return len(letters) - 0.45 * narrow + 0.4 * wide


def classes(rise: float, next_rise: float) -> str:
    """Two distances, in lines, as classes of the style sheet: no policy has to admit inline styles.

    Each is a sum of powers of two, in half lines and rounded down: 2.7 and 8 lines are
    ``rise-4 rise-1 next-16``.
    """
    return _classes(min(int(rise * 2), _HIGHEST), min(int(next_rise * 2), _HIGHEST))


@lru_cache(maxsize=1024)
def _classes(rise: int, next_rise: int) -> str:
    """The classes of two distances in half lines: cards rise by few of all that there are."""
    return " ".join(
        f"{name}-{power}"
        for name, half_lines in (("rise", rise), ("next", next_rise))
        for power in _POWERS
        if half_lines & power
    )


def measured(marked: Iterable[Token | Slot]) -> Iterator[Token | Slot]:
    """The annotated tokens, each slot with the rise of its cards."""
    column = _Column()
    for item in marked:
        if isinstance(item, Slot):
            yield Slot(item.claims, tuple(map(column.rise, item.claims)))
            continue
        yield item
        if column.generated:
            column.pass_by(item)
        elif isinstance(item, Text):
            column.fill(item.text)
        elif isinstance(item, Open) and item.attributes and item.get("data-generated") is not None:
            column.generated = 1
        elif item.name == "mark":
            column.mark(item)
        elif item.name == "br":
            column.end_line()
        elif item.name in _EDGES:
            column.end_block(item.name)


@dataclass
class _Column:
    """The text's column as it fills: whole lines, and how wide the paragraph since is.

    ``certain`` counts the lines that there are in any font. ``stretches`` says where the latest
    stretch of each claim begins, ``quotes`` where its quote does; ``active`` are the claims of
    the mark before, as long as no text comes between.
    """

    lines: float = 0.0
    certain: float = 0.0
    width: float = 0.0
    generated: int = 0
    in_mark: bool = False
    active: frozenset[str] = frozenset()
    stretches: dict[str, float] = field(default_factory=dict)
    quotes: dict[str, float] = field(default_factory=dict)

    def fill(self, text: str) -> None:
        self.width += width(text if self.width else text.lstrip())
        if not self.in_mark and not text.isspace():
            self.active = frozenset()

    def end_line(self) -> None:
        self.lines += self.width // LINE + 1
        self.certain += self.width // MOST + 1
        self.width = 0.0

    def end_block(self, name: str) -> None:
        if self.width:
            whole = 1 if name == "tr" else ceil(self.width / LINE)  # cells share its height
            at_least = 1 if name == "tr" else ceil(self.width / MOST)
            gap = GAPS.get(name, GAP)
            self.lines, self.certain = self.lines + whole + gap, self.certain + at_least + gap
            self.width = 0.0

    def mark(self, tag: Open | Close) -> None:
        self.in_mark = isinstance(tag, Open)
        if isinstance(tag, Open):
            claims = frozenset((tag.get("data-claim") or "").split())
            here = self.lines + self.width // LINE
            self.stretches |= dict.fromkeys(claims - self.active, here)
            # A mark without words, where claims begin together, ends nothing.
            self.active = claims if tag.get("class") else self.active | claims

    def pass_by(self, token: Token) -> None:
        """A token within a generated element; the link to a card ends the claim's quote."""
        if isinstance(token, Open):
            self.generated += not token.is_void
            name = token.get("id") or ""
            if name.startswith(_REFERENCE):
                claim = name.removeprefix(_REFERENCE)
                self.quotes[claim] = self.stretches[claim]
        elif isinstance(token, Close):
            self.generated -= 1

    def rise(self, claim: str) -> float:
        """From here up to the first line of a claim's quote, in tenths of a line.

        Where text comes right before a card, as in an item of a list, the card floats beside the
        last line of that text.
        """
        here, certain = self.lines + self.width // LINE, self.certain + self.width // MOST
        return round(max(0.0, min(here - self.quotes[claim], certain)), 1)
