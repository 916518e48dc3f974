"""Plain text to blocks: paragraphs, items behind their marks, headings, quotes behind `>`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vouch.importing import asides
from vouch.importing.blocks import Aside, Block, Draft, Kind, Run, paragraph

_BULLET = re.compile(r"^(?P<indent>[ \t]*)[•‣▪◦●○■□∙*·➢➤✓-][ \t\u00a0]+(?P<text>\S.*)$")
_DASHED = re.compile(r"^(?P<indent>[ \t]*)–[ \t\u00a0]+(?P<text>\S.*)$")
_NUMBERED = re.compile(r"^[ \t]*(?P<number>\d{1,3})[.)][ \t\u00a0]+(?P<text>\S.*)$")
_QUOTED = re.compile(r"^[ \t]*>[ \t]?(?P<text>.*)$")
_UNDERLINED = re.compile(r"^[ \t]*(?:={3,}|-{3,}|_{3,}|\*{3,}|~{3,})[ \t]*$")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\s\u00a0\u202f]*[»”\"')\]]*$")
_QUOTATION = re.compile(r"^(?:«[^«»]{40,}»|“[^“”]{40,}”)[\s\u00a0]*[.!?]?$")
_BEGINS_HEADING = re.compile(r"^[«“\"'(¿¡]?[\s\u00a0]*[A-ZÀ-Ý0-9]")
_LONGEST_HEADING = 110
_WRAPPED = range(45, 131)
"""How long the lines are, but for the last, of a paragraph that was cut into lines."""


def draft(text: str) -> Draft:
    """The article in a plain text. Its first line is the title where it can be one."""
    chunks = [list(chunk) for chunk in _chunks(text)]
    found: list[Block] = []
    aside: list[Aside] = []
    for index, chunk in enumerate(chunks):
        kept = []
        for line in chunk:
            if taken := asides.aside(line):
                aside.append(taken)
            else:
                kept.append(line)
        is_last = index == len(chunks) - 1
        found += _blocks(kept, alone=len(chunk) == len(kept) == 1 and not is_last)
    title = ""
    if found and found[0].kind is Kind.HEADING:
        title = found.pop(0).text
    names = tuple(name for each in aside for name in asides.authors(each.text))
    dated = (asides.day(each.text) for each in aside if each.kind in ("byline", "dateline"))
    return Draft(title, tuple(found), tuple(aside), names, next(filter(None, dated), ""))


def _chunks(text: str) -> Iterator[list[str]]:
    """Runs of lines with nothing between them."""
    chunk: list[str] = []
    for line in [*text.expandtabs(4).split("\n"), ""]:
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield chunk
            chunk = []


def _blocks(lines: Sequence[str], *, alone: bool) -> Iterator[Block]:
    """The blocks of a chunk; ``alone`` where it is one line with others behind it."""
    if len(lines) == 2 and _UNDERLINED.match(lines[1]) and _may_be_heading(lines[0]):
        yield Block(Kind.HEADING, (Run(lines[0].strip()),), 2)
        return
    if alone and _may_be_heading(lines[0]):
        yield Block(Kind.HEADING, (Run(lines[0].strip()),), 2)
        return
    plain: list[str] = []
    made: list[Block] = []
    for line, item in zip(lines, _items(lines), strict=True):
        if item is not None:
            made += [*_paragraphs(plain), item]
            plain = []
        elif not plain and made and made[-1].kind is Kind.ITEM and line.startswith("  "):
            made[-1] = replace(made[-1], runs=(Run(f"{made[-1].text} {line.strip()}"),))
        elif line.strip() != ">":
            plain.append(line)
    yield from made
    yield from _paragraphs(plain)


def _items(lines: Sequence[str]) -> list[Block | None]:
    """Each line as an item or a quote; None for what is neither."""
    dashed = sum(_DASHED.match(line) is not None for line in lines) > 1
    numbers = [int(m["number"]) for line in lines if (m := _NUMBERED.match(line))]
    counted = numbers == list(range(1, len(numbers) + 1))
    return [_item(line, dashed=dashed, counted=counted) for line in lines]


def _item(line: str, *, dashed: bool, counted: bool) -> Block | None:
    if found := _QUOTED.match(line):
        said = found["text"].strip()
        return Block(Kind.QUOTE, (Run(said),)) if said else None
    found = _BULLET.match(line) or (_DASHED.match(line) if dashed else None)
    if found:
        depth = min(len(found["indent"]) // 4, 3)
        return Block(Kind.ITEM, (Run(found["text"].strip()),), depth)
    if counted and (found := _NUMBERED.match(line)):
        return Block(Kind.ITEM, (Run(found["text"].strip()),), ordered=True)
    return None


def _paragraphs(lines: Sequence[str]) -> Iterator[Block]:
    """One paragraph where its lines were cut at a width, else one for each line."""
    whole = [line.strip() for line in lines if not _UNDERLINED.match(line)]
    if not whole:
        return
    cut = [line for line in whole[:-1] if not _ENDS_SENTENCE.search(line)]
    if cut and all(len(line) in _WRAPPED for line in whole[:-1]):
        whole = [" ".join(whole)]
    for text in whole:
        if _QUOTATION.match(text):
            yield Block(Kind.QUOTE, (Run(text),))
        else:
            yield paragraph(text)


def _may_be_heading(line: str) -> bool:
    text = line.strip()
    return (
        len(text) <= _LONGEST_HEADING
        and _BEGINS_HEADING.match(text) is not None
        and not (_ENDS_SENTENCE.search(text) and not text.endswith("?"))
        and _BULLET.match(line) is None
        and any(character.isalpha() for character in text)
    )
