"""Pages as they are handed to the templates: where each goes, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vouch.views import Link, Version


@dataclass(frozen=True, slots=True)
class SiteView:
    """What every page knows of the site.

    ``nav`` and ``footer`` are links in the site's language; ``policies`` gives the address of a
    standing page by its role, for the roles that exist.
    """

    title: str
    tagline: str
    publisher: str
    publisher_url: str
    lang: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    policies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The frame of one page. ``root`` leads to the site's root (``../``, empty at the root).

    ``versions`` are the page in its languages, itself among them; empty where it has but one.
    """

    kind: str
    address: str
    root: str
    canonical: str
    lang: str
    title: str
    description: str
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site: where it goes, which template, and what the template is given."""

    path: str
    template: str
    context: Mapping[str, Any]
