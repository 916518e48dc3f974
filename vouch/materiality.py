"""What has changed of a published claim so that readers have to be told, and whether they are.

Material are the verdict, the amount, unit and modality of the figure, the words of a quote, and a
correction that was published. What is new is no change. An entry of `corrections` tells a change
when it was written after the release and names what changed; one that has neither `was` nor `now`
speaks, by its `why`, for all that changed in the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from vouch import rewording
from vouch.dates import parse
from vouch.released import ReleasedClaim, ReleasedEntry, ReleasedFigure

Labels = Mapping[str, tuple[str, ...]]
"""The words for each verdict, in every language."""


class Change(NamedTuple):
    """What was published and what stands now (empty where nothing does).

    ``kind`` is verdict, figure, quote or correction; ``row`` tells the quotes of a claim apart.
    """

    kind: str
    was: str
    now: str
    row: int = 0
    was_figure: ReleasedFigure | None = None
    now_figure: ReleasedFigure | None = None


def changes(old: ReleasedClaim, new: ReleasedClaim) -> Iterator[Change]:
    """The material changes of a claim."""
    if old.verdict != new.verdict:
        yield Change("verdict", old.verdict, new.verdict)
    if old.figure and _differs(old.figure, new.figure):
        now = str(new.figure) if new.figure else ""
        yield Change("figure", str(old.figure), now, 0, old.figure, new.figure)
    yield from _quotes(old.quotes, new.quotes)
    for entry in removed(old.corrections, new.corrections):
        yield Change("correction", f"{entry.kind}, {entry.date}", "")


def _differs(old: ReleasedFigure, new: ReleasedFigure | None) -> bool:
    return new is None or (old.amount, old.modality) != (new.amount, new.modality)


def _quotes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Each quote that has gone, with the new one that stands in its place."""
    kept = {row for row, quote in enumerate(new) if any(_same(quote, q) for q in old)}
    added = [row for row in range(len(new)) if row not in kept]
    for row, quote in enumerate(old):
        if any(_same(quote, other) for other in new):
            continue
        place = row if row in added else next((r for r in added if r > 0), None)
        if place is not None:
            added.remove(place)
        yield Change("quote", quote, "" if place is None else new[place], place or 0)


def _same(one: str, other: str) -> bool:
    return rewording.same_wording(one, other)


# --- Entries ---


def removed(old: Sequence[ReleasedEntry], new: Sequence[ReleasedEntry]) -> Iterator[ReleasedEntry]:
    """The published entries that are gone; one that was only reworded is not."""
    left = _left(new, old)
    for entry in _left(old, new):
        twin = next((other for other in left if _alike(entry, other)), None)
        if twin is None:
            yield entry
        else:
            left.remove(twin)


def fresh(
    old: Sequence[ReleasedEntry], new: Sequence[ReleasedEntry], since: date
) -> tuple[ReleasedEntry, ...]:
    """The entries that were written after the release, and are dated so."""
    gone, left = _left(old, new), _left(new, old)
    return tuple(
        entry
        for entry in left
        if sum(_alike(entry, other) for other in left) > sum(_alike(entry, other) for other in gone)
        and not is_before(entry, since)
    )


def is_before(entry: ReleasedEntry, day: date) -> bool:
    """Whether an entry is dated before ``day``, however it is read."""
    latest = parse(entry.date).latest
    return latest is not None and latest < day


def _left(some: Sequence[ReleasedEntry], others: Sequence[ReleasedEntry]) -> list[ReleasedEntry]:
    """Those of ``some`` that are not among ``others``, each counted as often as it stands."""
    rest = list(others)
    left = []
    for entry in some:
        if entry in rest:
            rest.remove(entry)
        else:
            left.append(entry)
    return left


def _alike(one: ReleasedEntry, other: ReleasedEntry) -> bool:
    return (one.date, one.kind) == (other.date, other.kind)


# --- What an entry tells ---


def told(change: Change, entries: Sequence[ReleasedEntry], labels: Labels) -> bool:
    """Whether one of the ``entries`` tells readers of the change."""
    return any(_tells(entry, change, labels) for entry in entries)


def _tells(entry: ReleasedEntry, change: Change, labels: Labels) -> bool:
    if change.kind == "correction":
        return False
    if entry.kind == "typo" and not (
        change.kind == "quote" and rewording.same_amounts(change.was, change.now)
    ):
        return False
    if not entry.was and not entry.now:
        return bool(entry.why)
    if change.kind == "verdict":
        return _names_verdict(entry.was, change.was, labels) and _names_verdict(
            entry.now, change.now, labels
        )
    if change.kind == "figure":
        distinct = rewording.tokens(entry.was) != rewording.tokens(entry.now)
        return (
            distinct
            and _names_figure(entry.was, change.was_figure)
            and _names_figure(entry.now, change.now_figure)
        )
    return _names_quote(entry, change)


def _names_verdict(text: str, key: str, labels: Labels) -> bool:
    return not text or any(rewording.holds(text, word) for word in (key, *labels.get(key, ())))


def _names_figure(text: str, figure: ReleasedFigure | None) -> bool:
    if not text or figure is None:
        return True
    amounts = (figure.value, figure.amount.partition(" ")[0])
    return any(abs(Decimal(amount)) in rewording.numbers(text) for amount in amounts)


def _names_quote(entry: ReleasedEntry, change: Change) -> bool:
    if entry.was and entry.now:
        both = rewording.holds(entry.was, change.was) and (
            not change.now or rewording.holds(entry.now, change.now)
        )
        return both or rewording.is_replacement(change.was, change.now, entry.was, entry.now)
    given, quote = (entry.now, change.now) if entry.now else (entry.was, change.was)
    return rewording.holds(given, quote) or rewording.holds(quote, given)
