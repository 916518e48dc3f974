"""The sizes and formats in which a picture is published, and the HTML that offers them."""

from __future__ import annotations

import posixpath
from typing import ClassVar
from urllib.parse import quote

from vouch.frozen import frozen
from vouch.markup import Close, Open, Tokens

RECIPE = b"1"
"""Goes into the names of renditions: another number where they are made in another way."""
BODY = "(min-width: 1100px) 39rem, (min-width: 46rem) 42rem, calc(100vw - 2.5rem)"
"""How wide an image in a text is shown: the measures of static/vouch.css."""
LEAD = "(min-width: 1700px) 71rem, (min-width: 1100px) 63rem," + BODY.partition(",")[2]
"""How wide the image at the head of an article is shown."""
_LONGEST_STEM = 48
"""Characters of a file's name that its renditions keep: at 4 bytes each they fit every disk."""
_ENDINGS = {"jpeg": "jpg"}
_LOSSY = {"jpeg": ("avif", "webp", "jpeg"), "webp": ("avif", "webp"), "avif": ("avif", "webp")}
_LOSSLESS = {"png": ("webp", "png"), "gif": ("webp", "png"), "webp": ("webp",)}
_WEBP_LARGEST = 16383
"""Most pixels on a side of a WebP (RFC 9649, section 2.6)."""


@frozen
class Picture:
    """An image file: ``path`` from content/ on, size in CSS pixels as it is shown, upright.

    ``orientation`` is Exif's; ``digest`` changes with the bytes of the file.
    """

    path: str
    kind: str
    width: int
    height: int
    digest: str
    orientation: int = 1
    is_animated: bool = False
    is_lossless: bool = False


@frozen
class Rendition:
    """A picture in one format and one size; ``path`` from the site's root on."""

    LARGEST: ClassVar[int] = 1600
    WIDTHS: ClassVar[tuple[int, ...]] = (480, 800, 1200, LARGEST)

    path: str
    kind: str
    width: int
    height: int

    @property
    def mime(self) -> str:
        """The media type."""
        return f"image/{self.kind}"


def planned(picture: Picture) -> tuple[Rendition, ...]:
    """The renditions of a picture, the best format first; none for what is published as it is."""
    if picture.kind == "svg" or picture.is_animated:
        return ()
    kinds = (_LOSSLESS if picture.is_lossless else _LOSSY)[picture.kind]
    full = min(picture.width, Rendition.LARGEST)
    widths = [width for width in Rendition.WIDTHS if width < full] + [full]
    found = [_rendition(picture, kind, width) for kind in kinds for width in widths]
    return tuple(r for r in found if r.kind != "webp" or r.height <= _WEBP_LARGEST)


def element(img: Open, picture: Picture, root: str, sizes: str, *, eager: bool = False) -> Tokens:
    """The ``picture`` element (or ``img`` alone) in place of an author's ``img``.

    ``root`` is the way to the site's root; ``sizes`` says how wide the image is shown, where its
    author does not. What is above the fold is ``eager``.
    """
    width, height = _size(img, picture)
    if _own(img, "width") or _own(img, "height"):
        sizes = f"(max-width: {width}px) 100vw, {width}px"
    *others, last = _by_kind(picture) or [()]
    shown = img.with_attributes(
        src=root + quote(last[-1].path if last else picture.path),
        width=str(width),
        height=str(height),
        srcset=_srcset(last, root) if last else None,
        sizes=sizes if last else None,
        loading=None if eager else "lazy",
        fetchpriority="high" if eager else None,
        decoding="async",
    )
    sources = [
        Open(
            "source",
            (("type", held[0].mime), ("srcset", _srcset(held, root)), ("sizes", sizes)),
        )
        for held in others
    ]
    return (Open("picture"), *sources, shown, Close("picture")) if sources else (shown,)


def _rendition(picture: Picture, kind: str, width: int) -> Rendition:
    folder, name = posixpath.split(posixpath.splitext(picture.path)[0])
    stem = posixpath.join(folder, name[:_LONGEST_STEM])
    path = f"{stem}-{width}-{picture.digest}.{_ENDINGS.get(kind, kind)}"
    height = max(1, round(width * picture.height / picture.width))
    return Rendition(path, kind, width, height)


def _by_kind(picture: Picture) -> list[tuple[Rendition, ...]]:
    made = planned(picture)
    kinds = dict.fromkeys(rendition.kind for rendition in made)
    return [tuple(r for r in made if r.kind == kind) for kind in kinds]


def _srcset(renditions: tuple[Rendition, ...], root: str) -> str:
    return ", ".join(f"{root}{quote(r.path)} {r.width}w" for r in renditions)


def _size(img: Open, picture: Picture) -> tuple[int, int]:
    """The size to show: the author's where one is given, never out of shape."""
    width, height = _own(img, "width"), _own(img, "height")
    if not width:
        width = max(1, round(height * picture.width / picture.height)) if height else picture.width
    right = max(1, round(width * picture.height / picture.width))
    return width, height if abs(height - right) <= 1 else right


def _own(img: Open, name: str) -> int:
    """A length that the author gives, in CSS pixels; 0 for none."""
    return int(img.get(name) or 0)
