"""What the pages across the site list: each claim, source and milestone once.

An article and its translations say the same. The indexes show the version in the site's language,
or the latest where there is none, and from the others only what that one does not have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from vouch import duedates, views
from vouch.articleview import Presented
from vouch.frozen import frozen
from vouch.shelf import Shelf, taken

V = TypeVar("V")
_AT_HAND = ("verdict", "claimant", "claimant_url", "corrections")
"""What claims are sorted by."""


@frozen
class Indexes:
    """The articles of a site, the latest first; ``groups`` gives for a slug those it is tied to.

    What is made anew of sources and milestones is put on the ``shelf``, where there is one.
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
        return tuple(claim for article in self.articles for claim in self._claims(article))

    def withdrawals(self) -> Iterator[views.CorrectionView]:
        """Every claim that was withdrawn, in one language."""
        for article in self.articles:
            told = {id for version in self._earlier(article) for id in version.withdrawals}
            yield from (v for id, v in article.withdrawals.items() if id not in told)

    def events(self) -> Iterator[views.EventView]:
        """Every milestone, its id told apart from those of other articles."""
        for article in self.articles:
            for event in self._events(article):
                named = replace(taken(event), id=f"{article.slug}-{event.id}")
                yield self.shelf.put(named, "date") if self.shelf else named

    def notes(self) -> Iterator[views.SourceNote]:
        """Every source, an id that two articles use for two documents told apart."""
        documents = _Documents()
        for article in sorted(self.articles, key=lambda p: len(self._earlier(p))):
            earlier = [version.slug for version in self._earlier(article)]
            kept = {claim.id for claim in self._claims(article)} if earlier else frozenset()
            events = list(self._events(article)) if earlier else []
            for note in article.view.notes:
                more = note
                if documents.known(note.source.id, earlier):
                    claims = tuple(claim for claim in note.claims if claim.id in kept)
                    using = [
                        e for e in events if note.source.id in {u.source.id for u in e.sources}
                    ]
                    more = replace(taken(note), claims=claims, events=len(using))
                documents.add(more, article.slug, earlier)
        for number, (id, held) in enumerate(documents.notes.items(), start=1):
            note = taken(held)
            named = replace(note, source=replace(note.source, id=id, number=number))
            yield self.shelf.put(named) if self.shelf else named

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

    def _claims(self, article: Presented) -> Sequence[views.ListedClaim]:
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


@dataclass
class _Documents:
    """The documents of a site as they are gathered, by the ids that they get across it."""

    notes: dict[str, views.SourceNote] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)
    """For an article's slug and an id in it, the id across the site."""
    others: dict[str, list[str]] = field(default_factory=dict)
    """For an id in articles, the ids across the site that stand for it."""

    def add(self, note: views.SourceNote, slug: str, earlier: Sequence[str]) -> None:
        """Put a note to its document: that of an earlier version, of its like, or a new one."""
        own = note.source.id
        alike = (id for id in (own, *self.others.get(own, ())) if self._is_same(id, note.source))
        id = self.known(own, earlier) or next(alike, None)
        if id is None:
            id = own if own not in self.notes else f"{slug}.{own}"
            self.others.setdefault(own, []).append(id)
        self.named[slug, own] = id
        self.notes[id] = _joined(self.notes[id], note) if id in self.notes else note

    def known(self, own: str, earlier: Sequence[str]) -> str | None:
        """The id across the site of what an article's earlier versions call ``own``."""
        return next((self.named[slug, own] for slug in earlier if (slug, own) in self.named), None)

    def _is_same(self, id: str, source: views.SourceView) -> bool:
        held = self.notes.get(id)
        return held is not None and _identity(held.source) == _identity(source)


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
        lambda claim: replace(
            claim, said=same(claim.said), checked=same(claim.checked), verdict=same(claim.verdict)
        ),
        lambda note: note,
        lambda event: replace(event, date=same(event.date)),
    )


def _changed(
    presented: Presented,
    claim: Callable[[views.ListedClaim], views.ListedClaim],
    note: Callable[[views.SourceNote], views.SourceNote],
    event: Callable[[views.EventView], views.EventView],
) -> Presented:
    """An article with its claims changed, and the sources and milestones that name them."""
    view = presented.view
    claims = {each.id: cast(views.ClaimView, claim(each)) for each in view.claims}

    def now(listed: Sequence[views.ListedClaim]) -> tuple[views.ListedClaim, ...]:
        return tuple(claims[each.id] for each in listed)

    notes = (note(replace(each, claims=now(each.claims))) for each in view.notes)
    events = (event(replace(each, claims=now(each.claims))) for each in presented.events)
    return replace(
        presented,
        view=replace(view, claims=tuple(claims.values()), notes=tuple(notes)),
        events=tuple(events),
    )


def _joined(held: views.SourceNote, more: views.SourceNote) -> views.SourceNote:
    """Two notes of one document; each excerpt once, with the first place that is given for it."""
    excerpts = dict(held.excerpts)
    for excerpt, locator in more.excerpts:
        excerpts[excerpt] = excerpts.get(excerpt) or locator
    claims = (*held.claims, *more.claims)
    return replace(
        taken(held),
        claims=claims,
        excerpts=tuple(excerpts.items()),
        events=held.events + more.events,
        states={**more.states, **held.states},
    )


def _place(event: views.EventView) -> tuple[object, ...]:
    """What tells a milestone from others in every language."""
    status = "open" if event.status in duedates.OPEN else event.status
    return (event.date, status, tuple(claim.id for claim in event.claims))


def _identity(source: views.SourceView) -> tuple[str, str, str]:
    return (source.title, source.url, source.locator)
