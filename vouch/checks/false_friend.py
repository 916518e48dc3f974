"""A word or a mark of scale that means something else in the language of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.document import Path, narrowed
from vouch.model.claims import Claim, Figure
from vouch.outcomes import HELD, Finding, Level

CODE = "false-friend"
LEVEL = Level.WARNING

_SPACE = "[ \\u00a0\\u202f\\u2009]"
_NUMBER = rf"(?<![\w.,$€£¥])(?P<number>\d+(?:{_SPACE}\d{{3}})*(?:[.,]\d+)?)"
_SCALED = {
    "fr": re.compile(rf"{_NUMBER}{_SPACE}*(?P<word>millions?|milliards?|billions?|trillions?)\b"),
    "en": re.compile(rf"{_NUMBER}{_SPACE}*(?P<word>millions?|billions?|trillions?)\b"),
}
_SCALES = {
    "fr": {"million": 6, "milliard": 9, "billion": 12, "trillion": 18},
    "en": {"million": 6, "billion": 9, "trillion": 12},
}
_FRENCH_GOES_ON = re.compile(rf"{_SPACE}*(?:de\b|d['’]|[^\w\s]|$)")
"""What follows a French number: an English one would be followed by its noun at once."""
_ENGLISH_FOR = {"billion": "milliard", "trillion": "billion"}
_HELP = {
    "billion": "in French a billion is a thousand milliards",
    "trillion": "in French a trillion is a million billions",
}


def check(subject: Subject) -> Iterator[Finding]:
    """Numbers in quotes and labels whose scale is that of another language, or not the figure's."""
    lang = subject.lang.partition("-")[0]
    if lang not in _SCALED:
        return
    for index, claim in enumerate(subject.sidecar.claims):
        for path, text in _texts(claim, ("claims", index)):
            for found in _SCALED[lang].finditer(text):
                fault = _fault(found, claim.figure, lang)
                if fault is None:
                    yield HELD
                    continue
                span = narrowed(subject.reading.span(*path), found[0])
                yield (Diagnostic(CODE, fault[0], span, fault[1], severity=LEVEL.severity),)


def _texts(claim: Claim, path: Path) -> Iterator[tuple[Path, str]]:
    yield (*path, "quote"), claim.quote
    for row, further in enumerate(claim.also):
        yield (*path, "also", row, "quote"), further.quote
    if claim.figure and claim.figure.label:
        yield (*path, "figure", "label"), claim.figure.label


def _fault(found: re.Match[str], figure: Figure | None, lang: str) -> tuple[str, str] | None:
    number, written = found["number"], found["word"]
    word = written.removesuffix("s")
    decimal = number.replace(",", ".") if lang == "fr" else number.replace(",", "")
    value = Decimal(re.sub(_SPACE, "", decimal))
    amount = value.scaleb(_SCALES[lang][word])
    stated = figure.value * figure.unit.scale if figure else None
    if stated == amount:
        return None
    if lang == "fr" and word in _ENGLISH_FOR and _is_french(found):
        return _english(found, _ENGLISH_FOR[word], word)
    if figure is not None and figure.value == value and figure.unit.scale > 1:
        return (
            f"“{found[0]}” is not the figure of this claim, {figure.value:f} {figure.unit.text}",
            _meant(number, figure.unit.scale, lang),
        )
    mark, right = (".", ",") if lang == "fr" else (",", ".")
    if mark in number and not re.search(rf"\{mark}\d{{3}}$", number):
        return (
            f"“{number}” has the decimal mark of another language",
            f"it is likely to be {number.replace(mark, right)} {written}",
        )
    return None


def _is_french(found: re.Match[str]) -> bool:
    return "." not in found["number"] and bool(_FRENCH_GOES_ON.match(found.string, found.end()))


def _english(found: re.Match[str], meant: str, word: str) -> tuple[str, str]:
    plural = "s" if found["word"].endswith("s") else ""
    return (
        f"“{found[0]}” has the English word of scale: {_HELP[word]}",
        f"it is likely to be {found['number']} {meant}{plural}",
    )


def _meant(number: str, scale: Decimal, lang: str) -> str:
    """The number with the word that the figure's unit has."""
    word = next((w for w, power in _SCALES[lang].items() if Decimal(10) ** power == scale), None)
    if word is None:
        return "give both the same scale"
    return f"it is likely to be {number} {word}, or the figure's unit has the wrong word of scale"
