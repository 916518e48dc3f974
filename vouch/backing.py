"""What a verdict rests on, each document once, and what the site asks of it.

A source counts where it bears on the verdict: the claim names it and it is not mere context, or a
calculation of the claim takes a value from it. A figure of another claim brings along what supports
that claim: it is the same number, traced once instead of twice. What nobody has seen counts for
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from vouch import addresses
from vouch.frozen import frozen
from vouch.model.base import shown
from vouch.model.claims import Claim, InPlace, Source
from vouch.model.sections import Sourcing


@frozen
class Policy:
    """What each verdict needs, by its key; what is not named needs nothing.

    ``unclear`` are the shared sources, by id, that could not be read as they are written.
    """

    needs: Mapping[str, Sourcing] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()


NOTHING_ASKED = Policy()


@frozen
class Cited:
    """One source that a claim has. ``id`` is empty for a source in place.

    ``claim`` is the claim that names it: the claim itself, or one whose figure it takes; ``row`` is
    its place in the `sources` of that claim, None where a calculation names it. ``source`` is None
    for what is not known, ``marks`` are the signs by which it is one document with another.
    """

    id: str
    claim: str
    row: int | None
    stance: str
    source: Source | None
    marks: frozenset[tuple[str, str]] = frozenset()

    @property
    def name(self) -> str:
        """How a message names it."""
        return f"`{self.id}`" if self.id or self.source is None else f"“{shown(self.source.title)}”"

    @property
    def is_seen(self) -> bool:
        """Whether somebody has looked at it; where nothing is said, nothing is doubted."""
        return self.source is not None and self.source.seen != "unseen"

    @property
    def kind(self) -> str:
        """`primary`, `secondary`, or empty where that is not said."""
        return (self.source.kind if self.source else None) or ""


@frozen
class Backing:
    """All that a claim has to rest on, in the order in which it is named."""

    cited: tuple[Cited, ...]

    @cached_property
    def bearing(self) -> tuple[Cited, ...]:
        """What bears on the verdict, each document once, whether it was seen or not."""
        met: dict[tuple[str, int], Cited] = {}  # one source may be named under two ids
        for one in self.cited:
            if one.stance != "context":
                met.setdefault((one.id, id(one.source)), one)
        return tuple(met.values())

    @cached_property
    def counted(self) -> tuple[Cited, ...]:
        """What counts."""
        return tuple(one for one in self.bearing if one.is_seen)

    @cached_property
    def origins(self) -> tuple[tuple[Cited, ...], ...]:
        """What counts, by origin."""
        return grouped(self.counted)

    @property
    def primary(self) -> int:
        """How many primary sources of different origin count."""
        return len(grouped([one for one in self.counted if one.kind == "primary"]))


def meets(need: Sourcing, cited: Sequence[Cited]) -> bool:
    """Whether sources are enough: the one number or the other, where any is asked for."""
    if need.primary is None and need.origins is None:
        return True
    primary = [one for one in cited if one.kind == "primary"]
    asked = ((need.primary, primary), (need.origins, cited))
    return any(
        number is not None and number <= len(found) and number <= len(grouped(found))
        for number, found in asked
    )


def backing(claim: Claim, claims: Mapping[str, Claim], known: Mapping[str, Source]) -> Backing:
    """What ``claim`` rests on; ``claims`` of its article and ``known`` sources are by id."""
    return Backing(tuple(_cited(claim, claims, known)))


def grouped(cited: Sequence[Cited]) -> tuple[tuple[Cited, ...], ...]:
    """The sources by origin: reprints of one document, and ids of one address, are together."""
    groups: dict[int, list[Cited]] = {}
    known: dict[tuple[str, str], int] = {}
    for number, one in enumerate(cited):
        first, *others = sorted({known[m] for m in one.marks if m in known}) or [number]
        group = groups.setdefault(first, [])
        for other in others:
            group += groups.pop(other)
        group.append(one)
        known |= {mark: first for each in (group if others else (one,)) for mark in each.marks}
    return tuple(tuple(groups[first]) for first in sorted(groups))


def _cited(
    claim: Claim, claims: Mapping[str, Claim], known: Mapping[str, Source]
) -> Iterator[Cited]:
    """The sources of a claim, and of the claims whose figures it calculates with, each once."""
    met = {claim.id}
    pending = [_named(claim, claims, known)]
    while pending:
        found = next(pending[-1], None)
        if found is None:
            pending.pop()
        elif isinstance(found, Cited):
            if len(pending) == 1 or found.stance == "supports":
                yield found
        elif found.id not in met:
            met.add(found.id)
            pending.append(_named(found, claims, known))


def _named(
    claim: Claim, claims: Mapping[str, Claim], known: Mapping[str, Source]
) -> Iterator[Cited | Claim]:
    """The sources that a claim names itself, and the claims whose figures it takes."""
    for row, use in enumerate(claim.sources):
        if isinstance(use, InPlace):
            own = f"{claim.id}\n{row}"
            yield Cited("", claim.id, row, use.stance, use, _marks(own, use, known))
        else:
            yield _by_id(use.id, claim.id, row, use.stance, known)
    for calculation in claim.check:
        for operand in calculation.where.values():
            if operand.source is not None:
                yield _by_id(operand.source, claim.id, None, "supports", known)
            other = claims.get(operand.figure or "")
            if other is not None:
                yield other


def _by_id(id: str, claim: str, row: int | None, stance: str, known: Mapping[str, Source]) -> Cited:
    source = known.get(id)
    marks = _marks(id, source, known) if source else frozenset()
    return Cited(id, claim, row, stance, source, marks)


def _marks(id: str, source: Source, known: Mapping[str, Source]) -> frozenset[tuple[str, str]]:
    """Its id and its address, and those of what it reprints, however far back."""
    marks: set[tuple[str, str]] = set()
    at: Source | None = source
    while at is not None and ("origin", id.casefold()) not in marks:
        marks.add(("origin", id.casefold()))
        if at.url is not None:
            marks.add(("address", addresses.canonical(at.url)))
        if at.origin is None:
            break
        id, at = at.origin, known.get(at.origin)
    if at is None:
        marks.add(("origin", id.casefold()))
    return frozenset(marks)
