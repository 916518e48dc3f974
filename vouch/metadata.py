"""Files of images without what a reader must not get: bytes in, bytes out, no pixel touched.

A photograph can name the camera, the place and the person, and so give a source away. What is
kept is a list of the parts that a browser needs to show the picture, its colour profile included;
everything else goes: Exif, XMP, IPTC, comments, thumbnails, whatever stands after the end. The
orientation alone is written anew. Sources: ITU T.81 annex B (JPEG), W3C PNG (3rd edition) section
4.7, GIF89a, RFC 9649 (WebP), TIFF 6.0 section 2.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_UPRIGHT = 1
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs"
    b" acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WEBP_EXIF, _WEBP_XMP = 0x08, 0x04
_JPEG_SCAN = 0xDA
_JPEG_END = b"\xff\xd9"
_JPEG_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""Of the application segments (E0 to EF) these, where they begin so."""
_JFIF = 0xE0
_JPEG_COMMENT = 0xFE
_AFTER_SCAN = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""The marker that ends the entropy-coded bytes of a scan: no stuffed zero, no restart."""
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


class Broken(ValueError):
    """The file ends too early or is not what it says; the message says which."""


def stripped(kind: str, content: bytes, orientation: int = _UPRIGHT) -> bytes:
    """A JPEG, PNG, GIF or WebP without metadata; the same object where it has none.

    ``orientation`` is Exif's (1 to 8). Raises Broken.
    """
    pieces = {"jpeg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}[kind]
    try:
        clean = b"".join(pieces(content, orientation))
    except (IndexError, struct.error):
        raise Broken("it ends too early") from None
    return content if clean == content else clean


def walk(kind: str, content: bytes) -> None:
    """Raise Broken where the parts of a file do not reach to its end.

    Those of an AVIF are boxes (ISO 14496-12, section 4.2).
    """
    if kind != "avif":
        stripped(kind, content)
        return
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 1:  # the length is too large for four bytes
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        if length == 0:  # to the end of the file
            return
        if length < 8 or at + length > len(content):
            raise Broken("it ends too early")
        at += length


def _exif(orientation: int) -> bytes:
    """Exif that says the orientation and nothing else: one TIFF directory with one entry."""
    return b"II*\0" + struct.pack("<LHHHLHHL", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def _jpeg(content: bytes, orientation: int) -> Iterator[bytes]:
    yield content[:2]
    has_turned, at = orientation == _UPRIGHT, 2
    while True:
        start = at
        if content[at] != 0xFF:
            raise Broken("its segments do not follow one another")
        while content[at + 1] == 0xFF:  # markers may be filled up from the left
            at += 1
        marker = content[at + 1]
        if content[at : at + 2] == _JPEG_END:
            yield _JPEG_END
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if end > len(content):
            raise Broken("it ends too early")
        body = content[at + 4 : end]
        if marker == _JPEG_SCAN:
            found = _AFTER_SCAN.search(content, end)
            if found is None:
                raise Broken("it ends too early")
            end = found.start()
        if not has_turned and marker != 0xE0:
            has_turned = True
            segment = b"Exif\0\0" + _exif(orientation)
            yield b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment
        own = 0xE0 <= marker <= 0xEF or marker == _JPEG_COMMENT
        if not own or (marker in _JPEG_KEPT and body.startswith(_JPEG_KEPT[marker])):
            yield _without_thumbnail(content[start:end], marker)
        at = end


def _without_thumbnail(segment: bytes, marker: int) -> bytes:
    """A JFIF segment without the small picture that it may hold (JFIF 1.02, page 5).

    Any other segment stays as it is.
    """
    if marker != _JFIF:
        return segment
    return b"\xff\xe0\0\x10" + segment.lstrip(b"\xff")[3:15].ljust(12, b"\0") + b"\0\0"


def _png(content: bytes, orientation: int) -> Iterator[bytes]:
    yield _PNG_SIGNATURE
    at, has_turned = len(_PNG_SIGNATURE), orientation == _UPRIGHT
    while True:
        length, name = struct.unpack_from(">L4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise Broken("it ends too early")
        if name == b"IDAT" and not has_turned:
            has_turned = True
            yield _png_chunk(b"eXIf", _exif(orientation))
        if name in _PNG_KEPT:
            yield content[at:end]
        if name == b"IEND":
            return
        at = end


def _png_chunk(name: bytes, body: bytes) -> bytes:
    from zlib import crc32

    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", crc32(name + body))


def _webp(content: bytes, orientation: int) -> Iterator[bytes]:
    end = 8 + struct.unpack_from("<L", content, 4)[0]
    if end > len(content):
        raise Broken("it ends too early")
    kept, at = [], 12
    while at < end:
        name, length = struct.unpack_from("<4sL", content, at)
        after = at + 8 + length + length % 2
        if after > end:
            raise Broken("it ends too early")
        if name == b"VP8X":
            turned = _WEBP_EXIF if orientation != _UPRIGHT else 0
            flags = content[at + 8] & ~(_WEBP_EXIF | _WEBP_XMP) | turned
            kept.append(content[at : at + 8] + bytes((flags,)) + content[at + 9 : after])
        elif name in _WEBP_KEPT:
            kept.append(content[at:after])
        at = after
    if orientation != _UPRIGHT:
        exif = _exif(orientation)
        kept.append(b"EXIF" + struct.pack("<L", len(exif)) + exif)
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + struct.pack("<L", len(body)) + body


def _gif(content: bytes, _orientation: int) -> Iterator[bytes]:
    at = 13 + _colours(content[10])
    yield content[:at]
    while True:
        start, introducer = at, content[at]
        if introducer == 0x3B:  # the trailer
            yield content[at : at + 1]
            return
        if introducer == 0x2C:  # an image
            at = _after_blocks(content, at + 11 + _colours(content[at + 9]))
            yield content[start:at]
        elif introducer == 0x21:  # an extension
            label, at = content[at + 1], _after_blocks(content, at + 2)
            if label == 0xF9 or (label == 0xFF and content[start + 3 : start + 14] in _GIF_LOOPS):
                yield content[start:at]
        else:
            raise Broken("its blocks do not follow one another")


def _colours(flags: int) -> int:
    """The bytes of a table of colours."""
    return 3 << ((flags & 0x07) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    """Where a row of sub-blocks ends; each begins with its length, the last is empty."""
    while content[at]:
        at += content[at] + 1
    return at + 1
