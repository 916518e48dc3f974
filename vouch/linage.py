"""How far above its card a passage begins, in lines of text.

A card follows its paragraph in the source and floats in the margin beside it. Style sheets cannot
know how tall the paragraph is, so the build estimates in lines how far the card has to rise to
stand beside its passage. A wrong estimate puts it a line higher or lower, never over another one:
each card leaves below it the room by which the next one rises (``static/vouch.css``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from vouch.annotate import Slot
from vouch.contentmodel import BLOCK
from vouch.markup import Close, Open, Text, Token

LINE = 67
"""Characters in a line of the text's column, measured on French prose in several serif fonts."""
GAP = 0.7
"""The space after a block, in lines."""
_EDGES = BLOCK - {"br", "td", "th"}
"""Where a line of text ends; the cells of a row stand beside each other."""
_REFERENCE = "ref-"
"""What the id of the link begins with that stands where a claim's quote ends."""


def measured(marked: Iterable[Token | Slot]) -> Iterator[Token | Slot]:
    """The annotated tokens, each slot with the rise of its cards."""
    column = _Column()
    for item in marked:
        if isinstance(item, Slot):
            column.end_block()
            yield replace(item, rises=tuple(map(column.rise, item.claims)))
            continue
        yield item
        if column.generated:
            column.pass_by(item)
        elif isinstance(item, Text):
            column.fill(item.text)
        elif isinstance(item, Open) and item.get("data-generated") is not None:
            column.generated = 1
        elif item.name == "mark":
            column.mark(item)
        elif item.name == "br":
            column.end_line()
        elif item.name in _EDGES:
            column.end_block()


@dataclass
class _Column:
    """The text's column as it fills: whole lines, and characters in the paragraph since.

    ``stretches`` says where the latest stretch of each claim begins, ``quotes`` where its quote
    does; ``active`` are the claims of the mark before, as long as no text comes between.
    """

    lines: float = 0.0
    characters: int = 0
    generated: int = 0
    in_mark: bool = False
    active: frozenset[str] = frozenset()
    stretches: dict[str, float] = field(default_factory=dict)
    quotes: dict[str, float] = field(default_factory=dict)

    def fill(self, text: str) -> None:
        self.characters += len(text) if self.characters else len(text.lstrip())
        if not self.in_mark and not text.isspace():
            self.active = frozenset()

    def end_line(self) -> None:
        self.lines, self.characters = self.lines + self.characters // LINE + 1, 0

    def end_block(self) -> None:
        if self.characters:
            self.lines += -(-self.characters // LINE) + GAP
            self.characters = 0

    def mark(self, tag: Open | Close) -> None:
        self.in_mark = isinstance(tag, Open)
        if isinstance(tag, Open):
            claims = frozenset((tag.get("data-claim") or "").split())
            here = self.lines + self.characters // LINE
            self.stretches |= dict.fromkeys(claims - self.active, here)
            self.active = claims

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

    def rise(self, claim: str) -> int:
        """From a block's end up to the first line of a claim's quote."""
        return max(0, round(self.lines - self.quotes[claim]))
