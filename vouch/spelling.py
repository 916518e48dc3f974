"""The one right word for a mistyped key, id, verdict, status or unit.

Words are compared without regard to case, `_`, `-` and spaces, which people mix up freely.
What remains is counted in edits: a letter too many, a letter missing, a letter replaced, two
neighbours swapped (optimal string alignment distance). A suggestion that is wrong costs its
reader more than none at all, so few edits are allowed, fewer in a short word, and in one of a
letter or two only where nothing else is as near.
"""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST_PREFIX = 4
_SHORTEST_SURE = 2
"""Letters of a word that is as near to too many others to choose among them."""
_SEPARATORS = str.maketrans("", "", "_- ")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None when nothing is near.

    At most 1 edit is allowed in a word of up to 6 letters, 2 up to 8, 3 beyond. A word of 1 or
    2 letters has to share one with its candidate, and is given none where several are as near.
    Where no candidate is that near, a word of 4 letters or more that begins exactly one candidate
    stands for it. Between equally near candidates the edits with case aside but separators in
    place decide, then the longer common beginning, then the alphabet: the order of `candidates`
    never does.
    """
    typed = _folded(word)
    letters = set(typed)
    limit = _allowance(len(typed))
    best: tuple[int, int, int, int, str] | None = None
    as_near = 0
    completions: set[str] = set()
    for candidate in candidates:
        known = _folded(candidate)
        if known.startswith(typed):
            completions.add(candidate)
        if abs(len(known) - len(typed)) > limit:
            continue
        if not letters.intersection(known):
            continue
        if len(letters.difference(known)) > limit or len(set(known) - letters) > limit:
            continue  # each letter that only one of them has costs at least one edit
        edits = edits_within(typed, known, limit)
        if edits is None:
            continue
        limit = edits
        starts = -_common_start(typed, known), -_common_start(word, candidate)
        rank = (edits, _with_separators(word, candidate), *starts, candidate)
        as_near = 1 if best is None or rank[:2] < best[:2] else as_near + (rank[:2] == best[:2])
        if best is None or rank < best:
            best = rank
    is_sure = len(typed) > _SHORTEST_SURE or limit == 0 or as_near == 1
    if best is not None and is_sure:
        return best[-1]
    if len(typed) >= _SHORTEST_PREFIX and len(completions) == 1:
        return completions.pop()
    return None


def _folded(word: str) -> str:
    return word.casefold().translate(_SEPARATORS)


def _with_separators(word: str, candidate: str) -> int:
    typed, known = word.casefold(), candidate.casefold()
    most = max(len(typed), len(known))
    edits = edits_within(typed, known, most)
    return most if edits is None else edits


def _allowance(length: int) -> int:
    return 1 if length <= 6 else 2 if length <= 8 else 3


def _common_start(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def edits_within(one: str, other: str, limit: int) -> int | None:
    """The optimal string alignment distance, or None when it is greater than `limit`.

    Only the diagonal band that can stay within the limit is computed, and no row after one
    that has left it altogether. (A swap reaches back two rows, but costs no less than the
    replacement in the row between.)
    """
    if one == other:
        return 0
    beyond = limit + 1
    width = len(other)
    earlier: list[int] = []
    previous = [min(column, beyond) for column in range(width + 1)]
    for row, letter in enumerate(one, start=1):
        current = [beyond] * (width + 1)
        if row <= limit:
            current[0] = row
        for column in range(max(1, row - limit), min(width, row + limit) + 1):
            replaced = previous[column - 1] + (letter != other[column - 1])
            edits = min(replaced, previous[column] + 1, current[column - 1] + 1)
            if (
                row > 1
                and column > 1
                and letter == other[column - 2]
                and one[row - 2] == other[column - 1]
            ):
                edits = min(edits, earlier[column - 2] + 1)
            current[column] = min(edits, beyond)
        if min(current) > limit:
            return None
        earlier, previous = previous, current
    return previous[width] if previous[width] <= limit else None
