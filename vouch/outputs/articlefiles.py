"""What belongs to the pages of an article beside their HTML: its claims in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from vouch.articleview import ArticleView
from vouch.frames import Beside, Drawn, Plain
from vouch.outputs import cards, searchrecords
from vouch.outputs.agreement import Edition, disagreements
from vouch.outputs.annotations import NAME, annotation_page
from vouch.outputs.located import Located
from vouch.outputs.publication import Publication
from vouch.outputs.records import Record, claims_file, records

_CLAIMS = "claims.json"


def beside_article(
    publication: Publication,
    article: ArticleView,
    located: Located,
    reviews: Mapping[str, Record],
    html: Mapping[str, str],
) -> Beside:
    """The files of an article, and where they and its pages part from each other.

    ``html`` are its pages by their paths, ``located`` its passages as they lie in the first,
    ``reviews`` its ClaimReviews by the ids of their claims.
    """
    if located.faults:
        return Beside(faults=located.faults)
    told = records(publication, article, located, reviews)
    files = tuple(_files(publication, article, located, told))
    plain = {file.path: file.content for file in files if isinstance(file, Plain)}
    published = plain.get(f"{article.slug}/{_CLAIMS}")
    read = json.loads(published) if published else told  # as it is published, where it is
    faults = disagreements(Edition(article.slug, html, plain), located.content, read)
    return Beside(files, tuple(faults))


def _files(
    publication: Publication, article: ArticleView, located: Located, told: Record
) -> Iterator[Plain | Drawn]:
    """One line for each format."""
    formats = publication.formats
    if formats.exports:
        yield Plain(f"{article.slug}/{_CLAIMS}", claims_file(told))
    if formats.search:
        yield Plain(
            f"{article.slug}/{searchrecords.PATH}",
            searchrecords.records_file(article, located.content),
        )
    if formats.annotations and article.claims:
        made = annotation_page(publication, article, located.places)
        yield Plain(f"{article.slug}/{NAME}", made)
    if formats.cards:
        yield cards.of_article(publication, article).drawn()
        yield from (cards.of_claim(publication, claim).drawn() for claim in article.claims)
