"""The typography of a language, put into tokens; what stood there as typed is kept beside it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vouch import typography
from vouch.markup import BLOCK, Close, Open, Text, Token, Tokens, text, visible

LITERAL: Final = frozenset({"code", "kbd", "pre", "samp", "var"})
"""Elements whose text stays as it was typed."""


_TURNS = frozenset({"lang", "data-generated"})
"""Attributes that change what typography is right, or whether any is."""


def typeset(tokens: Tokens, lang: str) -> Tokens:
    """The tokens with the typography of their language, block by block, never inside code.

    ``lang`` holds where no element has a ``lang`` of its own. A block in another language is set
    in that one; words in another language within a block stay as they were typed.
    """
    if not any(isinstance(token, Open) and _stands_out(token) for token in tokens):
        return _typeset_plainly(tokens, lang)
    done: list[Token] = []
    block: list[_Piece] = []
    scopes = [_Scope(lang, lang)]
    seen = {index for index, _ in visible(tokens)}
    for index, token in enumerate(tokens):
        if not isinstance(token, Text) and token.name in BLOCK:
            done += [*_typeset_block(block, scopes[-1].block_lang), token]
            block = []
        else:
            is_literal = scopes[-1].is_literal or scopes[-1].is_foreign
            block.append(_Piece(token, is_read=index in seen, is_literal=is_literal))
        if isinstance(token, Open) and not token.is_void:
            scopes.append(scopes[-1].inside(token))
        elif isinstance(token, Close):
            scopes.pop()
    return (*done, *_typeset_block(block, scopes[-1].block_lang))


def _stands_out(element: Open) -> bool:
    """Whether something else than the typography of the text holds in the element."""
    return element.name in LITERAL or any(name in _TURNS for name, _ in element.attributes)


def _typeset_plainly(tokens: Tokens, lang: str) -> Tokens:
    """The same where all of the text is read, in one language and none of it is code."""
    done: list[Token] = []
    block: list[Token] = []
    for token in tokens:
        if not isinstance(token, Text) and token.name in BLOCK:
            if block:
                done += _typeset_run(block, lang)
                block = []
            done.append(token)
        else:
            block.append(token)
    return (*done, *_typeset_run(block, lang))


def _typeset_run(block: list[Token], lang: str) -> Iterable[Token]:
    words = "".join([token.text for token in block if isinstance(token, Text)])
    if not words or words.isspace() or not (edits := typography.typeset(words, lang)):
        return block
    return _distributed([_Piece(token, is_read=True, is_literal=False) for token in block], edits)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What holds within an element: its language, its block's language, whether it is code."""

    lang: str
    block_lang: str
    is_literal: bool = False

    @property
    def is_foreign(self) -> bool:
        """Whether the language is not the block's; regions, as in en-GB, make no difference."""
        return _language(self.lang) != _language(self.block_lang)

    def inside(self, element: Open) -> _Scope:
        """What holds within an element that stands here."""
        own = element.get("lang")
        lang = self.lang if own is None else own
        return _Scope(
            lang,
            lang if element.name in BLOCK else self.block_lang,
            self.is_literal or element.name in LITERAL,
        )


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()


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
    return _distributed(
        block, typography.typeset("".join(pieces), lang, opaque) if position else ()
    )


def _distributed(
    block: Sequence[_Piece], typographic: Iterable[typography.Edit]
) -> Iterator[Token]:
    """The block with each edit in the text that it falls into."""
    edits = deque(typographic)
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
