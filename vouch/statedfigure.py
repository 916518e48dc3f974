"""The figure of a passage as its claim states it: value, unit and modality, as YAML has them.

Whoever drafts a claim reads it here, so that one passage gives one figure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal

from vouch import units
from vouch.anchor import Range
from vouch.hedges import Hedge, hedge
from vouch.numerals import AMOUNTS, Numeral, numerals
from vouch.quantity import Modality

Figure = tuple[tuple[str, str], ...]
"""The keys of a figure with their values, each as it is written in YAML, on one line."""
_SCALES = (
    ("trillion", Decimal(10) ** 12),
    ("billion", Decimal(10) ** 9),
    ("million", Decimal(10) ** 6),
)
_MODALITIES = {
    Hedge.ABOUT: Modality.ABOUT,
    Hedge.AT_LEAST: Modality.AT_LEAST,
    Hedge.UP_TO: Modality.UP_TO,
}
"""`more than` and `less than` are left to the author: no modality says just that."""
_PLAIN = re.compile(r"[A-Za-z0-9°](?:[A-Za-z0-9°/. -]*[A-Za-z0-9°])?")


def figure_in(text: str, place: Range, lang: str) -> Figure:
    """The figure of the passage at ``place`` of a text, read with the words around it."""
    found = within(numerals(text, lang), place)
    chosen = leading(found)
    return figure_of(text, chosen) if chosen else ()


def within(found: Iterable[Numeral], place: Range) -> tuple[Numeral, ...]:
    """Those of the numerals that are amounts and lie in the passage as a whole."""
    return tuple(
        numeral
        for numeral in found
        if numeral.kind in AMOUNTS and place.start <= numeral.first and numeral.last <= place.end
    )


def leading(amounts: Iterable[Numeral]) -> Numeral | None:
    """The amount that a passage is about: the first that has a unit, or else the first.

    None where the value of none is certain; a range has two.
    """
    certain = [each for each in amounts if len(each.values) == 1 and each.values[0] is not None]
    return next((each for each in certain if each.unit), certain[0] if certain else None)


def figure_of(text: str, numeral: Numeral) -> Figure:
    """The figure of one certain amount; nothing where only the text knows its unit."""
    value = numeral.values[0]
    assert value is not None
    scale, factor = next(
        ((word, by) for word, by in _SCALES if abs(value) >= by and numeral.step >= 10),
        ("", Decimal(1)),
    )
    unit = " ".join(filter(None, (scale, numeral.unit)))
    try:
        units.parse_unit(unit)
    except ValueError:
        return ()
    stated = hedge(text, numeral.first, numeral.last)
    modality = _MODALITIES.get(stated)
    quoted = unit if _PLAIN.fullmatch(unit) else json.dumps(unit, ensure_ascii=False)
    return (
        ("value", _written(value / factor, numeral.step / factor)),
        *((("unit", quoted),) if unit else ()),
        *((("modality", modality.value),) if modality else ()),
    )


def _written(value: Decimal, step: Decimal) -> str:
    """The value with as many decimals as its text has."""
    exponent = step.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:.{decimals}f}"
