"""An article in pieces, whatever it was written in: headings, paragraphs, items, quotes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vouch.frozen import frozen


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    ROW = "row"
    LITERAL = "literal"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line end in it is one that the reader sees.

    ``mark`` is `*`, `**` or nothing, ``address`` where a link leads; ``heads`` is for the cell that
    heads a row or a column.
    """

    text: str
    mark: str = ""
    address: str = ""
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article. ``level`` is that of a heading (2 to 6) or the depth of an item (0 …).

    A row's runs are its cells.
    """

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0
    ordered: bool = False

    @property
    def text(self) -> str:
        """The words of the block, as a reader sees them."""
        between = "\n" if self.kind is Kind.ROW else ""
        return between.join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Aside:
    """What does not belong to the article's text: what it was taken for, and its words."""

    kind: str
    text: str


@frozen
class Draft:
    """What was found in a file. ``lang`` and ``date`` are empty where the file does not tell.

    ``publication`` is where the article came out, empty likewise.
    """

    title: str
    blocks: tuple[Block, ...]
    asides: tuple[Aside, ...] = ()
    authors: tuple[str, ...] = ()
    date: str = ""
    lang: str = ""
    publication: str = ""
    tags: tuple[str, ...] = ()


def paragraph(text: str) -> Block:
    """A paragraph of plain text."""
    return Block(Kind.PARAGRAPH, (Run(text),))
