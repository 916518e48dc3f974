"""What the words around a number do to it: `up to`, `au moins`, `près de`, `plus de`.

Pure, in French and English at once: a text in one language quotes the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from itertools import chain

_BEFORE, _AFTER = 36, 28
"""How far from a number its words stand, in characters."""


class Hedge(StrEnum):
    """How a text states a number."""

    BARE = "bare"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at-least"
    UNDER = "under"
    UP_TO = "up-to"


def hedge(text: str, start: int, end: int) -> Hedge:
    """The hedge of the number that stands in ``text`` from ``start`` to ``end``.

    What stands right before a number goes before what follows it.
    """
    before = text[max(0, start - _BEFORE) : start]
    if _ANY_LEADING.search(before):
        return next(kind for kind in _BEFORE_NUMBER if _leading_kind(kind).search(before))
    after = text[end : end + _AFTER]
    if _ANY_TRAILING.match(after):
        return next(kind for kind in _AFTER_NUMBER if _trailing_kind(kind).match(after))
    return Hedge.BARE


def is_left_open(sentence: str) -> bool:
    """Whether a sentence asks, denies, supposes, or speaks of a ceiling anywhere in it."""
    return bool(_OPEN.search(sentence))


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether a number is asked about, denied, or set against another one in its sentence."""
    before, after = text[:start], text[end:]
    return bool(_DENIED.search(text) or _SET_AGAINST.search(before) or _INSTEAD.match(after))


_S = "[ \u00a0\u202f]"
_SMALL = rf"(?:{_S}*(?:les|des|de|du|d['’]|la|le|un|une|the|a|an|some)?{_S}*[$€£]?{_S}*)$"
"""Articles may stand between a hedge and its number."""


_BEFORE_NUMBER = {
    Hedge.OVER: (
        r"(?<!no )(?<!not )more than",
        r"(?<!pas )plus de",
        r"plus d['’]",
        "over",
        "above",
        "exceeds?",
        "exceeding",
        "beyond",
        "au-delà de",
        r"dépass\w+",
        r"excèd\w+",
        "au-dessus de",
        "upwards of",
        "top(?:s|ped)?",
    ),
    Hedge.UP_TO: (
        "up to",
        r"jusqu['’](?:à|aux?)",
        "at most",
        "au plus",
        "au maximum",
        "no more than",
        "not more than",
        "pas plus de",
        "as (?:much|many) as",
        r"(?:limit|capp)ed (?:to|at)",
        r"plafonn\w+ à",
        r"limit\w+ à",
        "(?:a )?(?:maximum|ceiling|cap) of",
        "(?:un )?(?:maximum|plafond) de",
    ),
    Hedge.AT_LEAST: (
        "at least",
        "au moins",
        "no (?:less|fewer) than",
        "pas moins de",
        "a minimum of",
        "minimum de",
    ),
    Hedge.UNDER: (
        r"(?<!no )(?:less|fewer) than",
        r"(?<!pas )moins de",
        r"moins d['’]",
        "under",
        "below",
        "au-dessous de",
        "sous",
        "shy of",
    ),
    Hedge.ABOUT: (
        "about",
        "around",
        "roughly",
        "some",
        "approximately",
        "nearly",
        "almost",
        "close to",
        "environ",
        "quelque",
        "près de",
        "presque",
        "à peu près",
        "autour de",
        "de l['’]ordre de",
        "approximativement",
        "circa",
        "~",
        "≈",
        "quasiment",
    ),
}
_AFTER_NUMBER = {
    Hedge.OVER: ("or more", "ou plus", "et plus", "and more", "and counting"),
    Hedge.UP_TO: (
        "at (?:the )?most",
        "at (?:the )?maximum",
        "au plus",
        "(?:au )?maximum",
        "max",
        "tout au plus",
    ),
    Hedge.AT_LEAST: ("at (?:the very )?least", "au moins", "(?:au )?minimum"),
    Hedge.ABOUT: ("environ", "or so", "à peu près", "roughly"),
}


def _leading(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)}){_SMALL}", re.IGNORECASE)


def _trailing(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_S}[\w.$€%'’]+){{0,2}},?{_S}(?:{'|'.join(words)})(?!\w)", re.IGNORECASE
    )


@cache
def _leading_kind(kind: Hedge) -> re.Pattern[str]:
    return _leading(_BEFORE_NUMBER[kind])


@cache
def _trailing_kind(kind: Hedge) -> re.Pattern[str]:
    return _trailing(_AFTER_NUMBER[kind])


_ANY_LEADING = _leading(chain.from_iterable(_BEFORE_NUMBER.values()))
_ANY_TRAILING = _trailing(chain.from_iterable(_AFTER_NUMBER.values()))
"""What finds out at once that there is no hedge, which is so of most numbers."""
_OPEN = re.compile(
    r"\b(?:up to|jusqu|au plus|at most|maximum|max|plafon\w*|capp?ed|cap|ceiling|limit\w*|could"
    r"|may|might|would|pourra\w*|possib\w+|potenti\w+|éventuel\w*|as (?:many|much) as|no more than"
    r"|target\w*|objectif|vise\w*|envisag\w+|right to|droit à|option\w*)\b|\?",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\?|\b(?:pas|non|jamais|aucun\w*|faux|fausse|ni|n['’](?:est|a|ont|aura)|not|no|never|nor"
    r"|wrong|false|untrue|myth\w*|fake|isn['’]t|doesn['’]t|didn['’]t|won['’]t|hasn['’]t"
    r"|far from|loin (?:de|des|du)|démen\w+|den(?:y|ies|ied)|erron\w+|prétend\w*|corrig\w+"
    r"|correct\w*)\b",
    re.IGNORECASE,
)
_SET_AGAINST = re.compile(
    r"\b(?:contre|au lieu (?:de|des|d['’])|plutôt que|et non|instead of|rather than|versus|vs\.?"
    r"|against|compared (?:to|with)|from|down from|up from|passe\w* de"
    r"|initialement|initially|originally|au départ|dont|of which|sur|d['’]ici|prévision\w*"
    rf"|forecast\w*){_S}(?:les{_S}|the{_S}|environ{_S}|about{_S})?[$€£]?$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"[^.;:]{{0,24}}{_S}(?:de plus|de moins|more|higher|lower|less|fewer|par an|a year|annually"
    rf"|par mois|a month|per year|per month|initialement|initially|originally)\b",
    re.IGNORECASE,
)
