"""The pages of one article: its own, and one for each of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vouch import __version__
from vouch.articleview import ArticleView, Presented
from vouch.embeds import Embed, embed
from vouch.frames import Framing, Page, Sharing
from vouch.outputs import sharing
from vouch.outputs.jsonld import Node, embedded
from vouch.outputs.newsarticle import news_article
from vouch.outputs.publication import publication
from vouch.timeline import by_year
from vouch.translations import article_versions, claim_versions
from vouch.views import ClaimView, Html
from vouch.wording import wording

_ALL = slice(None)


def article_page(framing: Framing, presented: Presented, versions: Sequence[ArticleView]) -> Page:
    """An article with its claims, sources and milestones.

    ``versions`` are itself and its translations.
    """
    published = publication(framing)
    article = presented.view
    context = {
        "article": article,
        "formats": framing.site.formats,
        "due": presented.due(framing.today),
        "years": by_year(presented.events, framing.today, wording(article.lang)),
        "packet": f"{article.slug}/packet.html" if framing.site.formats.packet else "",
    }
    return framing.page(
        "article",
        f"{article.slug}/",
        "article.html",
        title=article.title,
        description=article.dek,
        context=context,
        lang=article.lang,
        versions=article_versions(versions, article, framing.site.url),
        structured=embedded(news_article(published, article)),
        sharing=sharing.of_article(published, article),
    )


def claim_pages(
    framing: Framing,
    article: ArticleView,
    versions: Sequence[ArticleView],
    reviews: Mapping[str, Node],
    fragments: Mapping[str, str],
    *,
    claims: slice = _ALL,
) -> Iterator[Page]:
    """A page for each of some claims of an article, and its card for pages of others.

    ``reviews`` are their ClaimReviews by their ids, ``fragments`` lead to passages on the article's
    page, if known.
    """
    published = publication(framing)
    shared = sharing.of_days(article)
    for claim in article.claims[claims]:
        fragment = fragments.get(claim.id, "")
        yield _claim(
            framing,
            article,
            claim,
            versions=versions,
            passage=f"{framing.site.url}{article.slug}/{fragment}" if fragment else "",
            review=reviews.get(claim.id),
            sharing=sharing.of_claim(published, shared, claim),
        )
        if framing.site.formats.embeds:
            yield _embed(framing, claim)


def _claim(
    framing: Framing,
    article: ArticleView,
    claim: ClaimView,
    *,
    versions: Sequence[ArticleView],
    passage: str,
    review: Node | None,
    sharing: Sharing,
) -> Page:
    """One claim and all that vouches for it; ``passage`` is the address of its words."""
    return framing.page(
        "claim",
        f"{article.slug}/claims/{claim.id}/",
        "claim.html",
        title=claim.quote,
        description=claim.summary,
        context={
            "claim": claim,
            "passage": passage,
            "embed": _card(framing, claim) if framing.site.formats.embeds else None,
        },
        lang=claim.lang,
        versions=claim_versions(versions, article, claim.id, framing.site.url),
        structured=embedded(review) if review else Html(""),
        sharing=sharing,
    )


def _embed(framing: Framing, claim: ClaimView) -> Page:
    """A claim as a card for pages of others."""
    card = _card(framing, claim)
    return framing.page(
        "embed",
        card.href,
        "embed.html",
        title=card.title,
        context={
            "claim": claim,
            "card": card,
            "address": framing.site.url + claim.href.removesuffix("index.html"),
        },
        lang=claim.lang,
    )


def _card(framing: Framing, claim: ClaimView) -> Embed:
    w, site = wording(claim.lang), framing.site_in(claim.lang)
    title = w.text("embed.title", verdict=claim.verdict.label, site=site.title)
    return embed(claim, title, framing.site.url)


def packet_pages(framing: Framing, presented: Presented) -> Iterator[Page]:
    """All that vouches for an article on one page, to be printed, where a site wants it."""
    if not framing.site.formats.packet:
        return
    article, w = presented.view, wording(presented.view.lang)
    title = w.text("site.labelled", label=w.text("packet.kicker"), value=article.title)
    yield framing.page(
        "packet",
        f"{article.slug}/packet.html",
        "packet.html",
        title=title,
        description=article.dek,
        context={
            "article": article,
            "papers": presented.papers,
            "years": by_year(presented.events, framing.today, w),
            "address": framing.site.url + f"{article.slug}/",
            "base": framing.site.url,
            "version": __version__,
        },
        lang=article.lang,
    )
