"""HTML as a flat row of tokens: read strictly, written one way.

What Python-Markdown makes, an author's raw HTML included, is read once, held to a published list
of elements and attributes, and written again from the tokens alone: a browser never sees the
author's own spelling of a tag. Nothing is repaired: what does not nest is a fault.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html.parser import HTMLParser

NESTING_LIMIT = 48
"""Deepest nesting of elements in an article or an explanation."""

VOID = frozenset({"br", "hr", "img", "wbr", "col"})
BLOCK = frozenset(
    "blockquote br caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6"
    " hr li ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
STRUCTURE = frozenset("colgroup dl figure ol table tbody tfoot thead tr ul".split())
"""Elements that hold elements alone: white space directly in them is not text."""

_EVERYWHERE = frozenset({"class", "id", "lang", "dir", "title"})
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "abbr b bdi bdo br caption cite code colgroup dd dfn div dl dt em figcaption figure h1 h2"
        " h3 h4 h5 h6 hr i kbd p pre s samp section small span strong sub summary sup table tbody"
        " tfoot thead tr u ul var wbr".split(),
        frozenset(),
    ),
    "a": frozenset({"href", "hreflang", "rel"}),
    "blockquote": frozenset({"cite"}),
    "col": frozenset({"span"}),
    "del": frozenset({"cite", "datetime"}),
    "details": frozenset({"open"}),
    "img": frozenset({"src", "alt", "width", "height", "credit"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"value"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "q": frozenset({"cite"}),
    "td": frozenset({"colspan", "rowspan", "headers", "style"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "style"}),
    "time": frozenset({"datetime"}),
}
"""The elements that an article or an explanation may hold, each with its own attributes."""

_ADDRESSES = frozenset({"href", "src", "cite"})
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_ALIGNMENT = re.compile(r"text-align: (left|right|center);?")


@dataclass(frozen=True, slots=True)
class Open:
    """A start tag; ``void`` elements have no end tag."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def is_void(self) -> bool:
        return self.name in VOID

    def get(self, name: str) -> str | None:
        return next((value for key, value in self.attributes if key == name), None)

    def with_attributes(self, **changes: str | None) -> Open:
        """The same tag with attributes set, or taken off where None (``_`` stands for ``-``)."""
        named = {key.rstrip("_").replace("_", "-"): value for key, value in changes.items()}
        kept = [(key, value) for key, value in self.attributes if key not in named]
        added = [(key, value) for key, value in named.items() if value is not None]
        return replace(self, attributes=(*kept, *added))

    def with_class(self, name: str) -> Open:
        """The same tag with one more class."""
        return self.with_attributes(class_=" ".join([*(self.get("class") or "").split(), name]))


@dataclass(frozen=True, slots=True)
class Close:
    """An end tag."""

    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them; ``typed`` is what stood there before typography."""

    text: str
    typed: str


Token = Open | Close | Text
Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is not allowed: a diagnostic code, a message, and the words to look for in the source."""

    code: str
    message: str
    seek: tuple[str, ...]
    help: str = ""


def text(value: str) -> Text:
    """A text token that typography has not touched."""
    return Text(value, value)


def read(source: str) -> tuple[Tokens, tuple[Fault, ...]]:
    """Tokens of an HTML fragment and all that it may not hold (contract, section 3)."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    reader.finish()
    return tuple(reader.tokens), tuple(reader.faults)


def write(tokens: Iterable[Token]) -> str:
    """HTML of the tokens: the same tokens always give the same characters."""
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    if isinstance(token, Text):
        return html.escape(token.text, quote=False)
    if isinstance(token, Close):
        return f"</{token.name}>"
    attributes = "".join(
        f' {name}="{html.escape(value)}"' if value or name in ("alt", "href") else f" {name}"
        for name, value in token.attributes
    )
    return f"<{token.name}{attributes}>"


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
            self._fault("html-not-allowed", f"the element <{tag}> is not allowed", written, tag)
        else:
            self.tokens.append(Open(tag, self._attributes(tag, allowed, attrs, written)))
        if tag not in VOID:
            self.open.append((tag, written))
            if len(self.open) == NESTING_LIMIT + 1:
                message = f"elements are nested more than {NESTING_LIMIT} deep"
                self._fault("nesting-too-deep", message, written, tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            inner = f": <{self.open[-1][0]}> is still open" if self.open else ""
            self._fault("html-unbalanced", f"</{tag}> closes nothing here{inner}", f"</{tag}>", tag)
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
        if self.tokens and isinstance(self.tokens[-1], Text):
            data = self.tokens.pop().text + data  # type: ignore[union-attr]
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
            self._fault("html-unbalanced", f"<{tag}> is not closed", written, tag)
            self._close(tag)

    def _attributes(
        self,
        tag: str,
        allowed: frozenset[str],
        attrs: list[tuple[str, str | None]],
        written: str,
    ) -> tuple[tuple[str, str], ...]:
        kept: dict[str, str] = {}
        for name, value in attrs:
            if name == "style" and tag in ("td", "th") and _ALIGNMENT.fullmatch(value or ""):
                alignment = _ALIGNMENT.fullmatch(value or "")
                assert alignment is not None
                kept["class"] = f"{kept.get('class', '')} align-{alignment[1]}".strip()
            elif (name not in allowed and name not in _EVERYWHERE) or name == "style":
                message = f"the attribute `{name}` of <{tag}> is not allowed"
                self._fault("html-not-allowed", message, written, name)
            elif name in _ADDRESSES and (problem := address_problem(tag, value or "")):
                self._fault("bad-url", problem, value or "", written)
            elif name not in kept:
                kept[name] = value or ""
        return tuple(kept.items())

    def _fault(self, code: str, message: str, *seek: str) -> None:
        help = (
            "the elements and attributes that may stand in an article are listed in docs/writing.md"
            if code == "html-not-allowed"
            else ""
        )
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
    if value.startswith("//"):
        return f"the address “{value}” names no scheme; write https:{value}"
    return ""
