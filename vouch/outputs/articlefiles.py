"""What belongs to the pages of an article beside their HTML: its claims in every format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vouch.articleview import ArticleView
from vouch.diagnostics import Diagnostic, Span
from vouch.dossier import Promise
from vouch.frames import Beside, Drawn, Plain
from vouch.outputs.positions import Position, positions
from vouch.outputs.publication import Publication
from vouch.promises import body_read_again


def beside_article(
    publication: Publication, article: ArticleView, promise: Promise, html: Mapping[str, str]
) -> Beside:
    """The files of an article, and what its pages do not keep of what they promise.

    ``html`` are its pages by their paths, read again here.
    """
    body, broken = body_read_again(promise, html[article.href])
    if body is None or broken:
        return Beside(faults=broken)
    placed = positions(promise.text, body.content, promise.passages)
    if placed is None:
        return Beside(faults=(_respelled(article),))
    return Beside(tuple(_files(publication, article, placed)))


def _respelled(article: ArticleView) -> Diagnostic:
    return Diagnostic(
        "text-changed",
        f"the text of `{article.slug}` is spelled otherwise on its page",
        Span("templates/article.html"),
        "a template may change the white space of an article, but no character of it",
    )


def _files(
    publication: Publication, article: ArticleView, placed: Mapping[str, tuple[Position, ...]]
) -> Iterator[Plain | Drawn]:
    """One line for each format."""
    del publication, article, placed
    yield from ()
