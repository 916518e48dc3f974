"""What search engines ask of a host: `sitemap.xml` (sitemaps.org 0.9), `robots.txt` (RFC 9309)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from io import BytesIO
from itertools import chain, islice
from xml.etree import ElementTree as ET

from vouch.articleview import ArticleView, Presented
from vouch.dates import PartialDate
from vouch.frozen import frozen
from vouch.outputs.feeds import xml
from vouch.outputs.feedtimes import whole_day
from vouch.outputs.publication import Publication
from vouch.quires import Plain
from vouch.translations import article_versions, claim_versions
from vouch.views import ListedClaim, Version

MOST = 50_000
"""Addresses of one file (sitemaps.org, "Using Sitemap index files")."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_HEAD = (
    "<?xml version='1.0' encoding='utf-8'?>\n"
    f'<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_XHTML}">\n'
)
_END = "</urlset>\n"


@frozen
class Listed:
    """A page that is to be found; ``changed`` is the last day on which it is known to change."""

    url: str
    changed: str = ""
    versions: tuple[Version, ...] = ()


def of_article(
    publication: Publication, presented: Presented, versions: Sequence[ArticleView]
) -> Iterator[Listed]:
    """The pages of an article; none of a draft."""
    view = presented.view
    if view.draft:
        return
    url = publication.url
    tied = article_versions(versions, view, url)
    dates = [view.updated or view.date, *(c.date for c in view.corrections)]
    yield Listed(publication.address(view.href), _latest(dates), tied)
    for claim in view.claims:
        tied = claim_versions(versions, view, claim.id, url)
        yield Listed(publication.address(claim.href), _latest(_dates(claim)), tied)


def sitemaps(
    publication: Publication, pages: Iterable[Listed], most: int = MOST
) -> Iterator[Plain]:
    """`sitemap.xml`: the pages themselves, or where they are too many the files that list them."""
    left = map(_url, pages)
    parts = []
    while first := next(left, ""):
        part = BytesIO()  # which holds it once
        part.writelines(map(str.encode, chain([_HEAD, first], islice(left, most - 1), [_END])))
        parts.append(part.getvalue())
    if len(parts) < 2:
        yield Plain("sitemap.xml", parts[0] if parts else f"{_HEAD}{_END}".encode())
        return
    root = ET.Element("sitemapindex", {"xmlns": _SITEMAP})
    for number, content in enumerate(parts, start=1):
        name = f"sitemap-{number}.xml"
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = publication.url + name
        yield Plain(name, content)
    yield Plain("sitemap.xml", xml(root))


def robots(publication: Publication) -> Plain:
    """`robots.txt`: read at the root of a host alone, idle in a folder below it."""
    return Plain(
        "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {publication.url}sitemap.xml\n".encode()
    )


def _url(page: Listed) -> str:
    """A page in a sitemap. Written as text: a tree of all pages would be large."""
    changed = f"    <lastmod>{page.changed}</lastmod>\n" if page.changed else ""
    versions = "".join(
        f'    <xhtml:link rel="alternate" hreflang="{_quoted(version.lang)}"'
        f' href="{_quoted(version.canonical)}" />\n'
        for version in page.versions
    )
    return f"  <url>\n    <loc>{escape(page.url, quote=False)}</loc>\n{changed}{versions}  </url>\n"


def _quoted(text: str) -> str:
    """A text as it stands in an attribute."""
    return escape(text, quote=False).replace('"', "&quot;")


def _dates(claim: ListedClaim) -> list[PartialDate]:
    checked = [claim.checked] if claim.checked else []
    return checked + [correction.date for correction in claim.corrections]


def _latest(dates: Sequence[PartialDate]) -> str:
    """The last of the days; empty where a date is less exact than a day."""
    days = [day.isoformat() for date in dates if (day := whole_day(date))]
    return max(days) if len(days) == len(dates) and days else ""
