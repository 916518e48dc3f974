"""HTML as a flat row of tokens: read strictly, written one way.

What Python-Markdown makes, an author's raw HTML included, is read once, held to a published list
of elements and attributes, and written again from the tokens alone: a browser never sees the
author's own spelling of a tag. Nothing is repaired: what does not nest is a fault.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from vouch.contentmodel import ALLOWED, BLOCK, EVERYWHERE, STRUCTURE, VOID, misplaced
from vouch.frozen import frozen

__all__ = [
    "ALLOWED",
    "BLOCK",
    "GENERATED",
    "NESTING_LIMIT",
    "Close",
    "Fault",
    "Open",
    "Text",
    "Token",
    "Tokens",
    "address_problem",
    "read",
    "text",
    "visible",
    "write",
]

NESTING_LIMIT = 48
"""Deepest nesting of elements in an article or an explanation."""
GENERATED = "\x02"
"""Value of `data-generated` where the build put it: no source can hold this character."""

_HELP = f"these elements may stand in an article: {', '.join(sorted(ALLOWED))}"
_ADDRESSES = frozenset({"href", "src", "cite"})
_NUMERIC = frozenset({"width", "height", "colspan", "rowspan", "start", "value", "span"})
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_ALIGNMENT = re.compile(r"text-align: (left|right|center);?")


class Open(NamedTuple):  # a tuple, as all tokens are: thousands are made of every article
    """A start tag with its attributes, in their order."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def is_void(self) -> bool:
        """Whether the element has no content and no end tag."""
        return self.name in VOID

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None where the tag has none of that name."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def with_attributes(self, **changes: str | None) -> Open:
        """The same tag with attributes set, or taken off where None (``_`` stands for ``-``)."""
        named = {key.rstrip("_").replace("_", "-"): value for key, value in changes.items()}
        kept = [(key, value) for key, value in self.attributes if key not in named]
        added = [(key, value) for key, value in named.items() if value is not None]
        return Open(self.name, (*kept, *added))

    def with_class(self, name: str) -> Open:
        """The same tag with one more class."""
        return self.with_attributes(class_=" ".join([*(self.get("class") or "").split(), name]))


class Close(NamedTuple):
    """An end tag."""

    name: str


class Text(NamedTuple):
    """Characters as a reader sees them; ``typed`` is what stood there before typography."""

    text: str
    typed: str


Token = Open | Close | Text
Tokens = tuple[Token, ...]


@frozen
class Fault:
    """What is not allowed: a diagnostic code, a message, the words to look for in the source."""

    code: str
    message: str
    seek: tuple[str, ...]
    help: str = ""


def text(value: str) -> Text:
    """A text token that typography has not touched."""
    return Text(value, value)


def visible(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """The tokens that stand outside whatever the build generated, each with its index."""
    opened = [t for t in tokens if isinstance(t, Open) and t.attributes]
    if not any(t.get("data-generated") is not None for t in opened):
        yield from enumerate(tokens)
        return
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


def read(source: str) -> tuple[Tokens, tuple[Fault, ...]]:
    """Tokens of an HTML fragment and all that it may not hold (contract, section 3)."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.finish()
    return tuple(reader.tokens), tuple(reader.faults)


def write(tokens: Iterable[Token]) -> str:
    """HTML of the tokens: the same tokens always give the same characters."""
    return "".join([_written(token) for token in tokens])


def _written(token: Token) -> str:
    if isinstance(token, Text):
        return token.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if isinstance(token, Close):
        return f"</{token.name}>"
    attributes = [
        f' {name}="{html.escape(value)}"' if value or name in ("alt", "href") else f" {name}"
        for name, value in token.attributes
    ]
    return f"<{token.name}{''.join(attributes)}>"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tokens: list[Token] = []
        self.faults: list[Fault] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        written = self.get_starttag_text() or f"<{tag}"
        allowed = ALLOWED.get(tag)
        if allowed is None:
            self._fault(
                "html-not-allowed",
                f"the element <{tag}> is not allowed",
                *(written, f"<{tag}"),
                help=_HELP,
            )
        else:
            self.tokens.append(Open(tag, self._attributes(tag, allowed, attrs, written)))
            # Deeper than the limit is refused anyway, and looking up each ancestor costs time.
            within = [name for name, _ in self.open] if len(self.open) <= NESTING_LIMIT else ()
            if problem := misplaced(tag, within):
                self._fault("html-misplaced", problem, written, f"<{tag}")
        if tag not in VOID:
            self.open.append((tag, written))
            if len(self.open) == NESTING_LIMIT + 1:
                message = f"elements are nested more than {NESTING_LIMIT} deep"
                self._fault("nesting-too-deep", message, written, f"<{tag}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            inner = f": <{self.open[-1][0]}> is still open" if self.open else ""
            self._fault(
                "html-unbalanced", f"</{tag}> closes nothing here{inner}", f"</{tag}", f"<{tag}"
            )
            if tag not in (name for name, _ in self.open):
                return
            while self.open[-1][0] != tag:
                self._close(self.open.pop()[0])
        self.open.pop()
        self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in ALLOWED:
            self.tokens.append(Close(tag))

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] in STRUCTURE and not data.isspace():
            parent = self.open[-1][0]
            message = f"text cannot stand directly in <{parent}>"
            self._fault("html-misplaced", message, data.strip().split("\n")[0], f"<{parent}")
        last = self.tokens[-1] if self.tokens else None
        if isinstance(last, Text):
            self.tokens[-1] = text(last.text + data)
        else:
            self.tokens.append(text(data))

    def handle_decl(self, decl: str) -> None:
        self._fault("html-not-allowed", f"<!{decl[:40]}> is not allowed", f"<!{decl[:40]}", "<!")

    def unknown_decl(self, data: str) -> None:
        self._fault("html-not-allowed", f"<![{data[:40]} is not allowed", "<![", "<!")

    def handle_pi(self, data: str) -> None:
        self._fault("html-not-allowed", f"<?{data[:40]}> is not allowed", f"<?{data[:40]}", "<?")

    def finish(self) -> None:
        while self.open:
            tag, written = self.open.pop()
            self._fault("html-unbalanced", f"<{tag}> is not closed", written, f"<{tag}")
            self._close(tag)

    def _attributes(
        self, tag: str, allowed: frozenset[str], attrs: list[tuple[str, str | None]], written: str
    ) -> tuple[tuple[str, str], ...]:
        kept: dict[str, str] = {}
        for name, value in attrs:
            alignment = _ALIGNMENT.fullmatch(value or "") if tag in ("td", "th") else None
            if name == "data-generated" and value == GENERATED:
                kept[name] = ""
            elif name == "style" and alignment:
                kept["class"] = f"{kept.get('class', '')} align-{alignment[1]}".strip()
            elif (name not in allowed and name not in EVERYWHERE) or name == "style":
                message = f"the attribute `{name}` of <{tag}> is not allowed"
                may = ", ".join((*sorted(allowed), *sorted(EVERYWHERE)))
                help = f"<{tag}> may have these attributes: {may}"
                self._fault("html-not-allowed", message, written, name, help=help)
            elif name in _NUMERIC and not re.fullmatch("[0-9]{1,4}", value or ""):
                message = f"the attribute `{name}` of <{tag}> has to be a number of 1 to 4 digits"
                self._fault("html-not-allowed", message, written, name)
            elif name in _ADDRESSES and (problem := address_problem(tag, value or "")):
                self._fault("bad-url", problem, value or "", written)
            elif name not in kept:
                kept[name] = (value or "").strip() if name in _ADDRESSES else value or ""
        return tuple(kept.items())

    def _fault(self, code: str, message: str, *seek: str, help: str = "") -> None:
        self.faults.append(Fault(code, message, seek, help))


def address_problem(tag: str, value: str) -> str:
    """What is wrong with an address in an article, or nothing.

    Links lead to http, https, mailto or tel, or into the site; images lie in the site.
    """
    if re.search(r"[\x00-\x1f\\]", value.strip()):
        return f"the address “{value.strip()}” holds a character that no address has"
    value = value.strip()
    scheme = _SCHEME.match(value)
    if scheme and tag == "img":
        return f"the image “{value}” lies outside content/"
    if scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
        return f"the address “{value}” is not http or https"
    if scheme and (found := re.search(r"[\s<>\"]", value)):
        what = "a space" if found[0].isspace() else f"the character {found[0]}"
        return f"the address “{value}” holds {what}, which no address can hold"
    if value.startswith("//"):
        return f"the address “{value}” names no scheme; write https:{value}"
    return ""
