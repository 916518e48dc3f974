"""Whether two wordings of a passage say the same, by exact rules alone.

White space, case, accents, punctuation, the form of quotation marks and dashes, and the spaces
that group a number are typography. One slip of the hand in a long word is spelling. Every other
difference counts: a digit, a sign, a separator within a number, a unit, a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

from vouch.anchor import fold
from vouch.canonical import unmarked
from vouch.units import known_names

_ONE_FORM = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("«»„“”", '"'),
        "…": "...",
        "œ": "oe",
        "Œ": "Oe",
        "æ": "ae",
        "Æ": "Ae",
    }
)
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)")
_TOKEN = re.compile(r"(?P<number>\d+(?:[.,:/']\d+)*)|(?P<word>[^\W\d_]+)|(?P<symbol>[^\s\w]|_)")
_DASH = re.compile(r"-(?! ?[\d$€£¥])")
"""A dash that is neither the sign of a number nor between two of them."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
"""An apostrophe within a word: two words meet there."""
_PUNCTUATION = ".,;:_*"
_LONGEST_SYMBOL = 3
"""Letters in the longest symbol of a unit whose case tells it from another: mW, MW, kWh."""
_LEAST = 6
"""A shorter word is too often one letter away from another word."""
_ALIKE = frozenset("aei")
"""The vowels that are most often written for each other: existance, seperate."""
_NUMBER_WORDS = """
    quatre quinze quatorze treize trente quarante cinquante soixante septante huitante nonante
    moitie double triple quadruple dizaine douzaine quinzaine vingtaine trentaine centaine millier
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty
    fifty sixty seventy eighty ninety hundred thousand quarter
""".split()


class Token(NamedTuple):
    """A word, number or symbol as it is compared; ``counts`` where it is, or says, how much."""

    text: str
    counts: bool


def tokens(text: str) -> tuple[Token, ...]:
    """The words, numbers and symbols of a text, its typography gone."""
    return tuple(_tokens(text))


def same_wording(one: str, other: str) -> bool:
    """Whether two passages differ in white space, typography and spelling at most."""
    left, right = tokens(one), tokens(other)
    return len(left) == len(right) and all(map(_same, left, right))


def same_amounts(one: str, other: str) -> bool:
    """Whether two passages hold the same numbers, signs and units in the same order."""
    left, right = ([t.text for t in tokens(text) if t.counts] for text in (one, other))
    return left == right


def holds(text: str, part: str) -> bool:
    """Whether the words of ``part`` stand in ``text``, one after the other."""
    return bool(tokens(part)) and bool(_places(tokens(text), tokens(part)))


def is_replacement(before: str, after: str, was: str, now: str) -> bool:
    """Whether ``before`` becomes ``after`` when ``now`` takes the place of ``was`` in it once."""
    text, old, new = tokens(before), tokens(was), tokens(now)
    wanted = tokens(after)
    return any(
        (*text[:at], *new, *text[at + len(old) :]) == wanted for at in _places(text, old) if old
    )


def numbers(text: str) -> frozenset[Decimal]:
    """Every number that a text may be meant to hold, without its sign.

    A comma or point may separate decimals in one language and thousands in another: both
    readings are given.
    """
    found = (token.text for token in tokens(text) if token.text[0].isdigit())
    return frozenset(reading for number in found for reading in _readings(number))


def _tokens(text: str) -> Iterator[Token]:
    folded = fold(text).text.translate(_ONE_FORM)
    folded = _APOSTROPHE.sub(" ", folded)
    plain = _DASH.sub(" ", _GROUPED.sub(lambda found: found[0].replace(" ", ""), folded))
    after_number = False
    for found in _TOKEN.finditer(plain):
        said = found[0]
        if found["word"]:
            key = unmarked("NFD", said)
            is_symbol = after_number and len(said) <= _LONGEST_SYMBOL
            key = key if is_symbol else key.casefold()
            yield Token(key, is_symbol or key in _weighty())
        elif said not in _PUNCTUATION:
            yield Token(said, found["number"] is not None or said not in "\"'()[]?!")
        after_number = found["number"] is not None


@cache
def _weighty() -> frozenset[str]:
    """The words that say how much, or of what."""
    named = {unmarked("NFD", name).casefold() for name in known_names()}
    return frozenset({*named, *(f"{name}s" for name in named), *_NUMBER_WORDS})


def _same(one: Token, other: Token) -> bool:
    return one == other or (
        not one.counts and not other.counts and _one_slip(*sorted((one.text, other.text), key=len))
    )


def _one_slip(short: str, long: str) -> bool:
    """Whether a word of letters differs from another by one slip between its first and last.

    A letter doubled or not, two neighbours that changed places, or one of a, e and i for another.
    Any other letter that is missing makes another word too often: contract and contact, brought
    and bought, government and a slip of it look the same to a rule.
    """
    ends_differ = short[0] != long[0] or short[-1] != long[-1]
    if len(short) < _LEAST or ends_differ or not (short + long).isalpha():
        return False
    if len(long) == len(short) + 1:
        doubled = (at for at in range(1, len(long)) if long[at] == long[at - 1])
        return any(long[:at] + long[at + 1 :] == short for at in doubled)
    if len(long) != len(short):
        return False
    wrong = [at for at in range(len(short)) if short[at] != long[at]]
    if len(wrong) == 1:
        return {short[wrong[0]], long[wrong[0]]} <= _ALIKE
    first, *rest = wrong
    swapped = long[first + 1 : first + 2] + long[first]
    return rest == [first + 1] and short[first : first + 2] == swapped


def _places(text: Sequence[Token], part: Sequence[Token]) -> list[int]:
    width = len(part)
    return [at for at in range(len(text) - width + 1) if text[at : at + width] == part]


def _readings(number: str) -> Iterator[Decimal]:
    for reading in (
        re.sub("[,']", "", number),
        number.replace(",", "."),
        re.sub("[.']", "", number).replace(",", "."),
    ):
        try:
            yield Decimal(reading)
        except InvalidOperation:
            continue
