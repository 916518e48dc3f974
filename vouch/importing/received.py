"""From the bytes of a file that somebody sent to its text, and the name of its encoding.

Told or refused, never guessed: UTF-8, UTF-16 with its mark, what a web page declares, and
Windows-1252 where the bytes can be nothing else of these.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass

LARGEST = 2_000_000
"""Bytes from which a file is no article."""


class CannotImport(Exception):
    """A file cannot be made into an article; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Received:
    """A text with ``LF`` line ends and no byte order mark, and how its file was encoded."""

    text: str
    encoding: str


def received(content: bytes) -> Received:
    """The text of a file. Raises CannotImport."""
    if not content.strip(b" \t\r\n\x00"):
        raise CannotImport("there is nothing in it")
    if len(content) > LARGEST:
        raise CannotImport(f"it has more than {LARGEST:,} bytes; an article has fewer")
    for beginning, what in _FORMATS.items():
        if content.startswith(beginning):
            raise CannotImport(f"it is {what}; save it as plain text, HTML or Markdown first")
    encoding, text = _decoded(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\v", "\n")
    if found := _NO_TEXT.search(text):
        raise CannotImport(
            f"it is no text: it holds the control character U+{ord(found[0]):04X}"
            f" in line {text.count(chr(10), 0, found.start()) + 1}"
        )
    if not text.strip():
        raise CannotImport("there is nothing in it")
    return Received(text, encoding)


def other_format(name: str, text: str) -> str:
    """What a file called ``name`` is where its text is no article; empty where it may be one."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in _TEXTS:
        return _TEXTS[ending]
    if _SVG.match(text):
        return _TEXTS["svg"]
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return ""
        return _TEXTS["json"]
    return ""


def _decoded(content: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKED:
        if content.startswith(mark):
            try:
                return name, content.removeprefix(mark).decode(codec)
            except UnicodeDecodeError:
                raise CannotImport(f"it begins as {name} does and is none") from None
    if b"\x00" in content:
        raise CannotImport("it is no text: it holds NUL bytes")
    try:
        return "UTF-8", content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(content[:2048])
    wanted = declared[1].decode("ascii").lower() if declared else "windows-1252"
    codec = "windows-1252" if wanted in ("iso-8859-1", "latin1", "us-ascii") else wanted
    try:
        return codec.capitalize(), content.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        raise CannotImport(
            f"it is neither UTF-8 nor {codec.capitalize()}; save it as UTF-8"
        ) from None


_MARKED = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_FORMATS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word or LibreOffice document, or an archive",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_TEXTS = {
    "svg": "an SVG drawing",
    **dict.fromkeys(("json", "jsonl", "ndjson", "geojson"), "JSON"),
    **dict.fromkeys(("csv", "tsv"), "a table of values"),
}
"""Files of text that are no articles, by the ends of their names."""
_SVG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg\b", re.IGNORECASE
)
_DECLARED = re.compile(rb"<meta[^>]{1,80}charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,24})", re.IGNORECASE)
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
