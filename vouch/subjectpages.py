"""The pages of claimants and of tags, and that of the search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from vouch.articleview import ArticleView, Presented
from vouch.contentpolicy import policy_of_search
from vouch.frames import Framing, Page, Sharing
from vouch.shelf import Opened
from vouch.subjects import Claimant, Tag
from vouch.views import Html, Link, ListedClaim, VerdictView, Version
from vouch.wording import wording

Teaser = Callable[[Presented], tuple[ArticleView, tuple[Version, ...]]]
"""An article with its versions, as lists of articles show it."""


def claimant_pages(
    framing: Framing,
    claimants: Sequence[Claimant],
    scale: Sequence[VerdictView],
    sharing: Sharing,
) -> Iterator[Page]:
    """The list of claimants, and for each of them what they claimed."""
    yield _list_of(framing, "claimants", {"named": claimants}, sharing)
    for claimant in claimants:
        context = {"claimant": claimant, "groups": by_verdict(claimant.claims, scale)}
        yield _of_name(framing, "claimant", claimant.link, context, sharing)


def tag_pages(
    framing: Framing, tags: Sequence[Tag], teaser: Teaser, sharing: Sharing
) -> Iterator[Page]:
    """The list of tags, and for each of them the articles that have it."""
    yield _list_of(framing, "tags", {"tags": tags}, sharing)
    for tag in tags:
        context = {"tag": tag, "articles": tuple(map(teaser, tag.articles))}
        yield _of_name(framing, "tag", tag.link, context, sharing)


def search_page(
    framing: Framing,
    scale: Sequence[VerdictView],
    claimants: Sequence[Claimant],
    *,
    years: Sequence[int],
    languages: Sequence[str],
    sharing: Sharing,
) -> Page:
    """The page of the search; its script shows the form."""
    return framing.page(
        "search",
        "search/",
        "search.html",
        title=wording(framing.site.lang).text("site.search"),
        context={"kinds": scale, "named": claimants, "years": years, "languages": languages},
        policy=Html(policy_of_search()),
        sharing=sharing,
    )


def by_verdict(
    claims: Iterable[ListedClaim], scale: Sequence[VerdictView]
) -> tuple[tuple[VerdictView, tuple[ListedClaim, ...]], ...]:
    """Claims under their verdicts, in the order of the scale."""
    held: dict[str, list[ListedClaim]] = {}
    for claim in claims:
        held.setdefault(claim.verdict.key, []).append(claim)
    return tuple((kind, Opened(held[kind.key])) for kind in scale if kind.key in held)


def _list_of(framing: Framing, name: str, context: Mapping[str, object], sharing: Sharing) -> Page:
    title = wording(framing.site.lang).text(f"site.{name}")
    return framing.page(
        name, f"{name}/", f"{name}.html", title=title, context=context, sharing=sharing
    )


def _of_name(
    framing: Framing, kind: str, link: Link, context: Mapping[str, object], sharing: Sharing
) -> Page:
    return framing.page(
        kind,
        link.href.removesuffix("index.html"),
        f"{kind}.html",
        title=link.label,
        context=context,
        sharing=sharing,
    )
