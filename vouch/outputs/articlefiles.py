"""What belongs to the pages of an article beside their HTML: its claims in every format."""

from __future__ import annotations

from collections.abc import Iterator

from vouch.articleview import ArticleView
from vouch.frames import Beside, Drawn, Plain
from vouch.outputs.annotations import NAME, annotation_page
from vouch.outputs.located import Located
from vouch.outputs.publication import Publication
from vouch.outputs.records import claims_file


def beside_article(publication: Publication, article: ArticleView, located: Located) -> Beside:
    """The files of an article, and what its page does not keep of what it promises."""
    if located.faults:
        return Beside(faults=located.faults)
    return Beside(tuple(_files(publication, article, located)))


def _files(
    publication: Publication, article: ArticleView, located: Located
) -> Iterator[Plain | Drawn]:
    """One line for each format."""
    formats = publication.formats
    if formats.exports:
        yield Plain(f"{article.slug}/claims.json", claims_file(publication, article, located))
    if formats.annotations and article.claims:
        made = annotation_page(publication, article, located.places)
        yield Plain(f"{article.slug}/{NAME}", made)
