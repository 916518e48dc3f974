"""A calculation that does not give what the article says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vouch.arithmetic import Worked
from vouch.checks.subject import Subject
from vouch.diagnostics import Diagnostic
from vouch.quantity import Quantity

CODE = "wrong-result"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """The result stands within the margin; without `within` it rounds to what is stated."""
    for path, calculation, done in subject.worked:
        if not isinstance(done, Worked) or done.holds:
            continue
        result = Quantity(done.shown, calculation.gives.unit)
        margin = Quantity(done.margin.normalize(), calculation.gives.unit)
        allowed = (
            f"{_written(margin)} may be between them"
            if calculation.within
            else ("it does not round to that")
        )
        yield Diagnostic(
            CODE,
            f"this gives {_written(result)}, not {_written(calculation.gives)}: {allowed}",
            subject.reading.span(*path, "gives"),
            "correct the figures, the expression or the result; or say with `within` how far "
            "they may be apart",
        )


def _written(quantity: Quantity) -> str:
    """A number with its unit as an author writes it."""
    value = quantity.value
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return f"{plain:f} {quantity.unit.text}".rstrip()
