"""One figure, one value: the same fact stated twice, in two articles or two languages.

Two figures are of one fact where they name it (`fact`), or where they belong to one claim of an
article and its translation. A figure of another day (`as_of`) may differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property

from vouch.checks.standing import Standing
from vouch.diagnostics import Diagnostic, Note, Span
from vouch.dossier import Dossier, Stated
from vouch.frozen import frozen
from vouch.model.base import shown
from vouch.outcomes import HELD, Finding, Level, Problems
from vouch.quantity import Modality
from vouch.ties import groups
from vouch.units import without_prefix

CODE = "conflicting-figures"
LEVEL = Level.ERROR
_BOUNDS = (Modality.UP_TO, Modality.AT_LEAST)


@frozen
class _Stated:
    """A figure, and the article that states it."""

    article: str
    figure: Stated

    @cached_property
    def said(self) -> tuple[object, ...]:
        """All by which it may contradict another."""
        return self.amount, self.units, self.figure.modality, self.figure.as_of

    @cached_property
    def amount(self) -> Fraction:
        """The value in the bare unit: 6 GW and 6000 MW are one amount."""
        unit = self.figure.unit
        power = sum(map(_power, unit.numerator)) - sum(map(_power, unit.denominator))
        return Fraction(self.figure.value) * Fraction(unit.scale) * Fraction(10) ** power

    @cached_property
    def units(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The unit without scale words and prefixes."""
        unit = self.figure.unit
        above, below = unit.numerator, unit.denominator
        return tuple(map(_bare, above)), tuple(map(_bare, below))

    @property
    def text(self) -> str:
        """The figure as it is written."""
        modality = self.figure.modality
        bound = f"{modality.value} " if modality in _BOUNDS else ""
        return shown(f"{bound}{self.figure.value:f} {self.figure.unit.text}".strip())


def check(subject: Standing) -> Iterator[Finding]:
    """Every figure that is stated once more: whether it contradicts one before it."""
    found: dict[Span, Problems] = {}
    for named, stated in _by_fact(subject.dossiers):
        before = {stated[0].said: stated[0]}  # what says the same is looked at once
        for second in stated[1:]:
            if not found.get(second.figure.span):
                others = (one for one in before.values() if _contradict(one, second, named=named))
                first = next(others, None)
                found[second.figure.span] = (_problem(first, second),) if first else HELD
            before.setdefault(second.said, second)
    yield from found.values()


def _by_fact(articles: Sequence[Dossier]) -> Iterator[tuple[bool, list[_Stated]]]:
    """Figures of one fact, in the order of the articles; and whether they name it."""
    every = [(article, article.tied) for article in articles if article.tied]
    tied = groups([one for _, one in every])
    named: dict[str, list[_Stated]] = {}
    versions: dict[tuple[tuple[str, ...], str], list[_Stated]] = {}
    for article, one in every:
        for figure in article.stated:
            stated = _Stated(one.slug, figure)
            if figure.fact:
                named.setdefault(figure.fact, []).append(stated)
            versions.setdefault((tied[one.slug], figure.claim), []).append(stated)
    yield from ((True, stated) for stated in named.values())
    yield from ((False, stated) for stated in versions.values())


def _contradict(first: _Stated, second: _Stated, *, named: bool) -> bool:
    """Whether two statements of one fact cannot both hold.

    Where nothing but a claim's id ties them, one may be in miles and the other in kilometres.
    """
    one, other = first.figure, second.figure
    if one.as_of and other.as_of and not _overlap(one, other):
        return False
    if first.units != second.units:
        return named
    bounds = {figure.modality for figure in (one, other)}
    if first.amount == second.amount:
        return len(bounds) > 1 and any(modality in _BOUNDS for modality in bounds)
    return True


def _overlap(one: Stated, other: Stated) -> bool:
    """Whether two figures may be of one day."""
    days = [figure.as_of for figure in (one, other) if figure.as_of]
    last = min((d.latest for d in days if d.latest), default=None)
    first = max((d.earliest for d in days if d.earliest), default=None)
    return first is None or last is None or first <= last


def _problem(first: _Stated, second: _Stated) -> Diagnostic:
    fact = second.figure.fact
    subject = f"the fact `{shown(fact)}`" if fact else f"the figure of `{second.figure.claim}`"
    where = f"`{first.figure.claim}` of {first.article}"
    message = f"{subject} is {second.text} here and {first.text} in {where}"
    usual = "give both one value; or say under `as_of` of which days they are, if both hold"
    help = _slip(first, second) or usual
    return Diagnostic(
        CODE, message, second.figure.span, help, (Note("the other value", first.figure.span),)
    )


def _slip(first: _Stated, second: _Stated) -> str:
    """What is likely to have been mixed up where one value is the other with its point moved."""
    if first.units != second.units or not first.amount or not second.amount:
        return ""
    ratio = first.amount / second.amount
    times = max(ratio, 1 / ratio)
    digits = str(times.numerator)
    if times == 1 or times.denominator != 1 or digits != "1" + "0" * (len(digits) - 1):
        return ""
    likely = f"one is {times.numerator:,} times the other: "
    return f"{likely}was a comma taken for a point, or one word of scale for another?"


def _power(name: str) -> int:
    return without_prefix(name)[1]


def _bare(name: str) -> str:
    return without_prefix(name)[0]
