"""The claims of an article as annotations on its page (W3C Web Annotation Data Model).

Each passage is a target of its own, selected in three ways that mean the same: by the words and by
their place in the text content of `[data-article-body]`, elements `[data-generated]` not counted,
and by the element that bears `id="c-ID"`, where the first passage begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vouch.articleview import ArticleView
from vouch.dates import PartialDate
from vouch.outputs.feedtimes import whole_day
from vouch.outputs.jsonld import json_text
from vouch.outputs.positions import Position
from vouch.outputs.publication import Publication
from vouch.outputs.records import Record, canonical, enclosed
from vouch.views import ClaimView, UseView

NAME = "annotations.jsonld"
"""The name of the file, beside the article's page."""
CONTAINER = "[data-article-body]"
_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FRAGMENT_OF_HTML = "http://tools.ietf.org/rfc/rfc3236"


def annotation_page(
    publication: Publication, article: ArticleView, places: Mapping[str, Sequence[Position]]
) -> bytes:
    """`<slug>/annotations.jsonld`: a collection whose one page has all annotations (section 5)."""
    here = publication.address(f"{article.slug}/{NAME}")
    head = {
        "@context": _CONTEXT,
        "id": f"{here}#page",
        "type": "AnnotationPage",
        "partOf": {
            "id": here,
            "type": "AnnotationCollection",
            "label": article.title,
            "total": len(article.claims),
            "first": f"{here}#page",
            "last": f"{here}#page",
        },
        "startIndex": 0,
    }
    made = [
        json_text(_annotation(publication, article, claim, places.get(claim.id, ())))
        for claim in article.claims
    ]
    return enclosed(head, "items", [text.encode() for text in made])


def _annotation(
    publication: Publication, article: ArticleView, claim: ClaimView, places: Sequence[Position]
) -> Record:
    here = publication.address(f"{article.slug}/{NAME}")
    page = publication.address(article.href)
    return {
        "id": f"{here}#claim-{claim.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "creator": _creator(publication),
        **_dates(claim),
        "body": list(_bodies(publication, claim)),
        "target": [
            _target(page, claim, place, is_first=number == 0) for number, place in enumerate(places)
        ],
    }


def _creator(publication: Publication) -> Record:
    url = publication.publisher_url or publication.url
    return {"id": url, "type": "Organization", "name": publication.publisher}


def _dates(claim: ClaimView) -> Record:
    """When it was judged and when that was last corrected, where the day is known."""
    if claim.awaits_reader or (checked := _day(claim.checked)) is None:
        return {}
    days = [day for each in claim.corrections if (day := _day(each.date)) is not None]
    return {"created": checked, "modified": max([checked, *days])}


def _day(date: PartialDate | None) -> str | None:
    """The beginning of a day in UTC, as the model wants it (section 3.3.1), if it is one."""
    day = whole_day(date)
    return f"{day.isoformat()}T00:00:00Z" if day else None


def _bodies(publication: Publication, claim: ClaimView) -> Iterator[Record]:
    yield _textual("assessing", claim.verdict.label, claim.lang)
    yield {"type": "TextualBody", "purpose": "tagging", "value": claim.verdict.key}
    yield {
        "type": "SpecificResource",
        "purpose": "identifying",
        "source": publication.address(claim.href),
    }
    if claim.summary:
        yield _textual("commenting", claim.summary, claim.lang)
    if claim.explanation:
        html = canonical(publication, claim.explanation)
        yield {**_textual("describing", html, claim.lang), "format": "text/html"}
    for use in claim.uses:
        yield _source(publication, use)


def _textual(purpose: str, value: str, lang: str) -> Record:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": value,
        "format": "text/plain",
        "language": lang,
    }


def _source(publication: Publication, use: UseView) -> Record:
    """A source at its address, or where it has none at its note; its excerpt selects the words."""
    linked = {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": use.source.url or publication.address(use.href),
    }
    if not use.excerpt:
        return linked
    return {**linked, "selector": {"type": "TextQuoteSelector", "exact": use.excerpt}}


def _target(page: str, claim: ClaimView, place: Position, *, is_first: bool) -> Record:
    by_words = {
        "type": "TextQuoteSelector",
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
    }
    by_place = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    selectors: list[Record] = [
        {"type": "CssSelector", "value": CONTAINER, "refinedBy": refined}
        for refined in (by_words, by_place)
    ]
    if is_first:
        selectors.append(
            {
                "type": "FragmentSelector",
                "conformsTo": _FRAGMENT_OF_HTML,
                "value": f"c-{claim.id}",
            }
        )
    return {"type": "SpecificResource", "source": page, "selector": selectors}
