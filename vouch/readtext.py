"""What a reader sees of an article, in pieces that know where they are written."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from vouch import anchor, locate
from vouch.annotate import BodyText
from vouch.diagnostics import SourceText, Span
from vouch.document import Path
from vouch.frozen import frozen
from vouch.markup import BLOCK, Close, Text, Tokens, visible
from vouch.model.claims import Sidecar
from vouch.model.reading import Reading
from vouch.model.site import Article

_CODE = frozenset(("code", "kbd", "pre", "samp", "var"))
_CAPTIONS = frozenset(("caption", "figcaption"))
_TELLING = _CODE | _CAPTIONS | {"sup"}
_BLANK = "\ufffc"
"""Stands for each character of code: figures in it are no figures of the text."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Raised digits are no digits of the number that stands before them: `10<sup>9</sup>`."""
_TICKED = re.compile(r"`[^`\n]*`")
_LINE_END = re.compile(r"(?<!\n)\n(?!\n)")
"""Where a line ends and its paragraph does not."""
_DIGIT_NEXT = re.compile(r"\n[^\w\s]*\d")
"""A line end that may part two numbers which a space would join to one."""


@frozen
class Piece:
    """A text that stands apart from the body: a title, a label, a milestone.

    It is written in ``source`` from ``start`` to ``end``; ``path`` leads to it in its file.
    """

    text: str
    source: SourceText
    start: int
    end: int
    path: Path = ()

    @cached_property
    def folded(self) -> anchor.Folded:
        """The text as it is compared."""
        return anchor.fold(self.text)

    def is_anchored_at(self, _start: int) -> bool:
        """Claims are anchored in the body alone."""
        return False

    def span(self, start: int, end: int) -> Span:
        """Where the stretch is written; the whole where it is written in another way."""
        words = [re.escape(word) for word in self.text[start:end].split()]
        before = self.text[:start].split()
        written = re.compile(r"\s+".join(words))
        places = list(written.finditer(self.source.text, self.start, self.end))
        rank = len(list(written.finditer(" ".join(before))))
        if not places:
            return self.source.span(self.start, self.end)
        return self.source.span(*places[min(rank, len(places) - 1)].span())


@frozen
class Body:
    """The text of the body as figures are looked for in it.

    Code is blanked, digits in `<sup>` are raised ones, line ends are the edges of blocks alone.
    Offsets are those of the text that quotes are anchored in, ``shown``. ``captions`` are the
    stretches of captions.
    """

    text: str
    shown: str
    source: SourceText
    captions: tuple[anchor.Range, ...]

    @cached_property
    def folded(self) -> anchor.Folded:
        """The text as it is compared.

        Where it differs from ``shown`` in the kind of its white space alone, as nearly always, it
        is compared as that is, which is folded already: claims were looked up in it.
        """
        in_one_line = self.text.replace("\n", " ")
        if in_one_line == self.shown.replace("\n", " ") and not _DIGIT_NEXT.search(self.shown):
            return anchor.fold(self.shown)
        return anchor.fold(self.text)

    def is_anchored_at(self, start: int) -> bool:
        """Whether a figure here has to lie in the quote of a claim: everywhere but in captions."""
        before = bisect_right(self.captions, start, key=lambda caption: caption.start)
        return not before or start >= self.captions[before - 1].end

    def span(self, start: int, end: int) -> Span:
        """Where the stretch is written in the Markdown."""
        return locate.passage_span(self.source, self.shown, start, end)


def body(tokens: Tokens, shown: BodyText, source: SourceText) -> Body:
    """The body of an article as figures are looked for in it."""
    pieces: list[str] = []
    length = code = caption = raised = 0
    captions: list[anchor.Range] = []
    for _, token in visible(tokens):
        if isinstance(token, Text):
            words = token.text.replace("\n", " ")
            if raised:
                words = words.translate(_RAISED)
            if code:
                words = _BLANK * len(words)
            if caption:
                captions.append(anchor.Range(length, length + len(words)))
            pieces.append(words)
            length += len(words)
            continue
        name = token.name
        if name in BLOCK:
            pieces.append("\n")
            length += 1
        if name in _TELLING:
            step = -1 if isinstance(token, Close) else 1
            code += step * (name in _CODE)
            caption += step * (name in _CAPTIONS)
            raised += step * (name == "sup")
    return Body("".join(pieces), shown.text, source, tuple(captions))


def pieces(head: Reading[Article] | None, sidecar: Reading[Sidecar]) -> Iterator[Piece]:
    """Title, standfirst and caption of the lead image; labels, charts and milestones."""
    if head is not None and (article := head.value):
        image = article.image
        yield from _pieces(head, ("title",), article.title)
        yield from _pieces(head, ("dek",), article.dek)
        yield from _pieces(head, ("image", "caption"), image.caption if image else None)
    if (value := sidecar.value) is None:
        return
    for index, claim in enumerate(value.claims):
        if claim.figure and claim.figure.callout:
            yield from _pieces(sidecar, ("claims", index, "figure", "label"), claim.figure.label)
    for index, event in enumerate(value.timeline):
        yield from _pieces(sidecar, ("timeline", index, "title"), event.title)
        yield from _pieces(sidecar, ("timeline", index, "text"), event.text)
    for index, chart in enumerate(value.charts):
        yield from _pieces(sidecar, ("charts", index, "title"), chart.title)


def _pieces(
    reading: Reading[Article] | Reading[Sidecar], path: Path, text: str | None
) -> Iterator[Piece]:
    if text and reading.has(*path):
        document = reading.document
        plain = _TICKED.sub(lambda found: _BLANK * len(found[0]), text) if "`" in text else text
        yield Piece(
            _LINE_END.sub(" ", plain) if "\n" in plain else plain,
            document.source,
            *document.text_offset(*reading.place(*path)),
            path,
        )
