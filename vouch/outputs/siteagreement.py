"""Files across the site held against what is shown: exports, and the days of the sitemap.

Each is read again as it will be published. Exports are held to the records of the articles, which
have been held to their pages (:mod:`vouch.outputs.agreement`), a day of the sitemap to those that
an article or a claim is shown with.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from vouch.articleview import ArticleView
from vouch.dates import PartialDate
from vouch.diagnostics import Diagnostic
from vouch.outputs import datafeed
from vouch.outputs.differences import fault_of_ours
from vouch.outputs.publication import Publication

Records = Sequence[Mapping[str, Any]]
"""The files of articles (:mod:`vouch.outputs.records`), read."""
_GUARDED = re.compile(r"(?:^|(?<=[;\t\r\n]))'")
"""An apostrophe that may stand there to keep a spreadsheet from taking text for a formula."""
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# --- Exports ---


def of_exports(
    files: Mapping[str, bytes], articles: Sequence[bytes], records: Records
) -> Iterator[Diagnostic]:
    """Where an export says something else than the files of the articles, in their order.

    ``articles`` are these files, ``records`` the same read.
    """
    yield from _gathered("claims.json", files["claims.json"], articles, records)
    yield from _table("claims.csv", files["claims.csv"], records)
    yield from _reviews(datafeed.PATH, files[datafeed.PATH], records)


def _gathered(
    path: str, content: bytes, articles: Sequence[bytes], records: Records
) -> Iterator[Diagnostic]:
    """The files of articles in one.

    Those that stand there byte by byte need not be read twice: what is left without them is.
    """
    rest = _without(content, articles)
    if rest is not None and json.loads(rest).get("articles") == [None] * len(articles):
        return
    found = json.loads(content).get("articles", [])
    yield from _count(path, "articles", len(found), len(records))
    for there, record in zip(found, records, strict=False):
        claims = zip(there["claims"], record["claims"], strict=False)
        yield from _count(path, "claims", len(there["claims"]), len(record["claims"]))
        for claim, wanted in claims:
            yield from _entries(path, wanted["id"], claim, wanted)
        yield from _entries(path, record["article"]["url"], there["article"], record["article"])


def _without(content: bytes, articles: Sequence[bytes]) -> bytes | None:
    """The file with null for each article; None where one does not stand there in its place."""
    rest = []
    at = 0
    for article in articles:
        text = article.rstrip()
        place = content.find(text, at)
        if place < 0:
            return None
        rest.append(content[at:place])
        at = place + len(text)
    return b"null".join([*rest, content[at:]])


def _table(path: str, content: bytes, records: Records) -> Iterator[Diagnostic]:
    """A row for each claim, as words, with the verdict, figures and days of its record."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    claims = [(record["article"], claim) for record in records for claim in record["claims"]]
    yield from _count(path, "rows", len(rows), len(claims))
    for row, (article, claim) in zip(rows, claims, strict=False):
        figure = claim["figure"] or {}
        wanted = {
            **{key: claim[key] for key in ("id", "url", "text", "summary", "said", "checked")},
            "article": article["url"],
            "title": article["title"],
            "published": article["published"],
            "verdict": claim["verdict"]["key"],
            "verdict_label": claim["verdict"]["label"],
            "rating": claim["verdict"]["rating"],
            "figure": figure.get("text"),
            **{key: figure.get(key) for key in ("value", "unit", "modality")},
            "as_of": figure.get("asOf"),
            "recheck": claim["recheck"],
        }
        for key, value in wanted.items():
            cell, text = row.get(key) or "", "" if value is None else str(value)
            if cell != text and _GUARDED.sub("", cell) != _GUARDED.sub("", text):
                yield fault_of_ours(path, f"`{key}` of `{claim['id']}`", cell, text)


def _reviews(path: str, content: bytes, records: Records) -> Iterator[Diagnostic]:
    """The ClaimReview of each claim that has one, with its day."""
    items = json.loads(content).get("dataFeedElement", [])
    claims = [claim for record in records for claim in record["claims"] if claim["review"]]
    yield from _count(path, "ClaimReviews", len(items), len(claims))
    for item, claim in zip(items, claims, strict=False):
        wanted = {key: value for key, value in claim["review"].items() if key != "@context"}
        yield from _entries(path, claim["id"], item["item"][0], wanted)
        day = item.get("dateCreated")
        if day != wanted.get("datePublished"):
            yield fault_of_ours(
                path, f"the day of `{claim['id']}`", day, wanted.get("datePublished")
            )


def _entries(
    path: str, name: str, there: Mapping[str, Any], wanted: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Each entry of an object that is another."""
    for key in () if there == wanted else {**wanted, **there}:
        if there.get(key) != wanted.get(key):
            yield fault_of_ours(path, f"`{key}` of `{name}`", there.get(key), wanted.get(key))


def _count(path: str, what: str, there: int, wanted: int) -> Iterator[Diagnostic]:
    if there != wanted:
        yield fault_of_ours(path, f"the number of {what}", there, wanted)


# --- The sitemap ---


def of_sitemap(
    files: Mapping[str, bytes], days: Mapping[str, Collection[str]]
) -> Iterator[Diagnostic]:
    """Where a page is not listed, or changed last on a day that is shown of nothing on it.

    ``days`` gives those for the address of each page that is to be found (:func:`days_shown`).
    """
    left = set(days)
    for path, content in files.items():
        for url, day in _listed(content):
            if url not in days:
                yield fault_of_ours(path, "a page", url, None)
            elif day and day not in days[url]:
                shown = ", ".join(sorted(days[url])) or None
                yield fault_of_ours(path, f"the last change of {url}", day, shown)
            left.discard(url)
    for url in sorted(left):
        yield fault_of_ours("sitemap.xml", url, "left out", "a page")


def _listed(content: bytes) -> Iterator[tuple[str, str | None]]:
    """The pages of a part of the sitemap, one after the other, with the day of their change."""
    read = ET.iterparse(io.BytesIO(content), ("start", "end"))  # noqa: S314 - our own
    _, root = next(read)
    for event, element in read:
        if event == "end" and element.tag == f"{_SITEMAP}url":
            yield element.findtext(f"{_SITEMAP}loc", ""), element.findtext(f"{_SITEMAP}lastmod")
            root.clear()


def days_shown(
    publication: Publication, article: ArticleView
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The pages of an article by their addresses, with the days of what they show."""
    own = [article.date, article.updated, *(change.date for change in article.corrections)]
    yield publication.address(article.href), _days(own)
    for claim in article.claims:
        dates = [claim.checked, *(change.date for change in claim.corrections)]
        yield publication.address(claim.href), _days(dates)


def _days(dates: Iterable[PartialDate | None]) -> tuple[str, ...]:
    days = (each.earliest.isoformat() for each in dates if each and each.earliest)
    return tuple({sys.intern(day): None for day in days})  # few days, of many pages
