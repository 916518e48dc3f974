"""From compiled articles to a site: what only shows when they stand side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vouch import spelling, translations
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.heads import Head
from vouch.model.base import shown
from vouch.model.fields import ID_LIMIT, is_id
from vouch.model.site import Page
from vouch.parsing import Parsed
from vouch.settings import Settings

RESERVED = (
    *("claims", "sources", "timeline", "corrections", "static", "media"),
    *("tags", "claimants", "search", "pagefind"),
    *("index.html", "404.html", "claims.json", "claims.csv", "claims.schema.json"),
    *("claimreviews.json", "card.png"),
    *("feed.xml", "feed.json", "corrections.xml", "sitemap.xml", "robots.txt"),
)
"""First parts of addresses that the site keeps for itself (contract, section 4)."""


class Place(NamedTuple):
    """An address of the site, who has it, and where that is written."""

    address: str
    owner: str
    span: Span
    help: str = ""


def addresses(
    articles: Sequence[Head],
    pages: Sequence[Parsed[Page]],
    unread: Collection[str] = (),
    drafts: Collection[str] = (),
    claims: Mapping[str, Collection[str]] | None = None,
) -> Mapping[str, str]:
    """The page of each content file and of each address that an author may link to.

    ``unread`` are files that exist and could not be read: a link to one is no fault of its own.
    ``drafts`` are articles that are left out, by name; ``claims`` the ids of claims by the name
    of their article.
    """
    found = {"index.html": "index.html"}
    for name in ("claims", "sources", "timeline", "corrections", "claimants", "tags"):
        found[f"{name}/index.html"] = f"{name}/index.html"
    for article in articles:
        target = f"{article.slug}/index.html"
        found[f"{article.name}.md"] = found[target] = target
        for claim in (claims or {}).get(article.name, ()):
            target = f"{article.slug}/claims/{claim}/index.html"
            found[target] = target
        for alias, _ in article.aliases:
            target = alias if alias.endswith(".html") else f"{alias}/index.html"
            found[target] = target
    found |= {f"{name}.md": "" for name in drafts}
    for page in pages:
        target = f"{page.name}/index.html"
        found[f"pages/{page.name}.md"] = found[target] = target
    for path in unread:
        name = path.removeprefix("content/")
        target = f"{name.removeprefix('pages/').removesuffix('.md')}/index.html"
        found[name] = found[target] = target
    return found


def check_site(
    settings: Settings,
    articles: Sequence[Head],
    pages: Sequence[Parsed[Page]],
    unread: Collection[str] = (),
) -> tuple[Diagnostic, ...]:
    """Addresses that collide, translations and policies that name nothing."""
    return (
        *_bad_names(articles, pages),
        *_collisions((*_places(articles, pages), *_withdrawn(settings))),
        *_translations(articles, unread),
        *translations.check(articles, settings.site.lang),
        *_policies(settings, pages, unread),
    )


def _places(articles: Sequence[Head], pages: Sequence[Parsed[Page]]) -> Iterator[Place]:
    for name in RESERVED:
        yield Place(name, "the site itself", Span(""))
    for page in pages:
        path = page.body.path
        yield Place(page.name, f"the page {path}", Span(path), "give the file another name")
    for head in articles:
        help = "give it another `slug`; capitals do not tell addresses apart"
        span = head.slug_span or Span(head.path)
        yield Place(head.slug, f"the article {head.path}", span, help)
    for head in articles:
        for alias, span in head.aliases:
            owner = f"a former address of {head.path}"
            yield Place(alias, owner, span, "take it out of `aliases`")


def _withdrawn(settings: Settings) -> Iterator[Place]:
    """Addresses that articles had, kept so that they lead somewhere."""
    if settings.reading is None:
        return
    for row, entry in enumerate(settings.site.withdrawn):
        span = settings.reading.span("withdrawn", row, "slug")
        yield Place(entry.slug, "another withdrawn article", span, "delete this entry")


def _collisions(places: Iterable[Place]) -> Iterator[Diagnostic]:
    """Two owners of one address; capitals do not tell addresses apart on every system."""
    taken: dict[str, Place] = {}
    for place in places:
        address = place.address.casefold()
        first = taken.get(address) or taken.get(_kept_under(address))
        if first is None:
            taken[address] = place
            continue
        notes = (Note("the other one", first.span),) if first.span.path else ()
        message = f"the address `{place.address}` is taken by {first.owner}"
        yield Diagnostic("slug-collision", message, place.span, place.help, notes)


def _kept_under(address: str) -> str:
    """The address whose owner keeps all that lies under it: a page of the site, an article."""
    first, _, rest = address.partition("/")
    if first in RESERVED and rest:
        return first
    return first if rest.startswith("claims/") or rest == "claims" else ""


def _bad_names(articles: Sequence[Head], pages: Sequence[Parsed[Page]]) -> Iterator[Diagnostic]:
    """Files whose names cannot be addresses, where no `slug` stands in for them."""
    rule = f"letters without accents, digits and single hyphens, {ID_LIMIT} at most"
    named = [(page.name, page.body.path, f"rename it: {rule}") for page in pages]
    named += [
        (head.name, head.path, f"rename it, or give it a `slug`: {rule}")
        for head in articles
        if "slug" not in head.keys
    ]
    for name, path, help in named:
        if not is_id(name):
            message = f"the file's name “{shown(name)}” cannot be an address"
            yield Diagnostic("bad-slug", message, Span(path), help)


def _translations(articles: Sequence[Head], unread: Collection[str]) -> Iterator[Diagnostic]:
    slugs = {head.slug for head in articles}
    slug_by_name = {head.name: head.slug for head in articles}
    for head in articles:
        for tie in head.ties:
            if tie.slug in slugs or f"content/{tie.slug}.md" in unread:
                continue
            near = slug_by_name.get(tie.slug) or spelling.nearest(tie.slug, slugs)
            yield Diagnostic(
                "unknown-article",
                f"no article has the slug `{shown(tie.slug)}`",
                tie.span,
                f"did you mean `{near}`?" if near else "name the slug of an article",
            )


def _policies(
    settings: Settings, pages: Sequence[Parsed[Page]], unread: Collection[str]
) -> Iterator[Diagnostic]:
    names = {page.name for page in pages}
    if settings.reading is None:
        return
    for role, name in settings.site.policies:
        if name is None or name in names or "://" in name or f"content/pages/{name}.md" in unread:
            continue
        near = spelling.nearest(name, names)
        yield Diagnostic(
            "unknown-page",
            f"there is no page content/pages/{name}.md",
            settings.reading.span("policies", role),
            f"did you mean `{near}`?" if near else "write it, or delete this line",
        )
