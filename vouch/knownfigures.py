"""All that an article states in figures: by its claims, in its calculations, in its text.

It is looked up by the unit, and looked at no earlier than a figure has to be held against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from vouch.accounting import Account
from vouch.accounting import Figure as Found
from vouch.frozen import frozen
from vouch.readtext import Body
from vouch.statements import Amount, Claimed, Stated, claimed, in_text, is_close, typed

T = TypeVar("T")


@frozen
class Known:
    """What is known of an article's figures, by their units."""

    account: Account

    @cached_property
    def claims(self) -> Mapping[str, tuple[Claimed, ...]]:
        """The figures of the claims, by their units."""
        return _by_unit(claimed(self.account), lambda claim: claim.amount)

    @cached_property
    def typed(self) -> Mapping[str, tuple[Amount, ...]]:
        """What calculations state and take, by units."""
        return _by_unit(typed(self.account), lambda amount: amount)

    @cached_property
    def written(self) -> Mapping[str, tuple[Stated, ...]]:
        """What the text and the quotes of the claims state, by units."""
        return _by_unit(_written(self.account), lambda stated: stated.amount)

    @cached_property
    def amounts(self) -> Mapping[str, frozenset[Amount]]:
        """The amounts of the claims, of the text and of the quotes, by units."""
        return {
            unit: frozenset(
                (
                    *(claim.amount for claim in claims),
                    *(stated.amount for stated in self.written.get(unit, ())),
                )
            )
            for unit, claims in self.claims.items()
        }

    def alone(self, claim: Claimed) -> bool:
        """Whether no other value is known in the unit of a claim's figure."""
        return all(
            is_close(other, claim.amount, rough=True) or is_close(claim.amount, other, rough=True)
            for other in self.amounts[claim.amount.unit]
        )

    def rivals(self, claim: Claimed) -> frozenset[str]:
        """Those words of a claim that another with another value in the same unit has too."""
        values = self._values[claim.amount.unit]
        return frozenset(word for word in claim.close if len(values[word]) > 1)

    @cached_property
    def _values(self) -> Mapping[str, Mapping[str, set[Decimal]]]:
        """The values of the claims in each unit by their words."""
        found: dict[str, defaultdict[str, set[Decimal]]] = {}
        for unit, claims in self.claims.items():
            values = found[unit] = defaultdict(set)
            for claim in claims:
                for word in claim.close:
                    values[word].add(claim.amount.value)
        return found


def _by_unit(found: Iterable[T], amount: Callable[[T], Amount]) -> Mapping[str, tuple[T, ...]]:
    units: defaultdict[str, list[T]] = defaultdict(list)
    for one in found:
        units[amount(one).unit].append(one)
    return {unit: tuple(those) for unit, those in units.items()}


def is_of_text(found: Found) -> bool:
    """Whether a figure stands in the text, and in no caption."""
    return isinstance(found.piece, Body) and found.piece.is_anchored_at(found.numeral.start)


def _written(account: Account) -> Iterator[Stated]:
    claims = account.sidecar.value.claims if account.sidecar.value else ()
    yield from in_text(account.body.text, (f.numeral for f in account.figures if is_of_text(f)))
    for selector in (s for claim in claims for s in (claim, *claim.also)):
        yield from in_text(selector.quote, account.read(selector.quote))
