"""No word of an article is lost by rendering it (contract, section 3).

Markdown drops text in silence in corners that its authors do not know: a cell too many in a row,
the first of two footnotes of one name. Every word of the source has to stand somewhere in what
was rendered, as often as it was written: words of the text in the text, words of an address or
of an alternative text in an attribute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vouch.markup import Open, Text, Token, Tokens, visible
from vouch.written import Word, texts, words, written_words

_WORDED = frozenset({"alt", "cite", "href", "src", "title"})
"""Attributes that hold what was written in the text; ids and classes are made or set apart."""
_TYPOGRAPHIC = "’‘“”«»\u00a0\u202f"
"""What typography puts in, and mostly in place of signs of ASCII."""
_PARTED = bytes(
    code if code > 127 or code == 0 or chr(code).isalnum() else ord(" ") for code in range(256)
)
"""Letters, digits, bytes of other characters, and what stands for nothing within a word."""

_Seen = Sequence[tuple[int, Token]]
"""The tokens that the build did not make, each with its index (:func:`vouch.markup.visible`)."""


def lost_words(source: str, tokens: Tokens) -> Iterator[tuple[str, int]]:
    """The words of the Markdown that rendering lost, with their offsets in ``source``."""
    text, aside = texts(source)
    seen = tuple(visible(tokens))
    rendered = _text(seen)
    left = _left(words(aside), [*_attribute_words(seen)])
    if not left and _cut(text) == _cut(rendered):  # nearly always, and to find words takes longer
        return
    shown = words(rendered)
    missing = Counter(words(text)) + left - Counter(shown)
    if not missing:
        return
    written = written_words(source)
    neighbours = set(pairwise(shown))
    for lost, count in missing.items():
        places = [index for index, word in enumerate(written) if word.text == lost]
        places.sort(key=lambda index: _support(written, index, neighbours))
        for index in sorted(places[:count]):
            yield lost, written[index].start


def _left(written: Sequence[str], rendered: Sequence[str]) -> Counter[str]:
    """The words that were written more often than they were rendered."""
    if written == rendered:  # addresses alone mostly, each in its place
        return Counter()
    return Counter(written) - Counter(rendered)


def _cut(text: str) -> list[bytes]:
    """The text cut at signs that part words, if not at all of them.

    Texts that have the same pieces have the same words, and hardly any others have.
    """
    for sign in _TYPOGRAPHIC:
        text = text.replace(sign, " ")
    return text.encode("utf-8", "surrogatepass").translate(_PARTED).split()


def _support(words: Sequence[Word], index: int, neighbours: set[tuple[str, str]]) -> int:
    """How many of a word's neighbours stand beside it on the page as well."""
    before = words[index - 1].text if index else ""
    after = words[index + 1].text if index + 1 < len(words) else ""
    word = words[index].text
    return ((before, word) in neighbours) + ((word, after) in neighbours)


def _text(seen: _Seen) -> str:
    """The text; an element's edge parts words, as its markup does in the source."""
    pieces: list[str] = []
    following = 0
    for index, token in seen:
        # What the build made and put in between, such as a footnote's number, parts words too.
        if index != following or not isinstance(token, Text):
            pieces.append("\n")
        if isinstance(token, Text):
            pieces.append(token.text)
        following = index + 1
    return "".join(pieces)


def _attribute_words(seen: _Seen) -> Iterator[str]:
    for _, token in seen:
        if isinstance(token, Open) and token.attributes and token.name != "abbr":
            for name, value in token.attributes:
                if name in _WORDED:
                    yield from words(value)
