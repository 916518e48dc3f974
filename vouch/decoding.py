"""From the bytes of a file to its text: UTF-8, without what no reader sees."""

from __future__ import annotations

import codecs
import re

from vouch.diagnostics import Diagnostic, SourceText, Span

_UNSEEN = (
    ("nul-byte", "a NUL byte stands here", re.compile(r"\x00")),
    (
        "control-character",
        "a control character stands here, which no reader sees",
        re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]"),
    ),
)

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""What no text has in any of the usual encodings of one byte: its lines are not worth showing."""


def decoded(path: str, content: bytes) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of a file, with or without a byte order mark, its line ends made ``LF``.

    None, and the first place of each fault, where it is not UTF-8 or holds control characters.
    """
    try:
        source = SourceText(path, text_of(content))
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, content.removeprefix(codecs.BOM_UTF8), error),)
    problems = tuple(
        Diagnostic(
            code,
            f"{message}: U+{ord(found[0]):04X}",
            source.span(found.start(), found.end()),
            "delete it",
        )
        for code, message, pattern in _UNSEEN
        if (found := pattern.search(source.text))
    )
    return (None if problems else source), problems


def text_of(content: bytes) -> str:
    """The text of a file as :func:`decoded` gives it, of which it is known that it holds no fault.

    Raises UnicodeDecodeError.
    """
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        span, help = Span(path), "save the file as UTF-8, without choosing “Unicode” or UTF-16"
        return Diagnostic("not-utf8", "the file is written in UTF-16", span, help)
    message = f"the byte 0x{content[error.start]:02X} is not UTF-8"
    if _BINARY.search(content):
        help = "give it the ending of what it is; if it is a text, save it as UTF-8"
        return Diagnostic("not-utf8", message, Span(path), help)
    before = content[: error.start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    start = content.rfind(b"\n", 0, error.start) + 1
    end = content.find(b"\n", error.start)
    shown = content[start : end if end >= 0 else None].decode("utf-8", "replace").rstrip("\r")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Diagnostic(
        "not-utf8",
        message,
        Span(path, line, column, 1, shown),
        "save the file as UTF-8; most editors have it under “Save as” or “Encoding”",
    )
