"""What the search of a site knows of an article, of its claims and of sources: records of Pagefind.

`<slug>/search.json` holds those of an article, so that the index is made from files as they are
published, and nothing of an article is loaded that did not change. Addresses are relative to the
root of the site. What stands in ``filters`` narrows a search and is not searched itself. What
stands in ``meta`` is searched as ``content`` is, but excerpts are never of it: there go names that
are no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from vouch.articleview import ArticleView
from vouch.nameslugs import name_slug
from vouch.outputs.jsonld import json_text
from vouch.outputs.records import enclosed
from vouch.reread import ATTRIBUTES
from vouch.subjects import year_of, year_within
from vouch.views import ClaimView, Html, SourceNote

PATH = "search.json"
_TAG = re.compile(f"<{ATTRIBUTES}>")


def records_file(article: ArticleView, text: str) -> bytes:
    """`<slug>/search.json`, a line for each record; ``text`` is the article as its page has it."""
    records = [json_text(each).encode() for each in _of_article(article, text)]
    return enclosed({"lang": article.lang}, "records", records)


def of_sources(notes: Iterable[SourceNote], lang: str) -> Iterator[Mapping[str, object]]:
    """The sources of a site, which lead to their notes; ``lang`` is that of the site."""
    for note in notes:
        source = note.source
        words = (source.publisher, *(text for text, _ in note.excerpts))
        names = {"origin": source.origin, "host": source.host}
        year = year_within(source.published) if source.published else None
        yield _record(
            f"sources/#src-{source.id}",
            lang,
            " ".join(filter(None, words)) or source.title,
            {"title": source.title, **{key: name for key, name in names.items() if name}},
            {"kind": "source", "year": str(year) if year else ""},
        )


def _of_article(article: ArticleView, text: str) -> Iterator[Mapping[str, object]]:
    year = year_within(article.date)
    yield _record(
        f"{article.slug}/",
        article.lang,
        f"{article.dek} {text}",
        {"title": article.title},
        {"kind": "article", "year": str(year) if year else ""},
    )
    for claim in article.claims:
        yield _record(
            claim.href.removesuffix("index.html"),
            claim.lang,
            " ".join(_words(claim)) or claim.quote,
            {"title": claim.quote, "claimant": claim.claimant},
            {
                "kind": "claim",
                "verdict": claim.verdict.key,
                "claimant": name_slug(claim.claimant),
                "year": str(year_of(claim, article.date)),
            },
        )


def _words(claim: ClaimView) -> Iterator[str]:
    """What a claim's page says besides its words, in their order."""
    said = (claim.summary, _text(claim.explanation), claim.figure.label if claim.figure else "")
    yield from filter(None, said)
    for use in claim.uses:
        yield use.source.title
    yield claim.article.label


def _text(html: Html) -> str:
    return unescape(_TAG.sub(" ", html))


def _record(
    url: str, lang: str, content: str, meta: Mapping[str, str], filters: Mapping[str, str]
) -> Mapping[str, object]:
    """A record; white space is one space, and a language is told without its region."""
    return {
        "url": url,
        "language": lang.partition("-")[0].lower(),
        "content": " ".join(content.split()),
        "meta": meta,
        "filters": {name: [value] for name, value in filters.items() if value},
    }
