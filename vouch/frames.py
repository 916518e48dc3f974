"""Pages as they are handed to the templates: where each goes, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from vouch.catalogues import catalogue, string
from vouch.cldr import with_territory
from vouch.compiled import CompiledPage
from vouch.contentpolicy import policy
from vouch.frozen import frozen
from vouch.model.site import Site
from vouch.prose import typeset_line
from vouch.views import Html, Link, Version
from vouch.wording import wording

_NAVIGATION = ("claims", "sources", "timeline", "corrections")
_ROLES = {"method": "method", "verdicts": "scale", "about": "about", "contact": "contact"}
_FEEDS = {"feed": "feed.xml", "corrections-feed": "corrections.xml"}
_POLICY = Html(policy())
_NOTHING = Html("")


@frozen
class SiteView:
    """What every page knows of the site.

    ``nav``, ``footer`` and ``feeds`` are links in the page's language; ``policies`` gives the
    address of a standing page by its role, for the roles that exist.
    """

    title: str
    tagline: str
    publisher: str
    publisher_url: str
    lang: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    policies: Mapping[str, str]
    feeds: tuple[Link, ...]


@frozen
class Sharing:
    """How a page is shown where somebody shares it, in the words of Open Graph.

    ``image`` is the address of its card, empty where it has none, and ``alt`` the same in words;
    ``published`` and ``modified`` are days, empty where they are not known as such.
    """

    kind: str = "website"
    image: str = ""
    alt: str = ""
    published: str = ""
    modified: str = ""


_PLAINLY = Sharing()


@frozen
class PageFrame:
    """The frame of one page. ``root`` leads to the site's root (``../``, empty at the root).

    ``href`` is where it stands, from the root and with its file name, as links name it.
    ``versions`` are the page in its languages, itself among them; empty where it has but one.
    ``policy`` is what it may load and run; ``structured`` says what it is as JSON-LD, empty where
    nothing is said; ``sharing`` how it is shown where somebody shares it.
    """

    kind: str
    address: str
    href: str
    root: str
    canonical: str
    lang: str
    title: str
    description: str
    versions: tuple[Version, ...] = ()
    policy: Html = _POLICY
    structured: Html = _NOTHING
    sharing: Sharing = _PLAINLY

    @property
    def locale(self) -> str:
        """Its language with a territory, as Open Graph asks for it."""
        return locale(self.lang)

    @property
    def other_locales(self) -> tuple[str, ...]:
        """The same of its versions in other languages."""
        return tuple(locale(version.lang) for version in self.versions if not version.is_here)


@frozen
class Page:
    """One file of the site: where it goes, which template, and what the template is given."""

    path: str
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Framing:
    """What stands around every page of a site on the day ``today``."""

    site: Site
    pages: Sequence[CompiledPage]
    today: date

    def page(
        self,
        kind: str,
        address: str,
        template: str,
        *,
        title: str,
        description: str | None = None,
        context: Mapping[str, object],
        lang: str | None = None,
        versions: Sequence[Version] = (),
        structured: Html = _NOTHING,
        sharing: Sharing = _PLAINLY,
        policy: Html = _POLICY,
    ) -> Page:
        """A page at an ``address`` from the site's root, such as `claims/`."""
        lang = lang or self.site.lang
        root = "../" * address.count("/")
        path = f"{address}index.html" if address.endswith("/") or not address else address
        frame = PageFrame(
            kind=kind,
            address=address,
            href=path,
            root=root,
            canonical=self.site.url + address,
            lang=lang,
            title=title,
            description=description or self.site.tagline or "",
            versions=tuple(versions),
            structured=structured,
            sharing=sharing,
            policy=policy,
        )
        shared = {
            "page": frame,
            "site": self.site_in(lang),
            "w": wording(lang),
            "root": root,
            "today": self.today,
        }
        return Page(path, template, {**shared, **context})

    @cached_property
    def _sites(self) -> dict[str, SiteView]:
        """What was made already, by language."""
        return {}

    def site_in(self, lang: str) -> SiteView:
        """What every page in a language knows of the site."""
        return self._sites.get(lang) or self._made_in(lang)

    def _made_in(self, lang: str) -> SiteView:
        w = wording(lang)
        names = {page.name: page for page in self.pages}
        policies = {
            role: name if "://" in name else f"{name}/index.html"
            for role, name in self.site.policies
            if name is not None and (name in names or "://" in name)
        }
        footer = [
            Link(w.text(f"site.{key}"), policies[role])
            for role, key in _ROLES.items()
            if role in policies
        ]
        held = set(policies.values())
        footer += [
            Link(typeset_line(page.title, page.lang), f"{page.name}/index.html")
            for page in self.pages
            if f"{page.name}/index.html" not in held or page.name == self.site.policies.corrections
        ]
        self._sites[lang] = SiteView(
            title=typeset_line(self.site.title, self.site.lang),
            tagline=typeset_line(self.site.tagline or "", self.site.lang),
            publisher=typeset_line(self.site.publisher_name, self.site.lang),
            publisher_url=(self.site.publisher.url or "") if self.site.publisher else "",
            lang=self.site.lang,
            nav=tuple(Link(w.text(f"site.{n}"), f"{n}/index.html") for n in _NAVIGATION),
            footer=tuple(footer),
            policies=policies,
            feeds=tuple(Link(w.text(f"site.{key}"), path) for key, path in _FEEDS.items())
            if self.site.formats.feeds
            else (),
        )
        return self._sites[lang]


@cache
def locale(lang: str) -> str:
    """A language tag with a territory: its own, or that of the language as this site writes it."""
    return with_territory(lang if "-" in lang else string(catalogue(lang), "grammar.babel"))
