"""What the Unicode locale data (CLDR) say of a language; the only importer of Babel.

Everything is looked up once: Babel's rules and tables are slow to ask.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.lists import format_list
from babel.numbers import (
    get_currency_name,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
)
from babel.units import UnknownUnitError, format_unit

from vouch.frozen import frozen

_LONGEST_SYMBOL: Final = 4
# The parts of CLDR's unit identifiers under which physical units stand.
_KINDS: Final = (
    *("length", "area", "volume", "mass", "speed", "power", "energy", "force", "pressure"),
    *("electric", "frequency", "digital", "angle", "light", "torque"),
)
_EXAMPLES: Final = (2, 1)
"""Numbers to ask for a name with: by whether there is one of the thing."""


@frozen
class LocaleWords:
    """The names and rules of one locale, which is Babel's identifier (`fr`, `en_GB`)."""

    locale: str

    @cached_property
    def group_mark(self) -> str:
        """What stands between groups of three digits."""
        return get_group_symbol(self._locale)

    @cached_property
    def decimal_mark(self) -> str:
        """What stands before the decimals."""
        return get_decimal_symbol(self._locale)

    @cached_property
    def months(self) -> Mapping[int, str]:
        """The names of the months by their numbers, from 1."""
        names = self._locale.months["format"]["wide"]
        return {number: names[number] for number in range(1, 13)}

    def category(self, number: int | Decimal) -> str:
        """The plural category of a number as it is written: `1` is `one`, `1.0` may be `other`."""
        return _category(self.locale, str(number))

    def joined(self, items: Sequence[str]) -> str:
        """« a, b et c »."""
        return format_list(items, locale=self._locale)

    def is_currency(self, code: str) -> bool:
        """Whether this is the code of a currency."""
        return len(code) == 3 and code.isupper() and code in self._currencies

    def currency_sign(self, code: str) -> str:
        """« € », or the code itself."""
        return get_currency_symbol(code, self._locale)

    def unit_name(self, name: str, *, one: bool) -> tuple[str, bool]:
        """A unit's name and whether that is a word; otherwise what it is called here.

        That of a currency is « dollars des États-Unis ».
        """
        if self.is_currency(name):
            return _currency_name(self.locale, name, _EXAMPLES[one]), True
        return _unit_name(self.locale, name, _EXAMPLES[one])

    @cached_property
    def _locale(self) -> Locale:
        return _parsed(self.locale)

    @cached_property
    def _currencies(self) -> frozenset[str]:
        return frozenset(self._locale.currencies)


@cache
def with_territory(tag: str) -> str:
    """A language with its territory, `fr_FR` for `fr`: the likeliest where the tag names none."""
    language, _, territory = tag.replace("-", "_").partition("_")
    likely = get_global("likely_subtags").get(language.lower(), language)
    return f"{language.lower()}_{territory.upper() or likely.rpartition('_')[2]}"


@cache
def _parsed(locale: str) -> Locale:
    return Locale.parse(locale)


@lru_cache(maxsize=4096)
def _category(locale: str, written: str) -> str:
    return str(_parsed(locale).plural_form(Decimal(written)))


@lru_cache(maxsize=1024)
def _currency_name(locale: str, code: str, number: int) -> str:
    return get_currency_name(code, number, _parsed(locale))


@lru_cache(maxsize=1024)
def _unit_name(locale: str, name: str, number: int) -> tuple[str, bool]:
    """CLDR's word, taken from a number with it."""
    for kind in () if len(name) <= _LONGEST_SYMBOL else _KINDS:
        try:
            said = format_unit(number, f"{kind}-{name.replace('_', '-')}", locale=_parsed(locale))
        except UnknownUnitError:
            continue
        return said.replace(str(number), "", 1).strip(), True
    return name.replace("_", " "), "_" in name
