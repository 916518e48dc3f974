"""Claims and their verdicts as ClaimReviews (schema.org)."""

from __future__ import annotations

from collections.abc import Mapping

from vouch.articleview import ArticleView
from vouch.outputs import schemaorg
from vouch.outputs.jsonld import Node, document, node
from vouch.outputs.publication import Publication
from vouch.views import ClaimView


def claim_reviews(publication: Publication, article: ArticleView) -> Mapping[str, Node]:
    """The ClaimReviews of an article, by the ids of the claims that have one.

    Which those are says :mod:`vouch.reviewable`.
    """
    publisher = schemaorg.publisher(publication)
    return {
        claim.id: _claim_review(publication, article, claim, publisher)
        for claim in article.claims
        if not claim.bars
    }


def _claim_review(
    publication: Publication, article: ArticleView, claim: ClaimView, publisher: Node
) -> Node:
    return document(
        node(
            "ClaimReview",
            url=publication.address(claim.href),
            claimReviewed=claim.quote,
            datePublished=_published(article, claim),
            inLanguage=claim.lang,
            author=publisher,
            itemReviewed=_claim(claim),
            reviewRating=_rating(publication, claim),
        )
    )


def _published(article: ArticleView, claim: ClaimView) -> str | None:
    """The day of the check, or else that of the article; none for a check whose day is not told."""
    is_signed = claim.checked is not None and not claim.awaits_reader
    return schemaorg.day(claim.checked if is_signed else article.date)


def _claim(claim: ClaimView) -> Node:
    return node(
        "Claim",
        author=schemaorg.party(claim.claimant, claim.claimant_kind, claim.claimant_url),
        datePublished=schemaorg.day(claim.said),
        appearance=node("CreativeWork", url=claim.appearance) if claim.appearance else None,
    )


def _rating(publication: Publication, claim: ClaimView) -> Node:
    """The verdict: its word, and its step where the scale has steps."""
    verdict, worst, best = claim.verdict, publication.worst, publication.best
    has_steps = None not in (verdict.rating, worst, best)
    return node(
        "Rating",
        alternateName=verdict.label,
        ratingExplanation=claim.summary,
        ratingValue=verdict.rating if has_steps else None,
        worstRating=worst if has_steps else None,
        bestRating=best if has_steps else None,
    )
