"""What leads to claims and articles of one kind: tags, claimants, years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vouch.addresses import host
from vouch.articleview import Presented
from vouch.dates import PartialDate
from vouch.indexes import Indexes
from vouch.nameslugs import claimant_page, tag_page
from vouch.views import Link, ListedClaim
from vouch.wording import Wording

YEARS = 8
"""Classes of years that the style sheet knows."""


class Tag(NamedTuple):
    """A tag, in the language of an article that has it, with its articles, the latest first."""

    link: Link
    lang: str
    articles: tuple[Presented, ...]


class Claimant(NamedTuple):
    """Who made claims: the sites that are given of them, and the claims, the latest first."""

    link: Link
    lang: str
    sites: tuple[Link, ...]
    claims: tuple[ListedClaim, ...]


def tags(indexes: Indexes) -> tuple[Tag, ...]:
    """Every tag by its name; of an article and its translations each tag lists one."""
    places = {article.slug: place for place, article in enumerate(indexes.articles)}
    found: dict[str, tuple[Link, str, dict[str, Presented]]] = {}
    for article in _leading_first(indexes):
        tied = min((article.slug, *indexes.groups.get(article.slug, ())))
        for tag in article.view.tags:
            link = Link(tag, tag_page(tag))
            entry = found.setdefault(link.href, (link, article.view.lang, {}))
            entry[2].setdefault(tied, article)
    listed = (
        Tag(link, lang, tuple(sorted(held.values(), key=lambda article: places[article.slug])))
        for link, lang, held in found.values()
    )
    return tuple(sorted(listed, key=lambda tag: _order(tag.link)))


def claimants(indexes: Indexes) -> tuple[Claimant, ...]:
    """Every claimant by name, who is named in a translation alone included."""
    found: dict[str, list[ListedClaim]] = {}
    for claim in indexes.claims:
        found.setdefault(claimant_page(claim.claimant), []).append(claim)
    others: dict[str, list[ListedClaim]] = {}
    for claim in (claim for article in indexes.articles for claim in article.view.claims):
        href = claimant_page(claim.claimant)
        if href not in found:
            others.setdefault(href, []).append(claim)
    listed = (_claimant(claims) for claims in (*found.values(), *others.values()))
    return tuple(sorted(listed, key=lambda claimant: _order(claimant.link)))


def years(indexes: Indexes) -> Sequence[int]:
    """The years of the claims that are listed, the latest first."""
    return sorted({year for _, year in _dated(indexes)}, reverse=True)


def year_classes(indexes: Indexes, w: Wording) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """Which class of years each claim has, counted from the latest, and how the classes are named.

    The claims go by the addresses of their pages. The style sheet knows so many classes; those
    before the last are one.
    """
    latest = years(indexes)
    names = [str(year) for year in latest[:YEARS]]
    if len(latest) > YEARS:
        names[-1] = w.text("claim.before-year", year=str(latest[YEARS - 2]))
    numbers = {year: min(at, YEARS) for at, year in enumerate(latest, start=1)}
    return {claim.href: numbers[year] for claim, year in _dated(indexes)}, tuple(names)


def year_of(claim: ListedClaim, published: PartialDate) -> int:
    """The year in which a claim was made; where that is not known, in which it was published."""
    for when in (claim.said, published):
        year = year_within(when) if when else None
        if year is not None:
            return year
    day = published.earliest or published.latest
    assert day is not None, "a date has one of them"
    return day.year


def year_within(when: PartialDate) -> int | None:
    """The one year that holds every day of a date; None where there is none."""
    first, last = when.earliest, when.latest
    return first.year if first and last and first.year == last.year else None


def _dated(indexes: Indexes) -> Iterator[tuple[ListedClaim, int]]:
    """Each claim that is listed, with its year."""
    for article in indexes.articles:
        for claim in indexes.claims_of(article):
            yield claim, year_of(claim, article.view.date)


def _claimant(claims: Iterable[ListedClaim]) -> Claimant:
    held = tuple(claims)
    urls = dict.fromkeys(claim.claimant_url for claim in held if claim.claimant_url)
    sites = tuple(Link(host(url), url) for url in urls)
    name = held[0].claimant
    return Claimant(Link(name, claimant_page(name)), held[0].lang, sites, held)


def _leading_first(indexes: Indexes) -> Iterator[Presented]:
    leading = {article.slug for article in indexes.leading}
    yield from indexes.leading
    yield from (article for article in indexes.articles if article.slug not in leading)


def _order(link: Link) -> tuple[str, str]:
    return (link.href, link.label)
