"""The claims of the whole site as JSON and as a table, from the records of its articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator

from vouch.diagnostics import Diagnostic
from vouch.outputs import datafeed, exportschema, siteagreement
from vouch.outputs.publication import Publication
from vouch.outputs.records import SCHEMA, enclosed
from vouch.outputs.spreadsheet import table
from vouch.pages import SiteMap
from vouch.quires import Plain


def exports(
    publication: Publication, site_map: SiteMap, read: Callable[[str], bytes]
) -> Generator[Plain | Diagnostic, None, None]:
    """`claims.json`, `claims.csv`, the DataFeed, and the schema of the records, by slugs.

    And where they say something else than the records.
    """
    slugs = sorted(article.slug for article in site_map.articles)
    records = [read(f"{slug}/claims.json") for slug in slugs]
    head = {
        "$schema": publication.address(SCHEMA),
        "site": {
            "title": publication.title,
            "url": publication.url,
            "lang": publication.lang,
        },
        "publisher": {"name": publication.publisher, "url": publication.publisher_url or None},
    }
    read_back = [json.loads(each) for each in records]
    files = {
        "claims.json": enclosed(head, "articles", [each.rstrip() for each in records]),
        "claims.csv": table(read_back),
        datafeed.PATH: datafeed.data_feed(publication, read_back),
    }
    yield from siteagreement.of_exports(files, records, read_back)
    yield from (Plain(path, content) for path, content in files.items())
    yield Plain(SCHEMA, exportschema.text().encode())
