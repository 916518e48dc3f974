"""What in a sentence asks to be checked besides its figures: superlatives, quotations, months."""

from __future__ import annotations

import re

_S = r"[\s\u00a0\u202f]"
_SUPERLATIVE = re.compile(
    rf"\b(?:le|la|les|l['’]une?|du|des|au|aux|son|sa|ses|leurs?|nos|notre|votre|vos){_S}+"
    rf"(?:\w+{_S}+)?(?:plus|moins){_S}+(?!de\b|d['’]|que\b|ou\b)\w+"
    rf"|\b(?:le|la|les|l['’]|du|des|au|aux|un|une|son|sa|ses|leur|leurs|toute?){_S}*"
    r"(?:premi(?:er|ère)s?|meilleure?s?|pires?|seule?s?|unique|record|maximum|minimum)\b"
    r"|\b(?:sans précédent|inédite?s?|jamais|historique|un record|records?)\b"
    rf"|\bthe{_S}+(?:\w+{_S}+){{0,2}}(?:most|least|first|only|last|\w{{3,}}(?<!inter)(?<!for)est)\b"
    r"|\b(?:largest|biggest|smallest|highest|lowest|fastest|slowest|greatest|longest|oldest|youngest"
    r"|newest|richest|poorest|strongest|cheapest|deadliest|best|worst|ever|never|unprecedented"
    rf"|record[- ]\w+|all-time)\b|\bmost{_S}+\w+(?:ed|ing|ive|ful|ous|ant|ent|al|ar|ible|able)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(rf"«[^«»]+»|“[^“”]+”|(?<![\w\"])\"(?!{_S})[^\"]+\"(?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MONTH = re.compile(
    r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
    rf"|\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ll]ast|[Nn]ext|[Ee]arly|[Ll]ate|[Mm]id){_S}+"
    "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_FEWEST_WORDS = 2
"""Words that make a stretch between quotation marks a quotation, and not a word kept apart."""


def superlative(sentence: str) -> bool:
    """Whether something is said to be the most, the first, the only one, a record."""
    return _SUPERLATIVE.search(sentence) is not None


def quotation(sentence: str) -> bool:
    """Whether somebody's words are quoted, two at least."""
    return any(
        len(_WORD.findall(found[0])) >= _FEWEST_WORDS for found in _QUOTATION.finditer(sentence)
    )


def month(sentence: str) -> bool:
    """Whether a month is named, with or without a day."""
    return _MONTH.search(sentence) is not None
