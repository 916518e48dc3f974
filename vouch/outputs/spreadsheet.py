"""The claims of the site as a table: `claims.csv`, a row for each (RFC 4180).

It begins with a byte order mark: without one Excel reads UTF-8 as the system's old encoding.
A spreadsheet takes text for a formula by its first character, or by the first one after what it may
split cells at: an apostrophe is put before it. Numbers are in columns of their own, as they are.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

COLUMNS = (
    *("article", "title", "lang", "published", "id", "number", "url", "text"),
    *("claimant", "claimant_url", "said", "appearance"),
    *("verdict", "verdict_label", "rating", "summary"),
    *("figure", "value", "unit", "modality", "figure_label", "as_of"),
    *("checked", "checked_by", "recheck", "sources", "source_urls", "corrections"),
)
NUMBERS = frozenset({"number", "rating", "value", "sources", "corrections"})
"""The columns that hold numbers alone, with a point for decimals."""
_BEGINS = "=+\\-@\uff1d\uff0b\uff0d\uff20\\t\\r"
"""What begins a formula, wide forms included, and what may hide that something does."""
_FORMULA = re.compile(rf"(?:^|(?<=[;\t\r\n]))(?=\s*[{_BEGINS}])")


def table(articles: Iterable[Mapping[str, Any]]) -> bytes:
    """The file, from the records of articles (:mod:`vouch.outputs.records`) in their order."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for record in articles:
        for row in _rows(record):
            writer.writerow(
                {key: value if key in NUMBERS else inert(value) for key, value in row.items()}
            )
    return text.getvalue().encode("utf-8-sig")


def inert(text: str | None) -> str:
    """Text that no spreadsheet takes for a formula."""
    return _FORMULA.sub("'", text) if text else ""


def _rows(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    article = record["article"]
    for claim in record["claims"]:
        claimant, figure = claim["claimant"] or {}, claim["figure"] or {}
        yield {
            "article": article["url"],
            "title": article["title"],
            "lang": claim["lang"],
            "published": article["published"],
            **{key: claim[key] for key in ("id", "number", "url", "text", "said", "appearance")},
            "claimant": claimant.get("name", record["publisher"]["name"]),
            "claimant_url": claimant.get("url"),
            "verdict": claim["verdict"]["key"],
            "verdict_label": claim["verdict"]["label"],
            "rating": claim["verdict"]["rating"],
            "summary": claim["summary"],
            "figure": figure.get("text"),
            "value": figure.get("value"),
            "unit": figure.get("unit"),
            "modality": figure.get("modality"),
            "figure_label": figure.get("label"),
            "as_of": figure.get("asOf"),
            "checked": claim["checked"],
            "checked_by": claim["checkedBy"],
            "recheck": claim["recheck"],
            "sources": len(claim["sources"]),
            "source_urls": " ".join(s["url"] for s in claim["sources"] if s["url"]),
            "corrections": len(claim["corrections"]),
        }
