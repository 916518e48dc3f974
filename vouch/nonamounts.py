"""Numbers that measure nothing: dates and times, names, marks of an enumeration, ordinals.

A number is told by what stands around it, in French and English at once: a text in one language
quotes the other. Where it could be read in two ways, what follows decides: a number with a unit,
a word of scale or a plural noun behind it is an amount (:mod:`vouch.numerals`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from vouch import measurewords


class Kind(StrEnum):
    """What a number in a text is."""

    QUANTITY = "quantity"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    NAME = "name"
    ENUMERATION = "enumeration"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text and what its number is."""

    kind: Kind
    start: int
    end: int


def stretches(text: str) -> Iterator[Stretch]:
    """The numbers of one line that are no amounts, in their order; none overlap."""
    at = 0
    while found := _ANY.search(text, at):
        rule = str(found.lastgroup)
        if _holds(rule, found, text):
            yield Stretch(Kind(rule.partition("_")[0]), found.start(), found.end())
            at = found.end()
        else:
            # Another may begin in it: `Since 2026` is no name, `2026` is a year.
            word = _RUN.match(text, found.start())
            at = word.end() if word and word.end() > at else found.end()


def _holds(rule: str, found: re.Match[str], text: str) -> bool:
    """Whether what stands around a match allows its reading."""
    if rule == "name_titled":
        return _is_name(found, text)
    if rule == "date_year":
        return _is_year(found, text)
    if rule in _UNMEASURED:
        return not measurewords.is_measured(text, found.end())
    return True


def _is_name(found: re.Match[str], text: str) -> bool:
    """Whether a capital and a number are a name: not at the start of a sentence, nor a count."""
    word = found[0].split()[0]
    measure = measurewords.measure(text, found.end())
    if measure.core > found.end():
        return False
    if _BRANDS.fullmatch(word):
        return True
    if measure.end > found.end():
        return False
    telling = word.isupper() or any(letter.isupper() for letter in word[1:])
    starts = _SENTENCE_START.search(text, max(0, found.start() - 4), found.start())
    if (starts or found.start() == 0) and not telling:
        return False
    return not _COUNTED.match(text, found.end())


def _is_year(found: re.Match[str], text: str) -> bool:
    if measurewords.is_measured(text, found.end()):
        return False
    if len(found[0]) > len("2026"):
        return True
    counted = _COUNTED.match(text, found.end()) is not None
    if found[0] < "1900" or found[0] >= "2100":
        cue = _YEAR_CUE.search(text, max(0, found.start() - 12), found.start())
        return cue is not None and not counted
    return not (counted and found[0].endswith("00"))


def _either(words: str) -> str:
    """The words of a list, their first letters in either case."""
    return "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in words.split())


_S = "[ \u00a0\u2007\u2009\u202f]"
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|"
    + _either(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        r" janv\. févr\. avr\. juil\. sept\. oct\. nov\. déc\."
    )
    + ")"
)
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|" + _either(
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
_YEAR = "(?:1[5-9]|20|21)[0-9]{2}"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])(?:er|ᵉʳ|st|nd|rd|th)?"
_OF_MONTH = f"{_DAY}(?![0-9]|[.,][0-9])"
_AND_DAY = (
    f"(?:(?:{_S}?[-–—/]{_S}?|,{_S}"
    f"|{_S}(?:au|et|ou|to|and|or|through){_S}(?:(?:le|the){_S})?){_DAY})"
)
_PART = "(?:[1-4](?:ers?|re|ère|e|ème|ᵉʳ|ᵉ|nd|d|st|rd|th))"
_HEADED = _either(
    "chapitres? chapters? pages? articles? notes? sections? figures? tableaux? tables? annexes? "
    "appendix exhibits? items? points? alinéas? paragraphes? paragraphs? volumes? tomes? part "
    "partie parts étapes? steps? phases? niveaux? levels? versions? épisodes? episodes? saisons? "
    "seasons? questions? scénarios? scenarios? options? règles? rules? lignes? lines? rang titre "
    "salle room vol flight groupe group type classe class catégorie category zone tranche lot "
    r"acte leçon jour day semaine week article numéro top art\. fig\. vol\. pp?\. "
    r"chap\. ch\. sect\. par\. éq\. eq\."
)
_ADDRESS_WORDS = "rue|avenue|boulevard|bd|place|quai|impasse|allée|chemin|cours|square|route"
_STREETS = r"Street|St\b|Avenue|Ave\b|Road|Rd\b|Lane|Square|Boulevard|Blvd\b|Drive|Way\b"
_ENDINGS = "com|org|net|fr|eu|io|ai|gov|edu|uk|de|be|ch|ca|dev|info|example"
_CODES = "USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|INR|KRW"

_NUMBER_BEFORE = "(?<![0-9])(?<![0-9][.,])(?<![$€£¥])"
_RULES = {
    # What is an address: nothing in it counts.
    "name_url": (
        r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.]+"
        rf"|(?<![\w.-])[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,4}}\.(?:{_ENDINGS})\b(?:/\S*)?"
        r"|(?<!\w)[@#][^\W\d]\w*|\b10\.[0-9]{4,9}/\S+|\barXiv:\S+"
    ),
    "name_book": rf"\bISBN(?:-1[03])?{_S}?:?{_S}?[0-9][0-9X -]{{8,16}}"
    rf"|\bISSN{_S}?:?{_S}?[0-9X-]{{8,9}}"
    r"|\b97[89][- ]?[0-9](?:[- ]?[0-9]){9}\b",
    "name_phone": rf"(?<!\w)\+[1-9][0-9]{{0,2}}(?:[ \u00a0\u202f.()-]{{1,2}}[0-9]{{1,4}}){{3,6}}\b"
    rf"|(?<![\w.,])0[1-9](?:[ \u00a0\u202f.-]?[0-9]{{2}}){{4}}(?![0-9])"
    rf"|(?<!\w)\(?[0-9]{{3}}\)?{_S}?[0-9]{{3}}-[0-9]{{4}}\b",
    # Dates.
    "date_iso": rf"\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?\b"
    r"(?:[T ][0-9]{2}:[0-9:]{2,5}Z?)?",
    "date_slashed": rf"(?<![\w.,/])[0-3]?[0-9](?:/[0-3]?[0-9]/|\.[0-3]?[0-9]\.)"
    rf"(?:{_YEAR}|[0-9]{{2}})(?![\w/])",
    "date_day": rf"{_NUMBER_BEFORE}\b{_DAY}{_AND_DAY}{{0,3}}{_S}(?:of{_S})?{_MONTH}(?!\w)"
    rf"(?:,?{_S}{_YEAR}\b)?",
    "date_month": rf"\b{_MONTH}{_S}(?:the{_S})?{_OF_MONTH}{_AND_DAY}{{0,3}}\b(?:,?{_S}{_YEAR}\b)?"
    rf"|\b{_MONTH}{_S}{_YEAR}\b(?![.,][0-9])",
    "date_weekday": rf"\b(?:{_WEEKDAY}){_S}{_OF_MONTH}{_AND_DAY}{{0,3}}\b",
    "date_the": rf"\b[Ll]e{_S}(?:[2-9]|[12][0-9]|3[01])"
    rf"(?=[;!?)]|[,.](?![0-9])|$|{_S}(?:au|et|à|du|suivant|dernier|prochain|courant|matin|soir)\b)",
    "date_quarter": rf"\b[TQSH][1-4]\b(?:{_S}?(?:FY|de{_S})?{_S}?(?:{_YEAR}|[0-9]{{2}})\b)?"
    rf"|\b[1-4][QTHS](?:{_S}?(?:{_YEAR}|[0-9]{{2}}))?\b"
    rf"|\b{_PART}{_S}(?:semestre|trimestre|quarter|half(?:-year)?\b|moitié|quinzaine)",
    "date_fiscal": rf"\b(?:FY|CY|[Ee]xercice{_S}|[Ff]iscal{_S})'?(?:{_YEAR}|[0-9]{{2}})\b",
    "date_decade": rf"\b[Aa]nnées{_S}(?:{_YEAR}|[0-9]0)\b|\b{_YEAR}['’]?s\b|['’]?\b[0-9]0['’]?s\b",
    "date_hour": rf"\b[0-2]?[0-9]{_S}?h{_S}?[0-5][0-9]\b|\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?\b"
    rf"(?:{_S}?[ap]\.?m\b\.?)?|\b[01]?[0-9](?:\.[0-5][0-9])?{_S}?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
    rf"|\b(?:[Àà]|vers|dès|[Aa]vant|[Aa]près){_S}[0-2]?[0-9]{_S}(?:heures?|h{_S}?[0-5][0-9]|h)\b",
    "date_event": r"\b9/11\b|\b11-[Ss]eptembre\b",
    "date_year": rf"{_NUMBER_BEFORE}(?<![\w])(?<![A-Z]-){_YEAR}"
    rf"(?:{_S}?[-–—/]{_S}?(?:{_YEAR}|[0-9]{{2}})\b)?(?![\w%]|[.,'’][0-9])",
    # Marks: of a list, of a part of a document.
    "enumeration_line": rf"^{_S}*\(?[0-9]{{1,2}}(?:[.)](?={_S}|$)|°{_S}"
    rf"|(?:\.[0-9]{{1,2}})+\.?{_S}(?=[A-ZÀ-Ý]))",
    "enumeration_inside": rf"(?<!\w)\([0-9]{{1,2}}\)|(?<![^\s;:,(])[0-9]{{1,2}}\)(?={_S})"
    r"|\[[0-9]{1,3}\]",
    "enumeration_headed": rf"\b(?:{_HEADED}){_S}?(?<![a-z])[0-9]+[A-Za-z]?\b(?:[.-][0-9A-Za-z]+)*"
    rf"(?:(?:,{_S}|{_S}?[-–—]{_S}?|{_S}(?:et|and|ou|or|à|to){_S})[0-9]+\b(?:[.-][0-9]+)*)*",
    "enumeration_numbered": r"(?:\b[Nn]°|\bN[ºo]|\bno?[º.]|\bNos?\.|№|#|§)"
    rf"{_S}?[0-9]+(?:[-.][0-9]+)*(?:{_S}(?:et|and){_S}[0-9]+)?\b",
    "ordinal": rf"\b[0-9]{{1,3}}(?:{_S}?[0-9]{{3}}){{0,3}}"
    r"(?:ers?|res?|ères?|es?|èmes?|nde?s?|(?<=2)de?|st|rd|th|ᵉʳ|ᵉ|ᵗʰ)(?!\w)",
    # Names of products, forms, versions, laws; numbers that stand for a place or a file.
    "name_version": r"(?<![\w.,])(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.]))"
    r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}\b"
    r"|\bv[0-9]+(?:\.[0-9]+)*\b",
    "name_file": r"(?<![\w.,])[0-9]{1,20}(?:-[0-9]{1,20}){2,6}\b"
    r"|\b[LRD]\.?[ \u00a0]?[0-9]{2,4}-[0-9]+\b"
    r"|\b[7][0-9]7-[0-9]{2,3}\b",
    "name_glued": rf"(?<![\w'’·])(?!(?:{_CODES}|[xX])[0-9])(?:"
    r"[^\W\d_]{1,30}(?:[·&+'’.][^\W\d_]{1,30}){0,3}[0-9]\w*"
    r"|[^\W\d_]{0,30}[A-Z][^\W\d_]{0,30}(?:[·&'’][^\W\d_]{1,30}){0,2}[-‑][0-9]+\w*"
    r")(?:[-./][0-9A-Za-z]*[0-9][0-9A-Za-z]*)*",
    "name_form": r"(?<![\w.,$€£-])[0-9]{1,3}-(?:[A-Z]{1,2}\b|[A-Z][a-z]+)"
    r"|\b(?:24/7|7/7|[23]D|[2-6]G|[248]K)\b"
    r"|\b(?:720|1080|1440|2160)p\b|\b(?:4x4|4×4)\b",
    "name_titled": r"(?<![\w·-])(?:[A-Z]\w*(?:[·&+-]\w+)*|i(?:Phone|Pad|OS))"
    rf"(?:[ \u00a0\u202f][A-Z][A-Za-z]*\b)?{_S}[0-9]+(?:\.[0-9]+)*[A-Za-z]?\b"
    rf"(?:{_S}(?:et|and){_S}[0-9]+\b)?(?![.,][0-9]|{_S}[0-9]{{3}}\b)",
    "name_address": rf"(?<![\w.,])[0-9]{{1,4}}(?:{_S}(?:bis|ter))?,?{_S}(?:{_ADDRESS_WORDS})\b"
    rf"|(?<![\w.,])[0-9]{{1,5}}{_S}(?:[A-Z][a-z]+{_S}){{1,3}}(?:{_STREETS})",
    "name_post": rf"(?:(?<=[,(]{_S})|(?<=\()|\b(?:F|B|CH)-)[0-9]{{4,5}}(?={_S}[A-ZÀ-Ý][a-zé-])"
    rf"|(?<=,{_S})[A-Z]{{2}}{_S}[0-9]{{5}}(?:-[0-9]{{4}})?\b",
}
_UNMEASURED = frozenset(
    {
        *("date_the", "date_weekday", "date_month", "date_quarter"),
        *("enumeration_headed", "enumeration_line", "name_form", "name_post"),
    }
)
"""Rules for what is an amount where a unit follows."""
_ANY = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _RULES.items()), re.MULTILINE)
_RUN = re.compile(r"[^\W\d_]+|[0-9]+|.", re.DOTALL)
_BRANDS = re.compile(
    "Python|Windows|Android|iPhone|iPad|iOS|Ubuntu|Debian|Llama|Gemini|Claude|Boeing|Airbus|Falcon"
    "|Ariane|Apollo|Ryzen|Xeon|GPT|DALL·E|Formula|Formule|ISO|RFC|PEP|Java|PHP|Firefox|Chrome"
)
_SENTENCE_START = re.compile(r"(?:[.!?…:|«“\"(—–•][ \u00a0\u202f]{0,2}|\n[ ]*)$")
_COUNTED = re.compile(
    rf"{_S}(?!(?:plus|mais|dans|sans|sous|puis|moins|dès|les|des|ses|nos|vos|leurs|ces|vers|après|jamais"
    r"|toujours|depuis|très|alors|is|was|has|does|as|its|this|thus|plans|ses|pas|aux)\b)"
    r"[a-zà-ÿ][a-zà-ÿ’'-]*[sx]\b"
)
"""A plural noun right behind a number."""
_YEAR_CUE = re.compile(
    rf"(?:\b(?:[Ee]n|[Ii]n|[Dd]e|[Ss]ince|[Dd]epuis|[Dd]ès|[Vv]ers|of|around|[Yy]ear|an|[Ff]rom|to|à"
    rf"|until|by|[Bb]efore|[Aa]fter|[Aa]vant|[Aa]près|{_MONTH}){_S}|[(–-])$"
)
