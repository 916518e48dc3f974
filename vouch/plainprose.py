"""Blocks that hold nothing but words, emphasis and links, read without Markdown.

Most of an article is like that, and a parser that may meet anything takes ten times as long over
it. This knows a small part of Markdown and can tell where it ends: what it takes has one meaning
only, whatever stands around it, and a test holds it to what Markdown makes of the same text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vouch.markup import Close, Open, Token, Tokens, text

PLACE = "\x00"
"""Stands for the plain blocks in what is left for Markdown; no source can hold it."""

_WORDS = r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\\`*_\[\]<>&{}|]"
"""What means nothing to Markdown within a line, but for white space at its ends."""
_WORDS_ALONE = re.compile(f"{_WORDS}++")
_EDGE = rf"(?!\s){_WORDS}"
_INNER = rf"{_EDGE}(?:{_WORDS}*{_EDGE})?"
_ADDRESS = r"(?:https?://|(?!//))[\w/.~#?=%+,@;-]+"
_SPAN = re.compile(
    rf"(?P<words>{_WORDS}++)"
    rf"|(?<![\w*])(?P<stars>\*\*?)(?P<stressed>{_INNER})(?P=stars)(?![\w*])"
    rf"|(?<!!)\[(?P<linked>{_INNER})\]\((?P<address>{_ADDRESS})\)"
)
_ODD_START = re.compile(r"(?![\w«“‘\"'’(—–…*\[])|\d+[.)]")
"""What a line begins with that may be something else than text."""
_HEADING = re.compile(r"(#{1,6})[ ]+(?![#\s])([^#\n]+)(?<!\s)")
_ITEM = re.compile(r"[-*+][ ](?!\s)(.+)")
_REACHING_FAR = (PLACE, "<", "\t", "\r", "```", "~~~", "*[")
"""What may change the meaning of blocks after it: HTML, fences, abbreviations."""
_LINE_END = text("\n")
_PARAGRAPH, _PARAGRAPH_END = Open("p"), Close("p")
_STRESS = {"*": (Open("em"), Close("em")), "**": (Open("strong"), Close("strong"))}
_LINK_END = Close("a")
_LIST, _LIST_END = Open("ul"), Close("ul")
_ITEM_START, _ITEM_END = Open("li"), Close("li")


class Parted(NamedTuple):
    """A text parted in ``plain`` runs of blocks, read, and the rest, in which each has a PLACE."""

    rest: str
    plain: tuple[Tokens, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing is left for Markdown."""
        return self.rest == PLACE

    def joined(self, tokens: Tokens) -> Tokens | None:
        """The tokens of the rest with the plain runs in their places; None if they are not there.

        Blocks that stand in something else, such as the term of a definition list, have no place.
        """
        done: list[Token] = []
        left = 0
        places = [i for i, token in enumerate(tokens) if token == text(PLACE)]
        if len(places) != len(self.plain):
            return None
        for place, run in zip(places, self.plain, strict=True):
            if tokens[place - 1 : place + 2] != (_PARAGRAPH, tokens[place], _PARAGRAPH_END):
                return None
            done += tokens[left : place - 1]
            done += run
            left = place + 2
        return (*done, *tokens[left:])


def parted(source: str) -> Parted:
    """Read the plain blocks of a Markdown text; the rest is for a parser that knows all of it."""
    for sign in _REACHING_FAR:
        if sign in source:
            return Parted(source, ())
    parts = source.strip("\n").split("\n\n")
    alone = [_block(part.lstrip("\n")) for part in parts]
    rest: list[str] = []
    runs: list[list[Token]] = []
    follows = False
    for index, part in enumerate(parts):
        block = alone[index]
        # A list may go on in the block after it, or be that of the block before: where it cannot,
        # it is plain too.
        if block is None and None not in (alone[index - 1 : index] + alone[index + 1 : index + 2]):
            block = _list(part)
        if block is None:
            rest.append(part)
        elif follows:
            runs[-1] += (_LINE_END, *block)
        else:
            rest.append(PLACE)
            runs.append(block)
        follows = block is not None
    return Parted("\n\n".join(rest), tuple(tuple(run) for run in runs))


def _block(part: str) -> list[Token] | None:
    """The tokens of a paragraph or heading; None where it may be something else."""
    heading = _HEADING.fullmatch(part)
    words = heading[2] if heading else part
    if _is_odd(words) or (inner := _line(words)) is None:
        return None
    if heading is None:
        return [_PARAGRAPH, *inner, _PARAGRAPH_END]
    name = f"h{len(heading[1])}"
    return [Open(name), *inner, Close(name)]


def _is_odd(words: str) -> bool:
    """Whether a line may begin something else than text, or ends in white space."""
    return any(_ODD_START.match(line) or line[-1:].isspace() for line in words.split("\n"))


def _list(part: str) -> list[Token] | None:
    """The tokens of a list of plain lines; None where it may be something else."""
    made: list[Token] = [_LIST, _LINE_END]
    for line in part.split("\n"):
        item = _ITEM.fullmatch(line)
        if item is None or _is_odd(item[1]) or (inner := _line(item[1])) is None:
            return None
        made += (_ITEM_START, *inner, _ITEM_END, _LINE_END)
    return [*made, _LIST_END]


def _line(words: str) -> list[Token] | None:
    if _WORDS_ALONE.fullmatch(words):
        return [text(words)]
    made: list[Token] = []
    done = 0
    for span in _SPAN.finditer(words):
        start, end = span.span()
        if start != done:
            return None
        done = end
        kind = span.lastgroup
        if kind == "words":
            made.append(text(span[0]))
        elif kind == "stressed":
            begin, finish = _STRESS[span["stars"]]
            made += (begin, text(span["stressed"]), finish)
        else:
            made += (Open("a", (("href", span["address"]),)), text(span["linked"]), _LINK_END)
    return made if made and done == len(words) else None
