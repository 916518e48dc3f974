"""Which language a text is in, French or English, by counting its commonest words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+")
_COMMON: Mapping[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les un une des du de et à au aux en dans est sont que qui ne pas pour par sur avec"
        " ce"
        " cette ces il elle ils elles nous vous se sa ses leur leurs plus mais ou où être été fait"
        " comme après selon entre dont".split()
    ),
    "en": frozenset(
        "the of and to in is are that it was for with as on by at from this these those his her its"
        " their they we you be been has have had not but or an which who will would more than after"
        " about between".split()
    ),
}
NAMES: Mapping[str, str] = {"fr": "French", "en": "English"}


def counts(text: str) -> Mapping[str, int]:
    """How many of each language's commonest words stand in a text."""
    words = [word.lower() for word in _WORD.findall(text)]
    return {lang: sum(word in common for word in words) for lang, common in _COMMON.items()}


def language(text: str) -> str:
    """The language with twice as many of its words as the other; empty where neither has."""
    found = sorted(counts(text).items(), key=lambda each: -each[1])
    (lang, most), (_, fewer) = found[0], found[1]
    return lang if most > 2 * fewer else ""
