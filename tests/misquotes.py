"""Quotes with one word changed, by kind, and articles in which sentences come back almost alike."""

# ruff: noqa: ARG001 - every change is called in the same way
from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.typos import edits
from vouch import annotate, passages, prose
from vouch.anchor import Folded, Range, Selector, find_folded, fold

_CONTENT = Path(__file__).parent.parent / "content"
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_SIZES = (3, 4, 5, 6, 8, 12, 20)
"""Words of the quotes."""

_SENTENCES = {
    "fr": (
        "{who} a livré {n} millions de {what} au {q} trimestre {y}, soit {p} % de plus.",
        "D’après {who}, jusqu’à {n} GW de {what} seront installés avant {y}.",
        "La part de {who} est de {p} % ; elle était de −{d} % en {y}.",
        "{who} n’a confirmé ni les {n} milliards de dollars ni la date de {y}.",
        "Une hausse de +{d} % des {what} a été annoncée par {who} à l’été {y}.",
    ),
    "en": (
        "{who} delivered {n} million {what} in the {q} quarter of {y}, or {p} % more.",
        "According to {who}, up to {n} GW of {what} will be installed before {y}.",
        "The share of {who} is {p} %; it was −{d} % in {y}.",
        "{who} confirmed neither the ${n} billion nor the date of {y}.",
        "A rise of +{d} % in {what} was announced by {who} in the summer of {y}.",
    ),
}
_NAMES = "Aldine,Borée,Cassel,Doria,Evian,Fougère,Garance,Hélios".split(",")
_THINGS = {
    "fr": "puces,serveurs,câbles,métiers,données,réacteurs".split(","),
    "en": "chips,servers,cables,trades,records,reactors".split(","),
}
_ORDERS = {
    "fr": "premier,deuxième,troisième,quatrième".split(","),
    "en": "first,second,third,fourth".split(","),
}
_STRANGERS = {
    "fr": "trois Intel centrale huit mardi bleu grandes avait autre sans".split(),
    "en": "three Intel later eight Tuesday blue large had other without".split(),
}


def generated(lang: str, words: int, chance: random.Random) -> str:
    """An article of about ``words`` words, its sentences alike and figures a digit apart."""
    made: list[str] = []
    count = 0
    while count < words:
        paragraph = []
        for _ in range(chance.randint(2, 5)):
            sentence = chance.choice(_SENTENCES[lang]).format(
                who=chance.choice(_NAMES),
                what=chance.choice(_THINGS[lang]),
                q=chance.choice(_ORDERS[lang]),
                n=chance.choice((6, 8, 16, 60, 61, 160, 162)),
                y=chance.randint(2019, 2031),
                p=f"{chance.randint(1, 40)}{',' if lang == 'fr' else '.'}{chance.randint(0, 9)}",
                d=chance.randint(1, 30),
            )
            paragraph.append(sentence)
            count += len(sentence.split())
        made.append(" ".join(paragraph))
    return "\n\n".join(made)


def real() -> dict[str, tuple[str, str]]:
    """The articles of the site: language and Markdown, by name."""
    found = {}
    for path in sorted(_CONTENT.glob("*.md")):
        head, body = path.read_text("utf-8").split("---\n", 2)[1:]
        lang = re.search(r"^lang: *(\w+)", head, re.MULTILINE)
        found[path.stem] = (lang[1] if lang else "fr", body)
    return found


def text_of(markdown: str, lang: str) -> Folded:
    """The text of an article as quotes are looked up in it."""
    return fold(annotate.body_text(prose.body(markdown, lang, "x").tokens).text)


@dataclass(frozen=True)
class Misquote:
    """A quote with one word changed, and where it was taken from."""

    kind: str
    wrong: str
    quote: str
    place: Range


Change = Callable[[str, re.Match[str], str, random.Random], str | None]


def _put(quote: str, word: re.Match[str], new: str) -> str:
    return quote[: word.start()] + new + quote[word.end() :]


def _other(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    return None if word[0][0].isdigit() else _put(quote, word, chance.choice(_STRANGERS[lang]))


def _dropped(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    return " ".join(_put(quote, word, "").split())


def _added(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    return _put(quote, word, f"{word[0]} {chance.choice(_STRANGERS[lang])}")


def _digit(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    places = [at for at, letter in enumerate(word[0]) if letter.isdigit()]
    if not places:
        return None
    at = chance.choice(places)
    new = chance.choice([d for d in "0123456789" if d != word[0][at]])
    return _put(quote, word, word[0][:at] + new + word[0][at + 1 :])


def _accent(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    bare = "".join(c for c in unicodedata.normalize("NFD", word[0]) if not unicodedata.combining(c))
    return _put(quote, word, bare)


def _sign(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    if not word[0][0].isdigit():
        return None
    before = quote[: word.start()]
    if before and before[-1] in "+-−":
        return before[:-1] + quote[word.start() :]
    if before and not before[-1].isspace():
        return None
    return f"{before}{chance.choice('+-−')}{quote[word.start() :]}"


def _swapped(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    following = _WORD.search(quote, word.end())
    if following is None:
        return None
    between = quote[word.end() : following.start()]
    return quote[: word.start()] + following[0] + between + word[0] + quote[following.end() :]


def _letter(quote: str, word: re.Match[str], lang: str, chance: random.Random) -> str | None:
    if len(word[0]) < 4 or not word[0].isalpha():
        return None
    at = chance.randrange(1, len(word[0]))
    return _put(quote, word, word[0][:at] + word[0][at + 1 :])


CHANGES: Mapping[str, Change] = {
    "another word": _other,
    "a word dropped": _dropped,
    "a word added": _added,
    "a digit": _digit,
    "an accent": _accent,
    "a sign": _sign,
    "two words swapped": _swapped,
    "a letter dropped": _letter,
}


def misquotes(
    text: Folded, lang: str, chance: random.Random, each: int, left_out: Counter[str]
) -> Iterator[Misquote]:
    """At most ``each`` wrong quotes of every kind.

    Only of quotes that anchor, and that do not when they are changed; nor is a change kept that
    makes of one passage another one with the same single change.
    """
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", text.text)]
    for kind, change in CHANGES.items():
        left, tries = each, 0
        while left and tries < 60 * each:
            tries += 1
            first = chance.randrange(len(words))
            last = min(len(words), first + chance.choice(_SIZES)) - 1
            place = Range(words[first][0], words[last][1])
            quote = text.text[place.start : place.end]
            inside = list(_WORD.finditer(quote))
            if not inside or find_folded(text, Selector(quote)) != (place,):
                continue
            word = chance.choice(inside)
            wrong = change(quote, word, lang, chance)
            if not wrong or wrong == quote or find_folded(text, Selector(wrong)):
                continue
            if _is_another(text, kind, wrong, quote, word):
                left_out[kind] += 1
                continue
            left -= 1
            yield Misquote(kind, wrong, quote, place)


def _is_another(text: Folded, kind: str, wrong: str, quote: str, word: re.Match[str]) -> bool:
    """Whether the same change, or one as small, makes the wrong quote of another passage too."""
    head, tail = quote[: word.start()], quote[word.end() :]
    if kind == "a word added":  # at an end it is as well a word that took the place of the next
        return not tail.strip() or not _WORD.search(tail)
    if kind in ("a sign", "two words swapped"):
        return False
    written = wrong[len(head) : len(wrong) - len(tail)] if tail else wrong[len(head) :]
    pattern = re.compile(f"{re.escape(head)}({_WORD.pattern}){re.escape(tail)}")
    others = {found[1] for found in pattern.finditer(text.text)} - {word[0]}
    if kind in ("another word", "a word dropped"):
        return bool(others)
    return any(edits(other, written) <= edits(word[0], written) for other in others)


def is_right(text: Folded, case: Misquote) -> tuple[bool, bool]:
    """Whether the passage shown is the one that was quoted, and whether it anchors."""
    near = passages.nearest(text, case.wrong)
    if near is None:
        return False, False
    overlaps = near.place.start < case.place.end and case.place.start < near.place.end
    same = _WORD.findall(near.text) == _WORD.findall(case.quote)
    alone = find_folded(text, Selector(near.text)) == (near.place,)
    return overlaps and same, alone


def texts() -> Iterator[tuple[str, str, Folded]]:
    """The articles of the site, then a generated one in each language: name, language, text."""
    for name, (lang, markdown) in real().items():
        yield name, lang, text_of(markdown, lang)
    for lang in _SENTENCES:
        chance = random.Random(3)  # noqa: S311 - every run makes the same
        yield f"generated-{lang}", lang, text_of(generated(lang, 900, chance), lang)


def counted(text: Folded, cases: Iterable[Misquote]) -> dict[str, tuple[int, int, int]]:
    """By kind: how many were tried, shown the right passage, and shown one that anchors."""
    counts: dict[str, tuple[int, int, int]] = {}
    for case in cases:
        right, anchors = is_right(text, case)
        tried, were_right, anchored = counts.get(case.kind, (0, 0, 0))
        counts[case.kind] = (tried + 1, were_right + right, anchored + anchors)
    return counts
