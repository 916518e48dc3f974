"""Numbers in words: `six gigawatts`, `des dizaines de milliards`. Counted, never checked.

No recogniser of words is sure enough to stop a publication: `second`, `point`, `un` and `one`
are numbers in one sentence and none in the next. The last two are left out even here.
"""

from __future__ import annotations

import re
from collections import defaultdict

_FRENCH = (
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingts?"
    " trente quarante cinquante soixante septante huitante nonante cents? mille millions?"
    " milliards? milliers dizaines? douzaines? quinzaines? vingtaines? trentaines? quarantaines?"
    " cinquantaines? soixantaines? centaines? moitié tiers quarts?"
)
_ENGLISH = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds?"
    " thousands? millions? billions? trillions? dozens? tens half thirds? quarters?"
)


def _number(words: str) -> str:
    """A pattern for one of the words: told by its first letter, as few words are any of them."""
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for word in words.split():
        endings[word[0]].append(word[1:])
    return "|".join(f"{initial}(?:{'|'.join(rest)})" for initial, rest in endings.items())


_WORDS = {
    lang: re.compile(
        rf"(?<![\w'’])(?=[{''.join(sorted({word[0] for word in words.split()}))}])"
        rf"(?<![0-9][ \u00a0\u202f-])(?:{_number(words)})"
        rf"(?:[ \u00a0-](?:(?:et|and|de)[ -])?(?:{_number(words)}))*(?!\w)",
        re.IGNORECASE,
    )
    for lang, words in (("fr", _FRENCH), ("en", _ENGLISH))
}


def count(text: str, lang: str) -> int:
    """How many numbers of ``text`` are in words; `trente-trois` and `six millions` are one each.

    A word of scale behind digits is a part of a figure.
    """
    return sum(1 for _ in _WORDS["fr" if lang.startswith("fr") else "en"].finditer(text))
