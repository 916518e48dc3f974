"""A claim and its verdict as a ClaimReview (schema.org)."""

from __future__ import annotations

from vouch.articleview import ArticleView
from vouch.outputs import schemaorg
from vouch.outputs.jsonld import Node, document, node
from vouch.outputs.publication import Publication
from vouch.views import ClaimView


def claim_review(publication: Publication, article: ArticleView, claim: ClaimView) -> Node | None:
    """The ClaimReview of a claim; None where it has none (:mod:`vouch.reviewable`)."""
    if claim.bars:
        return None
    return document(
        node(
            "ClaimReview",
            url=publication.address(claim.href),
            claimReviewed=claim.quote,
            datePublished=_published(article, claim),
            inLanguage=claim.lang,
            author=schemaorg.publisher(publication),
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
