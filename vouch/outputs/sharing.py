"""What pages say to those who share them (Open Graph)."""

from __future__ import annotations

from dataclasses import replace

from vouch.articleview import ArticleView
from vouch.dates import PartialDate
from vouch.frames import Sharing
from vouch.outputs import cards
from vouch.outputs.cards import Card
from vouch.outputs.feedtimes import whole_day
from vouch.outputs.publication import Publication
from vouch.views import ClaimView

_ARTICLE = "article"
"""What Open Graph calls a page that was published on a day, and may have been changed since."""


def of_site(publication: Publication) -> Sharing:
    """How a page that is of no article is shared."""
    if not publication.formats.cards:
        return Sharing()
    card = cards.of_site(publication)
    return Sharing(image=publication.address(card.path), alt=card.alt)


def of_days(article: ArticleView) -> Sharing:
    """How all pages of an article are shared: with its days."""
    return Sharing(_ARTICLE, published=_day(article.date), modified=_day(article.updated))


def of_article(publication: Publication, article: ArticleView) -> Sharing:
    """How an article is shared, with its card where a site has cards."""
    days = of_days(article)
    if not publication.formats.cards:
        return days
    return _with_card(publication, days, cards.of_article(publication, article))


def of_claim(publication: Publication, days: Sharing, claim: ClaimView) -> Sharing:
    """How one claim of an article is shared, which is shared with these ``days``."""
    if not publication.formats.cards:
        return days
    return _with_card(publication, days, cards.of_claim(publication, claim))


def _with_card(publication: Publication, days: Sharing, card: Card) -> Sharing:
    return replace(days, image=publication.address(card.path), alt=card.alt)


def _day(when: PartialDate | None) -> str:
    """A date that is a whole day; Open Graph has no other."""
    day = whole_day(when)
    return day.isoformat() if day else ""
