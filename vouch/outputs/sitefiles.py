"""What belongs to the site beside its pages: feeds, exports, what hosts and search engines ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from vouch.frames import Plain
from vouch.outputs.publication import Publication
from vouch.pages import SiteMap

Read = Callable[[str], bytes]
"""Gives the bytes of a file of an article by its path, as this build publishes it."""

GROUPS: Mapping[str, Callable[[Publication, SiteMap, Read], Iterable[Plain]]] = {}
"""The files across the site, in groups that are made together."""
