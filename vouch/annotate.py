"""Claims on the tokens of an article: the text they are looked up in, and the marks they leave.

Marking never changes the text: marks are put around slices of text tokens, and whatever else is
put in carries ``data-generated`` (contract, sections 3 and 4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vouch import anchor
from vouch.markup import BLOCK, STRUCTURE, Close, Open, Text, Token, Tokens, text

_NO_LINK_INSIDE = frozenset("a abbr code kbd pre samp sub summary sup var".split())
_CARD_HOLDERS = frozenset("details div li ol section ul".split())
_BEFORE_CLOSE = frozenset({"li"})
_SCROLL_BOX = "table-box"


@dataclass(frozen=True)
class BodyText:
    """The text that a reader sees, with the way back to the tokens.

    ``text`` is set, ``typed`` is as it was before typography; ``at`` and ``typed_at`` give for
    each visible text token (its index in ``tokens_at``) where it starts in either.
    """

    text: str
    typed: str
    at: tuple[int, ...]
    typed_at: tuple[int, ...]
    tokens_at: tuple[int, ...]
    same: tuple[bool, ...]

    def from_typed(self, place: anchor.Range) -> anchor.Range:
        """The stretch of ``text`` that a stretch of ``typed`` became."""
        first = bisect_right(self.typed_at, place.start) - 1
        last = bisect_right(self.typed_at, place.end - 1) - 1
        start = self.at[first] + (place.start - self.typed_at[first] if self.same[first] else 0)
        if self.same[last]:
            return anchor.Range(start, self.at[last] + place.end - self.typed_at[last])
        end = self.at[last + 1] if last + 1 < len(self.at) else len(self.text)
        return anchor.Range(start, end)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a claim leaves in the text: its stretches, a numbered link, and a place for its card."""

    claim: str
    number: int
    ranges: tuple[anchor.Range, ...]
    style: str
    label: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place between blocks where the cards of ``claims`` go."""

    claims: tuple[str, ...]


def body_text(tokens: Tokens) -> BodyText:
    """The text of an article's body; a block's edge, a cell's edge and a `<br>` are a line end."""
    pieces: list[str] = []
    typed: list[str] = []
    rows: list[tuple[int, int, int, bool]] = []
    length = typed_length = 0
    for index, token in _visible(tokens):
        if isinstance(token, Text):
            rows.append((length, typed_length, index, token.text == token.typed))
            piece, as_typed = token.text, token.typed
        elif token.name in BLOCK:
            piece = as_typed = "\n"
        else:
            continue
        pieces.append(piece)
        typed.append(as_typed)
        length += len(piece)
        typed_length += len(as_typed)
    at, typed_at, tokens_at, same = zip(*rows, strict=True) if rows else ((), (), (), ())
    return BodyText("".join(pieces), "".join(typed), at, typed_at, tokens_at, same)


def _visible(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens that stand outside whatever the build generated."""
    hidden = 0
    for index, token in enumerate(tokens):
        if isinstance(token, Open) and not token.is_void:
            if hidden or token.get("data-generated") is not None:
                hidden += 1
        elif isinstance(token, Close) and hidden:
            hidden -= 1
            continue
        if not hidden:
            yield index, token


def merged(tokens: Tokens) -> Tokens:
    """The same tokens with neighbouring texts in one."""
    done: list[Token] = []
    for token in tokens:
        if isinstance(token, Text) and done and isinstance(done[-1], Text):
            before = done.pop()
            assert isinstance(before, Text)
            token = text(before.text + token.text)
        done.append(token)
    return tuple(done)


def annotate(tokens: Tokens, marks: Sequence[Mark]) -> tuple[Token | Slot, ...]:
    """The tokens with every mark around its stretches, and slots for the cards.

    ``marks`` are in the order of their numbers. A stretch that several claims share lists their
    ids; the first stretch of a claim bears ``id="c-ID"``.
    """
    return tuple(_Annotator(merged(tokens), marks).run())


class _Annotator:
    def __init__(self, tokens: Tokens, marks: Sequence[Mark]) -> None:
        self.tokens = tokens
        self.body = body_text(tokens)
        self.starts = dict(zip(self.body.tokens_at, self.body.at, strict=True))
        self.cuts = sorted({p for m in marks for r in m.ranges for p in (r.start, r.end)})
        begins = [(r.start, m.number, m) for m in marks for r in m.ranges]
        ends = [(r.end, m.number, m) for m in marks for r in m.ranges]
        self.begins = deque(sorted(begins, key=lambda row: row[:2]))
        self.ends = deque(sorted(ends, key=lambda row: row[:2]))
        self.card_at = {mark.claim: mark.ranges[0].end for mark in marks if mark.ranges}
        self.link_at = {m.claim: max(r.end for r in m.ranges) for m in marks if m.ranges}
        self.active: list[Mark] = []
        self.named: set[str] = set()
        self.links: list[Mark] = []
        self.cards: list[str] = []
        self.stack: list[str] = []

    def run(self) -> Iterator[Token | Slot]:
        for index, token in enumerate(self.tokens):
            if isinstance(token, Text):
                yield from self._text(index, token)
            elif isinstance(token, Open):
                yield token
                if not token.is_void:
                    boxed = token.get("class") == _SCROLL_BOX
                    self.stack.append(_SCROLL_BOX if boxed else token.name)
            else:
                yield from self._close(token)
        yield from self._links()
        yield from self._slot()

    def _text(self, index: int, token: Text) -> Iterator[Token]:
        start = self.starts.get(index)
        if start is None:
            yield token
            return
        end = start + len(token.text)
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            yield from self._piece(first, token.text[first - start : last - start])
            self._finish(last)
            yield from self._links()

    def _piece(self, at: int, piece: str) -> Iterator[Token]:
        self._start(at)
        in_structure = bool(self.stack) and self.stack[-1] in STRUCTURE
        if not self.active or not piece or (in_structure and not piece.strip()):
            if piece:
                yield text(piece)
            return
        claims = [mark.claim for mark in self.active]
        new = [claim for claim in claims if claim not in self.named]
        self.named.update(new)
        innermost = min(self.active, key=lambda m: sum(r.end - r.start for r in m.ranges))
        style = f"hl {innermost.style}" + (" hl-deep" if len(claims) > 1 else "")
        first = (("id", f"c-{new[0]}"),) if new else ()
        yield Open("mark", (*first, ("class", style), ("data-claim", " ".join(claims))))
        for claim in new[1:]:
            yield Open("span", (("id", f"c-{claim}"), ("data-generated", "")))
            yield Close("span")
        yield text(piece)
        yield Close("mark")

    def _start(self, at: int) -> None:
        if self.begins and self.begins[0][0] <= at:
            while self.begins and self.begins[0][0] <= at:
                self.active.append(self.begins.popleft()[2])
            self.active.sort(key=lambda mark: mark.number)

    def _finish(self, at: int) -> None:
        while self.ends and self.ends[0][0] <= at:
            position, _, mark = self.ends.popleft()
            self.active.remove(mark)
            if position == self.link_at[mark.claim]:
                self.links.append(mark)
            if position == self.card_at[mark.claim]:
                self.cards.append(mark.claim)

    def _links(self) -> Iterator[Token]:
        if not self.links or _NO_LINK_INSIDE.intersection(self.stack):
            return
        for mark in sorted(self.links, key=lambda m: m.number):
            yield Open("sup", (("class", "claim-ref"), ("data-generated", "")))
            yield Open(
                "a",
                (
                    ("id", f"ref-{mark.claim}"),
                    ("href", f"#card-{mark.claim}"),
                    ("aria-label", mark.label),
                ),
            )
            yield text(str(mark.number))
            yield Close("a")
            yield Close("sup")
        self.links = []

    def _close(self, token: Close) -> Iterator[Token | Slot]:
        inline_end = token.name not in BLOCK
        if not inline_end and token.name in _BEFORE_CLOSE and self._holds():
            yield from self._slot()
        yield token
        self.stack.pop()
        yield from self._links()
        if not inline_end and self._holds() and (not self.stack or self.stack[-1] not in STRUCTURE):
            yield from self._slot()

    def _holds(self) -> bool:
        return all(name in _CARD_HOLDERS for name in self.stack)

    def _slot(self) -> Iterator[Slot]:
        if self.cards:
            yield Slot(tuple(self.cards))
            self.cards = []
