"""Text and signs drawn as a PNG of few colours; with `pictures` the importer of Pillow.

The fonts are those in `vouch/fonts`, and letters are placed one after the other (Pillow's basic
layout): nothing depends on what else is installed, so the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from struct import pack
from typing import TYPE_CHECKING, NamedTuple
from zlib import Z_RLE, compress, compressobj, crc32

from vouch.codebase import HERE
from vouch.lettering import Setting, drawable
from vouch.signstrokes import FIELD, SIGNS, WIDTH, Point

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

REGULAR, BOLD = "Regular", "Bold"
_SHADES = 5
"""Of each ink between paper and full ink: with three inks sixteen colours, four bits a pixel."""
_FINER = 4
"""Signs are drawn this much larger, then made smaller: Pillow's lines have hard edges."""
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PALETTED = 3
"""The colour type of an image whose pixels are places in a palette."""
_UP = 2
"""What a row begins with whose bytes are less by those above them."""
_MOST_OF_RUNS = 30_000
"""So many bytes at most are left as runs."""
_COMPRESSION = 4
"""zlib's level for other files: a twentieth larger than with its usual 6, in half of the time."""
_ABSENT = "\U0010ffff"
"""A character that no font has."""
Colour = tuple[int, int, int]


class Canvas:
    """A sheet of ``paper`` on which is drawn in ``inks``, named by their place among them."""

    def __init__(self, width: int, height: int, paper: Colour, inks: Sequence[Colour]) -> None:
        from PIL import Image

        self._image = Image.new("L", (width, height), 0)
        self._palette = [*paper]
        for ink in inks:
            for shade in range(1, _SHADES + 1):
                self._palette += _mixed(paper, ink, shade / _SHADES)

    def write(self, setting: Setting, x: int, y: int, ink: int, weight: str) -> None:
        """A text whose first line has its top at ``y``."""
        from PIL import Image

        size = room = setting.size
        ascent, descent = _font(weight, size).getmetrics()
        widest = max((measure(weight, line, size) for line in setting.lines), default=0)
        # Room on all sides for what reaches out of a line.
        tile = Image.new("L", (round(widest) + 2 * room, setting.height + 2 * room))
        base = room + (setting.step + ascent - descent) // 2
        for row, line in enumerate(setting.lines):
            along, down = float(room), base + row * setting.step
            for letter in (_letter(weight, character, size) for character in line):
                if letter.coverage:
                    place = (int(along) + letter.left, down + letter.top)
                    tile.paste(255, place, letter.coverage)
                along += letter.advance
        self._ink(tile, x - room, y - room, ink)

    def sign(self, name: str, x: int, y: int, size: int, ink: int) -> None:
        """A sign of a verdict in a square with its left upper corner there."""
        self._ink(_sign(name, size), x - _margin(size), y - _margin(size), ink)

    def rule(self, x: int, y: int, width: int, height: int, ink: int) -> None:
        """A bar."""
        self._image.paste(_entry(ink, _SHADES), (x, y, x + width, y + height))

    def png(self) -> bytes:
        """The file: no metadata, and no colour but those of the palette (PNG, third edition, 5).

        Written here because Pillow takes thrice as long. Each row is given by what differs from
        the one above (section 9), so that nearly all that is left are runs of one byte.
        """
        from PIL import Image, ImageChops

        width, height = self._image.size
        self._image.putpalette(self._palette)
        bits, mode = (4, "P;4") if len(self._palette) <= 3 * 16 else (8, "P")
        along = -(-width * bits // 8)
        rows = Image.frombytes("L", (along, height), self._image.tobytes("raw", mode))
        above = Image.new("L", rows.size, 0)
        above.paste(rows, (0, 1))
        filtered = Image.new("L", (along + 1, height), _UP)
        filtered.paste(ImageChops.subtract_modulo(rows, above), (1, 0))
        header = pack(">IIBBBBB", width, height, bits, _PALETTED, 0, 0, 0)
        chunks = (
            (b"IHDR", header),
            (b"PLTE", bytes(self._palette)),
            (b"IDAT", _compressed(filtered.tobytes())),
            (b"IEND", b""),
        )
        return _SIGNATURE + b"".join(
            pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))
            for kind, content in chunks
        )

    def _ink(self, coverage: Image, x: int, y: int, ink: int) -> None:
        """Put ink where ``coverage`` says how much; where it says none, what is there stays."""
        from PIL import ImageChops

        inside = coverage.getbbox()
        if inside is None:
            return
        left, top, right, bottom = inside
        place = (x + left, y + top, x + right, y + bottom)
        inked = coverage.crop(inside).point(_shades(ink))
        self._image.paste(ImageChops.lighter(self._image.crop(place), inked), place)


def _compressed(rows: bytes) -> bytes:
    """Filtered rows as a stream of zlib: made of runs alone, unless that is large.

    A usual card is a tenth larger than with level 4, in half of the time; one that is full of
    letters would be twice as large.
    """
    runs = compressobj(strategy=Z_RLE)
    made = runs.compress(rows) + runs.flush()
    return made if len(made) <= _MOST_OF_RUNS else compress(rows, _COMPRESSION)


@cache
def _shades(ink: int) -> list[int]:
    """The entry in the palette for each coverage from 0 to 255."""
    return [
        _entry(ink, shade) if (shade := round(value * _SHADES / 255)) else 0 for value in range(256)
    ]


def _entry(ink: int, shade: int) -> int:
    return 1 + ink * _SHADES + shade - 1


def _mixed(paper: Colour, ink: Colour, share: float) -> list[int]:
    return [round(p + (i - p) * share) for p, i in zip(paper, ink, strict=True)]


@lru_cache(maxsize=8192)
def measure(weight: str, text: str, size: int) -> float:
    """The width of a text in pixels; letters stand beside each other, without kerning."""
    return sum(_letter(weight, character, size).advance for character in text)


def shown(text: str) -> str:
    """The text in characters that the fonts have."""
    return drawable(text, _is_drawn)


class _Letter(NamedTuple):
    """A letter by itself: how far on the next one begins (px), how much of each pixel it covers.

    ``coverage`` has its left upper corner at ``left`` and ``top`` from where the letter begins on
    its base line; it is None where there is nothing to be seen.
    """

    advance: float
    coverage: Image | None
    left: int
    top: int


@lru_cache(maxsize=4096)
def _letter(weight: str, character: str, size: int) -> _Letter:
    """A letter as Pillow draws it, which is slow enough for each to be drawn but once."""
    from PIL import Image, ImageDraw

    font = _font(weight, size)
    advance = font.getlength(character)
    left, top, right, bottom = map(int, font.getbbox(character, anchor="ls"))
    if left >= right or top >= bottom:
        return _Letter(advance, None, 0, 0)
    coverage = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(coverage).text((-left, -top), character, 255, font, anchor="ls")
    return _Letter(advance, coverage, left, top)


@cache
def _font(weight: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    path = Path(HERE, "fonts", f"NotoSerif-{weight}.ttf")
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def _is_drawn(character: str) -> bool:
    """Whether the fonts have a character: what they lack looks like any other that they lack."""
    return character == " " or _mask(character) != _mask(_ABSENT)


def _mask(character: str) -> tuple[tuple[int, int], bytes]:
    mask = _font(BOLD, 40).getmask(character)
    return mask.size, bytes(mask)


def _margin(size: int) -> int:
    """Room around a sign for half of its strokes."""
    return -(-size // FIELD)


@cache
def _sign(name: str, size: int) -> Image:
    """How much of each pixel a sign covers."""
    from PIL import Image, ImageDraw

    margin = _margin(size)
    scale, whole = size * _FINER / FIELD, (size + 2 * margin) * _FINER
    image = Image.new("L", (whole, whole))
    draw = ImageDraw.Draw(image)

    def placed(points: Sequence[Point]) -> list[Point]:
        return [(margin * _FINER + x * scale, margin * _FINER + y * scale) for x, y in points]

    radius = WIDTH * scale / 2
    for area in SIGNS[name].areas:
        draw.polygon(placed(area), fill=255)
    for stroke in SIGNS[name].strokes:
        points = placed(stroke)
        draw.line(points, fill=255, width=round(2 * radius), joint="curve")
        for x, y in (points[0], points[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return image.reduce(_FINER)
