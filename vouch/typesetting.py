"""The typography of a language, put into tokens; what stood there as typed is kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vouch import typography
from vouch.markup import BLOCK, Close, Open, Text, Token, Tokens, visible

LITERAL: Final = frozenset({"code", "kbd", "pre", "samp", "var"})
"""Elements whose text stays as it was typed."""


_TURNS = frozenset({"lang", "data-generated"})
"""Attributes that change what typography is right, or whether any is."""


def typeset(tokens: Tokens, lang: str) -> Tokens:
    """The tokens with the typography of their language, block by block, never inside code.

    ``lang`` holds where no element has a ``lang`` of its own. A block in another language is set
    in that one; words in another language within a block stay as they were typed.
    """
    if _is_all_alike(tokens):
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


def _is_all_alike(tokens: Tokens) -> bool:
    """Whether one typography is right for all of the text: no element stands out of it."""
    for token in tokens:
        if isinstance(token, Open):
            if token.name in LITERAL:
                return False
            for name, _ in token.attributes:
                if name in _TURNS:
                    return False
    return True


def _typeset_plainly(tokens: Tokens, lang: str) -> Tokens:
    """The same where all of the text is read, in one language and none of it is code."""
    done: list[Token] = []
    block: list[Token] = []
    for token in tokens:
        if isinstance(token, Text) or token.name not in BLOCK:
            block.append(token)
        else:
            if block:
                done += _typeset_run(block, lang)
                block = []
            done.append(token)
    return (*done, *_typeset_run(block, lang))


def _typeset_run(block: list[Token], lang: str) -> Iterable[Token]:
    words = "".join([token.text for token in block if isinstance(token, Text)])
    if not words or words.isspace() or not (edits := typography.typeset(words, lang)):
        return block
    if len(block) == 1:
        return _edited(words, 0, edits)
    return _distributed(((token, True) for token in block), edits)


class _Scope(NamedTuple):
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


class _Piece(NamedTuple):
    """A token of a block: whether it is text of the article, and whether it stays as it is."""

    token: Token
    is_read: bool
    is_literal: bool


def _typeset_block(block: Sequence[_Piece], lang: str) -> list[Token]:
    pieces, opaque, position = [], [], 0
    for piece in block:
        if isinstance(piece.token, Text) and piece.is_read:
            pieces.append(piece.token.text)
            if piece.is_literal:
                opaque.append((position, position + len(piece.token.text)))
            position += len(piece.token.text)
    return _distributed(
        ((piece.token, piece.is_read) for piece in block),
        typography.typeset("".join(pieces), lang, opaque) if position else (),
    )


def _distributed(
    block: Iterable[tuple[Token, bool]], edits: Sequence[typography.Edit]
) -> list[Token]:
    """The tokens of a block, each with whether it is read, with the edits where they fall."""
    done: list[Token] = []
    position = following = 0
    for token, is_read in block:
        if not is_read or not isinstance(token, Text):
            done.append(token)
            continue
        end = position + len(token.text)
        first = following
        while following < len(edits) and edits[following].start < end:
            following += 1
        if first < following:
            done += _edited(token.text, position, edits[first:following])
        elif token.text:
            done.append(token)
        position = end
    return done


def _edited(words: str, position: int, edits: Sequence[typography.Edit]) -> list[Token]:
    """The words, which stand at ``position`` of their block, with their edits.

    They are cut around an edit that makes them longer or shorter: in each of the other pieces an
    offset leads from what is set to what was typed.
    """
    done: list[Token] = []
    shown: list[str] = []
    begun = at = 0
    for edit in edits:
        start, end = edit.start - position, edit.end - position
        if len(edit.text) == end - start:
            shown += (words[at:start], edit.text)
        else:
            if begun < start:
                done.append(Text("".join((*shown, words[at:start])), words[begun:start]))
            done.append(Text(edit.text, words[start:end]))
            shown, begun = [], end
        at = end
    if begun < len(words):
        done.append(Text("".join((*shown, words[at:])), words[begun:]))
    return done
