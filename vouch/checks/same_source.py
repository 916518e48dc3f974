"""One document under two ids: it would count twice, and its excerpts lie apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from vouch import addresses
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic, Note
from vouch.document import Path
from vouch.model.base import shown
from vouch.model.claims import InPlace, SharedSources, Sidecar, Source, SourceUse
from vouch.model.reading import Reading
from vouch.outcomes import HELD, Finding, Level

CODE = "same-source"
LEVEL = Level.WARNING
_TOLD_APART = ("published", "archive", "capture")
"""What two versions of one page differ in; where only one source says it, nothing is known."""


def check(subject: Subject) -> Iterator[Finding]:
    """Compares addresses, whatever their spelling.

    Silent where the locator or the fragment differs (parts of one document), or the date of
    publication, the archived copy or the capture (versions of one page). A source in place is
    compared within its own claim or milestone alone, and may stand beside the same document
    where it brings other words. Ids that are one but for capitals are another check's.
    """
    own = subject.sidecar.sources
    shared = {id: source for id, source in subject.shared_sources.items() if id not in own}
    for id, other in _compared({**shared, **own}) if own else ():
        if id in own:
            yield (_twice(subject.reading, id, other),) if other else HELD
    yield from _within_owners(subject)


def among_shared(reading: Reading[SharedSources]) -> Iterator[Finding]:
    """The same within content/sources.yaml, told there and not in every article."""
    for id, other in _compared(reading.value.sources if reading.value else {}):
        yield (_twice(reading, id, other),) if other else HELD


def _compared(sources: Mapping[str, Source]) -> Iterator[tuple[str, str | None]]:
    """Each id of a source with an address, and an earlier one of the same document."""
    met: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for id, source in sources.items():
        if source.url is None:
            continue
        alike = met[_place(source.url, source)]
        other = next((e for e in alike if not _told_apart(sources[e], source)), None)
        alike.append(id)
        yield id, other if other is not None and other.casefold() != id.casefold() else None


def _twice(reading: Reading[Sidecar] | Reading[SharedSources], id: str, other: str) -> Diagnostic:
    is_here = reading.value is not None and other in reading.value.sources
    span = reading.key_span("sources", other) if is_here else None
    return Diagnostic(
        CODE,
        f"the source `{id}` has the address of `{other}`"
        + ("" if is_here else " in content/sources.yaml"),
        reading.key_span("sources", id),
        "keep one of the two ids; what tells two parts of a document apart goes into `locator`",
        (Note("the other id", span),) if span else (),
        LEVEL.severity,
    )


def _within_owners(subject: Subject) -> Iterator[Finding]:
    """A source in place that its claim or milestone rests on already."""
    known = {**subject.shared_sources, **subject.sidecar.sources}
    for path, uses in subject.uses_by_owner():
        if not any(isinstance(use, InPlace) for use in uses):
            continue
        meant = [use if isinstance(use, InPlace) else known.get(use.id) for use in uses]
        yield next(_repeated(subject, path, uses, meant), HELD)


def _repeated(
    subject: Subject, path: Path, uses: Sequence[SourceUse], meant: Sequence[Source | None]
) -> Iterator[Finding]:
    for row, later in combinations(range(len(uses)), 2):
        one, other = meant[row], meant[later]
        if (
            one is not None
            and other is not None
            and (uses[row] is one or uses[later] is other)
            and _is_one(one, other)
            and _same_words(uses[row].excerpt, uses[later].excerpt)
        ):
            problem = Diagnostic(
                CODE,
                f"“{shown(other.title)}” stands here twice",
                subject.reading.span(*path, "sources", later),
                "name a document once: two mentions of it are no two sources",
                (Note("the first", subject.reading.span(*path, "sources", row)),),
                LEVEL.severity,
            )
            yield (problem,)


def _same_words(one: str | None, other: str | None) -> bool:
    return not one or not other or one.split() == other.split()


def _is_one(one: Source, other: Source) -> bool:
    return (
        one.url is not None
        and other.url is not None
        and _place(one.url, one) == _place(other.url, other)
        and not _told_apart(one, other)
    )


def _place(url: str, source: Source) -> tuple[str, ...]:
    return addresses.canonical(url), addresses.fragment(url), source.locator or ""


def _told_apart(one: Source, other: Source) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in _TOLD_APART)
    return any(a and b and a != b for a, b in pairs)
