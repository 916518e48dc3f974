"""HTML read back to the text that a reader sees; the only importer of bs4.

Our own pages, which :mod:`vouch.promises` holds to what they promise, and those of others, in
which excerpts are looked up (:mod:`vouch.evidence`) or which are imported (:mod:`vouch.importing`).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

from vouch.contentmodel import BLOCK

_FOREIGN_BLOCK = BLOCK | frozenset(
    "address article aside body button center dialog dir fieldset footer form header hgroup html"
    " input legend main menu nav optgroup option search select textarea".split()
)
_UNSEEN = frozenset(
    "annotation annotation-xml audio canvas datalist desc iframe metadata noembed noframes noscript"
    " object script style template title video".split()
)
"""Elements whose text a browser that runs scripts does not show."""
_NOT_SHOWN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<p\b(?=[\s>])", re.IGNORECASE)
"""A paragraph ends where the next begins (HTML, section 13.1.2.4); the parser would nest them."""


def parsed(page: str) -> BeautifulSoup:
    """A page as a tree. Raises ValueError for what no parser takes for HTML."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # bs4 asks whether a name of a file or XML was meant
        try:
            return BeautifulSoup(page, "html.parser")
        except ParserRejectedMarkup as error:
            raise ValueError(str(error)) from None


def text_of(element: Tag) -> str:
    """The text that a reader sees in ``element``, less what the build generated."""
    return "".join(_pieces(element))


def content_of(element: Tag) -> str:
    """The same as the page has it, without the edges of blocks."""
    return "".join(_pieces(element, edge=""))


def marks_of(body: Tag) -> dict[str, str]:
    """What the marks of each claim cover, less what the build generated."""
    marked: dict[str, str] = {}
    for mark in body.select("mark[data-claim]:not([data-generated], [data-generated] *)"):
        for name in str(mark["data-claim"]).split():
            marked[name] = marked.get(name, "") + text_of(mark)
    return marked


def _pieces(element: Tag, edge: str = "\n") -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.has_attr("data-generated"):
                continue
            around = edge if child.name in BLOCK else ""
            yield around
            yield from _pieces(child, edge)
            yield around
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def seen_text(page: str) -> str:
    """The text that a reader sees of a page that others wrote; edges of blocks are line ends.

    Left out are scripts, styles, comments, and what is hidden by the attribute or by its own
    style; what a style sheet hides is not known here. Raises ValueError.
    """
    pieces: list[str] = []
    closed = _PARAGRAPH.sub(r"</p>\g<0>", page)
    open_elements = [iter(parsed(closed).children)]  # no recursion: pages nest without a limit
    edges = [""]
    while open_elements:
        child = next(open_elements[-1], None)
        if child is None:
            open_elements.pop()
            pieces.append(edges.pop())
        elif isinstance(child, Tag):
            if not _is_hidden(child):
                edges.append("\n" if child.name in _FOREIGN_BLOCK else "")
                pieces.append(edges[-1])
                open_elements.append(iter(child.children))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            pieces.append(str(child))
    return "".join(pieces)


def _is_hidden(element: Tag) -> bool:
    if element.name in _UNSEEN or element.has_attr("hidden"):
        return True
    if element.name == "dialog" and not element.has_attr("open"):
        return True
    return _NOT_SHOWN.search(str(element.get("style") or "")) is not None


@dataclass(frozen=True, slots=True)
class Edge:
    """Where an element begins or, with ``closes``, ends."""

    name: str
    attributes: Mapping[str, str]
    closes: bool = False


def events(page: str) -> Iterator[Edge | str]:
    """A page that others wrote as a row of edges and texts, less what its reader does not see.

    ``title``, ``meta`` and ``time`` are there as well: they tell of the page. Raises ValueError.
    """
    closed = _PARAGRAPH.sub(r"</p>\g<0>", page)
    open_elements: list[tuple[Edge | None, Iterator[object]]] = [
        (None, iter(parsed(closed).children))
    ]
    while open_elements:
        edge, children = open_elements[-1]
        child = next(children, None)
        if child is None:
            open_elements.pop()
            if edge is not None:
                yield replace(edge, closes=True)
        elif isinstance(child, Tag):
            if child.name in ("title", "meta") or not _is_hidden(child):
                values = {key: _joined(value) for key, value in child.attrs.items()}
                opened = Edge(child.name, values)
                yield opened
                open_elements.append((opened, iter(child.children)))
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def _joined(value: object) -> str:
    """The value of an attribute, a list of words where it is `class`."""
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
