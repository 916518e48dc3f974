"""Markdown to tokens, in the shape and the typography of its language.

The only importer of ``markdown``. Footnotes, tables, attribute lists, definition lists,
abbreviations, fenced code and Markdown in HTML are on; an image alone in its paragraph with a
title or a credit is a figure.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import markdown

from vouch import typography
from vouch.markup import (
    BLOCK,
    NESTING_LIMIT,
    Close,
    Fault,
    Open,
    Text,
    Token,
    Tokens,
    read,
    text,
)

MARKER_LIMIT = 20
"""Deepest nesting of quotes and lists in Markdown."""

_LITERAL: Final = frozenset({"code", "kbd", "pre", "samp", "var"})
_DEEP = re.compile(
    rf"^(?:(?: {{0,3}}> ?){{{MARKER_LIMIT + 1},}}|[ ]{{{4 * MARKER_LIMIT},}}(?:[-*+]|\d+\.) )",
    re.MULTILINE,
)
_HEADING = re.compile(r"h[1-6]")
_EXTENSIONS = ["abbr", "attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the article, for its table of contents."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Prose:
    """An article's body or an explanation, read and set."""

    tokens: Tokens
    faults: tuple[Fault, ...] = ()


def body(source: str, lang: str, backlink: str) -> Prose:
    """The body of an article or page: footnotes, headings from level 2, figures.

    ``backlink`` says in words what the way back from a footnote does.
    """
    return _prose(source, lang, backlink, first_heading=2)


def passage(source: str, lang: str) -> Prose:
    """An explanation or the text of a milestone: no footnotes, headings from level 4."""
    return _prose(source, lang, None, first_heading=4)


def headings(tokens: Tokens) -> tuple[Heading, ...]:
    """The headings of a body with their ids and texts."""
    found = []
    for index, token in enumerate(tokens):
        if isinstance(token, Open) and _HEADING.fullmatch(token.name):
            title = "".join(t.text for t in _content(tokens, index) if isinstance(t, Text))
            found.append(Heading(int(token.name[1]), token.get("id") or "", title))
    return tuple(found)


def typeset_line(line: str, lang: str) -> str:
    """A title, a label, a caption: plain text with the typography of its language."""
    return typography.apply(line, typography.typeset(line, lang))


def _prose(source: str, lang: str, backlink: str | None, *, first_heading: int) -> Prose:
    if deep := _DEEP.search(source):
        message = f"quotes or lists are nested more than {MARKER_LIMIT} deep"
        return Prose((), (Fault("nesting-too-deep", message, (deep[0],)),))
    try:
        rendered = _converter(backlink).reset().convert(source)
    except RecursionError:
        message = f"the text is nested more than {NESTING_LIMIT} deep"
        return Prose((), (Fault("nesting-too-deep", message, ()),))
    tokens, faults = read(rendered)
    tokens = tuple(_generated_notes(tokens))
    tokens, misplaced = _figures(tokens)
    tokens = tuple(_shifted_headings(tokens, first_heading))
    tokens = tuple(_scrolling_tables(tokens))
    return Prose(typeset(tokens, lang), (*faults, *misplaced))


@cache
def _converter(backlink: str | None) -> markdown.Markdown:
    return markdown.Markdown(
        extensions=_EXTENSIONS if backlink is None else [*_EXTENSIONS, "footnotes"],
        extension_configs={} if backlink is None else {"footnotes": {"BACKLINK_TITLE": backlink}},
        output_format="html",
    )


def _generated_notes(tokens: Tokens) -> Iterator[Token]:
    """Footnote references and their way back, marked as made by the build."""
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if isinstance(token, Open) and (
            (token.name == "sup" and (token.get("id") or "").startswith("fnref"))
            or "footnote-backref" in (token.get("class") or "").split()
        ):
            yield token.with_attributes(data_generated="")
        elif (
            isinstance(token, Text)
            and token.text.endswith("\u00a0")
            and isinstance(following, Open)
            and "footnote-backref" in (following.get("class") or "").split()
        ):
            yield text(token.text[:-1])
        else:
            yield token


def _figures(tokens: Tokens) -> tuple[Tokens, list[Fault]]:
    """Images alone in a paragraph, with a title or a credit, as figures with a caption."""
    made: list[Token] = []
    faults = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        image = tokens[index + 1] if index + 2 < len(tokens) else None
        if (
            token == Open("p")
            and isinstance(image, Open)
            and image.name == "img"
            and tokens[index + 2] == Close("p")
            and (image.get("title") or image.get("credit"))
        ):
            made += _figure(image)
            index += 3
            continue
        if isinstance(token, Open) and token.name == "img" and token.get("credit") is not None:
            message = "an image with a credit has to stand alone in its paragraph"
            faults.append(Fault("figure-not-alone", message, (token.get("src") or "",)))
            token = token.with_attributes(credit=None)
        made.append(token)
        index += 1
    return tuple(made), faults


def _figure(image: Open) -> list[Token]:
    caption, credit = image.get("title"), image.get("credit")
    made: list[Token] = [Open("figure"), image.with_attributes(title=None, credit=None)]
    made.append(Open("figcaption"))
    if caption:
        made.append(text(caption + (" " if credit else "")))
    if credit:
        made += [Open("small", (("class", "credit"),)), text(credit), Close("small")]
    return [*made, Close("figcaption"), Close("figure")]


def _shifted_headings(tokens: Tokens, first: int) -> Iterator[Token]:
    """Headings that start at level ``first`` at the highest, each with an id of its own."""
    levels = [int(t.name[1]) for t in tokens if isinstance(t, Open) and _HEADING.fullmatch(t.name)]
    shift = max(0, first - min(levels, default=first))
    taken = {t.get("id") for t in tokens if isinstance(t, Open)}
    for index, token in enumerate(tokens):
        if isinstance(token, Text) or not _HEADING.fullmatch(token.name):
            yield token
            continue
        name = f"h{min(6, int(token.name[1]) + shift)}"
        if isinstance(token, Close):
            yield Close(name)
            continue
        own = token.get("id")
        if own is None:
            words = "".join(t.text for t in _content(tokens, index) if isinstance(t, Text))
            own = _free_id(words, taken)
            taken.add(own)
        yield Open(name, token.with_attributes(id=own).attributes)


def _free_id(words: str, taken: set[str | None]) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "h-" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "section")
    number, candidate = 1, stem
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def _scrolling_tables(tokens: Tokens) -> Iterator[Token]:
    """Tables in a box of their own, so that a wide one never widens the page."""
    for token in tokens:
        if isinstance(token, Open) and token.name == "table":
            yield Open("div", (("class", "table-box"),))
        yield token
        if isinstance(token, Close) and token.name == "table":
            yield Close("div")


def _content(tokens: Tokens, index: int) -> Iterator[Token]:
    """What stands between the start tag at ``index`` and its end tag."""
    depth = 0
    for token in tokens[index:]:
        if isinstance(token, Open) and not token.is_void:
            depth += 1
        elif isinstance(token, Close):
            depth -= 1
            if depth == 0:
                return
        yield token


def typeset(tokens: Tokens, lang: str) -> Tokens:
    """The tokens with the typography of their language, block by block, never inside code."""
    done: list[Token] = []
    block: list[tuple[Token, bool]] = []
    literal = 0
    for token in tokens:
        if not isinstance(token, Text) and token.name in _LITERAL:
            literal += 1 if isinstance(token, Open) else -1
        if not isinstance(token, Text) and token.name in BLOCK:
            done += [*_typeset_block(block, lang), token]
            block = []
        else:
            block.append((token, literal > 0))
    return (*done, *_typeset_block(block, lang))


def _typeset_block(block: list[tuple[Token, bool]], lang: str) -> Iterator[Token]:
    pieces, opaque, position = [], [], 0
    for token, literal in block:
        if isinstance(token, Text):
            pieces.append(token.text)
            if literal:
                opaque.append((position, position + len(token.text)))
            position += len(token.text)
    edits = deque(typography.typeset("".join(pieces), lang, opaque) if position else ())
    position = 0
    for token, _ in block:
        if not isinstance(token, Text):
            yield token
            continue
        end = position + len(token.text)
        inside = []
        while edits and edits[0].start < end:
            inside.append(edits.popleft())
        yield from _edited(token, position, inside)
        position = end


def _edited(token: Text, position: int, edits: list[typography.Edit]) -> Iterator[Token]:
    """The text cut at its edits, so that each piece knows what stood there as typed."""
    done = 0
    for edit in edits:
        start, end = edit.start - position, edit.end - position
        if done < start:
            yield text(token.text[done:start])
        yield Text(edit.text, token.text[start:end])
        done = end
    if done < len(token.text):
        yield text(token.text[done:])
