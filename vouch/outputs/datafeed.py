"""The ClaimReviews of a site in one DataFeed (schema.org), as Data Commons collects them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from vouch.outputs.jsonld import Node, document, node
from vouch.outputs.publication import Publication

PATH = "claimreviews.json"


def data_feed(publication: Publication, records: Iterable[Mapping[str, Any]]) -> bytes:
    """The feed of the ClaimReviews of articles, each an item, in their order.

    ``records`` are the articles' `claims.json`, read; each of their claims has its ClaimReview, or
    null, under `review`. ``dateModified`` is the latest day that any of these names.
    """
    claims = (claim for record in records for claim in record["claims"])
    items = [_item(claim["review"]) for claim in claims if claim["review"]]
    days = [each["dateCreated"] for each in items if "dateCreated" in each]
    feed = node(
        "DataFeed",
        name=publication.title,
        url=publication.url + PATH,
        dateModified=max(map(str, days), default=None),
    )
    whole = document({**feed, "dataFeedElement": items})
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _item(review: Mapping[str, Any]) -> Node:
    return node(
        "DataFeedItem",
        url=review["url"],
        dateCreated=review.get("datePublished"),
        item=[{name: value for name, value in review.items() if name != "@context"}],
    )
