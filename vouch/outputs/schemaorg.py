"""What several types of schema.org are made of: dates, and those who say and publish."""

from __future__ import annotations

from vouch.dates import PartialDate
from vouch.datewords import machine_date
from vouch.outputs.jsonld import Node, node
from vouch.outputs.publication import Publication

_PERSON = "person"
"""The kind of a claimant who is one."""


def day(when: PartialDate | None) -> str | None:
    """A date as schema.org's `Date` can say it: a day, a month or a year, never filled up.

    None for all that would be told more precisely than it is written: a quarter, an interval,
    what is approximate or uncertain.
    """
    if when is None or when.approximate or when.uncertain:
        return None
    return machine_date(when)


def publisher(publication: Publication, kind: str = "Organization", **properties: object) -> Node:
    """Who publishes; one node on whichever page it stands."""
    return node(
        kind,
        **{"@id": f"{publication.url}#publisher"},
        name=publication.publisher,
        url=publication.publisher_url or publication.url,
        **properties,
    )


def party(name: str, kind: str, address: str) -> Node:
    """Who makes a claim; ``kind`` is as an author writes it, ``address`` a page about them."""
    person = kind.strip().casefold() == _PERSON
    return node("Person" if person else "Organization", name=name, sameAs=address)
