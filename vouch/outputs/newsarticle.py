"""An article as a NewsArticle (schema.org), with its sources and its corrections."""

from __future__ import annotations

from vouch.articleview import ArticleView
from vouch.outputs import schemaorg
from vouch.outputs.jsonld import Node, document, node
from vouch.outputs.publication import Publication
from vouch.views import CorrectionView, Link, SourceView
from vouch.wording import wording


def news_article(publication: Publication, article: ArticleView) -> Node:
    """What an article is, whose it is, what it rests on and what of it was corrected."""
    address = publication.address(article.href)
    image = article.image
    return document(
        node(
            "NewsArticle",
            mainEntityOfPage=address,
            headline=article.title,
            description=article.dek,
            inLanguage=article.lang,
            datePublished=schemaorg.day(article.date),
            dateModified=schemaorg.day(article.updated),
            author=[_author(author) for author in article.authors],
            publisher=schemaorg.publisher(publication),
            image=publication.address(image.src) if image and image.src else None,
            keywords=list(article.tags),
            citation=[_citation(note.source) for note in article.notes],
            correction=[_correction(each) for each in article.corrections],
        )
    )


def _author(author: Link) -> Node:
    return node("Person", name=author.label, url=author.href)


def _citation(source: SourceView) -> Node:
    """A source by its address, by its title where it has none: the page has to stay light."""
    named = {"url": source.url} if source.url else {"name": source.title}
    return node("CreativeWork", **named)


def _correction(each: CorrectionView) -> Node:
    """A correction in the words of the page."""
    w = wording(each.lang)
    parts = {"was": each.was, "now": each.now, "why": each.why}
    told = [
        w.text("correction.told", label=w.text(f"correction.{key}"), text=text)
        for key, text in parts.items()
        if text
    ]
    return node(
        "CorrectionComment",
        text="\n".join(told) or w.text(f"correction.kind.{each.kind}"),
        datePublished=schemaorg.day(each.date),
    )
