"""A second reader's sign-off, tied to the words that were signed.

A release records a digest of what a reader signed, under the reader's name and the day of the
check. While both stay as they are, any other digest means that the claim was edited afterwards.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping

from vouch.model.claims import Claim, Figure, InPlace, Source, SourceUse
from vouch.released import ReleasedArticle, ReleasedClaim
from vouch.rewording import tokens


def digest(claim: Claim, sources: Mapping[str, Source]) -> str:
    """A digest of what a reader answers for; ``sources`` are those that the claim may name.

    White space, case, accents and punctuation do not count, nor does what says nothing of the
    claim itself: how the quote is found, the callout, the day of the next check, the corrections.
    """
    claimant = (claim.claimant.name or claim.claimant.url) if claim.claimant else None
    content = {
        "quotes": [_words(selector.quote) for selector in (claim, *claim.also)],
        "claimant": claimant,
        "said": claim.said.text if claim.said else None,
        "verdict": claim.verdict,
        "summary": _words(claim.summary or ""),
        "explanation": _words(claim.explanation),
        "figure": _figure(claim.figure) if claim.figure else None,
        "check": [
            (
                check.expression,
                {
                    name: (o.figure, str(o.value), o.unit.text, o.source)
                    for name, o in check.where.items()
                },
                str(check.gives),
                str(check.within),
            )
            for check in claim.check
        ],
        "sources": [_use(use, sources) for use in claim.sources],
    }
    text = json.dumps(content, ensure_ascii=True, sort_keys=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def is_second(claim: Claim, authors: Collection[str]) -> bool:
    """Whether somebody else than the article's authors checked the claim."""
    return bool(claim.checked_by) and claim.checked_by not in authors


def signed(
    claim: Claim,
    sources: Mapping[str, Source],
    authors: Collection[str],
    released: ReleasedClaim | None,
) -> str:
    """What a release records: the digest that was signed first, until it is signed anew."""
    if not is_second(claim, authors):
        return ""
    if released and released.signed and _same_signature(claim, released):
        return released.signed
    return digest(claim, sources)


def void(
    claims: Collection[Claim],
    sources: Mapping[str, Source],
    authors: Collection[str],
    released: ReleasedArticle | None,
) -> frozenset[str]:
    """The ids of the claims that were edited after a second reader had signed them."""
    if released is None:
        return frozenset()
    return frozenset(
        claim.id
        for claim in claims
        if (held := released.claims.get(claim.id))
        and is_second(claim, authors)
        and held.signed
        and _same_signature(claim, held)
        and held.signed != digest(claim, sources)
    )


def _same_signature(claim: Claim, released: ReleasedClaim) -> bool:
    checked = claim.checked.text if claim.checked else ""
    return (released.checked_by, released.checked) == (claim.checked_by or "", checked)


def _figure(figure: Figure) -> tuple[str, ...]:
    as_of = figure.as_of.text if figure.as_of else ""
    unit, modality = figure.unit.text, figure.modality.value
    return (str(figure.value), unit, modality, figure.label or "", as_of)


def _use(use: SourceUse, sources: Mapping[str, Source]) -> tuple[str | None, ...]:
    if isinstance(use, InPlace):
        source: Source | None = use
    else:
        source = sources.get(use.id)
    document = (source.title, source.url, source.locator) if source else ()
    excerpt = _words(use.excerpt) if use.excerpt else None
    return (*document, excerpt, use.locator, use.stance)


def _words(text: str) -> str:
    return " ".join(token.text for token in tokens(text))
