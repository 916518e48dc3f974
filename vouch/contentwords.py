"""The words of a sentence that say what it is about, in French and English, brought to a stem.

Pure. Kept simple on purpose: a stem is a word without accents, case and plural, cut at six
letters. It is good for telling whether two sentences share a subject, not for reading them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from vouch.canonical import unmarked

_WORD = re.compile(r"[^\W\d_][\w·&+]*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”\"]+(?=[^\W\d_a-zà-ÿ]|[«“\"0-9])|\n")
_BETWEEN = re.compile(r"[\s»”\"]")
_LONGEST_STEM = 6
_OPENING = ' \u00a0\u202f«“"('
_NAME = re.compile(r"[A-Z]{2,}|\w+[A-Z]")


def sentence_at(text: str, start: int) -> tuple[int, int]:
    """From where to where the sentence goes in which ``start`` stands; a line ends one."""
    begin, end = 0, len(text)
    line = text.rfind("\n", 0, start)
    while line > 0 and _BETWEEN.match(text, line - 1):
        line -= 1
    for found in _SENTENCE_END.finditer(text, max(line, 0)):
        if found.start() >= start:
            end = found.start()
            break
        begin = found.end()
    return begin, end


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """What forms of a word have in common: `actions` and `action`, `garantit` and `garantie`."""
    plain = unmarked("NFD", word.lower())
    if len(plain) > len("gas") and plain[-1] in "sx" and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain[:_LONGEST_STEM]


_STOPS = frozenset(
    stem(word)
    for word in (
        "a about after all also an and any are as at be been but by can could do for from had has "
        "have he her his how i if in into is it its just like may might more most must near no nor "
        "not now of on once one only or our out over s same say said says she should so some still "
        "such t than that the their them then there these they this those to too under until up "
        "upon was we were what when where which while who will with would yet you your almost "
        "nearly around roughly least afin ai ainsi alors ans apres au aucun aucune aussi autre "
        "autres aux avant avec avoir bien ca car ce cela celle celui ces cet cette chez ci comme "
        "contre d dans de depuis des deux dit dont du elle elles en encore entre environ es est et "
        "etait etaient etc ete etre eu eux fait faire font il ils j jamais je jusqu jusque l la le "
        "les leur leurs lors lui m mais meme mes moins mon n ne ni nos notre nous on ont ou par "
        "parce pas pendant peu peut plus plusieurs pour pourrait pourraient presque pres pris puis "
        "qu quand que quel quelle quelque qui quoi sa sans se selon sera serait ses si soit son "
        "sont sous sur ta tant tous tout toute toutes tres trois un une va vers vos votre vous y "
        "maximum minimum plafond annonce announced first second premier premiere"
    ).split()
)
_SCALES = frozenset(
    stem(word)
    for word in (
        "million milliard billion trillion mille millier thousand dollar euro eur usd percent cent"
    ).split()
)


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning, without those of scale and number."""
    return frozenset(stem(word) for word in _words(text)) - _STOPS - _SCALES - {""}


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if stem(word) not in _STOPS]


def names(text: str) -> frozenset[str]:
    """The stems of words that ``text`` never writes small, and of those with an inner capital.

    `Meta` is one where it stands within a sentence; a word that only begins sentences is none, nor
    is one in a title whose words are mostly Written Like This.
    """
    long = [word for word in _WORD.findall(text) if len(word) > len("the")]
    small = {stem(w) for w in set(long) if w.islower()}
    telling = 2 * sum(word[0].isupper() for word in long) < len(long)
    found = set()
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper():
            continue
        before = match.start() - 1
        while before >= 0 and text[before] in _OPENING:
            before -= 1
        inside = before >= 0 and text[before] not in ".!?…:\n|•–—"
        if _NAME.match(word) or (telling and inside and stem(word) not in small):
            found.add(stem(word))
    return frozenset(found) - _STOPS
