"""Every quote of a sidecar to its place in the article, or to a message that settles it.

The rule itself is :mod:`vouch.anchor`; here it meets a file's claims, and a refusal meets words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from typing import NamedTuple

from vouch import passages
from vouch.anchor import Folded, Range, Selector, find_folded, fold, whole_words
from vouch.annotate import BodyText
from vouch.diagnostics import Diagnostic, Note, SourceText, Span
from vouch.frozen import frozen
from vouch.locate import passage_span
from vouch.model.claims import Claim, Sidecar
from vouch.model.claims import Selector as WrittenSelector
from vouch.model.reading import Reading
from vouch.wordindex import WordIndex, occurrences
from vouch.yamldoc import Path

_SHOWN = 90
"""Longest quote that a message repeats whole, in characters."""
_MOST_PLACES = 20
"""Most places that a message lists, the first ones."""
_MANY = 200
"""From how many quotes on an index of the text's words is worth its making."""
_BESIDE = 32
"""How much of the text beside a quote a message repeats, in characters."""


class Anchored(NamedTuple):
    """For each claim, by its place in the sidecar: its stretches of the text, the quote's first.

    A claim with a quote that did not anchor is not there; ``diagnostics`` say why.
    """

    ranges: Mapping[int, tuple[Range, ...]]
    diagnostics: tuple[Diagnostic, ...]


class _Refusal(NamedTuple):
    """A problem of a quote, wherever it is written: ``key`` names its part that is to blame."""

    key: str
    code: str
    message: str
    help: str = ""
    notes: tuple[Note, ...] = ()

    def told(self, sidecar: Reading[Sidecar], path: Path) -> Diagnostic:
        """The problem at the place of the selector that is written at ``path``."""
        span = sidecar.span(*path, self.key)
        return Diagnostic(self.code, self.message, span, self.help, self.notes)


@frozen
class Ground:
    """The text that quotes are looked up in, folded, and the Markdown it came from.

    ``quotes`` says about how many are to be looked up.
    """

    body: BodyText
    folded: Folded
    source: SourceText
    quotes: int = 0

    @classmethod
    def of(cls, body: BodyText, source: SourceText) -> Ground:
        """The ground that an article's text makes."""
        return cls(body, fold(body.text), source)

    @cached_property
    def folded_typed(self) -> Folded:
        """The same with the quotation marks as they were typed, for quotes that are not in it."""
        return self.folded if self.body.typed == self.body.text else fold(self.body.typed)

    def find(self, selector: Selector) -> tuple[Range, ...]:
        """Every place of the quote: as a reader sees it or, failing that, as it was typed.

        The second matters where typography made guillemets of straight quotation marks.
        """
        text, found = self.folded, find_folded(self.folded, selector, self._index)
        if not found and self.folded_typed is not self.folded:
            text = self.folded_typed
            found = find_folded(text, selector, self._typed_index)
        return tuple(self.place(r, text) for r in found)

    @cached_property
    def _index(self) -> WordIndex | None:
        return WordIndex(self.folded.text) if self.quotes >= _MANY else None

    @cached_property
    def _typed_index(self) -> WordIndex | None:
        return WordIndex(self.folded_typed.text) if self.quotes >= _MANY else None

    def text_with(self, selector: Selector) -> Folded:
        """The text in which the quote is: the one that is read, unless only the typed one is."""
        if self.folded_typed is self.folded or find_folded(self.folded, selector):
            return self.folded
        return self.folded_typed if find_folded(self.folded_typed, selector) else self.folded

    def place(self, folded: Range, text: Folded) -> Range:
        """The stretch of the article's text that a stretch of either folded text stands for."""
        place = text.to_original(folded.start, folded.end)
        return place if text is self.folded else self.body.from_typed(place)

    def span(self, folded: Range, text: Folded) -> Span:
        """Where that stretch is written in the Markdown."""
        place = self.place(folded, text)
        return passage_span(self.source, self.body.text, place.start, place.end)


def anchor_claims(sidecar: Reading[Sidecar], ground: Ground) -> Anchored:
    """Anchor the claims of a sidecar in an article (contract, section 3)."""
    claims = sidecar.value.claims if sidecar.value else ()
    ground = replace(ground, quotes=len(claims))
    refusals = cache(lambda selector: tuple(_refusals(selector, ground)))
    ranges: dict[int, tuple[Range, ...]] = {}
    problems: list[Diagnostic] = []
    for index, claim in enumerate(claims):
        places: list[Range] = []
        refused = False
        for path, written in _selectors(index, claim):
            selector = Selector(written.quote, written.prefix, written.suffix)
            found = ground.find(selector)
            if len(found) == 1:
                places.append(found[0])
            else:
                refused = True
                problems += (r.told(sidecar, path) for r in refusals(selector))
        if not refused:
            ranges[index] = tuple(places)
    return Anchored(ranges, tuple(problems))


def _selectors(index: int, claim: Claim) -> Iterator[tuple[Path, WrittenSelector]]:
    yield ("claims", index), claim
    for row, also in enumerate(claim.also):
        yield ("claims", index, "also", row), also


def _refusals(selector: Selector, ground: Ground) -> Iterator[_Refusal]:
    """Why the quote has not exactly one place, and what would settle it."""
    text = ground.text_with(selector)
    places = find_folded(text, selector)
    if not fold(selector.exact).text.strip():
        yield _Refusal("quote", "missing-value", "`quote` has no words")
    elif places:
        yield _ambiguous(selector, places, text, ground)
    elif find_folded(ground.text_with(Selector(selector.exact)), Selector(selector.exact)):
        for key in _wrong_context(selector, ground):
            yield _context_missing(selector, key, ground)
    else:
        yield _not_found(selector, ground)


def _ambiguous(
    selector: Selector, places: Sequence[Range], text: Folded, ground: Ground
) -> _Refusal:
    return _Refusal(
        "quote",
        "quote-ambiguous",
        f"the article has “{_shown(selector.exact)}” {len(places)} times",
        "paste the prefix or suffix of the place that is meant",
        _place_notes(selector.exact, places, text, ground),
    )


def _place_notes(
    exact: str, places: Sequence[Range], text: Folded, ground: Ground, key: str = ""
) -> tuple[Note, ...]:
    """A note for each of the first places, with the context that settles on it."""
    keys = (key,) if key else ("prefix", "suffix")
    return tuple(
        Note(passages.pasted(passages.settling(text, exact, place, keys)), ground.span(place, text))
        for place in places[:_MOST_PLACES]
    )


def _wrong_context(selector: Selector, ground: Ground) -> tuple[str, ...]:
    """Which of prefix and suffix stand nowhere beside the quote; the suffix if only together."""
    wrong = tuple(
        key
        for key in ("prefix", "suffix")
        if getattr(selector, key) and not ground.find(_with_alone(selector, key))
    )
    return wrong or ("suffix",)


def _with_alone(selector: Selector, *keys: str) -> Selector:
    return Selector(selector.exact, **{key: getattr(selector, key) for key in keys})


def _context_missing(selector: Selector, key: str, ground: Ground) -> _Refusal:
    side, other = ("before", "suffix") if key == "prefix" else ("after", "prefix")
    message = f"the {key} “{_shown(getattr(selector, key))}” does not stand right {side} the quote"
    kept = _with_alone(selector, other)
    if not ground.find(kept):
        kept = Selector(selector.exact)
    text = ground.text_with(kept)
    places = find_folded(text, kept)
    if len(places) > 1:
        help = f"paste the {key} of the place that is meant"
        notes = _place_notes(selector.exact, places, text, ground, key)
        return _Refusal(key, "context-not-found", message, help, notes)
    near = _beside(text, places[0], key)
    is_unique = len(find_folded(text, Selector(selector.exact))) == 1
    reason = "the quote is unique without it" if is_unique else f"the {other} is enough"
    help = f"{reason}: delete the {key}; right {side} the quote stands “{near}”"
    note = Note("the quote", ground.span(places[0], text))
    return _Refusal(key, "context-not-found", message, help, (note,))


def _beside(text: Folded, place: Range, key: str) -> str:
    """What stands right before or after, from the edge of a word."""
    if key == "prefix":
        near = text.text[max(0, place.start - _BESIDE) : place.start]
        return near.lstrip(" ") if place.start <= _BESIDE else near[near.find(" ") + 1 :] or near
    near = text.text[place.end : place.end + _BESIDE]
    return near.rstrip(" ") if len(near) < _BESIDE else near[: near.rfind(" ")] or near


def _not_found(selector: Selector, ground: Ground) -> _Refusal:
    message = f"the article has no passage “{_shown(selector.exact)}”"
    text = ground.folded
    exact = fold(selector.exact).text.strip(" ")
    if inside := occurrences(text.text, exact):
        place = whole_words(text.joined, inside[0], inside[0] + len(exact))
        whole = text.text[place.start : place.end]
        help = (
            f"it stands only as a part of “{_shown(whole)}”: quote whole words and numbers,"
            " or give the rest as prefix or suffix"
        )
        note = Note("here", ground.span(place, text))
        return _Refusal("quote", "quote-not-found", message, help, (note,))
    near = passages.nearest(text, selector.exact)
    if near is None:
        help = "copy the words as they stand on the page"
        return _Refusal("quote", "quote-not-found", message, help)
    changes = passages.described(near.changes) or "the spaces differ"
    help = f"the nearest passage reads “{_shown(near.text)}”: {changes}"
    note = Note("the nearest passage", ground.span(near.place, text))
    return _Refusal("quote", "quote-not-found", message, help, (note,))


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
