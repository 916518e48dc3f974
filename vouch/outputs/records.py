"""The claims of an article as values of JSON: what every other format of claims is made from.

Dates are as they are written (EDTF and `2026-Q4`, `2026-H2`), numbers of figures are decimals in
strings, addresses are canonical; what is not there is null. `schema/claims-export.schema.json`
says it key by key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from vouch.articleview import ArticleView
from vouch.dates import PartialDate
from vouch.links import ROOT
from vouch.outputs.jsonld import json_text
from vouch.outputs.located import Located
from vouch.outputs.positions import Position
from vouch.outputs.publication import Publication
from vouch.views import (
    CalculationView,
    ClaimView,
    CorrectionView,
    FigureView,
    Html,
    Link,
    QuantityView,
    UseView,
)

Record = Mapping[str, object]
SCHEMA = "claims.schema.json"
"""The path in a site of the schema of these records."""
_LINK = re.compile(rf'(?<=\shref="){ROOT}([^"]*)')


def records(
    publication: Publication,
    article: ArticleView,
    located: Located,
    reviews: Mapping[str, Record],
) -> Record:
    """An article and its claims; ``reviews`` are their ClaimReviews by their ids."""
    return {
        "$schema": publication.address(SCHEMA),
        "article": article_record(publication, article),
        "publisher": {"name": publication.publisher, "url": publication.publisher_url or None},
        "claims": [
            claim_record(publication, article, each, located, reviews.get(each.id))
            for each in article.claims
        ],
    }


def claims_file(whole: Record) -> bytes:
    """`<slug>/claims.json`: a line for each claim, so that changes of one are seen as such."""
    claims = whole["claims"]
    assert isinstance(claims, list)
    head = {key: value for key, value in whole.items() if key != "claims"}
    return enclosed(head, "claims", [json_text(claim).encode() for claim in claims])


def enclosed(head: Record, key: str, items: Sequence[bytes]) -> bytes:
    """An object of JSON with the entries of ``head`` and under ``key`` a list, a line for each."""
    begun = json_text(head)[:-1].encode()
    lines = b"\n" + b",\n".join(items) + b"\n" if items else b""
    return b'%b,"%b":[%b]}\n' % (begun, key.encode(), lines)


def article_record(publication: Publication, article: ArticleView) -> Record:
    """What is said of an article beside its claims."""
    return {
        "url": publication.address(article.href),
        "title": article.title,
        "lang": article.lang,
        "published": article.date.text,
        "updated": _date(article.updated),
        "checked": _date(article.checked),
        "authors": [{"name": a.label, "url": a.href or None} for a in article.authors],
    }


def claim_record(
    publication: Publication,
    article: ArticleView,
    claim: ClaimView,
    located: Located,
    review: Record | None,
) -> Record:
    """A claim with all that vouches for it, and its ClaimReview."""
    fragment = located.fragments.get(claim.id)
    page = publication.address(article.href)
    signed = not claim.awaits_reader
    return {
        "id": claim.id,
        "url": publication.address(claim.href),
        "number": claim.number,
        "lang": claim.lang,
        "text": claim.quote,
        "passages": [_passage(place) for place in located.places.get(claim.id, ())],
        "passage": publication.address(claim.passage_href),
        "textFragment": page + fragment if fragment else None,
        "claimant": None
        if claim.own
        else {
            "name": claim.claimant,
            "url": claim.claimant_url or None,
            "kind": claim.claimant_kind or None,
        },
        "said": _date(claim.said),
        "appearance": claim.appearance or None,
        "verdict": {
            "key": claim.verdict.key,
            "label": claim.verdict.label,
            "rating": claim.verdict.rating,
        },
        "summary": claim.summary or None,
        "explanation": canonical(publication, claim.explanation) or None,
        "figure": _figure(claim.figure) if claim.figure else None,
        "calculations": [_calculation(publication, each) for each in claim.calculations],
        "sources": [source_record(use) for use in claim.uses],
        "checked": _date(claim.checked) if signed else None,
        "checkedBy": (claim.checked_by or None) if signed else None,
        "awaitsReader": claim.awaits_reader,
        "recheck": _date(claim.recheck),
        "corrections": [_correction(each) for each in claim.corrections],
        "review": review,
    }


def source_record(use: UseView) -> Record:
    """A document, and what a claim takes from it."""
    source = use.source
    return {
        "id": source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "url": source.url or None,
        "place": source.locator or None,
        "archive": source.archive or None,
        "kind": source.kind or None,
        "seen": source.seen or None,
        "published": _date(source.published),
        "accessed": _date(source.accessed),
        "origin": source.origin or None,
        "excerpt": use.excerpt or None,
        "locator": use.locator or None,
        "stance": use.stance,
        "state": use.state or None,
    }


def canonical(publication: Publication, html: Html) -> str:
    """HTML whose inner links are whole addresses."""
    if ROOT not in html:
        return html
    whole = _LINK.sub(lambda link: publication.address(link[1]), html)
    return whole.replace(ROOT, escape(publication.url))


def _passage(place: Position) -> Record:
    return {**vars(place)}


def _figure(figure: FigureView) -> Record:
    return {
        "text": figure.text,
        **_quantity(figure.stated),
        "modality": figure.firmness,
        "label": figure.label or None,
        "asOf": _date(figure.as_of),
        "fact": figure.fact or None,
    }


def _quantity(quantity: QuantityView) -> Record:
    return {"value": quantity.value, "unit": quantity.unit or None}


def _calculation(publication: Publication, calculation: CalculationView) -> Record:
    return {
        "label": calculation.label or None,
        "expression": calculation.expression,
        "operands": [
            {
                "name": name,
                "text": text,
                **_quantity(calculation.quantities[name]),
                "from": _link(publication, origin) if origin else None,
            }
            for name, text, origin in calculation.operands
        ],
        "computed": calculation.computed,
        "stated": {"text": calculation.gives, **_quantity(calculation.stated)},
        "within": calculation.within or None,
    }


def _link(publication: Publication, link: Link) -> Record:
    return {"label": link.label, "url": publication.address(link.href)}


def _correction(correction: CorrectionView) -> Record:
    return {
        "date": correction.date.text,
        "kind": correction.kind,
        "was": correction.was or None,
        "now": correction.now or None,
        "why": correction.why or None,
    }


def _date(date: PartialDate | None) -> str | None:
    return date.text if date else None
