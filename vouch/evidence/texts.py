"""From the bytes of a capture to its text, whatever it is packed in."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Sequence

from vouch.canonical import normal
from vouch.evidence import pdf, warc
from vouch.evidence.captures import LIMIT, CaptureText, Unreadable

_HTML_LIMIT = 10_000_000
_HTML = (".html", ".htm", ".xhtml", ".xml")
_PLAIN = (".txt", ".text", ".md", ".csv", ".tsv", ".json")
_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_TOO_LARGE = f"it is larger than {LIMIT // 1_000_000} MB"


def text_of(content: bytes, name: str, addresses: Sequence[str]) -> CaptureText | Unreadable:
    """The text of a capture: plain text, HTML, PDF, or of a page in a WARC; each may be gzipped.

    ``name`` is the file's, ``addresses`` those of the source, by which a record is chosen.
    """
    unpacked = _unpacked(content)
    if isinstance(unpacked, Unreadable):
        return unpacked
    if unpacked.startswith(b"WARC/"):
        page = warc.page_of(unpacked, addresses)
        if isinstance(page, Unreadable):
            return page
        return _read(page.content, "", page.media_type)
    return _read(unpacked, name.lower().removesuffix(".gz"), "")


def _unpacked(content: bytes) -> bytes | Unreadable:
    """The content of a gzip file, all its members; anything else as it is."""
    parts: list[bytes] = []
    room = LIMIT
    while content.startswith(_GZIP):
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            parts.append(member.decompress(content, room + 1))
        except zlib.error:
            return Unreadable("it is broken: it cannot be unpacked")
        room -= len(parts[-1])
        if room < 0:
            return Unreadable(f"{_TOO_LARGE} when it is unpacked")
        if not member.eof:
            return Unreadable("it is broken: it ends too early")
        content = member.unused_data
    return b"".join(parts) if parts else content


def _read(content: bytes, name: str, media_type: str) -> CaptureText | Unreadable:
    kind, _, parameters = media_type.lower().partition(";")
    kind = kind.strip()
    if b"%PDF-" in content[:1024]:
        return pdf.text_of(content)
    if kind.endswith(("html", "xml")) or name.endswith(_HTML) or _looks_like_html(content):
        return _html(content, parameters)
    if kind.startswith("text/") or kind == "application/json" or name.endswith(_PLAIN):
        text = _decoded(content, parameters)
        if text is None or "\0" in text:
            return Unreadable("it is no text in an encoding that is known")
        return _with_words(CaptureText(text, has_lines=True))
    what = f"it is {kind}" if kind else "its format is unknown"
    return Unreadable(f"{what}; text, HTML, PDF and WARC can be read")


def _looks_like_html(content: bytes) -> bool:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html"))


def _html(content: bytes, parameters: str) -> CaptureText | Unreadable:
    from vouch.htmltext import seen_text

    if len(content) > _HTML_LIMIT:
        return Unreadable(f"it is HTML of more than {_HTML_LIMIT // 1_000_000} MB")
    declared = _CHARSET.search(content[:2048])
    text = _decoded(content, parameters or (declared[0].decode("latin-1") if declared else ""))
    if text is None:
        return Unreadable("it is no text in an encoding that is known")
    try:
        return _with_words(CaptureText(seen_text(text)))
    except (ValueError, RecursionError):
        return Unreadable("it is broken HTML")


def _with_words(found: CaptureText) -> CaptureText | Unreadable:
    return found if found.text.strip() else Unreadable("there is no text in it")


def _decoded(content: bytes, parameters: str) -> str | None:
    """The text in the encoding that is declared; else in UTF-8, else as Windows wrote it.

    Whichever is guessed, digits and signs of ASCII are the same.
    """
    declared = _CHARSET.search(parameters.encode("latin-1", "replace"))
    encodings = [name for mark, name in _BOMS if content.startswith(mark)]
    encodings += [declared[1].decode("latin-1")] if declared else []
    for encoding in (*encodings, "utf-8", "cp1252"):
        try:
            return normal("NFC", content.decode(encoding))
        except (UnicodeError, LookupError, ValueError):
            continue
    return None
