"""From compiled articles to a site: what only shows when they stand side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vouch import spelling
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.model.fields import ID_LIMIT, is_id
from vouch.model.site import Article, Page
from vouch.parsing import Parsed, slug_of
from vouch.settings import Settings

RESERVED = ("claims", "sources", "timeline", "corrections", "static", "media")
"""First parts of addresses that the site keeps for itself (contract, section 4)."""


@dataclass(frozen=True)
class Place:
    """An address of the site, who has it, and where that is written."""

    address: str
    owner: str
    span: Span


def addresses(
    articles: Sequence[Parsed[Article]], pages: Sequence[Parsed[Page]]
) -> Mapping[str, str]:
    """The page of each content file and of each address that an author may link to."""
    found = {"index.html": "index.html"}
    for name in ("claims", "sources", "timeline", "corrections"):
        found[f"{name}/index.html"] = f"{name}/index.html"
    for article in articles:
        target = f"{slug_of(article)}/index.html"
        found[f"{article.name}.md"] = found[target] = target
    for page in pages:
        target = f"{page.name}/index.html"
        found[f"pages/{page.name}.md"] = found[target] = target
    return found


def check_site(
    settings: Settings, articles: Sequence[Parsed[Article]], pages: Sequence[Parsed[Page]]
) -> tuple[Diagnostic, ...]:
    """Addresses that collide, translations and policies that name nothing."""
    places = [*_places(articles, pages)]
    return (
        *_bad_names(articles, pages),
        *_collisions(places),
        *_translations(articles),
        *_policies(settings, pages),
    )


def _places(articles: Sequence[Parsed[Article]], pages: Sequence[Parsed[Page]]) -> Iterator[Place]:
    for name in RESERVED:
        yield Place(name, "the site itself", Span(""))
    for page in pages:
        yield Place(page.name, f"the page content/pages/{page.name}.md", Span(page.body.path))
    for parsed in articles:
        head = parsed.head
        article = head.value if head else None
        span = head.span("slug") if head and article and article.slug else Span(parsed.body.path)
        yield Place(slug_of(parsed), f"the article {parsed.body.path}", span)
        for row, alias in enumerate(article.aliases if article else ()):
            assert head is not None
            yield Place(alias, f"a former address in {parsed.body.path}", head.span("aliases", row))


def _collisions(places: Sequence[Place]) -> Iterator[Diagnostic]:
    """Two owners of one address; capitals do not tell addresses apart on every system."""
    taken: dict[str, Place] = {}
    for place in places:
        first = taken.setdefault(place.address.casefold(), place)
        if first is not place:
            notes = (Note(f"taken by {first.owner}", first.span),) if first.span.path else ()
            yield Diagnostic(
                "slug-collision",
                f"the address `{place.address}` is taken by {first.owner}",
                place.span,
                "give this one a `slug` of its own; capitals do not tell addresses apart",
                notes,
            )


def _bad_names(
    articles: Sequence[Parsed[Article]], pages: Sequence[Parsed[Page]]
) -> Iterator[Diagnostic]:
    """Files whose names cannot be addresses, where no `slug` stands in for them."""
    named = [(p.body.path, p.name) for p in pages]
    named += [(p.body.path, p.name) for p in articles if slug_of(p) == p.name]
    for path, name in named:
        if not is_id(name):
            yield Diagnostic(
                "bad-slug",
                f"the file's name “{name}” cannot be an address",
                Span(path),
                "rename it, or give it a `slug`: letters without accents, digits and single"
                f" hyphens, {ID_LIMIT} at most",
            )


def _translations(articles: Sequence[Parsed[Article]]) -> Iterator[Diagnostic]:
    slugs = {slug_of(parsed) for parsed in articles}
    for parsed in articles:
        article = parsed.head.value if parsed.head else None
        for lang, slug in article.translations.items() if article else ():
            if slug not in slugs:
                near = spelling.nearest(slug, slugs)
                assert parsed.head is not None
                yield Diagnostic(
                    "unknown-article",
                    f"no article has the slug `{slug}`",
                    parsed.head.span("translations", lang),
                    f"did you mean `{near}`?" if near else "name the slug of an article",
                )


def _policies(settings: Settings, pages: Sequence[Parsed[Page]]) -> Iterator[Diagnostic]:
    names = {page.name for page in pages}
    if settings.reading is None:
        return
    for role, name in settings.site.policies:
        if name is not None and name not in names:
            near = spelling.nearest(name, names)
            yield Diagnostic(
                "unknown-page",
                f"there is no page content/pages/{name}.md",
                settings.reading.span("policies", role),
                f"did you mean `{near}`?" if near else "write it, or delete this line",
            )
