"""The typography of a language, put into tokens; what stood there as typed is kept beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vouch import typography
from vouch.markup import BLOCK, Open, Text, Token, Tokens, text, visible

LITERAL: Final = frozenset({"code", "kbd", "pre", "samp", "var"})
"""Elements whose text stays as it was typed."""


def typeset(tokens: Tokens, lang: str) -> Tokens:
    """The tokens with the typography of their language, block by block, never inside code."""
    done: list[Token] = []
    block: list[_Piece] = []
    literal = 0
    seen = {index for index, _ in visible(tokens)}
    for index, token in enumerate(tokens):
        if not isinstance(token, Text) and token.name in LITERAL:
            literal += 1 if isinstance(token, Open) else -1
        if not isinstance(token, Text) and token.name in BLOCK:
            done += [*_typeset_block(block, lang), token]
            block = []
        else:
            block.append(_Piece(token, is_read=index in seen, is_literal=literal > 0))
    return (*done, *_typeset_block(block, lang))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A token of a block: whether it is text of the article, and whether it stays as it is."""

    token: Token
    is_read: bool
    is_literal: bool


def _typeset_block(block: Sequence[_Piece], lang: str) -> Iterator[Token]:
    pieces, opaque, position = [], [], 0
    for piece in block:
        if isinstance(piece.token, Text) and piece.is_read:
            pieces.append(piece.token.text)
            if piece.is_literal:
                opaque.append((position, position + len(piece.token.text)))
            position += len(piece.token.text)
    edits = deque(typography.typeset("".join(pieces), lang, opaque) if position else ())
    position = 0
    for piece in block:
        if not isinstance(piece.token, Text) or not piece.is_read:
            yield piece.token
            continue
        end = position + len(piece.token.text)
        inside = []
        while edits and edits[0].start < end:
            inside.append(edits.popleft())
        yield from _edited(piece.token, position, inside)
        position = end


def _edited(token: Text, position: int, edits: list[typography.Edit]) -> Iterator[Token]:
    """The text cut at its edits, so that each piece knows what stood there as typed."""
    done = 0
    for edit in edits:
        start, end = edit.start - position, edit.end - position
        if done < start:
            yield text(token.text[done:start])
        yield Text(edit.text, token.text[start:end])
        done = end
    if done < len(token.text):
        yield text(token.text[done:])
