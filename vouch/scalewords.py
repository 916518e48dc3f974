"""Numbers that are written as in the other language: a word of scale, a decimal mark.

Pure. A French `billion` is 10¹² and a `trillion` 10¹⁸, an English one 10⁹ and 10¹²; a comma before
the decimals is French, a point English. In Switzerland and South Africa both marks are at home.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from vouch.nonamounts import Kind
from vouch.numerals import Numeral, decimal

_SIGNS_BEFORE = ("$", "£", "€", "¥")
"""What stands before a number in English."""
_EITHER_MARK = ("fr-CH", "en-ZA", "en-CH")
_HOUR = "hour"
_WINDOW = 40
"""How far the words are looked at that tell the language of a stretch, in characters."""


class Misread(NamedTuple):
    """A number, from ``start`` to ``end``, that readers take for another one, and a way out."""

    start: int
    end: int
    fault: str
    likely: str


def misread(text: str, numeral: Numeral, lang: str, stated: Collection[Decimal]) -> Misread | None:
    """What is likely to be wrong with a number as ``lang`` (`fr`, `en-GB`) has it.

    ``stated`` are the amounts that are known to be meant, scale included: a number that is among
    them as it is read is right, and they decide where it could be read in two ways.
    """
    language = lang.partition("-")[0]
    if language not in ("fr", "en"):
        return None
    written = text[numeral.first : numeral.last]
    found = _WRITTEN.match(written)
    if found is None:
        return None
    at = numeral.first
    word = (found["word"] or "").removesuffix("s").lower()
    marked = "." in written or "," in written
    if not (marked or word in _POWERS_IN_FRENCH):
        return None
    fault = None
    if language == "fr" and word in _POWERS_IN_FRENCH and "." not in found["number"]:
        fault = _of_scale(text, numeral, found, word, stated)
    if fault is None and lang not in _EITHER_MARK:
        fault = _of_mark(text, numeral, found, language, stated)
    if fault is None or _is_foreign(text, numeral, language):
        return None
    return Misread(at, at + found.end(), *fault)


def _of_scale(
    text: str, numeral: Numeral, found: re.Match[str], word: str, stated: Collection[Decimal]
) -> tuple[str, str] | None:
    """What is wrong with `billion` or `trillion` in French."""
    value = decimal(found["last"] or found["number"], "fr")
    if value is None:
        return None
    if value.scaleb(_POWERS_IN_FRENCH[word]) in stated:
        return None
    english = value.scaleb(_POWERS_IN_ENGLISH[word])
    after = numeral.first + found.end()
    if not _FRENCH_GOES_ON.match(text, after):
        return None
    if word == "billion" and _EXPLAINED.search(text):
        return None
    if english not in stated and not numeral.unit and _OF_A_NOUN.match(text, after):
        return None  # operations and parameters do come in thousands of milliards
    plural = "s" if found["word"].endswith("s") else ""
    likely = f"{found['numbers']} milliard{plural}"
    why = "in French a billion is a thousand milliards"
    if word == "trillion":
        likely = f"{_grouped(value * 1000)} milliards"
        why = "in French a trillion is a million billions"
    return f"“{found[0]}” has the English word of scale: {why}", f"it is likely to be {likely}"


def _grouped(value: Decimal) -> str:
    """A number in French, with no digit that it does not need."""
    plain = f"{value:,f}"
    whole, _, part = plain.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", " ") + (f",{part}" if part else "")


def _of_mark(
    text: str, numeral: Numeral, found: re.Match[str], lang: str, stated: Collection[Decimal]
) -> tuple[str, str] | None:
    """What is wrong with a comma or a point: impossible here, or not what is meant."""
    scale = _SCALES.get((found["word"] or "").removesuffix("s").lower(), Decimal(1))
    wrong, right = (".", ",") if lang == "fr" else (",", ".")
    for number in filter(None, (found["number"], found["last"])):
        marks = [mark for mark in ",." if mark in number]
        if len(marks) != 1 or number.count(marks[0]) > 1:
            continue
        (mark,) = marks
        if _BY_THREES.fullmatch(number):
            as_decimal = Decimal(number.replace(mark, ".")) * scale
            as_whole = Decimal(number.replace(mark, "")) * scale
            here, other = (as_decimal, as_whole) if mark == right else (as_whole, as_decimal)
            if here in stated or other not in stated:
                continue
            if other == as_decimal and number.endswith("000"):
                continue  # nobody writes one as `1,000`
            meant = number.replace(mark, right) if other == as_decimal else _whole(number, mark)
            end = f" {found['word']}" if found["word"] else ""
            return (
                f"“{found[0]}” is read here as another number than the one that is meant",
                f"it is likely to be {meant}{end}",
            )
        if mark == wrong and _is_measured(text, numeral, found, lang):
            likely = found[0].replace(number, number.replace(mark, right))
            return (
                f"“{number}” has the decimal mark of another language",
                f"it is likely to be {likely}",
            )
    return None


def _whole(number: str, mark: str) -> str:
    return number.replace(mark, "\u202f" if mark == "," else ",")


def _is_measured(text: str, numeral: Numeral, found: re.Match[str], lang: str) -> bool:
    """Whether it surely is one number: with a scale, a sign or a unit, and in no row of numbers."""
    if _IN_A_ROW.match(text, numeral.first + found.end()) or _AFTER_A_ROW.search(
        text, max(0, numeral.first - len("1, ")), numeral.first
    ):
        return False
    if numeral.unit == _HOUR or (found["last"] and not re.search("[.,]", found["last"])):
        return False  # a time of day; a row of numbers, as in “1,2 or 3”
    after = numeral.first + found.end()
    if found["word"] in ("million", "billion", "trillion") and not _GOES_ON[lang].match(
        text, after
    ):
        return False
    return bool(found["word"] or numeral.unit or numeral.kind is not Kind.QUANTITY)


def _is_foreign(text: str, numeral: Numeral, lang: str) -> bool:
    """Whether the number stands among words of the other language."""
    if lang == "fr" and text[numeral.first - 1 : numeral.first] in _SIGNS_BEFORE:
        return True
    around = (
        text[max(0, numeral.start - _WINDOW) : numeral.first]
        + " "
        + text[numeral.last : numeral.last + _WINDOW]
    )
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", around)]
    french, english = (sum(word in known for word in words) for known in (_FRENCH, _ENGLISH))
    return english > french if lang == "fr" else french > english


_S = "[ \u00a0\u2007\u2009\u202f]"
_DIGITS = rf"\d[\d.,]*(?:{_S}\d{{3}})*(?:[.,]\d+)?"
_WRITTEN = re.compile(
    rf"[-−+±]?(?P<numbers>(?P<number>{_DIGITS})"
    rf"(?:(?:{_S}?[-–—]{_S}?|{_S}(?:à|to|ou|or|et|and){_S})[$€£]?(?P<last>{_DIGITS}))?)"
    rf"(?:{_S}?(?P<word>millions?|milliards?|billions?|trillions?)(?!\w))?",
    re.IGNORECASE,
)
_POWERS_IN_FRENCH = {"billion": 12, "trillion": 18}
_POWERS_IN_ENGLISH = {"billion": 9, "trillion": 12}
_SCALES = {
    "million": Decimal(10**6),
    "milliard": Decimal(10**9),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
_FRENCH_GOES_ON = re.compile(rf"{_S}*(?:de\b|d['’]|(?:USD|EUR|GBP|CHF)\b|[^\w\s]|$)")
"""What follows a French number: an English one would be followed by its noun at once."""
_GOES_ON = {"fr": _FRENCH_GOES_ON, "en": re.compile(rf"(?!{_S}(?:de{_S}|d['’]))")}
_OF_A_NOUN = re.compile(rf"{_S}*d(?:e{_S}|['’])")
_EXPLAINED = re.compile(
    rf"\b(?:mille|1{_S}?000|\d{{1,3}}{_S}?000){_S}milliards|10¹²|10\^12|millions?{_S}de{_S}millions"
)
_BY_THREES = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_IN_A_ROW = re.compile(rf"{_S}(?:or|and|ou|et){_S}\d|[,;]{_S}?\d")
_AFTER_A_ROW = re.compile(rf"\d,{_S}?$")
_FRENCH = frozenset(
    "le la les de du des et en une pour par sur au aux dans que qui est soit sont avec ou mais à "
    "d l été dont plus moins entre cette ce ces près environ".split()
)
_ENGLISH = frozenset(
    "the of and in to for by with is was are at from its it this that than over about between as "
    "has have had up or but which were be will near".split()
)
