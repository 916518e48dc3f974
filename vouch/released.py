"""What a release records of the site: frozen values, made from claims, compared later.

A claim is recorded as its author wrote it: what typography makes of a quote is no change of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import TYPE_CHECKING

from vouch.frozen import frozen
from vouch.units import Unit

if TYPE_CHECKING:
    from vouch.model.claims import Claim, Figure
    from vouch.model.corrections import Correction


@frozen
class ReleasedFigure:
    """A figure as written, and what it means.

    ``amount`` is the number in the plain unit, so that two spellings of one are no change.
    """

    value: str
    unit: str
    modality: str
    amount: str

    def __str__(self) -> str:
        return " ".join(part for part in (self._firmness, self.value, self.unit) if part)

    @property
    def _firmness(self) -> str:
        return "" if self.modality == "exact" else self.modality


@frozen
class ReleasedEntry:
    """An entry of a claim's `corrections`; texts that are not written are empty."""

    date: str
    kind: str
    was: str = ""
    now: str = ""
    why: str = ""


@frozen
class ReleasedClaim:
    """A claim. ``quotes`` holds its own first; ``signed`` is a digest of what was signed off."""

    verdict: str
    quotes: tuple[str, ...]
    figure: ReleasedFigure | None = None
    corrections: tuple[ReleasedEntry, ...] = ()
    checked: str = ""
    checked_by: str = ""
    signed: str = ""


@frozen
class ReleasedArticle:
    """An article by its slug; ``withdrawn`` are the days on which claims were, by id."""

    title: str = ""
    date: str = ""
    updated: str = ""
    claims: Mapping[str, ReleasedClaim] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)


@frozen
class Release:
    """Everything that was published on ``day``; ``withdrawn`` are articles, by slug."""

    day: date
    articles: Mapping[str, ReleasedArticle] = field(default_factory=dict)
    withdrawn: Mapping[str, str] = field(default_factory=dict)

    def article(self, slug: str, aliases: tuple[str, ...]) -> ReleasedArticle | None:
        """What was published under any of an article's addresses, its present one first."""
        held = [self.articles[name] for name in (*aliases, slug) if name in self.articles]
        if not held:
            return None
        return ReleasedArticle(
            held[-1].title,
            held[-1].date,
            held[-1].updated,
            {id: claim for article in held for id, claim in article.claims.items()},
            {id: day for article in held for id, day in article.withdrawn.items()},
        )


def released_claim(claim: Claim, signed: str = "") -> ReleasedClaim:
    """The record of a claim."""
    return ReleasedClaim(
        verdict=claim.verdict,
        quotes=tuple(_line(selector.quote) for selector in (claim, *claim.also)),
        figure=released_figure(claim.figure) if claim.figure else None,
        corrections=tuple(map(released_entry, claim.corrections)),
        checked=claim.checked.text if claim.checked else "",
        checked_by=claim.checked_by or "",
        signed=signed,
    )


def released_figure(figure: Figure) -> ReleasedFigure:
    """The record of a figure."""
    amount = f"{figure.value * figure.unit.scale:f}"
    amount = amount.rstrip("0").rstrip(".") if "." in amount else amount
    return ReleasedFigure(
        value=f"{figure.value}",
        unit=figure.unit.text,
        modality=figure.modality.value,
        amount=" ".join(part for part in (amount, _plain(figure.unit)) if part),
    )


def released_entry(entry: Correction) -> ReleasedEntry:
    """The record of a correction."""
    return ReleasedEntry(
        entry.date.text, entry.kind, entry.was or "", entry.now or "", entry.why or ""
    )


def _plain(unit: Unit) -> str:
    """The unit by its canonical names, without its scale."""
    return "/".join(("*".join(unit.numerator), *unit.denominator))


def _line(text: str) -> str:
    return " ".join(text.split())
