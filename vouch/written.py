"""The words of a Markdown text that its reader is to see, each with its place.

Markdown keeps no positions. This reads the source once more, far more coarsely than Markdown:
it takes away what is markup and never shown (tags, comments, labels, attribute lists) and tells
apart the words that go into an attribute (addresses, alternative texts) from those of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_GLUE = "\x00"
"""Stands for what parts no word, such as a comment inside one; no source can hold it."""
WORD = re.compile(r"[^\W_]++(?:\x00++[^\W_]++)*+")
"""A word or number: letters and digits alone, so that emphasis never sticks to it."""
_PLAIN_WORD = re.compile(r"[^\W_]++")

_READ_FIRST = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ ]*$"
    r"|(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|&(?:#\d+|#[xX][0-9A-Fa-f]+|\w+);",
    re.DOTALL | re.MULTILINE,
)
"""Code, in which nothing else means anything; comments; references to characters."""
_SIGNS_READ_FIRST = ("`", "~~~", "<!--", "&")
_MARKERS = r"^(?:[ \t>]|[-*+:][ \t]|\d{1,3}\.[ \t]|\[\^[^\]\n]*\]:)*"
"""What begins a line that stands in a list, a quote or a footnote."""
_MARKUP = re.compile(
    r"<(?![A-Za-z]+://|[^<>\s]+@)/?[A-Za-z][^<>]*>"  # tags, but no addresses
    r"|<mailto:(?=[^<>\s]+@)"  # the scheme of an address, which is not shown
    rf"|{_MARKERS}\*\[[^\]\n]+\][ ]?:[^\n]*"  # definitions of abbreviations
    rf"|{_MARKERS}\d{{1,3}}\.(?=\s)"  # numbers of list items
    r"|\[\^[^\]\n]*\]:?"  # footnote marks
    r"|^(?:`{3,}|~{3,})[^\n`]*$"  # fences with their language
    r"|\{:?[ ]*[#.A-Za-z][^{}\n]*\}",  # attribute lists
    re.MULTILINE,
)
_MARKUP_SIGNS = ("<", "{", "*[", "[^", "```", "~~~")
"""One of them is in whatever is taken away, but for the numbers of lists."""
_NUMBER_ENDS = re.compile(r"\.(?<=\d\.)\s")  # first the stop, of which there are the fewest
_NUMBERED = re.compile(r"^[ \t>*+:-]*\d{1,3}\.\s", re.MULTILINE)
_DEFINITION = re.compile(
    _MARKERS + r"\[(?!\^)([^\[\]\n]*)\]:[ ]*\n?[ ]*(\S+)[ ]*(?:\n[ ]*)?"
    r"((?P<mark>[\"']).*(?P=mark)[ ]*|\(.*\)[ ]*)?$",
    re.MULTILINE,
)
_ADDRESS_LIKE = re.compile(r"[:/#@]|\.\w")
_REFERENCE = re.compile(r"\][ ]?\n?\[([^\[\]]+)\]")
_ALTERNATIVE = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*\]")
_PLAIN_DESTINATION = re.compile(r"[^()\n\"']*+(?=\))")
"""An address alone, as most are: the next bracket closes it."""
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


class Word(NamedTuple):
    """A word with its offsets in the source; ``aside`` when it goes into an attribute."""

    text: str
    start: int
    end: int
    aside: bool


@lru_cache(maxsize=4)
def written_words(source: str) -> tuple[Word, ...]:
    """The words of a Markdown text in their order."""
    shown = _shown(source)
    asides = _asides(shown)
    aside_at = bytearray(len(shown))
    for start, end in asides:
        aside_at[start:end] = b"\x01" * (end - start)
    return tuple(
        Word(
            found[0].replace(_GLUE, ""),
            found.start(),
            _end(source, found.end()),
            bool(aside_at[found.start()]),
        )
        for found in WORD.finditer(shown)
    )


def _end(source: str, end: int) -> int:
    """Where a word ends in the source: with the semicolon where its last letter is `&eacute;`."""
    return source.find(";", end) + 1 if source[end - 1] == "&" else end


def texts(source: str) -> tuple[str, str]:
    """What of the source is text, and what goes aside; both have the same words (:func:`words`)."""
    shown = _shown(source)
    text: list[str] = []
    aside: list[str] = []
    done = 0
    for start, end in sorted(_asides(shown)):
        text.append(shown[done : max(done, start)])
        aside.append(shown[max(done, start) : end])
        done = max(done, end)
    text.append(shown[done:])
    return "\n".join(text), "\n".join(aside)


def words(text: str) -> list[str]:
    """The words of one of these texts, without their places."""
    if _GLUE in text:
        return [word.replace(_GLUE, "") for word in WORD.findall(text)]
    return _PLAIN_WORD.findall(text)


def _asides(shown: str) -> list[tuple[int, int]]:
    return [*_stretches(_ALTERNATIVE, shown), *_destinations(shown)]


def _stretches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text))


@lru_cache(maxsize=4)
def _shown(source: str) -> str:
    """The source, as long as before, with markup blanked and references such as `&amp;` read."""
    shown = source
    if any(sign in shown for sign in _SIGNS_READ_FIRST):
        shown = _READ_FIRST.sub(_read_first, shown)
    defined = _DEFINITION.findall(shown) if "]:" in shown else ()
    labels = {" ".join(found[0].split()).lower() for found in defined}
    if labels:
        used = {" ".join(label.split()).lower() for label in _labels(shown)}
        shown = _DEFINITION.sub(lambda m: _blank(m) if _defines(m, used) else m[0], shown)
        shown = _REFERENCE.sub(
            lambda m: "]" + _blank(m)[1:] if " ".join(m[1].split()).lower() in labels else m[0],
            shown,
        )
    return _MARKUP.sub(_blank, shown) if _may_hold_markup(shown) else shown


def _may_hold_markup(text: str) -> bool:
    """Whether there may be something to take away; the pattern for it has to try every line."""
    if any(sign in text for sign in _MARKUP_SIGNS):
        return True
    return bool(_NUMBER_ENDS.search(text) and _NUMBERED.search(text))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _labels(text: str) -> Iterator[str]:
    """What stands in brackets and is no definition's label."""
    return (found[1] for found in re.finditer(r"\[([^\[\]]+)\](?!:)", text))


def _defines(found: re.Match[str], used: set[str]) -> bool:
    """Whether it is a link's definition and no text that Markdown takes for one."""
    label = " ".join(found[1].split()).lower()
    return label in used or _ADDRESS_LIKE.search(found[2]) is not None


def _read_first(found: re.Match[str]) -> str:
    if found["code"]:
        return found[0]
    if found["comment"]:
        return re.sub(r"[^\n]", _GLUE, found[0])
    return html.unescape(found[0]).ljust(len(found[0]), _GLUE)


def _destinations(text: str) -> Iterator[tuple[int, int]]:
    """What stands in the brackets after a link's text: an address, perhaps a title."""
    at = text.find("](")
    while at >= 0:
        plain = _PLAIN_DESTINATION.match(text, at + 2)
        if plain:
            end = plain.end()
        else:
            limit = _PARAGRAPH_END.search(text, at)
            end = _closing(text, at + 1, limit.start() if limit else len(text))
        yield at + 2, end
        at = text.find("](", end)


def _closing(text: str, at: int, limit: int) -> int:
    """The offset of the bracket that closes the one at ``at``; those between quotes are passed."""
    depth, quote = 0, ""
    for position in range(at, limit):
        character = text[position]
        if quote:
            if character == quote and text[position + 1 : position + 2] in (")", " ", "\n", ""):
                quote = ""
        elif character in "\"'" and text[position - 1].isspace():
            quote = character
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth == 0:
                return position
    return limit
