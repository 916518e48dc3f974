"""All pages of an article in quires: its own, then those of its claims, so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from vouch.articlepages import article_page, claim_pages, packet_pages
from vouch.articleview import ArticleView
from vouch.dossier import Folio
from vouch.frames import Page
from vouch.frozen import frozen
from vouch.outputs.articlefiles import beside_article, beside_claims, register
from vouch.outputs.claimreview import claim_reviews
from vouch.outputs.located import located
from vouch.printing import Press
from vouch.quires import Quire

_MOST = 32
"""So many claims have their pages in one quire."""


@frozen
class Edition:
    """An article as it is published; ``versions`` are itself and its translations."""

    press: Press
    folio: Folio
    versions: Sequence[ArticleView]

    @property
    def article(self) -> ArticleView:
        """What its page shows."""
        return self.folio.presented.view

    def first(self) -> Iterable[Page]:
        """Its own page, of which those of its claims name passages, and its evidence packet."""
        framing, presented = self.press.framing, self.folio.presented
        yield article_page(framing, presented, self.versions)
        yield from packet_pages(framing, presented)

    def quires(self, html: Mapping[str, str]) -> Sequence[Quire]:
        """All its pages; ``html`` are the first ones, by their paths."""
        publication, article = self.press.publication, self.article
        formats = publication.formats
        place = located(
            self.folio.promise,
            html[article.href],
            by_place=formats.exports,
            by_words=formats.annotations,
        )
        reviews = claim_reviews(publication, article)
        known = register(publication, article, place, reviews)
        framing, versions = self.press.framing, self.versions
        pages = partial(claim_pages, framing, article, versions, reviews, place.fragments)
        beside = partial(beside_claims, publication, article, known)
        return [
            Quire(partial(beside_article, publication, article, known), html),
            *(
                Quire(partial(beside, claims), pages=partial(pages, claims=claims))
                for claims in _cut(len(article.claims))
            ),
        ]


def _cut(claims: int) -> Iterator[slice]:
    """So many claims in parts. The last has no end: what is told of more is held to pages, too."""
    for start in range(0, max(claims, 1), _MOST):
        yield slice(start, start + _MOST if start + _MOST < claims else None)
