"""Every quote of a sidecar to its place in the article, or to a message that settles it.

The rule itself is :mod:`vouch.anchor`; here it meets a file's claims, and a refusal meets words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vouch import passages
from vouch.anchor import Folded, Range, Selector, find, find_folded, fold, inside_word, occurrences
from vouch.annotate import BodyText
from vouch.diagnostics import Diagnostic, Note, SourceText, Span
from vouch.locate import passage_span
from vouch.model.claims import Claim, Sidecar
from vouch.model.claims import Selector as WrittenSelector
from vouch.model.reading import Reading
from vouch.yamldoc import Path

_SHOWN = 90
"""Longest quote that a message repeats whole, in characters."""
_MOST_PLACES = 12
"""Most places that a message about an ambiguous quote lists."""


@dataclass(frozen=True)
class Anchored:
    """For each claim, by its place in the sidecar: its stretches of the text, the quote's first.

    A claim with a quote that did not anchor is not there; ``diagnostics`` say why.
    """

    ranges: Mapping[int, tuple[Range, ...]]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Ground:
    """The text that quotes are looked up in, folded, and the Markdown it came from."""

    body: BodyText
    folded: Folded
    folded_typed: Folded
    source: SourceText

    @classmethod
    def of(cls, body: BodyText, source: SourceText) -> Ground:
        folded = fold(body.text)
        same = body.typed == body.text
        return cls(body, folded, folded if same else fold(body.typed), source)

    def find(self, selector: Selector) -> tuple[Range, ...]:
        """Every place of the quote: as a reader sees it or, failing that, as it was typed.

        The second matters where typography made guillemets of straight quotation marks.
        """
        places = find(self.folded, selector)
        if places or self.folded_typed is self.folded:
            return places
        return tuple(self.body.from_typed(p) for p in find(self.folded_typed, selector))

    def span(self, place: Range) -> Span:
        """Where a stretch of the text is written in the Markdown."""
        return passage_span(self.source, self.body.text, place.start, place.end)


def anchor_claims(sidecar: Reading[Sidecar], ground: Ground) -> Anchored:
    """Anchor the claims of a sidecar in an article (contract, section 3)."""
    claims = sidecar.value.claims if sidecar.value else ()
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
                problems.append(_refusal(selector, found, ground, sidecar, path))
        if not refused:
            ranges[index] = tuple(places)
    return Anchored(ranges, tuple(problems))


def _selectors(index: int, claim: Claim) -> Iterator[tuple[Path, WrittenSelector]]:
    yield ("claims", index), claim
    for row, also in enumerate(claim.also):
        yield ("claims", index, "also", row), also


def _refusal(
    selector: Selector,
    found: tuple[Range, ...],
    ground: Ground,
    sidecar: Reading[Sidecar],
    path: Path,
) -> Diagnostic:
    span = sidecar.span(*path, "quote")
    if not fold(selector.exact).text.strip():
        return Diagnostic("missing-value", "`quote` has no words", span)
    if found:
        return _ambiguous(selector, ground, span)
    if selector.prefix or selector.suffix:
        alone = Selector(selector.exact)
        places = find_folded(ground.folded, alone)
        if places:
            with_prefix = Selector(selector.exact, prefix=selector.prefix)
            key = "suffix" if find_folded(ground.folded, with_prefix) else "prefix"
            return _context_missing(selector, key, places, ground, sidecar.span(*path, key))
    return _not_found(selector, ground, span)


def _ambiguous(selector: Selector, ground: Ground, span: Span) -> Diagnostic:
    ground_text = ground.folded if find(ground.folded, selector) else ground.folded_typed
    places = find_folded(ground_text, selector)
    notes = tuple(_place_note(selector, place, ground_text, ground) for place in places)
    listed = notes[:_MOST_PLACES]
    if len(notes) > len(listed):
        listed = (*listed, Note(f"and {len(notes) - len(listed)} more"))
    return Diagnostic(
        "quote-ambiguous",
        f"the article has “{_shown(selector.exact)}” {len(places)} times",
        span,
        "paste the prefix or suffix of the place that is meant",
        listed,
    )


def _place_note(selector: Selector, place: Range, text: Folded, ground: Ground) -> Note:
    pairs = passages.settling(text, selector.exact, place)
    original = text.to_original(place.start, place.end)
    if text is ground.folded_typed and text is not ground.folded:
        original = ground.body.from_typed(original)
    return Note(passages.pasted(pairs), ground.span(original))


def _context_missing(
    selector: Selector, key: str, places: tuple[Range, ...], ground: Ground, span: Span
) -> Diagnostic:
    side = "before" if key == "prefix" else "after"
    written = getattr(selector, key)
    message = f"the {key} “{_shown(written)}” does not stand right {side} the quote"
    if len(places) == 1:
        near = _beside(ground.folded, places[0], key)
        help = f"the quote is unique: delete the {key}; right {side} it stands “{near}”"
        return Diagnostic("context-not-found", message, span, help)
    notes = tuple(_place_note(selector, p, ground.folded, ground) for p in places[:_MOST_PLACES])
    return Diagnostic(
        "context-not-found", message, span, "paste the one of the place that is meant", notes
    )


def _beside(text: Folded, place: Range, key: str) -> str:
    if key == "prefix":
        return text.text[max(0, place.start - 24) : place.start]
    return text.text[place.end : place.end + 24]


def _not_found(selector: Selector, ground: Ground, span: Span) -> Diagnostic:
    message = f"the article has no passage “{_shown(selector.exact)}”"
    exact = fold(selector.exact).text.strip(" ")
    inside = occurrences(ground.folded.text, exact)
    if inside:
        place = _whole_words(ground.folded.joined, inside[0], inside[0] + len(exact))
        whole = ground.folded.text[place.start : place.end]
        return Diagnostic(
            "quote-not-found",
            message,
            span,
            f"it stands only as a part of “{_shown(whole)}”: quote whole words and numbers,"
            " or give the rest as prefix or suffix",
            (Note("here", ground.span(ground.folded.to_original(place.start, place.end))),),
        )
    near = passages.nearest(ground.folded, selector.exact)
    if near is None:
        return Diagnostic(
            "quote-not-found", message, span, "copy the words as they stand on the page"
        )
    changes = passages.described(near.changes)
    return Diagnostic(
        "quote-not-found",
        message,
        span,
        f"the nearest passage reads “{_shown(near.text)}”" + (f": {changes}" if changes else ""),
        (Note("the nearest passage", ground.span(near.place)),),
    )


def _whole_words(joined: str, start: int, end: int) -> Range:
    while inside_word(joined, start):
        start -= 1
    while inside_word(joined, end):
        end += 1
    return Range(start, end)


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
