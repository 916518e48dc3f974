"""What belongs to the site beside its pages: feeds, exports, what hosts and search engines ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from itertools import chain

from vouch.diagnostics import Diagnostic, Span
from vouch.frozen import frozen
from vouch.model.sections import Formats
from vouch.outputs import (
    cards,
    entries,
    feedagreement,
    feeds,
    hosts,
    pagefind,
    searchrecords,
    siteagreement,
)
from vouch.outputs.exports import exports
from vouch.outputs.publication import Publication
from vouch.outputs.shown import Bare, bare
from vouch.pages import SiteMap
from vouch.quires import Drawn, Plain

Read = Callable[[str], bytes]
"""Gives the bytes of a file of an article by its path, as this build publishes it."""
Files = Generator[Plain | Drawn | Diagnostic | None, None, None]
"""Files as they are made, and what is wrong with them; None where the next ones take their time."""


def _feeds(publication: Publication, site: SiteMap, read: Read) -> Files:
    """The articles as Atom and as JSON Feed, the corrections as Atom; where pages say otherwise."""
    leading = [(article, site.versions(article)) for article in site.indexes.leading]
    articles = entries.of_articles(publication, leading, site.today)
    atom = feeds.atom(publication, articles, "feed.xml")
    as_json = feeds.json_feed(publication, articles, "feed.json")
    changes = entries.of_corrections(publication, site.changes, site.today)
    corrections = feeds.atom(publication, changes, "corrections.xml")
    page = _pages(publication, site, read)
    views = (article.view for article, _ in leading)
    last = {publication.address(v.href): (v.updated or v.date).earliest for v in views}
    latest = [publication.address(a.view.href) for a, _ in leading if not a.view.draft]
    for path, told in {
        "feed.xml": feedagreement.of_atom(atom),
        "feed.json": feedagreement.of_json(as_json),
    }.items():
        yield from feedagreement.of_places(path, told, latest[: entries.MOST])
        yield from feedagreement.of_articles(path, told, last, page)
    told = feedagreement.of_atom(corrections)
    changed = [entry.url for entry in changes.entries]
    yield from feedagreement.of_places("corrections.xml", told, changed)
    yield from feedagreement.of_changes("corrections.xml", told, page)
    yield Plain("feed.xml", atom)
    yield Plain("feed.json", as_json)
    yield Plain("corrections.xml", corrections)


def _pages(publication: Publication, site: SiteMap, read: Read) -> feedagreement.Page:
    """What gives the pages of articles by their addresses."""
    slugs = {article.slug for article in site.articles}

    @cache
    def page(url: str) -> Bare | None:
        path = url.partition("#")[0].removeprefix(publication.url)
        if path.partition("/")[0] not in slugs:
            return None
        return bare(read(f"{path}index.html").decode())

    return page


def _for_hosts(publication: Publication, site: SiteMap, read: Read) -> Files:
    """`sitemap.xml` and `robots.txt`; where the sitemap has other pages or days than the site."""
    del read
    days: dict[str, Collection[str]] = {}

    def pages() -> Iterator[hosts.Listed]:
        for address in site.addresses():
            days[publication.url + address] = ()
            yield hosts.Listed(publication.url + address)
        for article in site.latest:
            yield from hosts.of_article(publication, article, site.versions(article))
            if not article.view.draft:
                days.update(siteagreement.days_shown(publication, article.view))

    parts = tuple(hosts.sitemaps(publication, pages()))
    yield from parts
    yield from siteagreement.of_sitemap({part.path: part.content for part in parts}, days)
    yield hosts.robots(publication)


def _card(publication: Publication, site: SiteMap, read: Read) -> Files:
    """The card of the pages that are of no article."""
    del site, read
    yield cards.of_site(publication).drawn()


def _search(publication: Publication, site: SiteMap, read: Read) -> Files:
    """The index of articles, claims and sources, by slugs; none where there is nothing to find."""
    records = _records(publication, site, read)
    first = next(records, None)
    if first is None:
        return
    try:
        with pagefind.at_work(chain([first], records)) as made:
            yield None
            files = made()
    except pagefind.Unsearchable as error:
        message = f"the search cannot be made: {error}"
        help = "install Vouch with its packages, or set `search: false` under `formats`"
        yield Diagnostic("no-search", message, Span("content/site.yaml"), help)
        return
    yield from (Plain(f"{pagefind.FOLDER}/{path}", content) for path, content in files.items())


def _records(publication: Publication, site: SiteMap, read: Read) -> Iterator[Mapping[str, object]]:
    for slug in sorted(article.slug for article in site.articles):
        yield from json.loads(read(f"{slug}/{searchrecords.PATH}"))["records"]
    yield from searchrecords.of_sources(site.indexes.notes(), publication.lang)


@frozen
class Group:
    """Files that are made together, or why they cannot be.

    ``reads`` where they are made from files of articles, ``format`` is what a site turns them off
    by. ``waits`` where another program makes them: the first that is given is None, when it is at
    work.
    """

    make: Callable[[Publication, SiteMap, Read], Files]
    reads: bool = False
    format: str = ""
    waits: bool = False

    @contextmanager
    def begun(
        self, publication: Publication, site: SiteMap, read: Read
    ) -> Iterator[Iterable[Plain | Drawn | Diagnostic]]:
        """The files, made as they are asked for; another program is at work on them at once."""
        with closing(self.make(publication, site, read)) as files:
            first = [next(files, None)] if self.waits else []
            yield (each for each in chain(first, files) if each is not None)


GROUPS: Mapping[str, Group] = {
    "feeds": Group(_feeds, reads=True, format="feeds"),
    "what hosts ask for": Group(_for_hosts),
    "the card of the site": Group(_card, format="cards"),
    "exports": Group(exports, reads=True, format="exports"),
    "search": Group(_search, reads=True, format="search", waits=True),
}
"""The files across the site. What waits comes last: who makes all has the others made meanwhile."""


def groups(formats: Formats) -> Mapping[str, Group]:
    """The files that a site has."""
    return {
        name: group
        for name, group in GROUPS.items()
        if not group.format or getattr(formats, group.format)
    }
