"""Claims on the tokens of an article: the text they are looked up in, and the marks they leave.

Marking never changes the text: marks are put around slices of text tokens, and whatever else is
put in carries ``data-generated`` (contract, sections 3 and 4).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from vouch import anchor
from vouch.contentmodel import BLOCK, STRUCTURE
from vouch.markup import Close, Open, Text, Token, Tokens, text, visible
from vouch.structure import TABLE_BOX

_NO_LINK_INSIDE = frozenset("a abbr code kbd pre samp sub summary sup var".split())
_CARD_HOLDERS = frozenset("details div li ol section ul".split())
_QUOTATION_MARKS = ("'", '"')
_LINE_END = "br"
_MARK_END = Close("mark")
_NOTE = Open("sup", (("class", "claim-ref"), ("data-generated", "")))


class BodyText(NamedTuple):
    """The text that a reader sees, with the way back to the tokens.

    ``text`` is set, ``typed`` has the quotation marks as they were before typography; ``at`` and
    ``typed_at`` give for each visible text token (its index in ``tokens_at``) where it starts in
    either; ``aligned`` whether it is as long in both, so that the same offsets hold within it.
    """

    text: str
    typed: str
    at: tuple[int, ...]
    typed_at: tuple[int, ...]
    tokens_at: tuple[int, ...]
    aligned: tuple[bool, ...]

    def from_typed(self, place: anchor.Range) -> anchor.Range:
        """The stretch of ``text`` that a stretch of ``typed`` became."""
        first = bisect_right(self.typed_at, place.start) - 1
        last = bisect_right(self.typed_at, place.end - 1) - 1
        start = self.at[first] + (place.start - self.typed_at[first] if self.aligned[first] else 0)
        if self.aligned[last]:
            return anchor.Range(start, self.at[last] + place.end - self.typed_at[last])
        end = self.at[last + 1] if last + 1 < len(self.at) else len(self.text)
        return anchor.Range(start, end)


class Mark(NamedTuple):
    """What a claim leaves in the text: its stretches, numbered links, and a place for its card.

    The card goes where the first of ``ranges``, the claim's quote, ends.
    """

    claim: str
    number: int
    ranges: tuple[anchor.Range, ...]
    style: str
    label: str


class Slot(NamedTuple):
    """A place between blocks where the cards of ``claims`` go.

    ``rises`` gives for each how many lines of text above this place its passage begins
    (:mod:`vouch.linage`).
    """

    claims: tuple[str, ...]
    rises: tuple[float, ...] = ()


def body_text(tokens: Tokens) -> BodyText:
    """The text of an article's body; a block's edge, a cell's edge and a `<br>` are a line end."""
    pieces: list[str] = []
    typed: list[str] = []
    rows: list[tuple[int, int, int, bool]] = []
    length = typed_length = 0
    for index, token in visible(tokens):
        if isinstance(token, Text):
            piece = token.text
            as_typed = piece if token.typed is piece else _with_marks_as_typed(token)
            rows.append((length, typed_length, index, len(as_typed) == len(piece)))
        elif token.name in BLOCK:
            piece = as_typed = "\n"
        else:
            continue
        pieces.append(piece)
        typed.append(as_typed)
        length += len(piece)
        typed_length += len(as_typed)
    at, typed_at, tokens_at, aligned = zip(*rows, strict=True) if rows else ((), (), (), ())
    return BodyText("".join(pieces), "".join(typed), at, typed_at, tokens_at, aligned)


def _with_marks_as_typed(token: Text) -> str:
    """The text as it is set, but for its quotation marks: those are as they were typed."""
    shown, typed = token
    if "'" not in typed and '"' not in typed:
        return shown
    if len(shown) != len(typed):  # an edit of its own, see typesetting
        return typed if typed in _QUOTATION_MARKS else shown
    pairs = zip(shown, typed, strict=True)
    return "".join([old if old in _QUOTATION_MARKS else new for new, old in pairs])


def annotate(tokens: Tokens, marks: Sequence[Mark]) -> tuple[Token | Slot, ...]:
    """The tokens with every mark around its stretches, and slots for the cards.

    ``marks`` are in the order of their numbers. A stretch that several claims share lists their
    ids; the first stretch of a claim bears ``id="c-ID"``. An element bears one id: where claims
    begin together, those before the last begin with an empty stretch of their own.
    """
    return tuple(_Annotator(_merged(tokens), marks).run())


def _merged(tokens: Tokens) -> Tokens:
    """The same tokens with neighbouring texts in one."""
    done: list[Token] = []
    for token in tokens:
        last = done[-1] if done else None
        if isinstance(token, Text) and isinstance(last, Text):
            done[-1] = text(last.text + token.text)
        else:
            done.append(token)
    return tuple(done)


def _starts(tokens: Tokens) -> dict[int, int]:
    """Where each visible text starts in the text of the body, by its token's index."""
    starts: dict[int, int] = {}
    length = 0
    for index, token in visible(tokens):
        if isinstance(token, Text):
            starts[index] = length
            length += len(token.text)
        elif token.name in BLOCK:
            length += 1
    return starts


def _joined(ranges: Sequence[anchor.Range]) -> list[anchor.Range]:
    """The stretches in the order of the text, those that touch or overlap in one."""
    joined: list[anchor.Range] = []
    for place in sorted(ranges, key=lambda r: (r.start, r.end)):
        if joined and place.start <= joined[-1].end:
            joined[-1] = anchor.Range(joined[-1].start, max(joined[-1].end, place.end))
        else:
            joined.append(place)
    return joined


class _Annotator:
    def __init__(self, tokens: Tokens, marks: Sequence[Mark]) -> None:
        self.tokens = tokens
        self.starts = _starts(tokens)
        self.begins: dict[int, list[Mark]] = {}
        self.ends: dict[int, list[Mark]] = {}
        for mark in sorted(marks, key=lambda m: m.number):
            for place in _joined(mark.ranges):
                self.begins.setdefault(place.start, []).append(mark)
                self.ends.setdefault(place.end, []).append(mark)
        self.card_at = {m.claim: r.end for m in marks for r in _joined(m.ranges) if _in(m, r)}
        self.cuts = sorted({*self.begins, *self.ends})
        self.active: list[Mark] = []
        self.named: set[str] = set()
        self.links: list[tuple[Mark, bool]] = []
        self.cards: list[str] = []
        self.stack: list[str] = []
        self.done: list[Token | Slot] = []

    def run(self) -> list[Token | Slot]:
        for index, token in enumerate(self.tokens):
            if isinstance(token, Text):
                self._text(index, token)
            elif isinstance(token, Open):
                if self.cards and _is_edge(token) and self.stack and self._takes_card():
                    self._slot()
                self.done.append(token)
                if not token.is_void:
                    boxed = token.get("class") == TABLE_BOX
                    self.stack.append(TABLE_BOX if boxed else token.name)
            else:
                self._close(token)
        self._links()
        self._slot()
        return self.done

    def _text(self, index: int, token: Text) -> None:
        start = self.starts.get(index)
        if start is None:
            self.done.append(token)
            return
        end = start + len(token.text)
        if not self.active and self._next_cut(start) > end:  # most texts have nothing to mark
            if token.text:
                self.done.append(token)
            if self.links:
                self._links()
            return
        inner = self.cuts[bisect_right(self.cuts, start) : bisect_left(self.cuts, end)]
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            self._begin(first)
            piece = token.text[first - start : last - start]
            seen = not piece.isspace() or not (
                (first == start and self._at_edge(index - 1))
                or (last == end and self._at_edge(index + 1))
            )
            self._piece(piece, is_marked=bool(self.active) and seen)
            self._finish(last)
            self._links()

    def _next_cut(self, at: int) -> float:
        index = bisect_left(self.cuts, at)
        return self.cuts[index] if index < len(self.cuts) else inf

    def _at_edge(self, index: int) -> bool:
        """Whether a block starts or ends here, so that a browser shows no white space beside it."""
        return not 0 <= index < len(self.tokens) or _is_edge(self.tokens[index])

    def _piece(self, piece: str, *, is_marked: bool) -> None:
        if not piece:
            return
        if not is_marked:
            self.done.append(text(piece))
            return
        claims = [mark.claim for mark in self.active]
        new = [claim for claim in claims if claim not in self.named]
        self.named.update(new)
        for claim in new[:-1]:
            self.done += (Open("mark", (("id", f"c-{claim}"), ("data-claim", claim))), _MARK_END)
        innermost = min(self.active, key=lambda m: sum(r.end - r.start for r in m.ranges))
        style = f"hl {innermost.style}" + (" hl-deep" if len(claims) > 1 else "")
        first = (("id", f"c-{new[-1]}"),) if new else ()
        start = Open("mark", (*first, ("class", style), ("data-claim", " ".join(claims))))
        self.done += (start, text(piece), _MARK_END)

    def _begin(self, at: int) -> None:
        if started := self.begins.get(at):
            self.active = sorted([*self.active, *started], key=lambda mark: mark.number)

    def _finish(self, at: int) -> None:
        for mark in self.ends.get(at, ()):
            if mark in self.active:
                self.active.remove(mark)
                is_quote = self.card_at[mark.claim] == at
                self.links.append((mark, is_quote))
                if is_quote:
                    self.cards.append(mark.claim)

    def _links(self) -> None:
        if (
            not self.links
            or _NO_LINK_INSIDE.intersection(self.stack)
            or (self.stack and self.stack[-1] in STRUCTURE)
        ):
            return
        for mark, is_quote in self.links:
            own = (("id", f"ref-{mark.claim}"),) if is_quote else ()
            to_card = (("href", f"#card-{mark.claim}"), ("aria-label", mark.label))
            link = Open("a", (*own, *to_card))
            self.done += (_NOTE, link, text(str(mark.number)), Close("a"), Close("sup"))
        self.links = []

    def _close(self, token: Close) -> None:
        ends_block = token.name in BLOCK
        if self.cards and token.name == "li" and self._takes_card():
            self._slot()
        self.done.append(token)
        self.stack.pop()
        self._links()
        if self.cards and ends_block and self._takes_card():
            self._slot()

    def _takes_card(self) -> bool:
        """Whether a card may stand here: between blocks, in no quotation, table or figure."""
        return all(name in _CARD_HOLDERS for name in self.stack) and (
            not self.stack or self.stack[-1] not in STRUCTURE
        )

    def _slot(self) -> None:
        if self.cards and not self.links:
            self.done.append(Slot(tuple(self.cards)))
            self.cards = []


def _in(mark: Mark, stretch: anchor.Range) -> bool:
    """Whether the claim's quote lies in the stretch."""
    return stretch.start <= mark.ranges[0].start and mark.ranges[0].end <= stretch.end


def _is_edge(token: Token) -> bool:
    return not isinstance(token, Text) and token.name in BLOCK and token.name != _LINE_END
