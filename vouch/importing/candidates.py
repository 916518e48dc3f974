"""The sentences of an article that ask to be checked, as claims: exact quote, reasons, figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vouch import passages, statedfigure
from vouch.anchor import Range, Selector, find_folded
from vouch.anchoring import Ground
from vouch.canonical import normal
from vouch.frozen import frozen
from vouch.importing import stresses
from vouch.importing.sentences import sentences
from vouch.markup import BLOCK, Close, Text, Tokens, visible
from vouch.nonamounts import Kind
from vouch.numerals import AMOUNTS, Numeral, numerals
from vouch.readtext import Body
from vouch.statedfigure import Figure

_LABEL = re.compile(r"h[1-6]|t[dh]|caption")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_STOPS = frozenset(
    "les des une aux dans est sont que qui pas pour par sur avec ces cette ses leur leurs plus mais"
    " été"
    " son elle ils elles nous vous tout comme après selon entre dont the and that was for with this"
    " these those his her its their they you has have had not but will would more than after about"
    " between from are were which who".split()
)
_ID_WORDS, _ID_LETTERS = 4, 40


@frozen
class Candidate:
    """A claim to be checked. ``context`` is the `prefix` or `suffix` that its quote needs.

    ``reasons`` say what in it asks to be checked; ``figure`` are the fields of its figure as YAML
    has them, ``others`` its further figures, as they are written.
    """

    id: str
    quote: str
    context: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    figure: Figure
    others: tuple[str, ...]


def candidates(
    body: Body, ground: Ground, lang: str, labels: Sequence[Range] = ()
) -> tuple[tuple[Candidate, ...], tuple[str, ...]]:
    """The candidates in the order of the text, and the sentences that no quote can lead to.

    ``labels`` are the stretches that are no sentences: headings and the cells of tables.
    """
    found: list[Candidate] = []
    left: list[str] = []
    taken: set[str] = set()
    figures = numerals(body.text, lang)
    for start, whole in sentences(body.shown):
        end = start + len(body.shown[start:whole].rstrip(" ,;"))
        own = [each for each in figures if start <= each.start < end]
        reasons = tuple(_reasons(body.text[start:end], own))
        if not reasons or any(_meets(label, Range(start, end)) for label in labels):
            continue
        quote = " ".join(body.shown[start:end].split())
        context = _context(ground, quote, Range(start, end))
        if context is None:
            left.append(quote)
            continue
        amounts = statedfigure.within(own, Range(start, end))
        chosen = statedfigure.leading(amounts)
        figure = statedfigure.figure_of(body.text, chosen) if chosen else ()
        id = _free_id(quote, taken)
        taken.add(id)
        others = tuple(each.text for each in amounts if not figure or each is not chosen)
        found.append(Candidate(id, quote, context, reasons, figure, others))
    return tuple(found), tuple(left)


def labels_of(tokens: Tokens) -> tuple[Range, ...]:
    """Where headings and the cells of tables stand in the text of these tokens."""
    found: list[Range] = []
    length = depth = 0
    for _, token in visible(tokens):
        if isinstance(token, Text):
            if depth:
                found.append(Range(length, length + len(token.text)))
            length += len(token.text)
        else:
            length += token.name in BLOCK
            if _LABEL.fullmatch(token.name):
                depth += -1 if isinstance(token, Close) else 1
    return tuple(found)


def _reasons(sentence: str, own: Sequence[Numeral]) -> Iterator[str]:
    if any(each.kind in AMOUNTS for each in own):
        yield "figure"
    if any(each.kind is Kind.DATE for each in own) or stresses.month(sentence):
        yield "date"
    if stresses.superlative(sentence):
        yield "superlative"
    if stresses.quotation(sentence):
        yield "quotation"


def _context(ground: Ground, quote: str, place: Range) -> tuple[tuple[str, str], ...] | None:
    """What the quote needs besides itself to be found at its place alone; None if nothing does."""
    selector = Selector(quote)
    text = ground.folded
    found = [
        r for r in find_folded(text, selector) if _meets(text.to_original(r.start, r.end), place)
    ]
    if len(found) != 1:
        return None
    if len(ground.find(selector)) == 1:
        return ()
    return passages.settling(text, quote, found[0]) or None


def _meets(one: Range, other: Range) -> bool:
    return one.start < other.end and other.start < one.end


def plain_letters(text: str) -> str:
    """A text in small letters without accents, apostrophes as spaces: an address is made of it."""
    spelled = text.translate(_SPELLED)
    return normal("NFKD", spelled).encode("ascii", "ignore").decode().lower()


_SPELLED = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "ł": "l"}
    | dict.fromkeys("'’`–—", " ")
)


def _free_id(quote: str, taken: set[str]) -> str:
    """An id of the first words that tell something; it is a suggestion, and stays when they go."""
    found = (word for word in _WORD.findall(plain_letters(quote)) if word not in _STOPS)
    words = list(found)[:_ID_WORDS]
    stem = "-".join(words)[:_ID_LETTERS].strip("-")
    stem = stem if re.search("[a-z]", stem) else f"claim-{stem}".rstrip("-")
    number, candidate = 1, stem
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate
