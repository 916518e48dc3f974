"""The pages of one article: its own, and one for each of its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vouch.articleview import ArticleView, Presented
from vouch.frames import Framing, Page
from vouch.timeline import by_year
from vouch.translations import article_versions, claim_versions
from vouch.views import ClaimView
from vouch.wording import wording


def article_page(framing: Framing, presented: Presented, versions: Sequence[ArticleView]) -> Page:
    """An article with its claims, sources and milestones.

    ``versions`` are itself and its translations.
    """
    article = presented.view
    context = {
        "article": article,
        "formats": framing.site.formats,
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


def claim_pages(
    framing: Framing,
    article: ArticleView,
    versions: Sequence[ArticleView],
    fragments: Mapping[str, str],
) -> Iterator[Page]:
    """A page for each claim; ``fragments`` lead to passages on the article's page, if known."""
    for claim in article.claims:
        fragment = fragments.get(claim.id, "")
        passage = f"{framing.site.url}{article.slug}/{fragment}" if fragment else ""
        yield _claim(framing, article, claim, versions, passage)


def _claim(
    framing: Framing,
    article: ArticleView,
    claim: ClaimView,
    versions: Sequence[ArticleView],
    passage: str,
) -> Page:
    """One claim and all that vouches for it; ``passage`` is the address of its words."""
    return framing.page(
        "claim",
        f"{article.slug}/claims/{claim.id}/",
        "claim.html",
        title=claim.quote,
        description=claim.summary,
        context={"claim": claim, "passage": passage},
        lang=claim.lang,
        versions=claim_versions(versions, article, claim.id, framing.site.url),
    )
