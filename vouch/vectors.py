"""How large an SVG is, from the start tag of its root; nothing else of it is read."""

from __future__ import annotations

import re
from xml.parsers import expat

_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 9.6 / 2.54,
    "q": 2.4 / 2.54,
}
"""CSS pixels of each absolute unit (CSS Values and Units, section 6.2)."""
_NUMBER = r"\+?(\d+\.?\d*|\.\d+)(?:e([+-]?\d{1,2}))?"
_LENGTH = re.compile(rf"\s*({_NUMBER})([a-z]*)\s*", re.IGNORECASE)
_VIEW_BOX = re.compile(r"\s*,\s*|\s+")
_ROOT = "http://www.w3.org/2000/svg svg"
_STEP = 1 << 16
_LARGEST = 100_000


class NotSvg(ValueError):
    """The file is not an SVG that browsers show; the message says why."""


class _Found(Exception):
    """The root has been read, so that no more of the file has to be."""


def svg_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in CSS pixels, or None where the root says neither size nor shape.

    Entities are refused, not expanded. Raises NotSvg.
    """
    root: dict[str, str] = {}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: dict[str, str]) -> None:
        if name != _ROOT:
            raise NotSvg(f'its root is no svg element with xmlns="{_ROOT.partition(" ")[0]}"')
        root.update(attributes)
        raise _Found

    def refuse(*_: object) -> None:
        raise NotSvg("it declares entities")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        for at in range(0, len(content), _STEP):
            parser.Parse(content[at : at + _STEP], at + _STEP >= len(content))
    except _Found:
        return _size(root)
    except expat.ExpatError as error:
        raise NotSvg(f"it is not XML: {expat.ErrorString(error.code)}") from None
    except (LookupError, ValueError) as error:
        raise error if isinstance(error, NotSvg) else NotSvg("its encoding is not known") from None
    raise NotSvg("it is empty")


def _size(root: dict[str, str]) -> tuple[int, int] | None:
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = _box(root.get("viewBox", ""))
    if box is not None:
        ratio = box[1] / box[0]
        if width is None:
            width = height / ratio if height is not None else box[0]
        if height is None:
            height = width * ratio
    if width is None or height is None or not max(width, height) <= _LARGEST:
        return None
    return max(1, round(width)), max(1, round(height))


def _length(text: str) -> float | None:
    """An absolute length in CSS pixels; None for a share (100%), for what is none, and for 0."""
    found = _LENGTH.fullmatch(text)
    scale = _PIXELS.get(found[4].lower()) if found else None
    return float(found[1]) * scale or None if found and scale else None


def _box(text: str) -> tuple[float, float] | None:
    try:
        _, _, width, height = map(float, _VIEW_BOX.split(text.strip()))
    except ValueError:
        return None
    return (width, height) if 0 < width < _LARGEST and 0 < height < _LARGEST else None
