"""The figures in a text, in French and English: where each stands, what it is, what it is worth.

Pure: a text in, frozen values out. A number is either an amount (a quantity, money, a share) or
one of what :mod:`vouch.nonamounts` tells apart. Numbers in words are counted by
:mod:`vouch.numberwords`; they are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from vouch import gaps, measurewords
from vouch.gaps import GAP as _S
from vouch.nonamounts import Kind, Stretch, stretches

AMOUNTS = (Kind.QUANTITY, Kind.MONEY, Kind.SHARE)


class Numeral(NamedTuple):
    """A figure in a text, from ``start`` to ``end``.

    From ``first`` to ``last`` stand its digits, its words of scale and its sign: what a quote has
    to hold. ``values`` are its amounts, two for a range, with their scale; None where it cannot be
    told, as `3.000` in French. ``unit`` is a canonical name, empty where none is known. ``step``
    is what one more in the last digit of the first would add, 10⁸ for `1,6 milliard`.
    """

    kind: Kind
    text: str
    start: int
    end: int
    first: int
    last: int
    values: tuple[Decimal | None, ...] = ()
    unit: str = ""
    step: Decimal = Decimal(1)


def numerals(text: str, lang: str) -> tuple[Numeral, ...]:
    """Every figure of ``text`` in its order; ``lang`` decides between points and commas.

    A line end parts figures: it is the edge of a block.
    """
    found: list[Numeral] = []
    start = 0
    for line in text.split("\n"):
        if _DIGIT.search(line):
            read = gaps.spaced(_NOTE.sub(_no_text, line) if _RAISED.search(line) else line)
            if start or read != line:
                found += (_placed(numeral, line, start) for numeral in _read(read, lang))
            else:
                found += _read(read, lang)
        start += len(line) + 1
    return tuple(found)


def _no_text(mark: re.Match[str]) -> str:
    return _NO_TEXT * len(mark[0])


def _placed(numeral: Numeral, line: str, by: int) -> Numeral:
    """A number with its text as its line has it, and where it stands in the text around that."""
    return Numeral(
        numeral.kind,
        line[numeral.start : numeral.end].strip(),
        numeral.start + by,
        numeral.end + by,
        numeral.first + by,
        numeral.last + by,
        numeral.values,
        numeral.unit,
        numeral.step,
    )


def _read(line: str, lang: str) -> Iterator[Numeral]:
    at = 0
    for stretch in stretches(line):
        yield from _amounts(line, at, stretch.start, lang)
        yield _named(line, stretch)
        at = stretch.end
    yield from _amounts(line, at, len(line), lang)


def _named(line: str, stretch: Stretch) -> Numeral:
    start, end = stretch.start, stretch.end
    return Numeral(stretch.kind, line[start:end].strip(), start, end, start, end)


def _amounts(line: str, at: int, limit: int, lang: str) -> Iterator[Numeral]:
    while digit := _DIGIT.search(line, at, limit):
        begin = digit.start()
        if not _BEHIND_WORD.match(line, begin):
            begin = max(at, begin - _MOST_BEFORE)
        found = _AMOUNT.search(line, begin, limit)
        if found is None:
            return
        numeral = _amount(line, found, limit, lang)
        yield numeral
        at = numeral.end


def _amount(line: str, found: re.Match[str], limit: int, lang: str) -> Numeral:
    """The amount that begins here, to the end of its range and of its unit."""
    currency, inner, sign, number = found.group("currency", "inner", "sign", "number")
    currency = (currency or "").strip()
    numbers = [f"{inner or sign or ''}{number}"]
    digits = found.end()
    measure = measurewords.measure(line, digits, money=bool(currency))
    if measure.end == digits and (second := _second(line, found, limit)):
        numbers.append(second["number"])
        digits = second.end()
        currency = currency or (second["currency"] or "").strip()
        measure = measurewords.measure(line, digits, money=bool(currency))
    unit = _CURRENCIES.get(currency) or measure.unit
    bare = measure.end == digits
    if bare and (glued := _GLUED.match(line, digits, limit)):
        start, end = found.start(), glued.end()
        return Numeral(Kind.NAME, line[start:end].strip(), start, end, start, end)
    noun = _NOUN.match(line, digits, limit) if bare and not unit else None
    end = noun.end() if noun else min(measure.end, limit)
    values = [decimal(number, lang) for number in numbers]
    return Numeral(
        _kind(unit, noun["noun"] if noun else ""),
        line[found.start() : end].strip(),
        found.start(),
        end,
        found.start("inner" if inner else "sign" if sign else "number"),
        min(measure.core, limit),
        tuple([None if value is None else value * measure.scale for value in values]),
        unit,
        _step(values[0], measure.scale),
    )


def _second(line: str, found: re.Match[str], limit: int) -> re.Match[str] | None:
    """The end of a range: `12-15`, `3 à 5`, `between 3 and 5`."""
    second = _TO.match(line, found.end(), limit)
    if second is None:
        return None
    if second["and"] and not _BETWEEN.search(line, max(0, found.start() - 12), found.start()):
        return None
    return second


def _kind(unit: str, noun: str) -> Kind:
    if measurewords.is_money(unit) or noun in _COINS:
        return Kind.MONEY
    return Kind.SHARE if unit in _SHARES else Kind.QUANTITY


def _step(value: Decimal | None, scale: Decimal) -> Decimal:
    return scale if value is None else scale.scaleb(int(value.as_tuple().exponent))


def decimal(written: str, lang: str) -> Decimal | None:
    """The value of a number; None where it has none, or two.

    Its white space is as it is written, or as :func:`vouch.gaps.spaced` gives it.
    """
    text = written.translate(_BARE)
    if text.isdecimal():
        return Decimal(text)
    if text[-1] == _NO_TEXT or "h" in text:
        return None
    if text[-1] in _VULGAR:
        whole, part = text[:-1], _FRACTIONS.get(text[-1])
        if part is None or not _WHOLE.fullmatch(whole):
            return None
        return Decimal(whole + "0") / 10 + (-part if whole.startswith("-") else part)
    if "/" in text:
        above, _, below = text.partition("/")
        sure = _WHOLE.fullmatch(above) and below in ("2", "4", "5", "8", "10")
        return Decimal(above) / Decimal(below) if sure else None
    return _marked(text, english=lang.startswith("en"))


def _marked(text: str, *, english: bool) -> Decimal | None:
    """The value of digits with points and commas; one mark before three digits is the matter."""
    mark = max(",.", key=text.rfind)
    if text.count(mark) > 1:
        return Decimal(text.replace(mark, "")) if _GROUPED.fullmatch(text) else None
    if ("," in text and "." in text) or not _BY_THREES.fullmatch(text):
        other = "." if mark == "," else ","
        return Decimal(text.replace(other, "").replace(mark, "."))
    if mark == ",":
        return Decimal(text.replace(",", "" if english else "."))
    return Decimal(text) if english else None


_VULGAR = "½¼¾⅓⅔⅛⅜⅝⅞⅕⅖⅗⅘"
_FRACTIONS = dict(
    zip(
        "½¼¾⅛⅜⅝⅞⅕⅖⅗⅘",
        map(Decimal, "0.5 0.25 0.75 0.125 0.375 0.625 0.875 0.2 0.4 0.6 0.8".split()),
        strict=True,
    )
)
_DIGIT = re.compile(f"[0-9{_VULGAR}]")
_PARTING = f" \u00a0\u2007\u2009\u202f{gaps.WIDE}{gaps.NARROW}'’±"
_BARE = str.maketrans({**dict.fromkeys(_PARTING), "−": "-", "–": "-"})
"""What parts the digits of a number goes, and its sign is the one that Python reads."""
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]")
_NOTE = re.compile("(?<!m)[⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?<=m)[⁰¹⁴⁵⁶⁷⁸⁹]+")
"""The mark of a note, or a power: neither is a part of the number or of the word before it."""
_NO_TEXT = "\ufffc"
_WHOLE = re.compile("[+-]?[0-9]*")
_GROUPED = re.compile("[+-]?[0-9]{1,3}(?:[.,][0-9]{3})+")
_BY_THREES = re.compile("[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_NUMBER = (
    rf"(?P<number>(?:[0-9]{{1,3}}(?:{_S}[0-9]{{3}})+(?![0-9])"
    r"|[0-9]{1,3}(?P<mark>[.,'’])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])|[0-9]+)"
    rf"(?:[.,][0-9]+|{_S}?[{_VULGAR}]|/[0-9]+"
    rf"|{_S}?h{_S}?[0-5][0-9](?![0-9])|(?<=(?<![0-9])10){_NO_TEXT}+)?|[{_VULGAR}]|(?<![\w.,])[.,][0-9]+)"
)
_CODES = "USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|INR|KRW"
_CURRENCIES = {
    **dict(zip("€£¥$", ("EUR", "GBP", "JPY", "USD"), strict=True)),
    "US$": "USD",
    "CA$": "CAD",
    "C$": "CAD",
    "A$": "AUD",
    "HK$": "HKD",
    "NZ$": "NZD",
    **{code: code for code in _CODES.split("|")},
}
_CURRENCY = f"(?P<currency>(?<![A-Za-z])(?:(?:US|CA|C|A|HK|NZ)?[$€£¥]|(?:{_CODES})){_S}?)?"
_SIGN = (
    rf"(?P<sign>(?<![\w.,%€$£¥)])[-−+–](?!{_S})|±{_S}?"
    rf"|(?:(?<=^)|(?<=[^\w%€$£¥)]{_S}))[−+]{_S})?"
)
_MOST_BEFORE = len("± HK$ -.")
"""How far before its first digit an amount may begin."""
_BEHIND_WORD = re.compile(rf"(?<=[a-zà-öø-ÿ]{_S})")
"""Where nothing of an amount stands before its first digit."""
_AMOUNT = re.compile(f"{_SIGN}{_CURRENCY}(?(currency)(?P<inner>[-−])?){_NUMBER}")
_TO = re.compile(
    rf"(?:{_S}?[-–—‑]{_S}?|:|{_S}(?:à|to|ou|or){_S}|(?P<and>{_S}(?:et|and){_S})){_CURRENCY}{_NUMBER}"
)
_BETWEEN = re.compile(rf"\b(?:entre|between|from|de){_S}$", re.IGNORECASE)
_NOUN = re.compile(
    rf"{_S}(?!(?:dans|sans|sous|mais|puis|plus|moins|vers|this|less|plus|was|has|its|les|des|ses"
    r"|leurs|ces|après|depuis|très|alors|across|versus|aux|always|towards)\b)"
    r"(?P<noun>[^\W\d_]{2,29}[sx])(?!\w)"
)
_GLUED = re.compile(r"[^\W\d_]\w*")
_COINS = frozenset("cent cents centime centimes pence livres pounds couronnes francs".split())
_SHARES = frozenset(("%", "‰", "pp", "bp"))
