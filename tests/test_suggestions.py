"""How often the help names what was meant: slips in real files, quotes with one word changed."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import pytest

from tests import misquotes, mistyped, typos
from vouch.anchor import Folded
from vouch.model.base import Record
from vouch.spelling import nearest

LEAST_SLIPS, LEAST_QUOTES = 0.98, 0.95
CHECKOUT = Path(__file__).parent.parent
VOCABULARIES = {
    **{f"keys of {model.__name__}": tuple(model.model_fields) for *_, model in mistyped.RECORDS},
    **{
        f"{model.__name__}.{key}": tuple(words)
        for *_, model in mistyped.RECORDS
        for key, words in mistyped.word_lists(model).items()
    },
}


def test_slips_get_the_word_that_was_meant(tmp_path: Path) -> None:
    """For each vocabulary and each kind of slip, as the build reports them."""
    chance = random.Random(1)  # noqa: S311 - every run tries the same
    tally = mistyped.Tally()

    def some(word: str) -> list[tuple[str, str]]:
        found = list(typos.sampled(word, chance, 1))
        return chance.sample(found, min(2, len(found)))

    for number, cases in enumerate(mistyped.every_case(some, tally.left_out)):
        mistyped.measured(cases, tmp_path / str(number), tally)
    assert len(tally.tried) > 50
    low = {label: rate for label, rate in tally.rates().items() if rate < LEAST_SLIPS}
    wrong = [(c.group, c.word, c.slip, said) for c, said in tally.wrong]
    assert not low, (low, wrong)
    tried = sum(tally.tried.values()) / 2
    assert sum(tally.left_out.values()) < 0.03 * tried


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values(), ids=VOCABULARIES)
def test_every_slip_of_a_vocabulary(vocabulary: tuple[str, ...]) -> None:
    """The same without the files: all slips of every word, not a sample."""
    pairs = {
        (slip, word)
        for word in vocabulary
        for _, slip in typos.sampled(word, random.Random(word), 12)  # noqa: S311
        if typos.fits(slip, word, vocabulary)
    }
    right = sum(nearest(slip, vocabulary) == word for slip, word in pairs)
    assert right >= LEAST_SLIPS * len(pairs)


def test_words_that_are_no_slips_get_none() -> None:
    """Every sixth word of our own articles and pages, against every vocabulary."""
    texts = [path.read_text("utf-8") for path in (CHECKOUT / "content").rglob("*.md")]
    words = sorted({word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text)})
    tried = suggested = 0
    for vocabulary in VOCABULARIES.values():
        for word in words[::6]:
            if nearest(word, vocabulary) is None:
                tried += 1
            elif min(typos.edits(word, known) for known in vocabulary) > 1:
                tried += 1
                suggested += 1
    assert tried > 5_000
    assert suggested <= 0.005 * tried


def test_every_field_is_mistyped_somewhere() -> None:
    """A new field has to be written into the files that hold every key."""
    held: dict[type[Record], set[str]] = {}  # some fields exclude each other
    for file, path, model in mistyped.RECORDS:
        held.setdefault(model, set()).update(mistyped.at(mistyped.WHOLE[file], path))
    for model, keys in held.items():
        assert keys == set(model.model_fields), model.__name__
    records = set(held)
    assert not {model for model in _records(Record) if model.__module__.startswith("vouch")} - (
        records
    )


def _records(model: type[Record]) -> set[type[Record]]:
    below = {part for child in model.__subclasses__() for part in _records(child)}
    return below | set(model.__subclasses__())


ARTICLES = {name: (lang, text) for name, lang, text in misquotes.texts()}


@pytest.mark.parametrize(("lang", "text"), ARTICLES.values(), ids=ARTICLES)
def test_one_changed_word_leads_to_the_passage(lang: str, text: Folded) -> None:
    """For each kind of change; and what is shown is, pasted in, a quote that anchors."""
    chance, left_out = random.Random(7), Counter[str]()  # noqa: S311 - every run tries the same
    counted = misquotes.counted(text, misquotes.misquotes(text, lang, chance, 30, left_out))
    assert len(counted) >= len(misquotes.CHANGES) - 1  # English has no accents to drop
    for kind, (tried, right, anchors) in counted.items():
        assert tried >= 10, kind
        assert right >= LEAST_QUOTES * tried, kind
        assert anchors >= LEAST_QUOTES * tried, kind
