"""The calculations of a sidecar: from its own names to figures, and what they give."""

from __future__ import annotations

from collections.abc import Mapping

from vouch import expression
from vouch.arithmetic import Refused, Worked, work
from vouch.expression import Misread
from vouch.model.claims import Check, Figure
from vouch.quantity import Quantity


def worked(calculation: Check, figures: Mapping[str, Figure]) -> Worked | Refused | None:
    """A calculation carried out; None where it cannot be read, or a figure of it is missing.

    ``figures`` are those of claims, by the claims' ids.
    """
    tree = expression.read(calculation.expression)
    if isinstance(tree, Misread):
        return None
    held = quantities(calculation, figures)
    if any(name.name not in held for name in expression.names(tree)):
        return None
    return work(tree, held, calculation.gives, calculation.within)


def quantities(calculation: Check, figures: Mapping[str, Figure]) -> dict[str, Quantity]:
    """What each name of a calculation stands for, as far as it is there."""
    found = {}
    for name, operand in calculation.where.items():
        figure = figures.get(operand.figure) if operand.figure is not None else operand
        if figure is not None and figure.value is not None:
            found[name] = Quantity(figure.value, figure.unit)
    return found
