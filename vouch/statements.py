"""What an article states as figures, whether two of them agree, whether both are of one thing.

Amounts are compared in the bare unit: 1 000 MW is 1 GW, 0,16 milliard is 160 millions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from vouch import contentwords
from vouch.accounting import Account
from vouch.accounting import Figure as Found
from vouch.contentwords import sentence_at
from vouch.frozen import frozen
from vouch.hedges import Hedge, hedge
from vouch.model.claims import Claim, Figure
from vouch.numerals import Numeral
from vouch.quantity import Modality
from vouch.units import Unit, without_prefix

ROUGH = (Modality.ABOUT, Modality.ESTIMATED)
_ROUGHLY = Decimal("0.05")
"""How far a figure may be from one that is stated as rough, as a share of the larger one."""
_CHANGE = re.compile(
    r"\b(?:hausse|bondi\w*|progress\w+|croissance|croît|augment\w*|grimp\w+|recul\w*|baiss\w*"
    r"|chut\w*|perd\w*|gagn\w+|gain\w*|ris(?:e|es|ing)|rose|jump\w*|gr[eo]w\w*|growth|f[ae]ll\w*"
    r"|drop\w*|climb\w*|surg\w+|soar\w*|slump\w*|increas\w+|decreas\w+|declin\w+|double\w*"
    r"|triple\w*|los[et]s?|losing|up(?! to)|down|cut\w*|slash\w*|rebond\w*|ajout\w*|add\w*)\b",
    re.IGNORECASE,
)
_PARAGRAPH_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')
"""How a line ends that is no heading and no cell of a table."""
_YEAR = re.compile(r"(?<![\w.,])(?:19|20)\d\d(?![\w.,]\d|\w)")
_PER = re.compile(
    r"(?:/|[ \u00a0\u202f](?:par|per|a|an|each|l['’])(?:[ \u00a0\u202f]|(?<=['’])))"
    r"(?:action|titre|share|an|year|mois|month|jour|day|personne|person|head|user)s?\b"
)
_HEAD = re.compile(
    r"[ \u00a0\u202f](?:(?:of|in|de|du|des|en)[ \u00a0\u202f]|d['’])"
    r"(?:(?:la|le|les|the|its|ses|son|sa|their|new|nouve\w+)[ \u00a0\u202f]|l['’])?"
    r"(?P<head>[^\W\d_][\w·-]*)"
)


class Amount(NamedTuple):
    """A number in its bare unit; ``step`` is one in its last digit."""

    value: Decimal
    step: Decimal
    unit: str


@frozen
class Stated:
    """An amount that stands in ``text`` from ``start`` to ``end``."""

    amount: Amount
    text: str
    start: int
    end: int

    @cached_property
    def hedge(self) -> Hedge:
        """The hedge of its words."""
        return hedge(self.text, self.start, self.end)


@frozen
class Wording:
    """The words of an article, looked at once a figure around it has to be told from others."""

    account: Account

    @cached_property
    def names(self) -> frozenset[str]:
        """The names in the text and in its claims."""
        claims = self.account.sidecar.value.claims if self.account.sidecar.value else ()
        return contentwords.names("\n".join([self.text, *(_texts(claim) for claim in claims)]))

    @cached_property
    def leads(self) -> frozenset[str]:
        """The names that need no mention, for the article is about them."""
        return _leads(self.text) & self.names

    @cached_property
    def years(self) -> frozenset[str]:
        """The years in the text."""
        return frozenset(_YEAR.findall(self.text))

    @property
    def text(self) -> str:
        """The text of the article."""
        return self.account.body.text


@frozen
class Claimed:
    """The figure of a claim and the words that tell what it is of.

    Few figures are ever held against others, so the words are looked at when they are asked for.
    """

    index: int
    claim: Claim
    figure: Figure
    amount: Amount
    article: Wording

    @cached_property
    def close(self) -> frozenset[str]:
        """The stems of its quote and label."""
        return contentwords.stems(self._quoted) - self._unit

    @cached_property
    def wide(self) -> frozenset[str]:
        """Those of its paragraph and summary too."""
        return self._wide - self._unit

    @cached_property
    def names(self) -> frozenset[str]:
        """The names among these."""
        return self._wide & self.article.names - self._unit

    @cached_property
    def text(self) -> str:
        """Its quote, label, summary and the sentences around it."""
        around = _around(self.article.account, self.index, sentence_at)
        return "\n".join((self._quoted, _texts(self.claim), *around))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years of its text, or of the article's."""
        return _years(self.text, self.figure) or self.article.years

    @property
    def leads(self) -> frozenset[str]:
        """The names that need no mention, for the article is about them."""
        return self.article.leads

    @property
    def cast(self) -> frozenset[str]:
        """The names of the whole article."""
        return self.article.names

    @cached_property
    def _quoted(self) -> str:
        quotes = " ".join(s.quote for s in (self.claim, *self.claim.also))
        return f"{quotes}\n{self.figure.label or ''}"

    @cached_property
    def _wide(self) -> frozenset[str]:
        around = _around(self.article.account, self.index, _paragraph_at)
        return contentwords.stems("\n".join((self.text, *around)))

    @cached_property
    def _unit(self) -> frozenset[str]:
        return contentwords.stems(self.figure.unit.text)


def of_numeral(numeral: Numeral) -> tuple[Amount, ...]:
    """The amounts of a number in a text, two for a range, none where they cannot be told."""
    unit, power = without_prefix(numeral.unit)
    known = [value for value in numeral.values if value is not None]
    return tuple(
        Amount(value.scaleb(power), numeral.step.scaleb(power), unit)
        for value in known
        if len(known) == len(numeral.values)
    )


def of_quantity(value: Decimal, unit: Unit) -> Amount:
    """The amount of a typed value; what stands below the line is left out."""
    name, power = without_prefix(unit.numerator[0]) if unit.numerator else ("", 0)
    step = unit.scale.scaleb(int(value.as_tuple().exponent))
    return Amount((value * unit.scale).scaleb(power), step.scaleb(power), name)


def is_close(stated: Amount, known: Amount, *, rough: bool = False) -> bool:
    """Whether one is the other, rounded: at its own precision, or as a rough figure is."""
    apart = abs(stated.value - known.value)
    if apart <= stated.step / 2 or (rough and apart <= known.step / 2):
        return True
    if known.step < known.value.copy_abs().scaleb(-1) and apart <= known.step / 2:
        return known.value != known.value.to_integral_value()  # more digits than the claim gives
    return rough and apart <= max(abs(stated.value), abs(known.value)) * _ROUGHLY


def in_text(text: str, found: Iterable[Numeral]) -> Iterator[Stated]:
    """The amounts of the numbers in a text, with their hedges."""
    for numeral in found:
        for amount in of_numeral(numeral):
            yield Stated(amount, text, numeral.start, numeral.end)


def typed(account: Account) -> Iterator[Amount]:
    """What calculations state and take: results, and values with their sources."""
    for claim in account.sidecar.value.claims if account.sidecar.value else ():
        for check in claim.check:
            yield of_quantity(check.gives.value, check.gives.unit)
            for operand in check.where.values():
                if operand.value is not None:
                    yield of_quantity(operand.value, operand.unit)


def claimed(account: Account) -> Iterator[Claimed]:
    """The figures of the claims, with the words of each."""
    claims = account.sidecar.value.claims if account.sidecar.value else ()
    article = Wording(account)
    for index, claim in enumerate(claims):
        if (figure := claim.figure) is not None:
            yield Claimed(index, claim, figure, of_quantity(figure.value, figure.unit), article)


def _leads(text: str) -> frozenset[str]:
    """The words of the first paragraph, and those that a third of the paragraphs have."""
    paragraphs = [
        contentwords.stems(line) for line in text.split("\n") if line.endswith(_PARAGRAPH_ENDS)
    ]
    counted = Counter(word for words in paragraphs for word in words)
    often = {word for word, times in counted.items() if 3 * times >= len(paragraphs)}
    return frozenset(often).union(*paragraphs[:1])


def _years(text: str, figure: Figure) -> frozenset[str]:
    of = figure.as_of.earliest if figure.as_of else None
    return frozenset((*_YEAR.findall(text), *([str(of.year)] if of else ())))


def _texts(claim: Claim) -> str:
    label = claim.figure.label if claim.figure else ""
    return "\n".join(filter(None, (claim.quote, label, claim.summary)))


def _around(
    account: Account, index: int, stretch: Callable[[str, int], tuple[int, int]]
) -> Iterator[str]:
    """The sentences or paragraphs in which a claim is quoted."""
    for place in account.ranges.get(index, ()):
        start, end = stretch(account.body.text, place.start)
        yield account.body.text[start:end]


def _paragraph_at(text: str, start: int) -> tuple[int, int]:
    end = text.find("\n", start)
    return text.rfind("\n", 0, start) + 1, end if end >= 0 else len(text)


def likeness(found: Found, claimed: Claimed, rivals: frozenset[str]) -> int:
    """How much says that a text's figure is of what the claim's is; 0 where something denies it.

    ``rivals`` are the close stems of other claims in this unit. From 2 on, words of the quote or
    the label say so that no rival has; 1 is for no more than a word of the claim's paragraph.
    """
    begin, end = sentence_at(found.piece.text, found.numeral.start)
    sentence = found.piece.text[begin:end]
    noun = contentwords.stems(found.numeral.text)
    words = contentwords.stems(sentence) - noun
    if _is_other(sentence, found, claimed):
        return 0
    named = words & claimed.names
    close = (words & claimed.close) - claimed.names
    if not claimed.amount.unit:
        return 2 + len(close) if noun & claimed.close and (close or named) else 0
    if _of_what(found) & claimed.close - rivals:
        return 3
    if close - rivals and (len(close) > 1 or named):
        return 2 + len(close) + len(named)
    return 1 if words & claimed.wide and not claimed.figure.unit.denominator else 0


def _is_other(sentence: str, found: Found, claimed: Claimed) -> bool:
    """Whether the sentence speaks of another kind of thing, another year, or someone else."""
    if bool(_CHANGE.search(sentence)) != bool(_CHANGE.search(claimed.text)):
        return True
    text, end = found.piece.text, found.numeral.end
    if _PER.match(text, end) and not claimed.figure.unit.denominator:
        return True
    years = set(_YEAR.findall(sentence))
    if years and not years & claimed.years:
        return True
    said = contentwords.names(sentence) | contentwords.stems(sentence) & claimed.cast
    said -= contentwords.stems(found.numeral.text)
    strangers = said - claimed.wide - claimed.leads
    if claimed.names and len(strangers) * 2 >= max(1, len(said)):
        return True
    return bool(_of_what(found) - claimed.wide)


def _of_what(found: Found) -> frozenset[str]:
    """The stem of what a number is of: `12 % of AMD`, `40 milliards de recettes`."""
    head = _HEAD.match(found.piece.text, found.numeral.end)
    return contentwords.stems(head["head"]) if head else frozenset()
