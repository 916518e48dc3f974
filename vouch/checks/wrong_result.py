"""A calculation that does not give what the article says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vouch.arithmetic import Worked
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.outcomes import HELD, Finding, Left, Level
from vouch.quantity import Quantity

CODE = "wrong-result"
LEVEL = Level.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    """The result stands within the margin; without `within` it rounds to what is stated."""
    for path, calculation, done in subject.worked:
        if not isinstance(done, Worked):
            yield Left.UNCHECKABLE
            continue
        if done.holds:
            yield HELD
            continue
        result = Quantity(done.shown, calculation.gives.unit)
        allowed = (
            f"{_margin(done.margin, calculation.gives)} may be between them"
            if calculation.within
            else ("it does not round to that")
        )
        problem = Diagnostic(
            CODE,
            f"this gives {_written(result)}, not {_written(calculation.gives)}: {allowed}",
            subject.reading.span(*path, "gives"),
            "correct the figures, the expression or the result; or say with `within` how far "
            "they may be apart",
        )
        yield (problem,)


def _margin(margin: Decimal, stated: Quantity) -> str:
    """How far two numbers may be apart; between shares of a whole lie points."""
    written = _written(Quantity(margin.normalize(), stated.unit))
    return written.replace("%", "points") if stated.unit.text == "%" else written


def _written(quantity: Quantity) -> str:
    """A number with its unit as an author writes it."""
    value = quantity.value
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"{plain:f} {quantity.unit.text}".rstrip()
