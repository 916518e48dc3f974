"""The shape of rendered Markdown: figures, levels and ids of headings, tables in boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vouch.canonical import normal
from vouch.markup import Close, Fault, Open, Text, Token, Tokens, text

TABLE_BOX = "table-box"
"""Class of the box around a table, which scrolls where the page is too narrow for it."""
BODY_LEVEL = 2
"""Level of the highest headings of a body; those of an explanation are deeper and unnamed."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLE_PARTS = frozenset({"table", "thead", "tr", "td", "th"})


class Heading(NamedTuple):
    """A heading of the article, for its table of contents."""

    level: int
    id: str
    title: str


def shaped(tokens: Tokens, first_heading: int) -> tuple[Tokens, tuple[Fault, ...]]:
    """The tokens with figures, headings from level ``first_heading``, and tables in boxes."""
    names = {token.name for token in tokens if not isinstance(token, Text)}
    faults: tuple[Fault, ...] = ()
    if "img" in names:
        tokens, faults = _figures(tokens)
    if not names.isdisjoint(_HEADINGS):
        tokens = tuple(_shifted_headings(tokens, first_heading))
    if not names.isdisjoint(_TABLE_PARTS):
        tokens = tuple(_boxed_tables(tokens))
    return tokens, faults


def headings(tokens: Tokens) -> tuple[Heading, ...]:
    """The headings of a body with their ids and texts."""
    found = []
    for index, token in enumerate(tokens):
        if isinstance(token, Open) and token.name in _HEADINGS:
            title = "".join(t.text for t in _content(tokens, index) if isinstance(t, Text))
            found.append(Heading(int(token.name[1]), token.get("id") or "", title))
    return tuple(found)


def _figures(tokens: Tokens) -> tuple[Tokens, tuple[Fault, ...]]:
    """Images alone in a paragraph, with a title or a credit, as figures with a caption."""
    made: list[Token] = []
    faults: list[Fault] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        image = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            token == Open("p")
            and tokens[index + 2 : index + 3] == (Close("p"),)
            and _captioned(image)
        ):
            assert isinstance(image, Open)
            made += _figure(image)
            index += 3
            continue
        if isinstance(token, Open) and token.name == "img" and token.get("credit") is not None:
            message = "an image with a credit has to stand alone in its paragraph"
            seek = (f'credit="{token.get("credit")}"', token.get("src") or "")
            help = "put an empty line before and after it"
            faults.append(Fault("figure-not-alone", message, seek, help))
            token = token.with_attributes(credit=None)
        made.append(token)
        index += 1
    return tuple(made), tuple(faults)


def _captioned(token: Token | None) -> bool:
    return (
        isinstance(token, Open)
        and token.name == "img"
        and bool(token.get("title") or token.get("credit"))
    )


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
    levels = [int(t.name[1]) for t in tokens if isinstance(t, Open) and t.name in _HEADINGS]
    shift = max(0, first - min(levels, default=first))
    taken = {t.get("id") for t in tokens if isinstance(t, Open)}
    numbers: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if isinstance(token, Text) or token.name not in _HEADINGS:
            yield token
            continue
        name = f"h{min(6, int(token.name[1]) + shift)}"
        if isinstance(token, Close):
            yield Close(name)
            continue
        own = token.get("id")
        if own is None and first == BODY_LEVEL:
            words = "".join(t.text for t in _content(tokens, index) if isinstance(t, Text))
            own = _free_id(words, taken, numbers)
            taken.add(own)
        yield Open(name, token.with_attributes(id=own).attributes)  # none in an explanation


def _free_id(words: str, taken: set[str | None], numbers: dict[str, int]) -> str:
    """An id that is not taken; ``numbers`` are the last ones given, so that none is tried twice."""
    plain = normal("NFKD", words).encode("ascii", "ignore").decode().lower()
    stem = "h-" + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "section")
    number, candidate = numbers.get(stem, 1), stem
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    numbers[stem] = number
    return candidate


def _boxed_tables(tokens: Tokens) -> Iterator[Token]:
    """Tables in a box of their own, so that a wide one never widens the page.

    The box can be reached by keyboard, to be scrolled (WCAG 2.2, 2.1.1), and is named by the heads
    of its columns.
    """
    shaped = tuple(_with_row_headers(tuple(_without_empty_headers(tokens))))
    for index, token in enumerate(shaped):
        if isinstance(token, Open) and token.name == "table":
            named = (("role", "region"), ("aria-label", _columns(shaped, index) or "…"))
            yield Open("div", (("class", TABLE_BOX), ("tabindex", "0"), *named))
        yield token
        if isinstance(token, Close) and token.name == "table":
            yield Close("div")


def _columns(tokens: Tokens, table: int) -> str:
    """The heads of a table's columns, or the words of its first row."""
    words: list[str] = []
    for token in _content(tokens, table):
        if token == Close("tr") and words:
            break
        if isinstance(token, Text) and token.text.strip():
            words.append(token.text.strip())
    return ", ".join(words)


def _without_empty_headers(tokens: Tokens) -> Iterator[Token]:
    """A header cell that says nothing heads nothing: it is a plain cell (WCAG 2.2, 1.3.1)."""
    for index, token in enumerate(tokens):
        before, after = tokens[index - 1 : index], tokens[index + 1 : index + 2]
        if isinstance(token, Open) and token.name == "th" and after == (Close("th"),):
            yield Open("td", token.with_attributes(scope=None).attributes)
        elif token == Close("th") and isinstance(before[0], Open) and before[0].name == "th":
            yield Close("td")
        else:
            yield token


def _with_row_headers(tokens: Tokens) -> Iterator[Token]:
    """Under an empty corner, the first cell of each row heads the row (WCAG 2.2, 1.3.1)."""
    in_head = has_corner = is_first = False
    heads: list[bool] = []  # of each cell that is open, whether it heads its row
    for token in tokens:
        if isinstance(token, Text) or token.name not in _TABLE_PARTS:
            yield token
        elif token.name in ("td", "th"):
            if isinstance(token, Open):
                in_corner = is_first and in_head
                has_corner = token.name == "td" if in_corner else has_corner
                heads.append(is_first and has_corner and not in_head and token.name == "td")
                is_first = False
                row = token.with_attributes(scope="row")
                yield Open("th", row.attributes) if heads[-1] else token
            else:
                yield Close("th") if heads.pop() else token
        else:
            in_head = isinstance(token, Open) if token.name == "thead" else in_head
            is_first = token.name == "tr" and isinstance(token, Open)
            has_corner = has_corner and token.name != "table"
            yield token


def _content(tokens: Tokens, index: int) -> Iterator[Token]:
    """What stands between the start tag at ``index`` and its end tag."""
    depth = 0
    for place in range(index, len(tokens)):  # a slice would copy all that follows
        token = tokens[place]
        if isinstance(token, Open) and not token.is_void:
            depth += 1
        elif isinstance(token, Close):
            depth -= 1
            if depth == 0:
                return
        yield token
