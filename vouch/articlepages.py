"""The pages of one article: its own, and one for each of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vouch.articleview import ArticleView, Presented
from vouch.embeds import Embed, embed
from vouch.frames import Framing, Page
from vouch.timeline import by_year
from vouch.translations import article_versions, claim_versions
from vouch.views import ClaimView
from vouch.wording import wording


def article_pages(
    framing: Framing, presented: Presented, versions: Sequence[ArticleView]
) -> Iterator[Page]:
    """Every page of an article; ``versions`` are itself and its translations."""
    yield _article(framing, presented, versions)
    for claim in presented.view.claims:
        yield _claim(framing, presented.view, claim, versions)
        if framing.site.formats.embeds:
            yield _embed(framing, claim)


def _article(framing: Framing, presented: Presented, versions: Sequence[ArticleView]) -> Page:
    """An article with its claims, sources and milestones."""
    article = presented.view
    context = {
        "article": article,
        "due": presented.due(framing.today),
        "years": by_year(presented.events, framing.today, wording(article.lang)),
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
    )


def _claim(
    framing: Framing, article: ArticleView, claim: ClaimView, versions: Sequence[ArticleView]
) -> Page:
    """One claim and all that vouches for it."""
    return framing.page(
        "claim",
        f"{article.slug}/claims/{claim.id}/",
        "claim.html",
        title=claim.quote,
        description=claim.summary,
        context={
            "claim": claim,
            "embed": _card(framing, claim) if framing.site.formats.embeds else None,
        },
        lang=claim.lang,
        versions=claim_versions(versions, article, claim.id, framing.site.url),
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
