"""The one right word for a mistyped key, id, verdict, status or unit.

Words are compared without regard to case, `_`, `-` and spaces, which people mix up freely.
What remains is counted in edits: a letter too many, a letter missing, a letter replaced, two
neighbours swapped (optimal string alignment distance). A suggestion that is wrong costs its
reader more than none at all, so few edits are allowed, and fewer in a short word.
"""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST_PREFIX = 4
_SEPARATORS = str.maketrans("", "", "_- ")


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None when nothing is near.

    At most 1 edit is allowed in a word of up to 4 letters, 2 up to 8, 3 beyond, and always
    fewer than half of its letters. Where no candidate is that near, a word of 4 letters or
    more that begins exactly one candidate stands for it. Between equally near candidates the
    longer common beginning decides, then the alphabet, so the order of `candidates` never does.
    """
    typed = _folded(word)
    letters = set(typed)
    limit = _allowance(len(typed))
    best: tuple[int, int, int, str] | None = None
    completions: set[str] = set()
    for candidate in candidates:
        known = _folded(candidate)
        if known.startswith(typed):
            completions.add(candidate)
        if abs(len(known) - len(typed)) > limit:
            continue
        if len(letters.difference(known)) > limit or len(set(known) - letters) > limit:
            continue  # each letter that only one of them has costs at least one edit
        edits = _edits_within(typed, known, limit)
        if edits is None:
            continue
        limit = edits
        rank = (edits, -_common_start(typed, known), -_common_start(word, candidate), candidate)
        if best is None or rank < best:
            best = rank
    if best is not None:
        return best[-1]
    if len(typed) >= _SHORTEST_PREFIX and len(completions) == 1:
        return completions.pop()
    return None


def _folded(word: str) -> str:
    return word.casefold().translate(_SEPARATORS)


def _allowance(length: int) -> int:
    fewer_than_half = max(0, (length - 1) // 2)  # 1 at most up to 4 letters
    return min(2 if length <= 8 else 3, fewer_than_half)


def _common_start(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _edits_within(one: str, other: str, limit: int) -> int | None:
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
