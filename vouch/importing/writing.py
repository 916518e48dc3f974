"""Blocks to Markdown that shows the same text: escaped where it has to be, and nowhere else.

Markdown cannot be escaped by a rule alone: what a character does depends on what stands around it.
So each block is rendered and compared, first as it is, then escaped throughout; from there escapes
are taken away, kind by kind, as long as its reader sees the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from vouch import prose
from vouch.anchor import fold
from vouch.contentmodel import BLOCK
from vouch.importing.blocks import Block, Kind, Run
from vouch.importing.webpage import leads_out
from vouch.markup import Text, Tokens, visible

_SPECIAL = "\\`*_{}[]()<>#+-=.!|:~&\"'^$@/0123456789"
_BACKSLASHED = frozenset("\\`*_{}[]()>#+-.!")
_FEWEST = re.compile(
    r"[\\`*_{}\[\]<>#+=|~&^]|^[-:.!]|[.)](?= )|^ +|[!](?=\[)|:(?=//)|(?<=\S)@", re.MULTILINE
)
"""Where a character may mean something in Markdown."""
_FEW = 16
"""Escapes that are tried one by one; more of them are tried kind by kind alone."""


def markdown(blocks: Sequence[Block], lang: str) -> str | None:
    """The Markdown of an article; None where none was found that shows its text unchanged."""
    blocks = tuple(_leveled(blocks))
    for write in (_sparing, _carefully, _throughout):
        written = _joined(blocks, [write(block, lang) for block in blocks])
        if shows(written, blocks, lang):
            return written
    return None


def _leveled(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with no item deeper than one below the item before it: it would be code."""
    depth = -1
    for block in blocks:
        if block.kind is not Kind.ITEM:
            depth = -1
            yield block
            continue
        depth = min(block.level, depth + 1)
        yield replace(block, level=depth)


def shows(written: str, blocks: Sequence[Block], lang: str) -> bool:
    """Whether a reader of the Markdown sees the text of the blocks, as it was typed."""
    wanted = "\n".join(block.text for block in blocks)
    rendered = prose.body(written, lang, "–")
    if rendered.faults:
        return False
    return fold(_typed(rendered.tokens)).text.strip() == fold(wanted).text.strip()


def _typed(tokens: Tokens) -> str:
    """The text of the tokens as it was before typography; edges of blocks are line ends."""
    return "".join(
        token.typed if isinstance(token, Text) else "\n" if token.name in BLOCK else ""
        for _, token in visible(tokens)
    )


def _sparing(block: Block, lang: str) -> str:
    """A block with as few escapes as it needs."""
    if block.kind in (Kind.ROW, Kind.LITERAL):
        return _throughout(block, lang)
    places = frozenset(at for at, character in enumerate(block.text) if character in _SPECIAL)

    alone = replace(block, level=0) if block.kind is Kind.ITEM else block

    def fits(escaped: frozenset[int]) -> bool:
        return shows(_written(alone, escaped), [block], lang)

    if fits(frozenset()):
        return _written(block, frozenset())
    telling = frozenset(found.start() for found in _FEWEST.finditer(block.text))
    escaped = next((each for each in (telling, places) if fits(each)), None)
    if escaped is None:
        return _throughout(block, lang)
    # What closes goes first: a mark that nothing opens closes nothing.
    kinds = sorted({block.text[at] for at in escaped}, key=lambda c: (c not in ">)]}", c))
    for character in kinds:
        fewer = frozenset(at for at in escaped if block.text[at] != character)
        escaped = fewer if fits(fewer) else escaped
    for at in sorted(escaped, reverse=True) if len(escaped) <= _FEW else ():
        escaped = escaped - {at} if fits(escaped - {at}) else escaped
    return _written(block, escaped)


def _carefully(block: Block, lang: str) -> str:
    """A block with all escaped that can be, for what only means something beside another block."""
    if block.kind in (Kind.ROW, Kind.LITERAL):
        return _throughout(block, lang)
    return _written(block, frozenset(at for at, c in enumerate(block.text) if c in _SPECIAL))


def _written(block: Block, escaped: frozenset[int]) -> str:
    """A block with the characters at these places escaped."""
    made: list[str] = []
    at = 0
    for run in block.runs:
        text = "".join(
            _escape(block.text, at + index) if at + index in escaped else character
            for index, character in enumerate(run.text)
        )
        made.append(_styled(run, text))
        at += len(run.text)
    return _shaped(block, "".join(made).replace("\n", "<br>\n"))


def _escape(text: str, at: int) -> str:
    character = text[at]
    if character == "[" and text[at + 1 : at + 2] == "^":
        return "<span>[</span>"  # a footnote that there is not, even where it is escaped
    if character in _BACKSLASHED:
        return f"\\{character}"
    return html.escape(character) if character in "<&" else f"&#{ord(character)};"


def _styled(run: Run, text: str) -> str:
    """A run in its style; marks stand against its words, spaces outside of them."""
    words = text.strip(" \n")
    if not words or not (run.mark or leads_out(run.address)):
        return text
    before, _, after = text.partition(words)
    words = f"{run.mark}{words}{run.mark}"
    return (
        f"{before}[{words}]({run.address}){after}"
        if leads_out(run.address)
        else before + words + after
    )


def _throughout(block: Block, _lang: str) -> str:
    """A block whose every character that Markdown could read is a reference to that character."""

    def safe(text: str) -> str:
        referred = re.sub(r"[^\w\s,;]|_|(?<!\d)\d", lambda found: f"&#{ord(found[0])};", text)
        return referred.replace("&#91;&#94;", "<span>&#91;</span>&#94;")

    if block.kind is Kind.ROW:
        cells = ((("th" if run.heads else "td"), run.text) for run in block.runs)
        return "".join(f"<{name}>{html.escape(text, quote=False)}</{name}>" for name, text in cells)
    if block.kind is Kind.LITERAL:
        return f"<pre>{html.escape(block.text, quote=False)}</pre>"
    return _shaped(block, safe(block.text).replace("\n", "<br>\n"))


def _shaped(block: Block, text: str) -> str:
    """The text of a block behind what makes it a heading, an item, a quote."""
    if block.kind is Kind.HEADING:
        return f"{'#' * block.level} {text}"
    if block.kind is Kind.QUOTE:
        return "\n".join(f"> {line}" for line in text.split("\n"))
    if block.kind is Kind.ITEM:
        indent = "    " * block.level
        lead = "1. " if block.ordered else "- "
        return f"{indent}{lead}" + text.replace("\n", f"\n{indent}    ")
    return text


def _joined(blocks: Sequence[Block], written: Sequence[str]) -> str:
    """The blocks below each other: items close together, rows in a table."""
    pieces = []
    pairs = zip(blocks, written, strict=True)
    for (kind, ordered), group in groupby(pairs, key=lambda each: (each[0].kind, each[0].ordered)):
        texts = [text for _, text in group]
        if ordered:
            texts = [re.sub(r"^1\.", f"{n}.", text) for n, text in enumerate(texts, start=1)]
        if kind is Kind.ROW:
            rows = "\n".join(f"<tr>{text}</tr>" for text in texts)
            pieces.append(f"<table>\n{rows}\n</table>")
        elif kind is Kind.QUOTE:
            pieces.append("\n>\n".join(texts))
        else:
            pieces.append(("\n" if kind is Kind.ITEM else "\n\n").join(texts))
    return "\n\n".join(pieces) + "\n"
