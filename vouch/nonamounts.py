"""Numbers that measure nothing: dates and times, names, marks of an enumeration, ordinals.

A number is told by what stands around it, in French and English at once: a text in one language
quotes the other. Where it could be read in two ways, what follows decides: a number with a unit,
a word of scale or a plural noun behind it is an amount (:mod:`vouch.numerals`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from vouch import measurewords
from vouch.gaps import GAP as _S
from vouch.gaps import NARROW, WIDE
from vouch.numberforms import (
    BEHIND_FIRST_WORDS,
    FIRST_WORDS,
    MONTH,
    RULES,
    SECOND_WORDS,
    WEEKDAY,
)


class Kind(StrEnum):
    """What a number in a text is."""

    QUANTITY = "quantity"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    NAME = "name"
    ENUMERATION = "enumeration"
    ORDINAL = "ordinal"


class Stretch(NamedTuple):
    """A stretch of a text and what its number is."""

    kind: Kind
    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """The numbers of one line that are no amounts, in their order; none overlap.

    ``text`` is the line as :func:`vouch.gaps.spaced` gives it.
    """
    at = 0
    for start in starts(text):
        if start < at or (found := _ANY.match(text, start)) is None:
            continue
        rule = str(found.lastgroup)
        end = next((end for end in _ends(rule, found) if _holds(rule, text, start, end)), 0)
        if end:
            yield Stretch(_KINDS[rule], start, end)
            at = end
        elif word := _RUN.match(text, start):
            # Another may begin in it: `Since 2026` is no name, `2026` is a year.
            at = word.end()


def starts(text: str) -> Iterator[int]:
    """Where a rule may begin: at a word with a digit or a mark of addresses, or shortly before.

    None begins at a number before a plain word, or at a plain word that is not on a list or that
    something else follows than what makes it one of a rule. To try every rule at every place of a
    text takes far longer.
    """
    gaps = text
    for space in _GAPS:
        gaps = gaps.replace(space, " ")
    indent = len(gaps) - len(gaps.lstrip(" "))
    end = 0
    while seed := _SEED.search(text, end):
        gap = seed.start()
        for _ in range(_MOST_WORDS_BEFORE + 1):
            if (gap := gaps.rfind(" ", end, gap)) < indent:
                break
        begin = gap + 1 if gap >= indent else end
        end = gaps.find(" ", seed.start())
        end = end if end >= 0 else len(text)
        for place in _START.finditer(text, begin):
            if place.start() >= end:
                break
            told = place.lastgroup
            if told is None or (told == "word" and _is_first_word(place[0])):
                yield place.start()


@lru_cache(maxsize=2**14)
def _is_first_word(word: str) -> bool:
    return _FIRST_WORD.fullmatch(word) is not None


def _ends(rule: str, found: re.Match[str]) -> Iterator[int]:
    """Where a match may end: a list of marks also before its last, `page 12, 40 countries`."""
    yield found.end()
    if rule in _LISTS and (last := _LAST.search(found[0])):
        yield found.start() + last.start()


def _holds(rule: str, text: str, start: int, end: int) -> bool:
    """Whether what stands around a match allows its reading."""
    if rule in _LISTS and _LAST.search(text[start:end]) and _COUNTED.match(text, end):
        return False
    if rule == "name_titled":
        return _is_name(text, start, end)
    if rule == "date_year":
        return _is_year(text, start, end)
    if rule == "date_hour":
        return not _lasts(text, start, end)
    return not (rule in _UNMEASURED and measurewords.is_measured(text, end))


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether a capital and a number are a name: not at the start of a sentence, nor a count."""
    word, *others = text[start:end].split()
    last = others[0] if others[0][0].isalpha() else word
    measure = measurewords.measure(text, end)
    if measure.core > end or _NO_NAMES.fullmatch(last):
        return False
    if _BRANDS.fullmatch(word):
        return True
    if measure.end > end or _PAIRED.search(text[start:end]):
        return False
    telling = word.isupper() or any(letter.isupper() for letter in word[1:])
    if (start == 0 or _SENTENCE_START.search(text, max(0, start - 4), start)) and not telling:
        return False
    return not (_COUNTED.match(text, end) or _TITLED.match(text, end))


def _is_year(text: str, start: int, end: int) -> bool:
    """Whether four digits, or two years, are no count: `2026 results`, but `2048 titres`."""
    if measurewords.is_measured(text, end):
        return False
    if end - start > len("2026"):
        return True
    year, before = text[start:end], max(0, start - 12)
    counted = _COUNTED.match(text, end) is not None
    if year < "1900" or year >= "2100":
        heads = start == 0 and _COLON.match(text, end)
        return not counted and bool(heads or _YEAR_CUE.search(text, before, start))
    distant = year >= "2036" and year[-1] not in "05"
    told = distant or year.endswith("00") or _COUNTS.search(text, before, start)
    return not (counted and told)


def _lasts(text: str, start: int, end: int) -> bool:
    """Whether hours are how long something lasts, `16 à 24 heures`, and no time of day."""
    before = max(0, start - 24)
    if _TO.match(text, start):
        return bool(_NUMBER.search(text, before, start)) and not _OF_DAY.search(text, before, start)
    if not _IN_HOURS.match(text[start:end]):
        return False
    return bool(_LASTING.search(text, before, start) or _LASTED.match(text, end))


_UNMEASURED = frozenset(
    {
        *("date_the", "date_weekday", "date_month", "date_quarter"),
        *("enumeration_headed", "enumeration_line", "name_called", "name_form", "name_post"),
    }
)
"""Rules for what is an amount where a unit follows."""
_LISTS = frozenset({"date_month", "enumeration_headed", "name_titled"})
_LAST = re.compile(rf"(?:,{_S}|{_S}(?:et|and|ou|or|à|to){_S})[0-9]+$")
_IN_HOURS = re.compile(rf"[0-9]+(?:{_S}?h{_S}?|:)[0-9]+(?::[0-9]+)?$")
_LASTING = re.compile(
    rf"\b(?:en|pendant|durant|dur[eé]|durer|passent?|passé|duré|atteint|atteignent|faut|fallu|reste|de{_S}plus"
    rf"|moins{_S}de|contre|in|took|takes|lasts|lasted|for|clocked|ran"
    r"|(?:[Aa]ttente|[Cc]ourse|[Dd]iscours|[Dd]ocumentaire|[Éé]mission|[Ff]ilm|[Ff]inale|[Pp]anne|[Rr]etard|[Rr]éunion"
    rf"|[Ss]éance|[Ss]pectacle|[Tt]rajet|[Vv]idéo|[Vv]oyage)s?{_S}de){_S}$"
)
_TO, _NUMBER = re.compile("[Àà]"), re.compile(rf"(?<![0-9])[0-9]{{1,2}}{_S}$")
_OF_DAY = re.compile(rf"(?:{WEEKDAY}|\b[LlDdAa][eu]){_S}[0-9]{{1,2}}{_S}$")
_LASTED = re.compile(rf"{_S}(?:d['’]|de{_S}[a-zà-ÿ]|par{_S}|plus{_S}t|plus{_S}long)")
"""What tells that `2 h 47` is how long something lasted."""
_GAPS = f"\u00a0{WIDE}{NARROW}"
_SEED = re.compile(r"[0-9@#:w.a](?:(?<=[0-9@#])|(?<=:)//|(?<=w)ww\.|(?<=\.)\w|(?<=a)rXiv:)")
"""What every match holds: a digit, or what tells an address."""
_PLAIN_NUMBER = (
    rf"[1-9][0-9]{{0,2}}(?=(?:{_S}[0-9]{{3}})*(?:,[0-9]+)?{_S}"
    rf"(?:[%‰$€£¥]|(?!{SECOND_WORDS})[a-zà-ÿ]))"
)
_PLAIN_WORD = rf"(?:[a-zà-öø-ÿ]++(?={_S})|[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]*+(?={_S}[a-zà-ÿ]))"
_START = re.compile(
    rf"(?<!\w)(?:(?P<passed>{_PLAIN_NUMBER}|{_PLAIN_WORD}(?!{_S}(?:{BEHIND_FIRST_WORDS})))"
    rf"|(?P<word>{_PLAIN_WORD})|[\w(+.-])|[\[@#§№]|['’](?=[0-9])|https?:|^"
)
"""No rule begins within a word, but an address; few begin at a mark."""
_FIRST_WORD = re.compile(FIRST_WORDS)
_MOST_WORDS_BEFORE = 3
"""How many words at most a rule has before the word with its first digit."""
_KINDS = {rule: Kind(rule.partition("_")[0]) for rule in RULES}
_ANY = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in RULES.items()), re.MULTILINE)
_RUN = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_BRANDS = re.compile(
    "Python|Windows|Android|iPhone|iPad|iOS|Ubuntu|Debian|Llama|Gemini|Claude|Boeing|Airbus|Falcon"
    "|S&P|CAC|FTSE|Fortune|Nasdaq|Nikkei|Russell|Stoxx|macOS|iPadOS|watchOS|tvOS|Ariane|Apollo|Ryzen|Xeon|GPT|DALL·E|Formula|Formule|ISO|RFC|PEP|Java|PHP"
    "|Firefox|Chrome"
)
_VERBS = "|".join(
    "adds allows appears arrives becomes belongs brings buys carries climbs closes comes contains"
    " costs delivers does draws edges explains falls features feels gains gets gives goes has"
    " includes is jumps keeps lands lasts launches leaves lets lifts loses makes means needs offers"
    " opens plans plunges protects raises remains requires rises says seems sees sells sends ships"
    " shows slips soars spends starts surges takes tumbles uses wants was weighs".split()
)
"""Forms of verbs that end as a plural does, and are none."""
_NO_NAMES = re.compile(
    "[AÀI]|About|Above|After|Almost|And|Around|As|At|Before|Below|Between|But|By|For|From|In|Just|Least"
    "|Most|Near|Nearly|Of|Off|On|Only|Or|Over|Than|To|Under|Until|With|Within"
    "|Bans|Beats|Cuts|Drops|Ends?|Hires|Hits|Hurts|Injures|Jails|Joins|Kills|Pays|Runs|Scores|Slides"
    f"|Supports|Tops|Wins|Wounds|{_VERBS.title()}"
    "|Au|Aux|Avec|Contre|Dans|De|Depuis|Dès|Des|Du|En|Entre|Environ|Et|Les|Mais|Moins|Ou|Par|Plus|Pour"
    "|Près|Quelque|Sous|Sur|Vers"
)
"""Words that begin no name, though a sentence or a title in capitals writes them with one."""
_PAIRED = re.compile("[-–][0-9]+$")
"""The second half of a score, `Miami 112-104`; of a type only behind a brand, `Boeing 737-800`."""
_COLON = re.compile(rf"{_S}?:")
_COUNTS = re.compile(
    rf"(?:\b(?:[Ll]es|[Dd]es|[Cc]es|ses|leurs|nos|[Qq]uelque|[Ee]nviron|que|than|[Nn]early|[Rr]oughly)"
    rf"|\b(?:[Pp]lus|[Mm]oins|[Pp]rès){_S}de){_S}$"
)
"""What stands before a count, and before no year."""
_SENTENCE_START = re.compile(rf"(?:[.!?…:|«“\"(—–•][ \u00a0{NARROW}]{{0,2}}|\n[ ]*)$")
_COUNTED = re.compile(
    rf"{_S}(?!(?:plus|mais|dans|sans|sous|puis|moins|dès|les|des|ses|nos|vos|leurs|ces|vers|après|jamais"
    r"|toujours|depuis|très|alors|plusieurs|certains|ses|pas|aux|nous|vous|ils|elles"
    rf"|as|its|this|thus|less|{_VERBS})\b)"
    r"[a-zà-ÿ][a-zà-ÿ’'-]*[sx]\b"
)
"""A plural noun right behind a number."""
_TITLED = re.compile(rf"-[A-Z][a-z]{{2}}|{_S}(?!(?:{_VERBS.title()})\b)[A-ZÀ-Ý][a-zà-ÿ’'-]*[sx]\b")
"""The same in a title in capitals."""
_YEAR_CUE = re.compile(
    rf"(?:\b(?:[Ee]n|[Ii]n|[Dd]e|[Ss]ince|[Dd]epuis|[Dd]ès|[Vv]ers|of|around|[Yy]ear|an|[Ff]rom|to|à"
    rf"|until|by|[Bb]efore|[Aa]fter|[Aa]vant|[Aa]près|{MONTH}){_S}|\bc\.{_S}?|[(–-])$"
)
