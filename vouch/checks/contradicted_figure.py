"""A title, a standfirst, a caption, a milestone that gives another figure than a claim does.

A figure is silent where anything agrees with it: a claim, a calculation, the words of a quote, the
text of the article. It is held against a claim where its sentence shares words with that alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from vouch import contentwords, hedges
from vouch.accounting import Account
from vouch.accounting import Figure as Found
from vouch.diagnostics import Diagnostic, Note, Severity
from vouch.frozen import frozen
from vouch.hedges import Hedge
from vouch.knownfigures import Known, is_of_text
from vouch.model.base import shown
from vouch.numerals import AMOUNTS
from vouch.outcomes import HELD, Finding, Level
from vouch.quantity import Modality
from vouch.readtext import Piece
from vouch.statements import (
    ROUGH,
    Amount,
    Claimed,
    is_close,
    likeness,
    of_numeral,
)

CODE = "contradicted-figure"
LEVEL = Level.WARNING

_PLACES = {
    ("title",): "the title",
    ("dek",): "the standfirst",
    ("image", "caption"): "the caption",
    ("timeline", "title"): "a milestone",
    ("timeline", "text"): "a milestone",
    ("charts", "title"): "the title of a chart",
}
_HEADS = ("the title", "the standfirst")
_UP_TO, _AT_LEAST = Modality.UP_TO, Modality.AT_LEAST
_CLASHING = {
    Hedge.BARE: (_UP_TO,),
    Hedge.ABOUT: (_UP_TO, _AT_LEAST),
    Hedge.OVER: tuple(modality for modality in Modality if modality is not _AT_LEAST),
    Hedge.AT_LEAST: (_UP_TO,),
    Hedge.UNDER: tuple(modality for modality in Modality if modality is not _UP_TO),
    Hedge.UP_TO: (_AT_LEAST,),
}
"""The modalities of a claim that a text contradicts although it has the same number."""
_LOWER, _UPPER = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER,)
_MOST_TIMES = 100
_NEARLY = Decimal("0.05")
"""Two figures that are further apart are of one thing only by a slip of scale, or nearly that."""


@frozen
class _Shown:
    """A figure around the article: where it stands, what it states and how firmly."""

    found: Found
    place: str
    amounts: tuple[Amount, ...]

    @cached_property
    def sentence(self) -> tuple[str, int, int]:
        """Its sentence, and from where to where its digits, scale and unit stand in it."""
        numeral = self.found.numeral
        begin, end = contentwords.sentence_at(self.found.piece.text, numeral.start)
        return self.found.piece.text[begin:end], numeral.start - begin, numeral.end - begin

    @cached_property
    def hedge(self) -> Hedge:
        """How firmly it is stated."""
        return hedges.hedge(*self.sentence)

    def agrees_with(self, known: Amount, *, rough: bool = False) -> bool:
        """Whether an amount in its unit is the same, or lies where the text says that it does."""
        low, high = self.amounts[0].value, self.amounts[-1].value
        if len(self.amounts) > 1:
            return low <= known.value <= high
        return is_close(self.amounts[0], known, rough=rough or self.hedge is Hedge.ABOUT)

    def denies(self, known: Amount) -> bool:
        """Whether both cannot be true of one quantity."""
        low, high = self.amounts[0].value, self.amounts[-1].value
        if self.hedge in _LOWER:
            return known.value < low
        if self.hedge in _UPPER:
            return known.value > high
        return not low <= known.value <= high


def check(account: Account) -> Iterator[Finding]:
    """Figures around the article that contradict the figure of a claim on the same quantity."""
    known = Known(account)
    for figure in account.figures:
        place = _place(figure)
        amounts = of_numeral(figure.numeral)
        if place is None or not amounts or figure.waivers or figure.numeral.kind not in AMOUNTS:
            continue
        there = _Shown(figure, place, amounts)
        if hedges.is_denied(*there.sentence):
            continue
        if (claim := _unbound(there, known)) is not None:
            fault = _of_bound(there, claim)
            yield (_problem(account, there, claim, fault, "say it as the claim does"),)
        elif (claim := _contradicted(there, known)) is not None:
            fault = _of_value(there, claim)
            yield (_problem(account, there, claim, fault, "give both one value"),)
        else:
            yield HELD


def _place(found: Found) -> str | None:
    """What a reader calls the place of a figure; None within the text and its callouts."""
    if isinstance(found.piece, Piece):
        return _PLACES.get(tuple(part for part in found.piece.path if isinstance(part, str)))
    return None if is_of_text(found) else "the caption"


def _unbound(there: _Shown, known: Known) -> Claimed | None:
    """The claim with this very value whose `up to` or `at least` the title does not keep."""
    if there.place not in _HEADS or len(there.amounts) > 1:
        return None
    unit = there.amounts[0].unit
    same = [
        claim
        for claim in known.claims.get(unit, ())
        if there.agrees_with(claim.amount, rough=claim.figure.modality in ROUGH)
    ]
    if not all(_clashes(there, claim) for claim in same):
        return None
    if there.hedge is Hedge.BARE:
        if hedges.is_left_open(there.sentence[0]):
            return None
    elif any(
        there.agrees_with(stated.amount) and stated.hedge is there.hedge
        for stated in known.written.get(unit, ())
    ):
        return None
    return next((c for c in same if likeness(there.found, c, frozenset())), None)


def _clashes(there: _Shown, claim: Claimed) -> bool:
    """Whether words around a number contradict how firmly the claim states the same number."""
    stated, value = there.amounts[0].value, claim.amount.value
    if (there.hedge in _LOWER and value > stated) or (there.hedge in _UPPER and value < stated):
        return False
    return claim.figure.modality in _CLASHING[there.hedge]


def _contradicted(there: _Shown, known: Known) -> Claimed | None:
    """The claim that is of the same quantity and has another value."""
    unit = there.amounts[0].unit
    own = known.claims.get(unit, ())
    if any(there.agrees_with(c.amount, rough=c.figure.modality in ROUGH) for c in own):
        return None
    if any(there.agrees_with(amount) for amount in known.typed.get(unit, ())) or any(
        there.agrees_with(stated.amount) for stated in known.written.get(unit, ())
    ):
        return None
    best, most = None, 0
    for claim in own:
        if not there.denies(claim.amount) or not _is_comparable(there.amounts[0], claim.amount):
            continue
        score = likeness(there.found, claim, known.rivals(claim))
        if score == 1 and not (there.place in _HEADS and known.alone(claim)):
            continue
        if score > most:
            best, most = claim, score
    return best


def _is_comparable(one: Amount, other: Amount) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    if not low:
        return False
    times = high / low
    if times <= _MOST_TIMES:
        return True
    return any(abs(times.scaleb(-times.adjusted() - more) - 1) < _NEARLY for more in (0, 1))


def _of_value(there: _Shown, claim: Claimed) -> str:
    return (
        f"“{there.found.numeral.text}” in {there.place} is not the figure of the claim "
        f"`{claim.claim.id}`, {_figure(claim)}"
    )


def _of_bound(there: _Shown, claim: Claimed) -> str:
    text, start, end = there.sentence
    how = f"“{text[start:end]}” in {there.place}"
    if there.hedge is Hedge.BARE:
        return f"{how} is a ceiling in the claim `{claim.claim.id}`: {_figure(claim)}"
    return f"{how} is not how firm the claim `{claim.claim.id}` is: {_figure(claim)}"


def _figure(claim: Claimed) -> str:
    figure = claim.figure
    firm = "" if figure.modality is Modality.EXACT else f"{figure.modality.value} "
    return shown(f"{firm}{figure.value:f} {figure.unit.text}".strip())


def _problem(
    account: Account, there: _Shown, claim: Claimed, message: str, mend: str
) -> Diagnostic:
    numeral = there.found.numeral
    written = account.sidecar.span("claims", claim.index, "figure", "value")
    waiver = f"{{text: {json.dumps(numeral.text, ensure_ascii=False)}, why: …}}"
    return Diagnostic(
        CODE,
        message,
        there.found.piece.span(numeral.start, numeral.end),
        f"{mend}; if it is of another quantity, waive it: `waivers: [{waiver}]`",
        (Note("the figure of the claim", written),),
        Severity.WARNING,
    )
