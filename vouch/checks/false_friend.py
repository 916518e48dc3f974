"""A word or a mark of scale that means something else in the language of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vouch.accounting import Account, typed_values
from vouch.diagnostics import Diagnostic
from vouch.document import Path, narrowed
from vouch.model.claims import Claim, Figure, Sidecar
from vouch.numerals import AMOUNTS, Numeral
from vouch.outcomes import HELD, Finding, Level
from vouch.readtext import Body, Piece
from vouch.scalewords import misread
from vouch.statements import is_close, of_numeral, of_quantity

CODE = "false-friend"
LEVEL = Level.WARNING

_WORD = re.compile(r"(?:million|milliard|billion|trillion)s?", re.IGNORECASE)
_FALSE = re.compile(r"(?:b|tr)illion", re.IGNORECASE)
_WORDS = {"fr": {6: "million", 9: "milliard"}, "en": {6: "million", 9: "billion", 12: "trillion"}}
_SLIPS = (3, 6, 9, -3, -6, -9)
"""Powers of ten by which a word of scale may be wrong."""


class _Known:
    """The amounts that a sidecar states, by their units; prefixes are part of a unit."""

    def __init__(self, sidecar: Sidecar) -> None:
        self._every = [
            (value * unit.scale, (*unit.numerator, "")[0]) for value, unit in typed_values(sidecar)
        ]
        self._like: dict[str, frozenset[Decimal]] = {}

    def like(self, numeral: Numeral) -> frozenset[Decimal]:
        """The amounts that a number in a text may stand for, going by its unit."""
        known = self._like.get(numeral.unit)
        if known is None:
            fitting = (a for a, unit in self._every if unit == numeral.unit or not unit)
            every = (amount for amount, _ in self._every)
            known = self._like[numeral.unit] = frozenset(fitting if numeral.unit else every)
        return known


def check(account: Account) -> Iterator[Finding]:
    """Numbers whose scale is that of another language, or not that of their claim's figure.

    What a quote holds is reported at the quote; every other place where a reader meets it is
    reported there.
    """
    sidecar = account.sidecar.value or Sidecar()
    known = _Known(sidecar)
    yield from _at_quotes(account, sidecar, known)
    for figure in account.figures:
        numeral = figure.numeral
        if figure.waivers or figure.claims or _is_label(figure.piece):
            continue
        if numeral.kind not in AMOUNTS:
            continue
        found = misread(figure.piece.text, numeral, account.lang, known.like(numeral))
        if found is None:
            yield HELD
            continue
        span = figure.piece.span(found.start, found.end)
        yield (Diagnostic(CODE, found.fault, span, found.likely, severity=LEVEL.severity),)


def _at_quotes(account: Account, sidecar: Sidecar, known: _Known) -> Iterator[Finding]:
    """Numbers in quotes that have their place in the text, and in the labels of figures."""
    for index, claim in enumerate(sidecar.claims):
        if index not in account.ranges:
            continue  # the message about the quote is enough
        for path, text in _texts(claim, ("claims", index)):
            for numeral in (n for n in account.read(text) if n.kind in AMOUNTS):
                fault = _fault(text, numeral, account, claim, known)
                if fault is None:
                    yield HELD
                    continue
                written, message, help = fault
                span = narrowed(account.sidecar.span(*path), written)
                yield (Diagnostic(CODE, message, span, help, severity=LEVEL.severity),)


def _texts(claim: Claim, path: Path) -> Iterator[tuple[Path, str]]:
    yield (*path, "quote"), claim.quote
    for row, further in enumerate(claim.also):
        yield (*path, "also", row, "quote"), further.quote
    if claim.figure and claim.figure.label:
        yield (*path, "figure", "label"), claim.figure.label


def _is_label(piece: Body | Piece) -> bool:
    return isinstance(piece, Piece) and piece.path[-1:] == ("label",)


def _fault(
    text: str, numeral: Numeral, account: Account, claim: Claim, known: _Known
) -> tuple[str, str, str] | None:
    """What is written, what is wrong with it, and the likely reading."""
    found = misread(text, numeral, account.lang, known.like(numeral))
    if found is not None:
        return text[found.start : found.end], found.fault, found.likely
    if claim.verdict in account.disproved or not _is_off(text, numeral, account, claim):
        return None
    assert claim.figure is not None, "nothing is off a figure that is not there"
    written = text[numeral.first : numeral.last]
    figure = f"{claim.figure.value:f} {claim.figure.unit.text}"
    return (
        written,
        f"“{written}” is not the figure of this claim, {figure}",
        _meant(written, claim.figure, account.lang),
    )


def _meant(written: str, figure: Figure, lang: str) -> str:
    """The number with the word that the figure's unit has."""
    power = figure.unit.scale.adjusted()
    word = _WORDS[lang.partition("-")[0]].get(power) if lang.partition("-")[0] in _WORDS else None
    found = _WORD.search(written)
    if word is None or found is None:
        return "write both in one scale: a word of scale or the place of a mark is wrong"
    likely = f"{written[: found.start()]}{word}"
    return f"it is likely to be {likely}, or the figure's unit has the wrong word of scale"


def _is_off(text: str, numeral: Numeral, account: Account, claim: Claim) -> bool:
    """Whether the only number of a quote in the figure's unit differs from it by thousands."""
    if claim.figure is None or text != claim.quote:
        return False
    figure = of_quantity(claim.figure.value, claim.figure.unit)
    own = list(of_numeral(numeral))
    if not figure.value or len(own) != 1 or is_close(own[0], figure, rough=True):
        return False
    every = [amount for other in account.read(text) for amount in of_numeral(other)]
    alike = [amount for amount in every if amount.unit in (figure.unit, "")]
    if account.lang.startswith("fr") and _FALSE.search(text):
        return False  # read as French words, which misread has done
    if own != alike:
        return False
    if own[0].unit != figure.unit and not _WORD.search(text[numeral.first : numeral.last]):
        return False  # the same digits may well count something else
    slipped = (type(figure)(figure.value.scaleb(k), figure.step.scaleb(k), "") for k in _SLIPS)
    return any(is_close(own[0], slip) for slip in slipped)
