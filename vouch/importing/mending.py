"""Markdown of other systems to Markdown that a build takes: the rest is named and taken out.

What Vouch's Markdown has stays as it was written: footnotes, tables, fences, lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from vouch.importing.webpage import leads_out
from vouch.markup import ALLOWED, read


@dataclass(frozen=True, slots=True)
class Change:
    """What was taken out: what it is, its words, its line from 1. Text between its marks stayed."""

    kind: str
    words: str
    line: int


Mended = tuple[str, tuple[Change, ...]]
_Found = re.Match[str]
_Answer = tuple[str, str, str] | None
"""What stands instead, what was taken out, its words; None where nothing is to be changed."""

# Nothing here looks for its end past where the next of its kind begins: a file of beginnings alone
# would have each of them look through all the rest.
_CODE = (
    r"(?P<code>^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*? {0,3}(?P=fence)[`~]*[ \t]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[\s\S])+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?:(?!<!--)[\s\S])*?-->|\\.)"
)
_SHORTCODE = (
    r"\{\{[<%](?:(?!\}\}|\{\{)[\s\S])*[%>]\}\}|\{\{[^{}\n]*\}\}|\{%[^\n]*?%\}"
    r"|\[/?(?:caption|gallery|embed|video|audio|playlist)\b[^\]\n]*\](?!\()"
)
_INNER = r"[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*"
_TARGET = (
    r"\(\s*(?P<address><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()]*)*)(?P<title>\s+[^)\n]*)?\)"
)
_ATTRIBUTES = r"(?:\{[^{}\n]*\})?"
_IMAGE = rf"!\[(?P<alt>{_INNER})\](?:{_TARGET}|\[(?P<ref>[^\[\]]*)\]){_ATTRIBUTES}"
_LINK = rf"(?<!!)\[(?P<words>(?!\^){_INNER})\](?:{_TARGET}|\[(?P<ref>[^\[\]]*)\])?{_ATTRIBUTES}"
_DEFINITION = (
    r"^ {0,3}\[(?P<name>(?!\^)[^\[\]\n]+)\]:[ \t]*<?(?P<address>[^\s<>]+)>?"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_FOREIGN = (
    r"<(?P<foreign>script|style|iframe|video|audio|object|svg|form|noscript|template|picture)\b"
    r"[^<>]*>(?:(?!<(?P=foreign)\b)[\s\S])*?</(?P=foreign)\s*>"
)
_FIGURE = r"<figure\b[^<>]*>(?:(?!</?figure\b)[\s\S])*</figure\s*>"
_ANCHOR = r"<a\b(?P<href>[^<>]*)>(?P<words>(?:(?!</?a\b)[\s\S])*)</a\s*>"
_TAG = r"<(?P<end>/?)(?P<name>[A-Za-z][\w-]*)(?=[\s/>])(?P<rest>[^<>]*)>"
_NOTE = r"\[\^(?P<note>[^\]\s]+)\](?!:)"
_BARE_MARK = re.compile(r"[ \t]*(?:[-*+>]|\d{1,3}[.)])?[ \t]*")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)


def without_shortcodes(text: str) -> Mended:
    """The text without what another system would put something in the place of."""
    return _changed(text, _SHORTCODE, lambda found: ("", "shortcode", found[0]))


def mended(text: str, *, all_tags: bool = False) -> Mended:
    """The text without images, links within another site, and HTML that no build takes.

    With ``all_tags`` there is no HTML left at all; the text between tags stays. A reference to a
    footnote that there is not stays as it is read.
    """
    definitions = re.finditer(_DEFINITION, text, re.MULTILINE)
    known = _Known(
        {found["name"].lower(): found["address"] for found in definitions},
        frozenset(re.findall(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:", text)),
        all_tags,
    )
    changes: list[Change] = []
    for pattern, answer in _STEPS:
        text, more = _changed(text, pattern, partial(answer, known))
        changes += more
    return text, tuple(sorted(changes, key=lambda change: change.line))


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a text: the addresses of links by their names, its footnotes, the wish."""

    addresses: Mapping[str, str]
    notes: frozenset[str]
    all_tags: bool

    def image(self, found: _Found) -> _Answer:
        """An image of another site is not among this site's."""
        address = found["address"] or self.addresses.get((found["ref"] or found["alt"]).lower(), "")
        told = (address.strip("<>"), found["alt"], (found["title"] or "").strip(" \n\"'"))
        return "", "image", " ".join(filter(None, told))

    def definition(self, found: _Found) -> _Answer:
        """The address of links, written elsewhere than they are."""
        return None if leads_out(found["address"]) else ("", "link", found[0].strip())

    def link(self, found: _Found) -> _Answer:
        """A link in Markdown, its address behind it or defined elsewhere."""
        words, address = found["words"], found["address"]
        if address is None:
            address = self.addresses.get((found["ref"] or words).lower())
        if address is None or (leads_out(address.strip("<>")) and words.strip()):
            return None
        return words, "link", f"{words} → {address.strip('<>')}"

    def anchor(self, found: _Found) -> _Answer:
        """A link in HTML."""
        named = _HREF.search(found["href"])
        address = next(filter(None, named.groups()), "") if named else ""
        words = found["words"]
        return None if leads_out(address) else (words, "link", f"{words} → {address}")

    def tag(self, found: _Found) -> _Answer:
        """A tag that no build takes, or whose attributes none takes: those go alone."""
        name = found["name"].lower()
        if name == "img":
            return "", "image", found[0]
        if name not in ALLOWED or self.all_tags:
            return "", "HTML", found[0]
        is_fit = found["end"] or not {each.code for each in read(found[0])[1]} & _OF_A_TAG
        return None if is_fit else (f"<{name}>", "HTML", found[0])

    def note(self, found: _Found) -> _Answer:
        """A reference to a footnote."""
        if found["note"] in self.notes:
            return None
        return f"<span>[</span>^{found['note']}]", "footnote without a text", found[0]


_OF_A_TAG = {"html-not-allowed", "bad-url"}
_STEPS: Sequence[tuple[str, Callable[[_Known, _Found], _Answer]]] = (
    (_FIGURE, lambda _, found: ("", "image", found[0]) if "<img" in found[0] else None),
    (_FOREIGN, lambda _, found: ("", "HTML", found[0])),
    (_IMAGE, _Known.image),
    (_DEFINITION, _Known.definition),
    (_LINK, _Known.link),
    (_ANCHOR, _Known.anchor),
    (_TAG, _Known.tag),
    (_NOTE, _Known.note),
)


def _changed(text: str, pattern: str, answer: Callable[[_Found], _Answer]) -> Mended:
    """The text with an answer in each place outside of code; it keeps its number of lines."""
    made: list[str] = []
    changes: list[Change] = []
    at = 0
    for found in re.finditer(f"{_CODE}|{pattern}", text, re.MULTILINE | re.IGNORECASE):
        answered = None if found["code"] else answer(found)
        if answered is None:
            continue
        instead, kind, words = answered
        line = text.count("\n", 0, found.start()) + 1
        lost = found[0].count("\n") - instead.count("\n")
        made += (text[at : found.start()], instead, "\n" * lost)
        changes.append(Change(kind, " ".join(words.split()), line))
        at = found.end()
    lines = "".join((*made, text[at:])).split("\n")
    for change in changes:
        if _BARE_MARK.fullmatch(lines[change.line - 1]):
            lines[change.line - 1] = ""
    return "\n".join(lines), tuple(changes)
