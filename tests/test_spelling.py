"""The nearest right word: found for nearly every one-edit typo, silent for anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vouch.spelling import nearest

# The vocabularies of the formats: a word is only ever compared with those of its own place.
VOCABULARIES = {
    "site": "title tagline url lang publisher timezone policies verdicts thresholds",
    "article": "title dek date updated authors lang translations tags image draft slug aliases",
    "sidecar": "claims sources timeline charts waivers",
    "claim": (
        "id quote prefix suffix also claimant said appearance verdict summary explanation figure"
        " check sources checked checked_by recheck corrections"
    ),
    "claimant": "name url kind",
    "figure": "value unit modality label as_of fact callout",
    "check": "expression where gives within",
    "source": ("title publisher url locator published accessed kind origin seen archive capture"),
    "reference": "id excerpt locator stance",
    "correction": "date kind was now why",
    "event": "date title text status claims sources",
    "chart": "kind title figures",
    "waiver": "text why",
    "verdicts": (
        "accurate mostly-accurate missing-context misleading inaccurate unverifiable pending"
    ),
    "statuses": "done announced due missed cancelled",
    "modalities": "exact about up-to at-least estimated announced",
    "callouts": "lead inline",
    "source kinds": "primary secondary",
    "correction kinds": "typo update correction",
    "seen": "page mirror quoted unseen",
}

CASES = [
    ("di", "claim", "id"),
    ("i", "claim", "id"),
    ("ix", "claim", "id"),
    ("wh", "correction", "why"),
    ("du", "statuses", "due"),
    ("verdcit", "claim", "verdict"),
    ("sumary", "claim", "summary"),
    ("claimants", "claim", "claimant"),
    ("checkd-by", "claim", "checked_by"),
    ("Checked By", "claim", "checked_by"),
    ("VERDICT", "claim", "verdict"),
    ("quotes", "claim", "quote"),
    ("corr", "claim", "corrections"),
    ("expl", "claim", "explanation"),
    ("explanatoin", "claim", "explanation"),
    ("asof", "figure", "as_of"),
    ("As-Of", "figure", "as_of"),
    ("modalty", "figure", "modality"),
    ("ulr", "source", "url"),
    ("publised", "source", "published"),
    ("accesed", "source", "accessed"),
    ("inacurate", "verdicts", "inaccurate"),
    ("acurate", "verdicts", "accurate"),
    ("missing_context", "verdicts", "missing-context"),
    ("missingcontext", "verdicts", "missing-context"),
    ("missing", "verdicts", "missing-context"),
    ("mostly acurate", "verdicts", "mostly-accurate"),
    ("unverifyable", "verdicts", "unverifiable"),
    ("canceled", "statuses", "cancelled"),
    ("anounced", "statuses", "announced"),
    ("at least", "modalities", "at-least"),
    ("upto", "modalities", "up-to"),
    ("seccondary", "source kinds", "secondary"),
]

SILENT = [
    ("", "claim"),
    ("_", "claim"),
    ("x", "claim"),
    ("a", "claim"),
    ("of", "claim"),
    ("by", "claim"),
    ("ab", "waiver"),
    ("colour", "claim"),
    ("doute", "claim"),  # two slips from quote, and a word
    ("author", "claim"),
    ("rating", "claim"),
    ("headline", "claim"),
    ("body", "claim"),
    ("exp", "claim"),  # three letters are too few to complete
    ("verd", "verdicts"),
    ("chec", "check"),
    ("true", "verdicts"),
    ("false", "verdicts"),
    ("vrai", "verdicts"),
    ("trompeur", "verdicts"),
    ("wrong", "verdicts"),
    ("planned", "statuses"),
    ("late", "statuses"),
    ("open", "statuses"),
    ("roughly", "modalities"),
    ("tertiary", "source kinds"),
    ("erratum", "correction kinds"),
    ("footer", "callouts"),
    ("https://example.org/quote", "claim"),
    ("q" * 10_000, "claim"),
]


def words_of(vocabulary: str) -> list[str]:
    return VOCABULARIES[vocabulary].split()


@pytest.mark.parametrize(
    ("word", "vocabulary", "expected"), CASES, ids=[f"{word}-{where}" for word, where, _ in CASES]
)
def test_nearest_is_found(word: str, vocabulary: str, expected: str) -> None:
    assert nearest(word, words_of(vocabulary)) == expected


@pytest.mark.parametrize(
    ("word", "vocabulary"), SILENT, ids=[f"{word[:12]}-{where}" for word, where in SILENT]
)
def test_nothing_near_is_said_so(word: str, vocabulary: str) -> None:
    assert nearest(word, words_of(vocabulary)) is None


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        pytest.param("cart", ["card", "cant", "carp"], "card", id="longer-beginning-then-alphabet"),
        pytest.param("Cart", ["card", "Cant"], "card", id="beginning-before-case"),
        pytest.param("cat", ["cats"], "cats", id="one-letter-missing-at-the-end"),
        pytest.param("ats", ["cats"], "cats", id="one-letter-missing-at-the-start"),
        pytest.param("mw", ["MW", "mW"], "mW", id="same-letters-nearest-case"),
        pytest.param("check", ["checked", "check"], "check", id="the-word-itself"),
        pytest.param("chekced", ["checked", "choked"], "checked", id="a-swap-is-one-edit"),
        pytest.param("abcd", ["abxy"], None, id="four-letters-one-edit"),
        pytest.param("abcd", ["abxd"], "abxd", id="four-letters-one-edit-near"),
        pytest.param("abcdef", ["abcdxy"], None, id="six-letters-one-edit"),
        pytest.param("abcdefg", ["abcdexy"], "abcdexy", id="seven-letters-two-edits"),
        pytest.param("abcdefgh", ["abcdefxy"], "abcdefxy", id="eight-letters-two-edits"),
        pytest.param("abcdefgh", ["abcdexyz"], None, id="eight-letters-not-three"),
        pytest.param("abcdefghi", ["abcdefxyz"], "abcdefxyz", id="nine-letters-three-edits"),
        pytest.param("abcdefghijkl", ["abcdefghwxyz"], None, id="never-four-edits"),
        pytest.param("acme-re", ["acme-release", "acme-report"], None, id="two-completions"),
        pytest.param("acme-rel", ["acme-release", "acme-report"], "acme-release", id="completion"),
        pytest.param("lease", ["acme-release"], None, id="an-end-is-no-beginning"),
        pytest.param("ad", ["ab", "ac"], None, id="two-letters-two-as-near"),
        pytest.param("ad", ["ab", "ad-x"], "ab", id="two-letters-one-as-near"),
        pytest.param("g-2", ["gw-2", "q2"], "gw-2", id="separators-decide"),
        pytest.param("gw-2", ["g-w2", "gw2-"], "gw2-", id="separators-then-beginning"),
        pytest.param("x", ["y"], None, id="nothing-in-common"),
        pytest.param("word", [], None, id="no-candidates"),
    ],
)
def test_thresholds_and_ties(word: str, candidates: list[str], expected: str | None) -> None:
    assert nearest(word, candidates) == expected


def one_edit_away(word: str) -> Iterator[str]:
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        yield from (head + letter + tail for letter in ascii_lowercase)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in ascii_lowercase)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]


def test_one_edit_typos_are_put_right() -> None:
    """Every insertion, deletion, replacement and swap, in every word of every vocabulary."""
    right = total = 0
    for vocabulary in VOCABULARIES:
        words = words_of(vocabulary)
        for word in words:
            for typo in sorted(set(one_edit_away(word)) - set(words)):
                total += 1
                right += nearest(typo, words) == word
    assert total > 30_000
    assert right / total >= 0.98, f"{right} of {total} typos put right"


WORDS = st.text(alphabet="abA_", max_size=9)


def reference_distance(one: str, other: str) -> int:
    """Optimal string alignment by its definition, over the whole table."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


def bare(word: str) -> str:
    return word.casefold().replace("_", "").replace("-", "").replace(" ", "")


@given(WORDS, st.lists(WORDS, max_size=6, unique=True))
def test_agrees_with_the_definition(word: str, candidates: list[str]) -> None:
    typed = bare(word)
    allowed = 1 if len(typed) <= 6 else 2 if len(typed) <= 8 else 3
    ranks = {
        name: (edits, reference_distance(word.casefold(), name.casefold()))
        for name in candidates
        if (edits := reference_distance(typed, bare(name))) <= allowed
        and set(typed) & set(bare(name))
    }
    best = [name for name, rank in ranks.items() if rank == min(ranks.values())]
    completed = {name for name in candidates if bare(name).startswith(typed)}
    found = nearest(word, candidates)
    if len(typed) <= 2 and len(best) > 1 and ranks[best[0]][0]:
        assert found is None
    elif best:
        assert found in best
    elif len(typed) >= 4 and len(completed) == 1:
        assert found in completed
    else:
        assert found is None


@given(WORDS, st.lists(WORDS, max_size=6), st.randoms())
def test_order_of_candidates_does_not_matter(
    word: str, candidates: list[str], chance: random.Random
) -> None:
    shuffled = candidates[:]
    chance.shuffle(shuffled)
    assert nearest(word, shuffled) == nearest(word, candidates)


@given(st.lists(st.text(alphabet="abcdefgh", min_size=3, max_size=9), min_size=1, unique=True))
def test_a_candidate_is_nearest_to_itself(candidates: list[str]) -> None:
    for word in candidates:
        assert nearest(word, candidates) == word
