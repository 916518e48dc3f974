"""The cards of articles, claims and the site: images to share, and the same in words."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from vouch.articleview import ArticleView
from vouch.cardface import ArticleFace, ClaimFace, Judgement
from vouch.innerquotes import quoted
from vouch.memory import digest
from vouch.outputs.publication import Publication
from vouch.quires import Drawn
from vouch.views import ClaimView
from vouch.wording import wording

_PLACE = "\0"


class Card(NamedTuple):
    """A card: where it lies from the root of the site, what it shows, and the same in words."""

    path: str
    face: ArticleFace | ClaimFace
    alt: str

    def drawn(self) -> Drawn:
        """The card as a file that is drawn anew where what it shows has changed.

        How it is drawn is code, and a build by other code remembers nothing of this one.
        """
        return Drawn(self.path, digest(self.face), self.face.png)


def of_article(publication: Publication, article: ArticleView) -> Card:
    """The card of an article: its title, its verdicts counted; its dek where there are none."""
    w = wording(article.lang)
    counted = Counter(claim.verdict for claim in article.claims)
    verdicts = sorted(counted, key=lambda verdict: publication.scale.index(verdict.key))
    below = article.counts if article.claims else article.dek
    face = ArticleFace(
        words=article.title,
        verdicts=tuple(Judgement(v.sign, v.hue, w.number(counted[v])) for v in verdicts),
        below=below,
        name=publication.title,
    )
    return Card(f"{article.slug}/card.png", face, _told(article.title, below, publication.title))


def of_site(publication: Publication) -> Card:
    """The card of the pages that are of no article: title, tagline and address of the site."""
    address = publication.url.partition("://")[2].rstrip("/")
    face = ArticleFace(publication.title, (), publication.tagline, address)
    return Card("card.png", face, _told(publication.title, publication.tagline, address))


def of_claim(publication: Publication, claim: ClaimView) -> Card:
    """The card of a claim: its verdict, its words, its figure with its modality."""
    w, figure = wording(claim.lang), claim.figure
    before, _, after = w.text("site.quoted", text=_PLACE).partition(_PLACE)
    words = quoted(claim.quote, claim.lang)
    face = ClaimFace(
        words=words,
        marks=(before, after),
        verdict=Judgement(claim.verdict.sign, claim.verdict.hue, _capital(claim.verdict.label)),
        figure=_capital(figure.text) if figure else "",
        label=figure.label if figure else "",
        name=publication.title,
    )
    verdict = w.text("site.labelled", label=w.text("claim.verdict"), value=claim.verdict.label)
    shown = ", ".join(filter(None, (face.figure, face.label)))
    path = claim.href.removesuffix("index.html") + "card.png"
    return Card(
        path, face, _told(verdict, w.text("site.quoted", text=words), shown, publication.title)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(*parts: str) -> str:
    """What a card shows from top to bottom."""
    return " – ".join(filter(None, parts))
