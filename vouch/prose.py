"""Markdown to tokens, in the shape and the typography of its language.

The only importer of ``markdown``. Footnotes, tables, attribute lists, definition lists,
abbreviations, fenced code and Markdown in HTML are on; an image alone in its paragraph with a
title or a credit is a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension, FootnotePostTreeprocessor
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from vouch import plainprose, structure, typography
from vouch.markup import (
    GENERATED,
    NESTING_LIMIT,
    Close,
    Fault,
    Open,
    Text,
    Token,
    Tokens,
    read,
    text,
)
from vouch.structure import Heading, headings
from vouch.typesetting import LITERAL, typeset

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["Heading", "Prose", "body", "headings", "passage", "typeset_line"]

MARKER_LIMIT = 20
"""Deepest nesting of quotes and lists in Markdown."""
BRACKET_LIMIT = 100
"""Deepest nesting of brackets in one block of Markdown, those that nothing closes included."""
STRAY_LIMIT = 1000
"""Most `<` that open a tag, a comment or an address without closing it."""

_DEEP = re.compile(
    rf"^(?:(?: {{0,3}}> ?){{{MARKER_LIMIT + 1},}}|[ ]{{{4 * MARKER_LIMIT},}}(?:[-*+]|\d+\.) )",
    re.MULTILINE,
)
_DEEP_INDENT = " " * (4 * MARKER_LIMIT)
_BRACKET = re.compile(r"\\.|(?P<opens>[\[(])|(?P<closes>[\])])|\n[ \t]*\n", re.DOTALL)
_STRAY = re.compile(r"<[A-Za-z!?/][^<>]*(?=<|\Z)")
_NOTE_LINK = re.compile(r'class="footnote-ref" href="#fn:([^"]*)"')
_DEFINITION = re.compile(r"\*\[[^\]\\]+\] ?: *\S.*")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_NOWHERE = 2 * GENERATED
"""Instead of the words that would be replaced by the footnotes."""
_EXTENSIONS = ("abbr", "attr_list", "def_list", "fenced_code", "md_in_html", "sane_lists", "tables")


class Prose(NamedTuple):
    """An article's body or an explanation, read and set."""

    tokens: Tokens
    faults: tuple[Fault, ...] = ()


def body(source: str, lang: str, backlink: str) -> Prose:
    """The body of an article or page: footnotes, headings from level 2, figures.

    ``backlink`` says in words what the way back from a footnote does.
    """
    return _prose(source, lang, backlink, first_heading=structure.BODY_LEVEL)


def passage(source: str, lang: str) -> Prose:
    """An explanation or the text of a milestone: no footnotes, headings from level 4."""
    return _prose(source, lang, None, first_heading=4)


def plain_html(source: str) -> str:
    """The HTML that Markdown gives before anything of ours is done to it. Raises ValueError."""
    if fault := _past_limits(source):
        raise ValueError(fault.message)
    return _converter("–").reset().convert(source)


def typeset_line(line: str, lang: str) -> str:
    """A title, a label, a caption: plain text with the typography of its language."""
    return typography.apply(line, typography.typeset(line, lang))


def _prose(source: str, lang: str, backlink: str | None, *, first_heading: int) -> Prose:
    if fault := _past_limits(source):
        return Prose((), (fault,))
    try:
        tokens, faults = _read(source, backlink)
    except RecursionError:
        _converter.cache_clear()  # what broke off leaves its state behind
        message = f"the text is nested more than {NESTING_LIMIT} deep"
        return Prose((), (Fault("nesting-too-deep", message, ()),))
    faults = tuple(_sought_in_markdown(fault) for fault in faults)
    if "[^" in source:
        tokens = tuple(_notes(tokens))
    tokens, misplaced = structure.shaped(tokens, first_heading)
    if "^" in source or "&" in source:  # as it is, or as a reference to the character
        misplaced += tuple(_notes_without_text(tokens, can_have_notes=backlink is not None))
    return Prose(typeset(tokens, lang), faults + misplaced)


def _read(source: str, backlink: str | None) -> tuple[Tokens, tuple[Fault, ...]]:
    parted = plainprose.parted(source)
    if parted.is_plain:
        return parted.plain[0], ()
    if parted.plain:
        rest, faults = converted(parted.rest, backlink)
        tokens = parted.joined(rest)
        if tokens is not None:
            return tokens, faults
    return converted(source, backlink)


def converted(source: str, backlink: str | None) -> tuple[Tokens, tuple[Fault, ...]]:
    """The tokens that Markdown makes of a text, not yet shaped, and what HTML has no place in it.

    ``backlink`` is as for :func:`body`; without it there are no footnotes.
    """
    return read(_converter(backlink).reset().convert(source))


def _sought_in_markdown(fault: Fault) -> Fault:
    """The fault, to be looked for as its author wrote it where it is about a footnote's number."""
    note = _NOTE_LINK.search(fault.seek[0])
    return replace(fault, seek=(f"[^{note[1]}]", *fault.seek)) if note else fault


def _past_limits(source: str) -> Fault | None:
    may_be_deep = source.count(">") > MARKER_LIMIT or _DEEP_INDENT in source
    if may_be_deep and (deep := _DEEP.search(source)):
        message = f"quotes or lists are nested more than {MARKER_LIMIT} deep"
        return Fault("nesting-too-deep", message, (deep[0],))
    if brackets := _deep_brackets(source):
        message = f"brackets are nested more than {BRACKET_LIMIT} deep"
        return Fault("nesting-too-deep", message, (brackets,))
    strays = _STRAY.findall(source) if source.count("<") > STRAY_LIMIT else []
    if len(strays) > STRAY_LIMIT:
        message = f"more than {STRAY_LIMIT} tags are opened by a `<` and not closed by a `>`"
        return Fault("html-unbalanced", message, (strays[0][:20],))
    return None


def _deep_brackets(source: str) -> str:
    """The beginning of brackets that are nested too deep: reading them takes Markdown too long."""
    if source.count("[") + source.count("(") <= BRACKET_LIMIT:
        return ""
    opened: list[int] = []
    for found in _BRACKET.finditer(source):
        if found["opens"]:
            opened.append(found.start())
            if len(opened) > BRACKET_LIMIT:
                return source[opened[0] : opened[0] + 20].partition("\n")[0]
        elif found["closes"]:
            del opened[-1:]
        elif not found[0].startswith("\\"):
            opened.clear()
    return ""


@cache
def _converter(backlink: str | None) -> markdown.Markdown:
    if backlink is None:
        extensions: list[str | Extension] = [*_EXTENSIONS, _Adjusted()]
        return markdown.Markdown(extensions=extensions, output_format="html")
    notes = _Footnotes(BACKLINK_TITLE=backlink, PLACE_MARKER=_NOWHERE)
    return markdown.Markdown(extensions=[*_EXTENSIONS, notes, _Adjusted()], output_format="html")


class _Adjusted(Extension):
    """Python-Markdown, adjusted: years begin no lists, and the build's own marks are known."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - its name over there
        # “2025. Texte” is a sentence; a browser would show its number but no reader could copy it.
        ordered = md.parser.blockprocessors["olist"]
        assert isinstance(ordered, SaneOListProcessor)
        ordered.RE = re.compile(r"^[ ]{0,3}\d{1,3}\.[ ]+(.*)")
        ordered.CHILD_RE = re.compile(r"^[ ]{0,3}((\d{1,3}\.))[ ]+(.*)")
        if "footnote-duplicate" in md.treeprocessors:
            made = md.treeprocessors["footnote-duplicate"]
            assert isinstance(made, FootnotePostTreeprocessor)
            md.treeprocessors.register(_WaysBack(made.footnotes), "footnote-duplicate", 15)
        # After code and HTML were taken out, which keep their lines as they are.
        md.preprocessors.register(_PartedDefinitions(md), "vouch-definitions", 15)
        # After footnotes are made, before authors can set attributes (8).
        md.treeprocessors.register(_MarkNotes(md), "vouch-notes", 12)


class _PartedDefinitions(Preprocessor):
    """Definitions of abbreviations that begin a block, each a block of its own.

    In one block every definition would have all that follow it looked through again.
    """

    def run(self, lines: list[str]) -> list[str]:
        parted: list[str] = []
        begins, after_definition = True, False
        for line in lines:
            is_definition = begins and line.startswith("*[") and bool(_DEFINITION.fullmatch(line))
            if is_definition and after_definition:
                parted.append("")
            parted.append(line)
            begins, after_definition = is_definition or not line.strip(), is_definition
        return parted


class _Footnotes(FootnoteExtension):
    """Footnotes whose references are numbered at once, not by trying every number before."""

    def unique_ref(self, reference: str, found: bool = False) -> str:  # noqa: FBT001, FBT002 - theirs
        """`fnref:a`, then `fnref2:a`, `fnref3:a` for further references to the same note."""
        if not found:
            return reference
        times = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        separator = self.get_separator()
        name, _, note = reference.partition(separator)
        return reference if times == 1 else f"{name}{times}{separator}{note}"


class _WaysBack(FootnotePostTreeprocessor):
    """Further ways back from a note that is referred to twice, in our own notes alone."""

    def get_num_duplicates(self, li: Element) -> int:
        """How often a note is referred to; 0 for an item of a list that only looks like notes."""
        return super().get_num_duplicates(li) if ":" in li.get("id", "") else 0


class _MarkNotes(Treeprocessor):
    """Marks footnote references and their ways back as made by the build.

    It also takes the empty `alt` off images without words between their brackets: written in
    HTML, an empty one says that the picture is decoration.
    """

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "img" and not element.get("alt", "").strip():
                del element.attrib["alt"]
            kind = element.get("class") if element.tag == "a" else element.get("id")
            if (element.tag == "sup" and (kind or "").startswith("fnref")) or (
                element.tag == "a" and kind == "footnote-backref"
            ):
                element.set("data-generated", GENERATED)


def _notes(tokens: Tokens) -> Iterator[Token]:
    """The tokens without the space that parts a footnote from its way back, or a way to nowhere."""
    references = {t.get("id") for t in tokens if isinstance(t, Open) and t.name == "sup"}
    lost = False
    for index, token in enumerate(tokens):
        if _is_way_back(token):
            assert isinstance(token, Open)
            lost = (token.get("href") or "#")[1:] not in references
        if not lost:
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            if isinstance(token, Text) and _is_way_back(following):
                yield text(token.text.removesuffix("\u00a0"))
            else:
                yield token
        lost = lost and token != Close("a")


def _is_way_back(token: Token | None) -> bool:
    return isinstance(token, Open) and token.name == "a" and token.get("data-generated") is not None


def _notes_without_text(tokens: Tokens, *, can_have_notes: bool) -> Iterator[Fault]:
    literal = 0
    for token in tokens:
        if isinstance(token, Text):
            for found in _NOTE.finditer(token.text) if "[^" in token.text and not literal else ():
                message = f"there is no footnote `{found[1]}`"
                help = f"write its text on a line of its own: {found[0]}: …"
                if not can_have_notes:
                    message = f"an explanation has no footnotes, so `{found[0]}` leads nowhere"
                    help = "put the text of the note into the sentence"
                yield Fault("broken-link", message, (found[0],), help)
        elif token.name in LITERAL:
            literal += 1 if isinstance(token, Open) else -1
