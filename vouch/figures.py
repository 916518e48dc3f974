"""Figures and calculations in the words of a language, never without their modality."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from vouch import units, views
from vouch.arithmetic import Worked
from vouch.calculations import quantities
from vouch.model.claims import Check, Figure, Operand
from vouch.prose import typeset_line
from vouch.quantity import RelativeTolerance, Tolerance
from vouch.wording import UnitLabels, Wording

_PERCENT = units.parse_unit("%")
Origin = Callable[[Operand], tuple[Figure | None, views.Link | None]]


class Figures(NamedTuple):
    """How one article says numbers; ``labels`` names the site's own units."""

    w: Wording
    labels: UnitLabels

    def figure(self, figure: Figure) -> views.FigureView:
        """The figure of a claim, whole and in the parts that a callout sets apart."""
        parts = self.w.figure_parts(figure.value, figure.unit, figure.modality, self.labels)
        return views.FigureView(
            text=self.w.whole(parts, figure.modality),
            modality=parts.modality,
            number=parts.number,
            unit=parts.unit,
            label=self._line(figure.label),
            as_of=figure.as_of,
            stated=_written(figure.value, figure.unit),
            firmness=figure.modality.value,
            fact=figure.fact or "",
        )

    def calculation(
        self, check: Check, done: Worked, figures: Mapping[str, Figure], origin: Origin
    ) -> views.CalculationView:
        """A calculation that gave ``done``; ``figures`` are those of claims, by the claims' ids.

        ``origin`` says where the number of a name is from.
        """
        shown = done.shown
        operands = []
        for name, operand in check.where.items():
            figure, link = origin(operand)
            if figure is not None:
                said = (figure.value, figure.unit, figure.modality, self.labels)
                operands.append((name, self.w.with_modality(*said), link))
            elif operand.value is not None:
                value = self.w.figure(operand.value, operand.unit, self.labels)
                operands.append((name, value, link))
        unit = check.gives.unit
        gives = self.w.figure(check.gives.value, unit, self.labels)
        return views.CalculationView(
            label=self._line(check.label),
            expression=check.expression,
            result=gives if done.is_stated else self.w.figure(shown, unit, self.labels),
            gives=gives,
            within=self._tolerance(check.within) if check.within else "",
            operands=tuple(operands),
            stated=_written(check.gives.value, check.gives.unit),
            computed=format(shown, "f"),
            quantities={
                name: _written(held.value, held.unit)
                for name, held in quantities(check, figures).items()
            },
        )

    def _tolerance(self, within: Tolerance) -> str:
        if isinstance(within, RelativeTolerance):
            share = self.w.figure(within.share * 100, _PERCENT)
            return self.w.text("claim.working-relative", share=share)
        return self.w.figure(within.margin.value, within.margin.unit, self.labels)

    def _line(self, text: str | None) -> str:
        return typeset_line(text, self.w.lang) if text else ""


def _written(value: Decimal, unit: units.Unit) -> views.QuantityView:
    return views.QuantityView(format(value, "f"), unit.text)
