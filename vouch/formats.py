"""Formats of images: told by how a file begins, as browsers tell them, or by its ending."""

from __future__ import annotations

import re

SHOWN = "JPEG, PNG, WebP, AVIF, GIF or SVG"
"""What browsers show, in words."""
ENDINGS = {
    "jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "png": (".png", ".apng"),
    "gif": (".gif",),
    "webp": (".webp",),
    "avif": (".avif",),
}
"""The endings of bitmaps that browsers show, the usual one first."""
_SIGNATURES = {
    "jpeg": rb"\xff\xd8\xff",
    "png": rb"\x89PNG\r\n\x1a\n",
    "gif": rb"GIF8[79]a",
    "webp": rb"RIFF.{4}WEBP",
    "avif": rb".{4}ftyp(?:.{4})*?avi[fs]",
}
_NONE = rb"(?!)"
_UNSHOWN = {
    "TIFF": ((".tif", ".tiff"), rb"II[*+]\0|MM\0[*+]"),
    "HEIC": ((".heic", ".heif", ".hif"), rb".{4}ftyp(?:hei|hev|mif1|msf1)"),
    "BMP": ((".bmp", ".dib"), _NONE),
    "JPEG XL": ((".jxl",), rb"\xff\x0a|\0\0\0\x0cJXL "),
    "JPEG 2000": ((".jp2", ".j2k", ".jpf"), rb"\0\0\0\x0cjP  "),
    "Photoshop": ((".psd", ".psb"), rb"8BPS\0"),
    "compressed SVG": ((".svgz",), _NONE),
}
"""What not every browser shows: the endings, and how the bytes begin where that tells it."""
_BEGINNING = 64
"""Bytes in which a format shows."""


def kind_of(content: bytes) -> str | None:
    """The format of a bitmap that browsers show, whatever the name of its file."""
    return next((kind for kind, begins in _SIGNATURES.items() if _begins(content, begins)), None)


def unshown(ending: str, content: bytes) -> str | None:
    """The name of a format that browsers do not show, by the file's ending or its bytes."""
    for name, (endings, begins) in _UNSHOWN.items():
        if ending in endings or _begins(content, begins):
            return name
    return None


def is_named_as_bitmap(ending: str) -> bool:
    """Whether the ending promises a bitmap that browsers show."""
    return any(ending in endings for endings in ENDINGS.values())


def _begins(content: bytes, signature: bytes) -> bool:
    return re.match(signature, content[:_BEGINNING], re.DOTALL) is not None
