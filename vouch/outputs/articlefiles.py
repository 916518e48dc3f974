"""What belongs to the pages of an article beside their HTML: its claims in every format."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from vouch.articleview import ArticleView
from vouch.frozen import frozen
from vouch.outputs import agreement, cards, searchrecords
from vouch.outputs.agreement import Told
from vouch.outputs.annotations import NAME, annotation_page
from vouch.outputs.located import Located
from vouch.outputs.publication import Publication
from vouch.outputs.records import Record, claims_file, records
from vouch.quires import Beside, Drawn, Plain

_CLAIMS = "claims.json"


@frozen
class Register:
    """What machines are told of an article and its claims, and where its passages lie.

    ``file`` is `claims.json` where a site has it, and ``told`` then what can be read there.
    """

    located: Located
    file: bytes | None
    told: Told


def register(
    publication: Publication, article: ArticleView, located: Located, reviews: Mapping[str, Record]
) -> Register:
    """The register of an article; ``reviews`` are its ClaimReviews by the ids of their claims."""
    whole = records(publication, article, located, reviews)
    if not publication.formats.exports:
        return Register(located, None, Told(article.slug, whole))
    file = claims_file(whole)
    return Register(located, file, Told(article.slug, json.loads(file)))


def beside_article(
    publication: Publication, article: ArticleView, known: Register, html: Mapping[str, str]
) -> Beside:
    """The files of an article, and where they and its own page part from what is told.

    ``html`` are the pages that are of none of its claims, by their paths.
    """
    if known.located.faults:
        return Beside(faults=known.located.faults)
    files = tuple(_files(publication, article, known))
    plain = {file.path: file.content for file in files if isinstance(file, Plain)}
    faults = agreement.of_article(known.told, html, plain, known.located.content)
    return Beside(files, tuple(faults))


def beside_claims(
    publication: Publication,
    article: ArticleView,
    known: Register,
    claims: slice,
    html: Mapping[str, str],
) -> Beside:
    """The files of some claims, and where their pages, ``html``, part from what is told of them."""
    if known.located.faults:
        return Beside()
    faults = agreement.of_claims(known.told, claims, html)
    return Beside(tuple(_cards(publication, article, claims)), tuple(faults))


def _files(
    publication: Publication, article: ArticleView, known: Register
) -> Iterator[Plain | Drawn]:
    """One line for each format."""
    formats, located = publication.formats, known.located
    if known.file is not None:
        yield Plain(f"{article.slug}/{_CLAIMS}", known.file)
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


def _cards(publication: Publication, article: ArticleView, claims: slice) -> Iterator[Drawn]:
    """The cards of some claims, where a site has cards."""
    if publication.formats.cards:
        yield from (cards.of_claim(publication, claim).drawn() for claim in article.claims[claims])
