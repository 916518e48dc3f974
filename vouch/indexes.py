"""What the pages across the site list: each claim, source and milestone once.

An article and its translations say the same. The indexes show the version in the site's language,
or the latest where there is none, and from the others only what that one does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Any, TypeVar, cast

from vouch import duedates, views
from vouch.articleview import Presented
from vouch.documents import Documents, Part
from vouch.frozen import changed, frozen
from vouch.shelf import Opened, Shelf, as_held

V = TypeVar("V")
_AT_HAND = ("verdict", "claimant", "claimant_url", "said", "checked", "corrections")
"""What claims are sorted by, and their days."""


@frozen
class Indexes:
    """The articles of a site, the latest first; ``groups`` gives for a slug those it is tied to.

    What is made anew of sources is put on the ``shelf``, where there is one.
    """

    articles: Sequence[Presented]
    groups: Mapping[str, Sequence[str]]
    lang: str
    shelf: Shelf | None = None

    @cached_property
    def leading(self) -> tuple[Presented, ...]:
        """One version of each article, in the order of all."""
        return tuple(p for p in self.articles if not self._earlier(p))

    @cached_property
    def claims(self) -> tuple[views.ListedClaim, ...]:
        """Every claim in one language."""
        return tuple(claim for article in self.articles for claim in self.claims_of(article))

    def withdrawals(self) -> Iterator[views.CorrectionView]:
        """Every claim that was withdrawn, in one language."""
        for article in self.articles:
            told = {id for version in self._earlier(article) for id in version.withdrawals}
            yield from (v for id, v in article.withdrawals.items() if id not in told)

    def events(self) -> Iterator[views.EventView]:
        """Every milestone in one language."""
        return (event for article in self.articles for event in self._events(article))

    def notes(self) -> Documents:
        """Every source, an id that two articles use for two documents told apart."""
        documents = Documents()
        for article in sorted(self.articles, key=lambda p: len(self._earlier(p))):
            earlier = [version.slug for version in self._earlier(article)]
            kept = {claim.id for claim in self.claims_of(article)} if earlier else frozenset()
            events = list(self._events(article)) if earlier else []
            has_versions = len(self.groups.get(article.slug, ())) > 1
            notes = article.view.notes
            for place, note in enumerate(notes):
                part = Part(notes, place)
                if earlier and documents.known(note.source.id, earlier):
                    part = self._rest(note, kept, events)
                documents.add(part, article.slug, earlier, has_versions=has_versions)
        return documents

    def _rest(
        self, note: views.SourceNote, kept: Set[str], events: Sequence[views.EventView]
    ) -> Part:
        """What a note says of claims and milestones that are not listed already."""
        using = [e for e in events if note.source.id in {u.source.id for u in e.sources}]
        claims = Opened(claim for claim in as_held(note.claims) if claim.id in kept)
        rest = (changed(note, claims=claims, events=len(using)),)
        return Part(self.shelf.put(rest) if self.shelf else rest, 0)

    @cached_property
    def _by_slug(self) -> Mapping[str, tuple[int, Presented]]:
        return {p.slug: (place, p) for place, p in enumerate(self.articles)}

    def _earlier(self, article: Presented) -> Sequence[Presented]:
        """The versions whose word goes before: the leading one, then those listed before."""
        own = self.lang.partition("-")[0].lower()
        group = self.groups.get(article.slug, ())
        if len(group) < 2:
            return ()
        versions = [self._by_slug[slug] for slug in group if slug in self._by_slug]
        versions.sort(key=lambda version: (version[1].language != own, version[0]))
        order = [version for _, version in versions]
        return order[: [version.slug for version in order].index(article.slug)]

    def claims_of(self, article: Presented) -> Sequence[views.ListedClaim]:
        """The claims of an article that are not listed already in another language."""
        earlier = self._earlier(article)
        if not earlier:  # nothing is asked of claims that may lie on the shelf
            return article.view.claims
        told = {id for version in earlier for id in version.claim_ids}
        return [claim for claim in article.view.claims if claim.id not in told]

    def _events(self, article: Presented) -> Iterator[views.EventView]:
        """The milestones of an article that are not listed already in another language."""
        earlier = self._earlier(article)
        if not earlier:
            yield from article.events
            return
        told: Counter[tuple[object, ...]] = Counter()
        for version in earlier:
            told |= Counter(map(_place, version.events))
        for event in article.events:
            if told[_place(event)]:
                told[_place(event)] -= 1
            else:
                yield event


def shelved(presented: Presented, shelf: Shelf) -> Presented:
    """An article whose claims, sources and milestones are on a shelf."""
    return _changed(
        presented,
        lambda claim: shelf.put(claim, *_AT_HAND),
        shelf.put,
        lambda event: shelf.put(event, "date"),
    )


def shared(presented: Presented, held: dict[Hashable, Any]) -> Presented:
    """An article with the days and verdicts of others, where they are the same; ``held`` has all.

    As they come from where they are remembered each article has its own.
    """

    def same(value: V) -> V:
        return cast(V, held.setdefault(value, value))

    return _changed(
        presented,
        lambda claim: changed(
            claim, said=same(claim.said), checked=same(claim.checked), verdict=same(claim.verdict)
        ),
        lambda notes: notes,
        lambda event: changed(event, date=same(event.date)),
    )


def _changed(
    presented: Presented,
    claim: Callable[[views.ListedClaim], views.ListedClaim],
    notes: Callable[[tuple[views.SourceNote, ...]], tuple[views.SourceNote, ...]],
    event: Callable[[views.EventView], views.EventView],
) -> Presented:
    """An article with its claims changed, and the sources and milestones that name them."""
    view = presented.view
    claims = {each.id: cast(views.ClaimView, claim(each)) for each in view.claims}

    def now(listed: Sequence[views.ListedClaim]) -> tuple[views.ListedClaim, ...]:
        return Opened(claims[each.id] for each in listed)

    noted = tuple(changed(each, claims=now(each.claims)) for each in view.notes)
    events = (event(changed(each, claims=now(each.claims))) for each in presented.events)
    return changed(
        presented,
        view=changed(view, claims=tuple(claims.values()), notes=notes(noted)),
        events=tuple(events),
    )


def _place(event: views.EventView) -> tuple[object, ...]:
    """What tells a milestone from others in every language."""
    status = "open" if event.status in duedates.OPEN else event.status
    return (event.date, status, tuple(claim.id for claim in event.claims))
