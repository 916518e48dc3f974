"""The documents that a site rests on: what several articles say of one is put together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from vouch.frozen import changed
from vouch.shelf import Opened, as_held
from vouch.views import SourceNote, SourceView


class Part(NamedTuple):
    """What an article says of a document: one of its notes, all of which may lie on a shelf."""

    notes: tuple[SourceNote, ...]
    place: int

    @property
    def note(self) -> SourceNote:
        """The note itself."""
        return self.notes[self.place]


class Documents(Collection[SourceNote]):
    """The documents of a site, numbered from 1, by the ids that they get across it.

    Each is put together when its turn comes: they are many, and say much.
    """

    def __init__(self) -> None:
        self._first: dict[str, Part] = {}
        self._more: dict[str, list[Part]] = {}
        """What further articles say of a document, as of few of them any does."""
        self._named: dict[tuple[str, str], str] = {}
        """The id across the site, for the slug of an article that has versions, and an id in it."""
        self._others: dict[str, list[str]] = {}
        """For an id in articles, the other ids across the site that stand for it."""

    def add(self, part: Part, slug: str, earlier: Sequence[str], *, has_versions: bool) -> None:
        """Put a part to its document: that of an earlier version, of its like, or a new one.

        ``slug`` is that of its article, ``earlier`` are those of earlier versions.
        """
        source = part.note.source
        own = source.id
        alike = (id for id in (own, *self._others.get(own, ())) if self._is_same(id, source))
        id = self.known(own, earlier) or next(alike, None)
        if id is None and own in self._first:
            id = f"{slug}.{own}"
            self._others.setdefault(own, []).append(id)
        if self._first.setdefault(id or own, part) is not part:
            self._more.setdefault(id or own, []).append(part)
        if has_versions:
            self._named[slug, own] = id or own

    def known(self, own: str, earlier: Sequence[str]) -> str | None:
        """The id across the site of what an article's earlier versions call ``own``."""
        named = ((slug, own) for slug in earlier)
        return next((self._named[name] for name in named if name in self._named), None)

    def __len__(self) -> int:
        return len(self._first)

    def __iter__(self) -> Iterator[SourceNote]:
        return map(self._document, range(1, len(self) + 1), self._first)

    def __contains__(self, note: object) -> bool:
        return any(note == each for each in self)

    def _document(self, number: int, id: str) -> SourceNote:
        """A document with its number and id, from what articles say of it."""
        note = self._first[id].note
        if id in self._more:
            note = _joined([note, *(part.note for part in self._more[id])])
        return changed(note, source=changed(note.source, id=id, number=number))

    def _is_same(self, id: str, source: SourceView) -> bool:
        part = self._first.get(id)
        return part is not None and _identity(part.note.source) == _identity(source)


def _joined(notes: Sequence[SourceNote]) -> SourceNote:
    """Notes of one document; each excerpt once, with the first place that is given for it."""
    excerpts: dict[str, str] = {}
    states: dict[str, str] = {}
    for note in notes:
        for excerpt, locator in note.excerpts:
            excerpts[excerpt] = excerpts.get(excerpt) or locator
        for excerpt, state in note.states.items():
            states.setdefault(excerpt, state)
    return changed(
        notes[0],
        claims=Opened(claim for note in notes for claim in as_held(note.claims)),
        excerpts=tuple(excerpts.items()),
        events=sum(note.events for note in notes),
        states=states,
    )


def _identity(source: SourceView) -> tuple[str, str, str]:
    return (source.title, source.url, source.locator)
