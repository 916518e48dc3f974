"""Our own pages read again, against what they promise; the only importer of bs4.

The text of an article's body, less what the build put into it, is the text of the article, and
each mark covers exactly its quote (contract, sections 3 and 4). Both are checked in every build,
so that a template cannot break them in silence.
"""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from vouch.anchor import Range, fold
from vouch.compiled import Compiled
from vouch.diagnostics import Diagnostic, Span
from vouch.markup import BLOCK


def broken_promises(compiled: Compiled, page: str) -> Iterator[Diagnostic]:
    """What a reader of the rendered page would find changed."""
    span = Span("templates/article.html")
    bodies = BeautifulSoup(page, "html.parser").select("[data-article-body]")
    if len(bodies) != 1:
        message = f"the page of `{compiled.slug}` has {len(bodies)} elements [data-article-body]"
        yield Diagnostic("text-changed", message, span, "an article's page has exactly one")
        return
    if fold(text_of(bodies[0])).text.strip() != fold(compiled.text).text.strip():
        yield Diagnostic(
            "text-changed",
            f"the text of `{compiled.slug}` on its page is not the text of the article",
            span,
            "what a template puts into the article's body needs the attribute data-generated",
        )
    marked = _marked(bodies[0])
    for claim in compiled.claims:
        wanted = "".join(compiled.text[r.start : r.end] for r in _covered(claim.ranges))
        if _letters("".join(marked.get(claim.claim.id, ()))) != _letters(wanted):
            yield Diagnostic(
                "text-changed",
                f"the marks of `{claim.claim.id}` do not cover its quote",
                span,
                "a template must not touch the marks in the article's body",
            )


def _marked(body: Tag) -> dict[str, list[str]]:
    """The texts of the marks of each claim, in their order."""
    found: dict[str, list[str]] = {}
    for mark in body.find_all("mark"):
        claims = str(mark.get("data-claim") or "").split()
        text = text_of(mark) if claims else ""
        for claim in claims:
            found.setdefault(claim, []).append(text)
    return found


def text_of(element: Tag) -> str:
    """The text that a reader sees in ``element``, less what the build generated."""
    return "".join(_pieces(element))


def _pieces(element: Tag) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Tag):
            if child.has_attr("data-generated"):
                continue
            edge = "\n" if child.name in BLOCK else ""
            yield edge
            yield from _pieces(child)
            yield edge
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield str(child)


def _letters(text: str) -> str:
    """The text without any white space: marks leave out what stands between blocks."""
    return "".join(fold(text).text.split())


def _covered(ranges: tuple[Range, ...]) -> list[Range]:
    """The stretches in the order of the text, those that overlap in one."""
    covered: list[Range] = []
    for place in sorted(ranges, key=lambda r: (r.start, r.end)):
        if covered and place.start < covered[-1].end:
            covered[-1] = Range(covered[-1].start, max(covered[-1].end, place.end))
        else:
            covered.append(place)
    return covered
