"""Every figure of an article, and what accounts for it: a claim, a waiver, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

from vouch import anchor, numberwords
from vouch.amounts import Amounts
from vouch.anchor import Range, Selector
from vouch.anchoring import Anchored
from vouch.document import Mapping as YamlMapping
from vouch.document import Scalar
from vouch.document import Sequence as YamlSequence
from vouch.hedges import hedge
from vouch.model.claims import Sidecar
from vouch.model.reading import Reading
from vouch.model.sections import Coverage
from vouch.model.waivers import Waiver
from vouch.numerals import Numeral, numerals
from vouch.readtext import Body, Piece
from vouch.units import Unit


class Holder(StrEnum):
    """What accounts for a figure."""

    CLAIM = "claim"
    WAIVER = "waiver"
    NOTHING = "nothing"


class Figure(NamedTuple):
    """A figure where it stands; ``waivers`` are the places of those whose text holds it.

    ``claims`` are the places of the claims in whose quotes it lies.
    """

    numeral: Numeral
    piece: Body | Piece
    claimed: bool
    waivers: tuple[int, ...]
    claims: tuple[int, ...] = ()

    @property
    def holder(self) -> Holder:
        """What accounts for it; a claim comes before a waiver."""
        if self.claimed:
            return Holder.CLAIM
        return Holder.WAIVER if self.waivers else Holder.NOTHING


Read = Callable[[str], tuple[Numeral, ...]]
"""From a text to its figures."""


class Account(NamedTuple):
    """The figures of an article in reading order, the body's last, and the site's rules.

    ``body`` is the text of the article, ``ranges`` the stretches of it that each claim quotes, by
    the claim's place in the sidecar; ``disproved`` are the verdicts on what does not hold,
    ``upheld`` those on what holds, or is still open.
    ``disputed`` are lines that a message about a quote points at: their figures wait for it.
    ``worded`` says of each waiver whether it has a number in words, ``places`` how often its
    text stands in the article. ``read`` gives the figures of a text as they are in the article's
    language; a quote or a label is looked at several times, and read once. ``in_words`` counts the
    numbers in words, which are out of scope.
    """

    sidecar: Reading[Sidecar]
    rules: Coverage
    figures: tuple[Figure, ...]
    disputed: frozenset[tuple[str, int]]
    worded: tuple[bool, ...]
    places: tuple[int, ...]
    in_words: int
    lang: str
    body: Body
    ranges: Mapping[int, Sequence[Range]]
    disproved: frozenset[str]
    upheld: frozenset[str]
    read: Read

    @property
    def looked_at(self) -> frozenset[str]:
        """The classes of figures that are reported where nothing accounts for them."""
        return self.rules.reported | self.rules.required


def account(
    body: Body,
    in_body: Sequence[Numeral],
    pieces: Iterable[Piece],
    sidecar: Reading[Sidecar],
    anchored: Anchored,
    *,
    lang: str,
    rules: Coverage,
    disproved: frozenset[str] = frozenset(),
    upheld: frozenset[str] = frozenset(),
) -> Account:
    """Look for every figure and what accounts for it; ``anchored`` has the ranges of the claims.

    ``in_body`` are the figures of the body's text in ``lang`` (:func:`vouch.numerals.numerals`).

    A figure that stands in the quote of a claim which did not anchor is taken for claimed: the
    message about the quote is enough.
    """
    value = sidecar.value or Sidecar()
    read = cache(partial(numerals, lang=lang))
    amounts = _claimed_amounts(value, read)
    unplaced = Amounts.of(_amounts_in(_quotes_without_place(sidecar, anchored.ranges), read))
    notes = (note.span for problem in anchored.diagnostics for note in problem.notes)
    disputed = frozenset((span.path, span.line) for span in notes if span)
    waivers = [_waived(waiver) for waiver in value.waivers]
    found: list[Figure] = []
    places = [0] * len(value.waivers)
    in_words = 0
    every: tuple[Body | Piece, ...] = (*pieces, body)
    for piece in every:
        waived = [_places(piece, selector) for selector in waivers]
        places = [count + len(here) for count, here in zip(places, waived, strict=True)]
        in_words += numberwords.count(piece.text, lang)
        every_numeral = in_body if isinstance(piece, Body) else read(piece.text)
        quoted = anchored.ranges if isinstance(piece, Body) else {}
        for numeral, claims, holders in zip(
            every_numeral,
            _holding(every_numeral, quoted),
            _holding(every_numeral, {i: here for i, here in enumerate(waived) if here}),
            strict=True,
        ):
            if piece.is_anchored_at(numeral.start):
                claimed = bool(claims) or unplaced.hold(numeral)
            else:
                said = hedge(piece.text, numeral.start, numeral.end)
                claimed = amounts.hold(numeral) or amounts.hold_rounded(numeral, said)
            found.append(Figure(numeral, piece, claimed, holders, claims))
    worded = tuple(numberwords.count(waiver.text or "", lang) > 0 for waiver in value.waivers)
    return Account(
        sidecar,
        rules,
        tuple(found),
        disputed,
        worded,
        tuple(places),
        in_words,
        lang,
        body,
        anchored.ranges,
        disproved,
        upheld,
        read,
    )


def _holding(
    numerals: Iterable[Numeral], stretches: Mapping[int, Sequence[Range]]
) -> Iterator[tuple[int, ...]]:
    """For each figure, in their order, the keys of the stretches that hold it, sorted."""
    waiting = sorted(
        ((place.start, place.end, key) for key, here in stretches.items() for place in here),
        reverse=True,
    )
    begun: list[tuple[int, int]] = []
    for numeral in numerals:
        while waiting and waiting[-1][0] <= numeral.first:
            begun.append(waiting.pop()[1:])
        begun = [(end, key) for end, key in begun if end > numeral.first]
        yield tuple(sorted({key for end, key in begun if end >= numeral.last}))


class _Waived(NamedTuple):
    """What a waiver is looked for by: its digits, its text as it is compared, and as it is."""

    digits: frozenset[str]
    folded: str
    selector: Selector


def _waived(waiver: Waiver) -> _Waived | None:
    """The words of a waiver; None for one that names a check."""
    text = waiver.text
    if not text:
        return None
    digits = frozenset(re.findall("[0-9]", text))
    return _Waived(digits, anchor.fold(text).text.strip(" "), Selector(text))


def _places(piece: Body | Piece, waiver: _Waived | None) -> tuple[Range, ...]:
    """Where the words of a waiver stand. A piece without its digits need not be folded."""
    if waiver is None or any(digit not in piece.text for digit in waiver.digits):
        return ()
    return anchor.find(piece.folded, waiver.selector) if waiver.folded in piece.folded.text else ()


def _claimed_amounts(sidecar: Sidecar, read: Read) -> Amounts:
    """What the claims state: in figures, in calculations, in the words of their quotes."""
    quotes = (s.quote for claim in sidecar.claims for s in (claim, *claim.also))
    typed = ((v * unit.scale, (*unit.numerator, "")[0]) for v, unit in typed_values(sidecar))
    return Amounts.of([*_amounts_in(quotes, read), *typed])


def typed_values(sidecar: Sidecar) -> Iterator[tuple[Decimal, Unit]]:
    """What the figures of claims and their calculations state and take."""
    for claim in sidecar.claims:
        if claim.figure:
            yield claim.figure.value, claim.figure.unit
        for calculation in claim.check:
            yield calculation.gives.value, calculation.gives.unit
            for operand in calculation.where.values():
                if operand.value is not None:
                    yield operand.value, operand.unit


def _amounts_in(quotes: Iterable[str], read: Read) -> Iterator[tuple[Decimal, str]]:
    for quote in quotes:
        for numeral in read(quote.replace("\n", " ")):
            yield from ((value, numeral.unit) for value in numeral.values if value is not None)


def _quotes_without_place(
    sidecar: Reading[Sidecar], anchored: Mapping[int, object]
) -> Iterator[str]:
    """The quotes of claims that did not anchor, those of claims with faults included."""
    claims = sidecar.value.claims if sidecar.value else ()
    placed = {claims[index].quote for index in anchored}
    items = sidecar.document.root.get("claims")
    for item in items.items if isinstance(items, YamlSequence) else ():
        quote = item.get("quote") if isinstance(item, YamlMapping) else None
        if isinstance(quote, Scalar) and quote.text not in placed:
            yield quote.text
