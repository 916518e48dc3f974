"""A claim that holds, and whose figure is not the number of its passage, or drops its bound.

Where a verdict finds fault with a passage, its figure may well be another one. Where a passage has
no number in the figure's unit there is nothing to compare. The result of a calculation is another
number than those it is made from: it may stand for a passage that has these alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from vouch import dimensions, expression
from vouch.accounting import Account
from vouch.accounting import Figure as Found
from vouch.anchor import Range
from vouch.calculations import quantities
from vouch.diagnostics import Diagnostic, Note
from vouch.hedges import Hedge, hedge
from vouch.model.base import shown
from vouch.model.claims import Check, Claim, Figure
from vouch.numerals import AMOUNTS
from vouch.outcomes import HELD, Finding, Level
from vouch.quantity import Modality
from vouch.statements import ROUGH, Amount, is_close, of_numeral, of_quantity

CODE = "unquoted-figure"
LEVEL = Level.WARNING
_ABOVE, _BELOW = (Hedge.OVER, Hedge.AT_LEAST), (Hedge.UNDER, Hedge.UP_TO)
_BOUNDS = {
    Hedge.UP_TO: Modality.UP_TO,
    Hedge.UNDER: Modality.UP_TO,
    Hedge.AT_LEAST: Modality.AT_LEAST,
    Hedge.OVER: Modality.AT_LEAST,
}
_SCALES = (3, 6, 9, -3, -6, -9)
_FALLING = re.compile(
    r"\b(?:baiss\w*|recul\w*|chut\w*|pertes?|perd\w*|déficit\w*|moins|sous|repli\w*|rabais|remises?"
    r"|diminu\w*|décroiss\w*|écarts?|manques?|loss\w*|los[et]s?|f[ae]ll\w*|drop\w*|declin\w*|cuts?"
    r"|deficit\w*|below|minus|down|decreas\w*|shortfall|gap|discount\w*|reduc\w*|réduc\w*)\b",
    re.IGNORECASE,
)
"""Words that take the place of a sign."""


class _Said(NamedTuple):
    """A number of a passage, and what it may amount to."""

    found: Found
    amounts: tuple[Amount, ...]

    @property
    def hedge(self) -> Hedge:
        """The hedge around it."""
        numeral = self.found.numeral
        return hedge(self.found.piece.text, numeral.start, numeral.end)


class _Fault(NamedTuple):
    """What is wrong with a figure, the number that shows it, and what mends it."""

    said: _Said
    message: str
    help: str


def check(account: Account) -> Iterator[Finding]:
    """Each passage of a claim that holds, where it has a number to compare its figure with."""
    claims = account.sidecar.value.claims if account.sidecar.value else ()
    figures = {claim.id: claim.figure for claim in claims if claim.figure}
    numbers = _numbers(account)
    for index, places in account.ranges.items():
        claim = claims[index]
        verdict = account.sidecar.document.text(account.sidecar.place("claims", index, "verdict"))
        if claim.figure is None or verdict not in account.upheld:
            continue
        stated = of_quantity(claim.figure.value, claim.figure.unit)
        giving = [calculation for calculation in claim.check if _gives(calculation, stated)]
        for place in places:
            said = list(_said(numbers.get(index, ()), place, stated))
            if not said:
                continue
            fault = _of_value(said, claim, claim.figure, stated)
            if fault and any(_is_made_from(said, each, claim.figure, figures) for each in giving):
                continue
            if not fault and not giving:  # a calculation shows how exact its result is
                fault = _of_bound(said, claim, claim.figure, stated)
            yield (_problem(account, index, fault),) if fault else HELD


def _gives(calculation: Check, stated: Amount) -> bool:
    """Whether a figure is the result of a calculation, which shows how it comes about."""
    given = of_quantity(calculation.gives.value, calculation.gives.unit)
    return given.unit == stated.unit and is_close(given, stated)


def _is_made_from(
    said: Iterable[_Said], calculation: Check, figure: Figure, figures: Mapping[str, Figure]
) -> bool:
    """Whether every number of a passage, each in the figure's unit, goes into a calculation."""
    taken = list(_operands(calculation, figure, figures))
    return all(any(_holds(one, _unsigned(value)) for value in taken) for one in said)


def _operands(
    calculation: Check, figure: Figure, figures: Mapping[str, Figure]
) -> Iterator[Amount]:
    """What goes into a calculation, in the figure's unit; 3 % may be written as 0.03 or 1.03."""
    unit = of_quantity(figure.value, figure.unit).unit
    held = [of_quantity(one.value, one.unit) for one in quantities(calculation, figures).values()]
    yield from (amount for amount in held if amount.unit == unit)
    tree = expression.read(calculation.expression)
    leaves = () if isinstance(tree, expression.Misread) else expression.leaves(tree)
    bare = [leaf.value for leaf in leaves if isinstance(leaf, expression.Number)]
    bare += [amount.value for amount in held if not amount.unit]
    based = dimensions.of(figure.unit)
    if unit and based is not None and not based.dimension:
        whole = based.factor / figure.unit.scale
        # Signs are dropped where they are compared: 1.03 - 1 is one of these as well.
        bare = [part / whole for number in bare for part in (number, 1 - number)]
    yield from (Amount(number, Decimal(0), unit) for number in bare)


def _numbers(account: Account) -> dict[int, list[Found]]:
    """The numbers in the passages of each claim, by its place in the sidecar."""
    numbers: dict[int, list[Found]] = {}
    for found in account.figures:
        if found.numeral.kind in AMOUNTS:
            for index in found.claims:
                numbers.setdefault(index, []).append(found)
    return numbers


def _said(numbers: Iterable[Found], place: Range, stated: Amount) -> Iterator[_Said]:
    """The numbers of a passage that may be the figure: those in its unit."""
    for found in numbers:
        numeral = found.numeral
        if not (place.start <= numeral.first and numeral.last <= place.end):
            continue
        amounts = of_numeral(numeral)
        if amounts and amounts[0].unit == stated.unit:
            yield _Said(found, amounts)


def _of_value(said: Sequence[_Said], claim: Claim, figure: Figure, stated: Amount) -> _Fault | None:
    """What is wrong where no number of a passage agrees with the figure."""
    if any(_agrees(one, figure, stated) for one in said):
        return None
    if len(said) == 1 and any(_slips(amount, stated) for amount in said[0].amounts):
        return None  # see vouch.checks.false_friend
    values = [amount.value for one in said for amount in one.amounts]
    apart = {abs(a - b) for a in values for b in values} | {a + b for a in values for b in values}
    if len(values) > 1 and abs(stated.value) in apart:
        return None
    waiver = f"`waivers: [{{check: {CODE}, claim: {claim.id}, why: …}}]`"
    return _Fault(
        said[0],
        f"{_written(claim, figure)} is not the “{said[0].found.numeral.text}” of its passage",
        f"give both one value; if the figure is of another quantity, say so: {waiver}",
    )


def _slips(one: Amount, other: Amount) -> bool:
    """Whether a word of scale alone is between them."""
    return any(
        is_close(one, Amount(other.value.scaleb(by), other.step.scaleb(by), other.unit))
        for by in _SCALES
    )


def _agrees(one: _Said, figure: Figure, stated: Amount) -> bool:
    if one.amounts[0].value < 0 < stated.value and not _FALLING.search(figure.label or ""):
        return False
    return _holds(one, _unsigned(stated), rough=figure.modality in ROUGH)


def _holds(one: _Said, value: Amount, *, rough: bool = False) -> bool:
    """Whether a value without its sign is what the passage says, or within its range or bound."""
    here = [_unsigned(amount) for amount in one.amounts]
    if any(is_close(amount, value, rough=rough) for amount in here):
        return True
    hedged = one.hedge  # looked for only where it can make a difference
    if hedged is Hedge.ABOUT and any(is_close(amount, value, rough=True) for amount in here):
        return True
    low, high = min(a.value for a in here), max(a.value for a in here)
    if hedged in _ABOVE:
        return value.value > low
    if hedged in _BELOW:
        return value.value < high
    return low < value.value < high


def _of_bound(said: Sequence[_Said], claim: Claim, figure: Figure, stated: Amount) -> _Fault | None:
    """What is wrong where the passage has a bound, and the figure is the same as an exact one."""
    if figure.modality is not Modality.EXACT:
        return None
    same = [one for one in said if any(is_close(amount, stated) for amount in one.amounts)]
    if not same or any(one.hedge not in _BOUNDS for one in same):
        return None
    bound = _BOUNDS[same[0].hedge]
    what = "ceiling" if bound is Modality.UP_TO else "floor"
    message = f"{_written(claim, figure)} is a {what} in its passage"
    return _Fault(same[0], message, f"write `modality: {bound.value}`")


def _unsigned(amount: Amount) -> Amount:
    return Amount(abs(amount.value), amount.step, amount.unit)


def _problem(account: Account, index: int, fault: _Fault) -> Diagnostic:
    numeral = fault.said.found.numeral
    return Diagnostic(
        CODE,
        fault.message,
        account.sidecar.span("claims", index, "figure", "value"),
        fault.help,
        (Note("the passage", fault.said.found.piece.span(numeral.start, numeral.end)),),
        LEVEL.severity,
    )


def _written(claim: Claim, figure: Figure) -> str:
    firm = "" if figure.modality is Modality.EXACT else f"{figure.modality.value} "
    value = shown(f"{firm}{figure.value:f} {figure.unit.text}".strip())
    return f"the figure of `{claim.id}`, {value},"
