"""What the pages say in a language: interface strings, dates, numbers and figures.

Strings, and the grammar that the locale data lack, come from the catalogues; the names of months
and currencies, plural rules and separators from the locale data (:mod:`vouch.cldr`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from vouch.catalogues import LANGUAGES, Entry, catalogue, elides, string
from vouch.cldr import LocaleWords
from vouch.dates import PartialDate
from vouch.datewords import Dated, DateForm, DateWords, machine_date
from vouch.frozen import frozen
from vouch.quantity import Modality, shifted
from vouch.typography import BOUND
from vouch.units import Unit

__all__ = [
    "LANGUAGES",
    "DateForm",
    "FigureParts",
    "UnitLabels",
    "Wording",
    "machine_date",
    "wording",
]

# A site's own units: name -> (singular, plural).
UnitLabels = Mapping[str, tuple[str, str]]
Value = str | int | Decimal | date | PartialDate

_DATES: Final = (date, PartialDate)
_OFTEN: Final = (int, PartialDate)  # what many strings have in them, and nothing else
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_NO_LABELS: Final[UnitLabels] = MappingProxyType({})
_MINUS: Final = "\u2212"
_MANY: Final = Decimal(2)  # « 1 million d’actions »: after a word of scale a unit is plural
_GROUP: Final = 3
_UNGROUPED: Final = 10**_GROUP  # below it a whole number is its digits alone
_GROUPS: Final = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_SCALE_DECIMALS: Final = 3  # the most before a word of scale
_PARTS: Final = frozenset("%‰")  # shares have no word of scale


@frozen
class FigureParts:
    """A figure in the three pieces that a callout sets apart; `modality` is empty when exact."""

    modality: str
    number: str
    unit: str

    @property
    def quantity(self) -> str:
        """The number with its unit."""
        return f"{self.number}{BOUND}{self.unit}" if self.unit else self.number


@dataclass(frozen=True, eq=False)
class Wording:
    """How one language says things. Made by `wording`; every result is plain text, not HTML."""

    lang: str
    _entries: Mapping[str, Entry]
    _locale: LocaleWords
    _dates: DateWords

    def text(self, key: str, **values: Value) -> str:
        """The interface string `key` with its values put in; a plural is chosen by `n`.

        Raises KeyError for a key that is not in the catalogue, and for a value that is missing.
        """
        if not values and (said := self._constants.get(key)) is not None:
            return said
        if len(values) == 1:
            ((name, value),) = values.items()
            if type(value) in _OFTEN:
                return self._said(key, name, value)
        return self._filled(key, values)

    @cached_property
    def _said(self) -> Callable[[str, str, Value], str]:
        """What was said with a number or a date is remembered: pages say the same few sentences."""
        return lru_cache(maxsize=4096)(lambda key, name, value: self._filled(key, {name: value}))

    def _filled(self, key: str, values: Mapping[str, Value]) -> str:
        entry = self._entries[key]
        pattern = entry if isinstance(entry, str) else self._plural(entry, values["n"])
        shown: dict[str, str | Dated] = {}
        for name, value in values.items():
            shown[name] = value if type(value) is str else self._shown(value)
        return pattern.format_map(shown)

    @cached_property
    def _constants(self) -> Mapping[str, str]:
        """The strings into which nothing is put; most of what a page says."""
        return {
            key: entry
            for key, entry in self._entries.items()
            if isinstance(entry, str) and "{" not in entry and "}" not in entry
        }

    def join(self, items: Iterable[str]) -> str:
        """« a, b et c »."""
        return self._locale.joined(list(items))

    def verdict_counts(
        self,
        counts: Iterable[tuple[str, int]],
        labels: Mapping[str, str] = _NONE,
    ) -> str:
        """« 29 affirmations : 4 vraies, 7 plutôt vraies » from (verdict, number), in that order.

        Verdicts without claims are left out. `labels` names the verdicts of a site's own scale.
        """
        found = [(key, n) for key, n in counts if n]
        claims = self.text("count.claims", n=sum(n for _, n in found))
        if not found:
            return claims
        said = (
            self.text("verdict.own-label", n=n, label=labels[key])
            if key in labels
            else self.text(f"verdict.{key}.count", n=n)
            for key, n in found
        )
        return self.text("verdict.counts", claims=claims, verdicts=", ".join(said))

    def date(self, when: PartialDate | date, form: DateForm = "plain") -> str:
        """A date in words, as precise as it is: « 4e trimestre 2026 », « depuis juillet 2026 »."""
        return self._dates.say(when, form)

    # --- Numbers ---

    def number(self, value: Decimal | int) -> str:
        """Grouped digits with every decimal that was written, and a real minus sign."""
        if type(value) is int and 0 <= value < _UNGROUPED:
            return str(value)
        written = f"{value:f}" if isinstance(value, Decimal) else str(value)
        whole, point, decimals = written.lstrip("-").partition(".")
        if len(whole) > _GROUP:
            whole = _GROUPS.sub(self._locale.group_mark, whole)
        mark = self._locale.decimal_mark if point else ""
        return f"{_MINUS if written.startswith('-') else ''}{whole}{mark}{decimals}"

    def figure(self, value: Decimal, unit: Unit, labels: UnitLabels = _NO_LABELS) -> str:
        """A bare number with its unit, as in a calculation; `value` as written, in `unit`."""
        return FigureParts("", *self._number_and_unit(value, unit, labels)).quantity

    def with_modality(
        self, value: Decimal, unit: Unit, modality: Modality, labels: UnitLabels = _NO_LABELS
    ) -> str:
        """A figure as it is claimed: « jusqu’à 160 millions d’actions »."""
        return self.whole(self.figure_parts(value, unit, modality, labels), modality)

    def figure_parts(
        self, value: Decimal, unit: Unit, modality: Modality, labels: UnitLabels = _NO_LABELS
    ) -> FigureParts:
        """The same in pieces. A currency's sign stands with the number where it comes first."""
        return FigureParts(
            self.text(f"modality.{modality}"), *self._number_and_unit(value, unit, labels)
        )

    def whole(self, parts: FigureParts, modality: Modality) -> str:
        """The pieces of a figure of this modality as one text."""
        return self.text(f"modality.{modality}.figure", figure=parts.quantity)

    def scale(
        self, ticks: Sequence[Decimal], unit: Unit, labels: UnitLabels = _NO_LABELS
    ) -> tuple[tuple[str, ...], str]:
        """The numbers of a chart's scale and, said once, their unit: « milliards de dollars ».

        `ticks` are in `unit`, its scale word multiplied in.
        """
        top = max(abs(tick) for tick in ticks)
        named = self._named_scales if _PARTS.isdisjoint(unit.numerator) else ()
        power = next((power for power in named if top.adjusted() >= power), 0)
        in_scale = replace(unit, scale=Decimal(10) ** power)
        number, noun = self._number_and_unit(_MANY, in_scale, labels)
        sign = number.replace(self.number(_MANY), "").strip()
        numbers = (self.number(shifted(tick, -power).normalize()) for tick in ticks)
        return tuple(numbers), " ".join(filter(None, (sign, noun)))

    @cached_property
    def _named_scales(self) -> Sequence[int]:
        """The powers of ten that have a name, the highest first."""
        keys = (key for key in self._entries if key.startswith("grammar.scale."))
        return sorted((int(key[14:]) for key in keys), reverse=True)

    def _number_and_unit(self, value: Decimal, unit: Unit, labels: UnitLabels) -> tuple[str, str]:
        amount, scale = self._scaled(value, unit)
        number = self.number(amount)
        noun, is_word = self._product(unit.numerator, labels, _MANY if scale else amount)
        if sign := self._currency_sign(unit, labels):
            number = f"{_MINUS}{sign}{number[1:]}" if amount < 0 else f"{sign}{number}"
            noun = ""
        elif noun and noun in string(self._entries, "grammar.tight"):
            number, noun = f"{number}{noun}", ""
        if scale:
            word = self._plural(self._entries[f"grammar.scale.{scale}"], amount)
            of = "figure.of-elided" if elides(self._entries, noun) else "figure.of"
            noun = f"{word} {self.text(of, unit=noun)}" if noun else word
        for name in unit.denominator:
            below, below_is_word = self._unit_name(name, labels, Decimal(1))
            symbol = self._entries.get(f"unit-symbol.{name}", "" if below_is_word else below)
            if noun and symbol and not is_word:
                noun = f"{noun}/{symbol}"
            else:
                noun = f"{noun} {self.text('figure.per', unit=below)}".lstrip()
        return number, noun

    def _scaled(self, value: Decimal, unit: Unit) -> tuple[Decimal, int]:
        """The number to show, and the power of ten (0 for none) of the word that follows it.

        An author's own word is kept; a large plain number gets one where it loses nothing.
        """
        power = unit.scale.adjusted()
        total = shifted(value, power)
        if not _PARTS.isdisjoint(unit.numerator):
            return total, 0
        if f"grammar.scale.{power}" in self._entries:
            return value, power
        if total:
            for scale in self._named_scales:
                if total.adjusted() < scale:
                    continue
                digits = f"{shifted(total, -scale):f}"
                short = digits.rstrip("0").rstrip(".") if "." in digits else digits
                if len(short.partition(".")[2]) <= _SCALE_DECIMALS:
                    return Decimal(short), scale
        return total, 0

    def _product(
        self, names: Sequence[str], labels: UnitLabels, amount: Decimal
    ) -> tuple[str, bool]:
        """The names above the line as one, and whether it has a word in it.

        Only the last of them agrees with the amount.
        """
        last = len(names) - 1
        if not last:
            return self._unit_name(names[0], labels, amount)
        named = [
            self._unit_name(name, labels, amount if place == last else Decimal(1))
            for place, name in enumerate(names)
        ]
        return "·".join(name for name, _ in named), any(is_word for _, is_word in named)

    def _unit_name(self, name: str, labels: UnitLabels, amount: Decimal) -> tuple[str, bool]:
        """A unit's name for an amount, and whether it is a word rather than a symbol."""
        entry = None if name in labels else self._entries.get(f"unit.{name}")
        if entry is not None:
            return (entry, False) if isinstance(entry, str) else (self._plural(entry, amount), True)
        if name in labels:
            one, other = ((word, True) for word in labels[name])
        else:
            one, other = (self._locale.unit_name(name, one=is_one) for is_one in (True, False))
        # Most are signs, the same for every amount; to ask for its category takes far longer.
        return one if one == other or self._locale.category(amount) == "one" else other

    def _currency_sign(self, unit: Unit, labels: UnitLabels) -> str:
        """What stands before the number; empty unless the unit is money and this language does."""
        name = unit.numerator[0] if len(unit.numerator) == 1 else ""
        if name in labels or not self._locale.is_currency(name):
            return ""
        if string(self._entries, "grammar.currency") != "symbol":
            return ""
        own = self._entries.get(f"grammar.currency-symbol.{name}")
        sign = str(own or self._locale.currency_sign(name))
        return f"{sign}{BOUND}" if sign[-1].isalpha() else sign

    def _plural(self, forms: Entry, n: object) -> str:
        if isinstance(forms, str):
            return forms
        if not isinstance(n, int | Decimal):
            raise TypeError(f"a plural is chosen by a number, not by {n!r}")
        return forms.get(self._locale.category(n), forms["other"])

    def _shown(self, value: Value) -> str | Dated:
        if isinstance(value, _DATES):
            return Dated(self._dates, value)
        return value if isinstance(value, str) else self.number(value)


@cache
def wording(lang: str) -> Wording:
    """The wording of a language tag's language (`fr-CA` is `fr`); KeyError if there is none."""
    language = lang.partition("-")[0].lower()
    if language not in LANGUAGES:
        raise KeyError(lang)
    entries = catalogue(language)
    locale = LocaleWords(string(entries, "grammar.babel"))
    return Wording(language, entries, locale, DateWords(entries, locale.months))
