"""How numbers that measure nothing are written: a pattern for each kind of date, name and mark.

The name of a rule begins with the class of what it finds (:class:`vouch.nonamounts.Kind`). Where
several begin at one place, the first of them has it. They read a line as :mod:`vouch.gaps` has it.
"""

from __future__ import annotations

from collections import defaultdict

from vouch.gaps import GAP as _S
from vouch.gaps import NARROW as _NARROW


def _either(words: str) -> str:
    """The words of a list, their first letters in either case.

    They are told by these, as few words are any of them.
    """
    endings: defaultdict[str, list[str]] = defaultdict(list)
    for word in words.split():
        endings[word[0]].append(word[1:])
    return "|".join(f"[{i.upper()}{i}](?:{'|'.join(rest)})" for i, rest in endings.items())


MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?|"
    + _either(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        r" janv\. févr\. avr\. juil\. sept\. oct\. nov\. déc\."
    )
    + ")"
)
WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|" + _either(
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
_YEAR = "(?:1[5-9]|20|21)[0-9]{2}"
_DAY = "(?:0?[1-9]|[12][0-9]|3[01])(?:er|ᵉʳ|st|nd|rd|th)?"
_OFMONTH = f"{_DAY}(?![0-9]|[.,][0-9])"
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
    "amendements? amendments? résolutions? poules? junctions? chromosomes? ports? bureau erreur "
    "acte scène leçon jour day semaine week article numéro top sorties? voie quai escalier "
    "bâtiment chambre journée clause expédition expedition train bus métro tramway nationale "
    "départementale dossard opus wifi exit gate terminal runway "
    r"error code grade wi-fi op\. art\. fig\. vol\. pp?\. "
    r"chap\. ch\. sect\. par\. éq\. eq\."
)
_HEADED_IN_CAPITALS = (
    "Area|Building|Camp|Cell|Court|Count|District|Grade|Highway|Interstate|Law|Model|Office|Pier|Platform|Precinct"
    "|Order|Proposition|Resolution|Route|Scope|Tier|Track|Unit|Ward|Year"
)
_ADDRESS_WORDS = "rue|avenue|boulevard|bd|place|quai|impasse|allée|chemin|cours|square|route"
_STREETS = r"Street|St\b|Avenue|Ave\b|Road|Rd\b|Lane|Square|Boulevard|Blvd\b|Drive|Way\b"
_ENDINGS = "com|org|net|fr|eu|io|ai|gov|edu|uk|de|be|ch|ca|dev|info|example"
_CODES = "USD|EUR|GBP|CHF|JPY|CNY|CAD|AUD|INR|KRW"
_CALLED = "[Aa]ppele[rz]|[Cc]ompose[rz]|[Cc]ontacte[rz]|[Jj]oindre"
_CALLING = "[Cc]all(?:ing)?|[Dd]ial(?:l?ing)?"
_LAWS = "décrets?|lois?|ordonnances?|arrêtés?|directives?|règlements?"
_AT = "[Àà]|vers|dès|[Aa]vant|[Aa]près|matin|soir"

FIRST_WORDS = "|".join(
    (
        *(MONTH, WEEKDAY, _HEADED, _HEADED_IN_CAPITALS, _CALLED, _CALLING, _LAWS, _AT),
        *("[Ll]e", "[DdAa]u", "[Dd]e", "[Ee]xercice", "[Ff]iscal", "[Aa]nnées"),
        *("no", "No", "[Bb]ac", "[Gg]roup", "[Gg]roupe"),
    )
)
"""The words of letters alone with which a rule may begin, where a space follows.

But for those with a capital that a number or another capital follows: they may be names.
"""
BEHIND_FIRST_WORDS = rf"[0-9'+]|(?:the|le|of|des){_S}"
"""What follows such a word and the space behind it."""
SECOND_WORDS = (
    rf"(?:{MONTH}|of|to|and|or|through|au|et|ou|bis|ter|h|j|[ap]m|{_ADDRESS_WORDS})(?!\w)"
    r"|[hj][0-9/]|jours/|[ap]\."
)
"""What follows the first number of a rule and the space behind it, where it begins with a small
letter.
"""

_NUMBER_BEFORE = "(?<![0-9])(?<![0-9][.,])(?<![$€£¥])"
_CLOCK = "[01]?[0-9](?:[:.][0-5][0-9])?"
_NOON = r"(?:[ap]m|[AP]M|[ap]\.m\.|[AP]\.M\.)(?!\w)"
RULES = {
    # What is an address: nothing in it counts.
    "name_url": (
        r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+\.[\w.]+"
        rf"|(?<![\w.-])[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,4}}\.(?:{_ENDINGS})\b(?:/\S*)?"
        r"|(?<!\w)[@#][^\W\d]\w*|\b10\.[0-9]{4,9}/\S+|\barXiv:\S+"
    ),
    "name_book": rf"\bISBN(?:-1[03])?{_S}?:?{_S}?[0-9][0-9X -]{{8,16}}"
    rf"|\bISSN{_S}?:?{_S}?[0-9X-]{{8,9}}"
    r"|\b97[89][- ]?[0-9](?:[- ]?[0-9]){9}\b",
    "name_phone": r"(?<!\w)\+[1-9][0-9]{0,2}"
    rf"(?:[ \u00a0{_NARROW}.()-]{{1,2}}[0-9]{{1,4}}){{3,6}}\b"
    rf"|(?<![\w.,])0[1-9](?:[ \u00a0{_NARROW}.-]?[0-9]{{2}}){{4}}(?![0-9])"
    rf"|(?<!\w)\(?[0-9]{{3}}\)?{_S}?[0-9]{{3}}-[0-9]{{4}}\b"
    rf"|(?<![\w.,])0{_S}?[89][0-9]{{2}}(?:{_S}[0-9]{{2,3}}){{2,3}}(?![0-9])"
    rf"|(?<![\w.,])\(?0[1-9][0-9]{{1,3}}\)?{_S}[0-9]{{3,4}}{_S}[0-9]{{3,4}}(?![0-9])",
    "name_called": rf"\b(?:(?:{_CALLED}){_S}le|{_CALLING}){_S}[0-9]{{2,6}}\b"
    rf"(?:{_S}(?:ou|or){_S}(?:le{_S})?[0-9]{{2,6}}\b)?(?![.-]?{_S}?[0-9])",
    # Laws and their files: `H.R. 1`, `18 U.S.C.`, `401(k)`, `(UE) 2023/1115`.
    "name_law": rf"\b(?:H\.R\.|S\.|[HS]\.B\.|P\.L\.|P\.S\.){_S}[0-9]+\b(?![.,%][0-9])"
    rf"|\b[0-9]{{1,3}}{_S}(?:U\.S\.(?:C\.)?|C\.F\.R\.|F\.[23]d)(?:{_S}§*{_S}?[0-9]+[a-z]?)?"
    rf"|\b[0-9]{{3}}\([a-z]\)(?:\([0-9]\))?|(?<=\((?:UE|EU|CE|EC)\){_S}){_YEAR}/[0-9]{{1,4}}\b"
    rf"|\b(?:{_LAWS}){_S}{_YEAR}[-/][0-9]+\b",
    # Dates.
    "date_iso": rf"\b{_YEAR}-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?\b"
    r"(?:[T ][0-9]{2}:[0-9:]{2,5}Z?)?",
    "date_slashed": rf"(?<![\w.,/])[0-3]?[0-9](?:/[0-3]?[0-9]/|\.[0-3]?[0-9]\.)"
    rf"(?:{_YEAR}|[0-9]{{2}})(?![\w/])",
    "date_day": rf"{_NUMBER_BEFORE}\b{_DAY}{_AND_DAY}{{0,3}}{_S}(?:of{_S})?{MONTH}(?!\w)"
    rf"(?:,?{_S}{_YEAR}\b)?",
    "date_month": rf"\b{MONTH}{_S}(?:the{_S})?{_OFMONTH}{_AND_DAY}{{0,3}}\b(?:,?{_S}{_YEAR}\b)?"
    rf"|\b{MONTH}{_S}{_YEAR}\b(?![.,][0-9])",
    "date_weekday": rf"\b(?:{WEEKDAY}){_S}{_OFMONTH}{_AND_DAY}{{0,3}}\b(?!{_S}?h(?:eures?)?\b)",
    "date_the": rf"\b(?:[Ll]e|[DdAa]u){_S}(?:[2-9]|[12][0-9]|3[01])"
    rf"(?=[;!?)]|[,.](?![0-9])|$|{_S}(?:au|et|à|du|suivant|dernier|prochain|courant|matin|soir)\b)",
    "date_quarter": rf"\b[TQSH][1-4]\b(?:{_S}?(?:FY|de{_S})?{_S}?(?:{_YEAR}|[0-9]{{2}})\b)?"
    rf"|\b[1-4][QTHS](?:{_S}?(?:{_YEAR}|[0-9]{{2}}))?\b"
    rf"|\b{_PART}{_S}(?:semestre|trimestre|quarter|half(?:-year)?\b|moitié|quinzaine)",
    "date_fiscal": rf"\b(?:FY|CY|[Ee]xercice{_S}|[Ff]iscal{_S})'?(?:{_YEAR}|[0-9]{{2}})\b",
    "date_decade": rf"\b[Aa]nnées{_S}(?:{_YEAR}|[0-9]0)\b|\b{_YEAR}['’]?s\b|['’]?\b[0-9]0['’]?s\b"
    rf"|(?<=\s)['’][0-9]{{2}}\b(?!{_S}?[%‰$€£]|[.,'’][0-9])",
    "date_hour": rf"\b[0-2]?[0-9]{_S}?h{_S}?[0-5][0-9]\b"
    rf"|(?<![0-9]:)\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?\b(?!\.[0-9]|{_S}(?:ratio|odds|scale))(?:{_S}?{_NOON})?"
    rf"|{_NUMBER_BEFORE}\b{_CLOCK}(?:(?:{_S}?[-–—]{_S}?|{_S}(?:and|to|or){_S}){_CLOCK})?{_S}?{_NOON}"
    rf"(?:{_S}?[-–—]{_S}?{_CLOCK}{_S}?{_NOON})?"
    rf"|\b(?:{_AT}|{WEEKDAY}){_S}"
    rf"[0-2]?[0-9]{_S}?(?:heures?|h{_S}?[0-5][0-9]|h)\b"
    rf"|\b[Dd]e{_S}[0-2]?[0-9](?:{_S}?h)?{_S}à{_S}[0-2]?[0-9]{_S}?(?:h|heures)\b",
    "date_event": r"\b9/11\b|\b11-[Ss]eptembre\b",
    "date_year": rf"{_NUMBER_BEFORE}(?<![\w])(?<![A-Z]-){_YEAR}"
    rf"(?:{_S}?[-–—/]{_S}?(?:{_YEAR}|[0-9]{{2}})\b)?(?![\w%]|[.,'’][0-9])",
    # Marks: of a list, of a part of a document.
    "enumeration_line": rf"^{_S}*\(?[0-9]{{1,2}}(?:[.)](?={_S}|$)|°{_S}"
    rf"|(?:\.[0-9]{{1,2}})+\.?{_S}(?=[A-ZÀ-Ý]))",
    "enumeration_inside": rf"(?<=[.;:!?]{_S})[0-9]{{1,2}}\.(?={_S}[A-ZÀ-Ý])"
    rf"|(?<![\w$€£¥])\([0-9]{{1,2}}\)|(?<![^\s;:,])[0-9]{{1,2}}\)(?={_S})"
    r"|\[[0-9]{1,3}\]",
    "enumeration_headed": rf"\b(?:{_HEADED}|{_HEADED_IN_CAPITALS}){_S}?(?<![a-z])"
    r"[0-9]+[A-Za-z]?\b(?:[.-][0-9A-Za-z]+)*"
    rf"(?:(?:,{_S}|{_S}?[-–—]{_S}?|{_S}(?:et|and|ou|or|à|to){_S})[0-9]+\b(?:[.-][0-9]+)*)*",
    "enumeration_numbered": r"(?:\b[Nn]°|\bN[ºo]|\bno?[º.]|\bNos?\.|\bno(?=\s)|№|#|§)"
    rf"{_S}?[0-9]+(?:[-./][0-9A-Za-z]+)*(?:{_S}(?:et|and){_S}[0-9]+)?\b",
    "ordinal": rf"\b[0-9]{{1,3}}(?:{_S}?[0-9]{{3}}){{0,3}}"
    r"(?:ers?|res?|ères?|es?|èmes?|nde?s?|(?<=2)de?|st|rd|th|ᵉʳ|ᵉ|ᵗʰ)(?!\w)"
    r"(?:\+[0-9]{1,2}\b)?",
    # Names of products, forms, versions, laws; numbers that stand for a place or a file.
    "name_version": r"(?<![\w.,])(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.]))"
    r"[0-9]{1,4}(?:\.[0-9]{1,4}){2,5}\b"
    r"|\bv[0-9]+(?:\.[0-9]+)*\b|\b[A-Z]{1,4}(?:\.[0-9]{1,3})+\b",
    "name_file": r"(?<![\w.,])[0-9]{1,20}(?:-[0-9]{1,20}){2,6}\b"
    r"|\b[LRD]\.?[ \u00a0]?[0-9]{2,4}-[0-9]+\b"
    r"|\b7[0-9]7(?:-[0-9]{2,3}\b| (?:Max|MAX)\b(?: [0-9]{1,2}\b)?)",
    "name_glued": rf"(?<![\w'’·])(?!(?:{_CODES}|[xX])[0-9])(?!(?<=[0-9]{_S})[ckd]?m[23](?!\w))(?:"
    r"[^\W\d_]{1,30}(?:[·&+'’.][^\W\d_]{1,30}){0,3}[0-9]\w*"
    r"|[^\W\d_]{0,30}[A-Z][^\W\d_]{0,30}(?:[·&'’][^\W\d_]{1,30}){0,2}[-‑][0-9]+\w*"
    r")(?:[-./][0-9A-Za-z]*[0-9][0-9A-Za-z]*)*(?:\+[0-9]\b(?!%))?",
    "name_form": rf"(?<![\w.,$€£-])[0-9]{{1,3}}-(?:[A-Z]{{1,2}}\b|(?:Eleven|City)\b|{MONTH}(?!\w))"
    rf"|\b(?!(?:{_CODES})/)[A-Z]{{2,6}}/[0-9](?:\.[0-9])?\b|\be-[0-9]{{3,4}}\b|\b[Bb]ac{_S}?\+{_S}?[0-9]\b"
    r"|\b[a-z]{1,30}(?:-[a-z]{1,30}){1,3}-[0-9]{1,2}\b"
    rf"|\b[Gg](?:roup of|roupe des){_S}(?:7|8|20|77)\b"
    rf"|\b(?:24/7|7/7|[23]D|[2-6]G|[248]K|7{_S}?j(?:ours)?/7|24{_S}?h/24)\b|\b[Oo]m[ée]ga-[0-9]\b"
    r"|\b(?:720|1080|1440|2160)p\b|\b(?:4x4|4×4)\b",
    "name_titled": r"(?<![\w·-])"
    r"(?:[A-Z]\w*(?:[·&+-]\w+)*|i(?:Phone|Pad|OS|PadOS)|(?:mac|watch|tv)OS)"
    rf"(?:[ \u00a0{_NARROW}][A-Z][A-Za-z]*\b)?{_S}[0-9]+(?:\.[0-9]+)*[A-Za-z]?\b(?:[-–][0-9]+\b)?"
    rf"(?:{_S}(?:et|and){_S}[0-9]+\b)?(?![.,][0-9]|{_S}[0-9]{{3}}\b)",
    "name_address": rf"(?<![\w.,])[0-9]{{1,4}}(?:{_S}(?:bis|ter))?,?{_S}(?:{_ADDRESS_WORDS})\b"
    rf"|(?<![\w.,])[0-9]{{1,5}}{_S}(?:[A-Z][a-z]+{_S}){{1,3}}(?:{_STREETS})",
    "name_post": rf"(?:(?<=[,(]{_S})|(?<=\()|\b(?:F|B|CH)-)[0-9]{{4,5}}(?={_S}[A-ZÀ-Ý][a-zé-])"
    rf"|(?<=,{_S})[A-Z]{{2}}{_S}[0-9]{{5}}(?:-[0-9]{{4}})?\b",
}
