"""What every format says of the site itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from vouch.frames import Framing
from vouch.frozen import frozen
from vouch.model.sections import Formats


@frozen
class Publication:
    """A site as formats name it; names are set with the typography of its language.

    ``url`` ends with a slash. ``scale`` has the keys of the verdicts in their order. ``policies``
    gives the address of a standing page by its role, for those that exist. ``worst`` and ``best``
    bound the ratings of the verdict scale; None where fewer than two steps are rated.
    """

    title: str
    tagline: str
    url: str
    lang: str
    timezone: str
    publisher: str
    publisher_url: str
    policies: Mapping[str, str]
    scale: Sequence[str]
    worst: int | None
    best: int | None
    formats: Formats

    def address(self, href: str) -> str:
        """The canonical address of a page by its path from the site's root."""
        if "://" in href:
            return href
        path, hash_, fragment = href.partition("#")
        if path == "index.html" or path.endswith("/index.html"):
            path = path.removesuffix("index.html")
        return self.url + path + hash_ + fragment


def publication(framing: Framing) -> Publication:
    """What formats say of the site that pages are framed with."""
    site = framing.site
    shown = framing.site_in(site.lang)
    ratings = {v.rating for v in site.verdicts.values() if v.rating is not None}
    rated = len(ratings) > 1
    made = Publication(
        title=shown.title,
        tagline=shown.tagline,
        url=site.url,
        lang=site.lang,
        timezone=site.timezone,
        publisher=shown.publisher,
        publisher_url=shown.publisher_url,
        policies={},
        scale=tuple(site.verdicts),
        worst=min(ratings) if rated else None,
        best=max(ratings) if rated else None,
        formats=site.formats,
    )
    policies = {role: made.address(href) for role, href in shown.policies.items()}
    return replace(made, policies=policies)
