"""Images: how large each is, what is wrong with it, its renditions, all by Pillow.

Measuring reads headers and walks through the parts of a file, so that a torn one is found without
decoding it. Encoding gives the same bytes on any number of cores.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from vouch import formats, metadata
from vouch.diagnostics import Diagnostic, Span
from vouch.renditions import RECIPE, Picture, Rendition
from vouch.vectors import NotSvg, svg_size

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST = 100_000_000
"""Most pixels of an image: decoded they take 400 MB. A camera makes 60 million at the most."""

_SAVED: dict[str, dict[str, Any]] = {
    "avif": {"quality": 60, "speed": 6, "max_threads": 1},  # tiles follow the number of threads
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}
_LOSSLESS: dict[str, Any] = {"lossless": True, "quality": 80, "method": 4}
_PROFILE_OF = {"L": b"GRAY", "RGB": b"RGB ", "RGBA": b"RGB "}
_MAYBE_METADATA = re.compile(rb"infe.{8,10}(?:Exif|mime)", re.DOTALL)


def measured(path: str, content: bytes) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """The picture in a file at ``path`` (from content/ on); None and no problem for no picture.

    Bitmaps are told by their bytes, as browsers tell them; an SVG by its ending.
    """
    ending = "." + path.rpartition(".")[2].lower()
    kind = formats.kind_of(content)
    if kind is None or ending == ".svg":
        return _other(path, ending, kind, content)
    try:
        metadata.walk(kind, content)
        picture = _bitmap(path, kind, content)
        if picture.width * picture.height > LARGEST:
            size = f"{picture.width} × {picture.height}"
            message = f"this image has more than {LARGEST // 1_000_000} million pixels: {size}"
            return None, (_fault("image-too-large", path, message, "make it smaller"),)
        if kind == "avif" and picture.is_animated and _MAYBE_METADATA.search(content):
            message = "this animated AVIF holds metadata, which cannot be taken out of it"
            help = "save it without, or as an animated WebP"
            return None, (_fault("image-format", path, message, help),)
    except metadata.Broken as broken:
        return None, (_broken(path, str(broken)),)
    except Exception as error:  # noqa: BLE001 - decoders raise whatever a torn file leads them to
        return None, (_broken(path, _reason(error)),)
    return picture, ()


def made(
    picture: Picture, content: bytes, renditions: Sequence[Rendition]
) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """A picture's file without metadata, itself where it has none, and its renditions, by path.

    Renditions are upright. An SVG stays as it is: what it holds is its maker's text.
    """
    from concurrent.futures import ThreadPoolExecutor

    from PIL.Image import init

    try:
        files = {picture.path: _without_metadata(picture, content)}
        if renditions:
            init()  # loads the encoders, which several threads at once must not
            with _unheard():
                image = _upright(content, picture)
            with ThreadPoolExecutor() as pool:  # encoders work outside Python's lock
                encoded = pool.map(partial(_rendition, picture, content, image), renditions)
            files |= zip((r.path for r in renditions), encoded, strict=True)
    except metadata.Broken as broken:
        return {}, (_broken(picture.path, str(broken)),)
    except Exception as error:  # noqa: BLE001 - decoders raise whatever a torn file leads them to
        return {}, (_broken(picture.path, _reason(error)),)
    return files, ()


def encoders() -> str:
    """The versions of what encodes: another one may give other bytes."""
    from PIL import __version__, features

    codecs = (f"{name} {features.version(name)}" for name in ("avif", "webp", "jpg", "zlib"))
    return ", ".join((f"Pillow {__version__}", *codecs))


def _without_metadata(picture: Picture, content: bytes) -> bytes:
    if picture.kind == "svg":
        return content
    if picture.kind != "avif":
        return metadata.stripped(picture.kind, content, picture.orientation)
    if not _MAYBE_METADATA.search(content):
        return content
    return _saved(_upright(content, picture), "avif", {**_SAVED["avif"], "quality": 80})


def _other(
    path: str, ending: str, kind: str | None, content: bytes
) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    """What is told by its ending: an SVG, what browsers do not show, what is no image."""
    if kind is not None:
        right = path.rpartition(".")[0] + formats.ENDINGS[kind][0]
        return None, (_not_shown(path, f"{kind.upper()} in a file that ends in .svg", right),)
    if unshown := formats.unshown(ending, content):
        return None, (_not_shown(path, unshown),)
    if ending == ".svg":
        return _svg(path, content)
    if formats.is_named_as_bitmap(ending):
        if b"<svg" in content[:1000]:
            right = path.rpartition(".")[0] + ".svg"
            return None, (_not_shown(path, f"SVG in a file that ends in {ending}", right),)
        reason = "it holds no image" if content else "it is empty"
        return None, (_broken(path, reason),)
    return None, ()


def _svg(path: str, content: bytes) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    try:
        size = svg_size(content)
    except NotSvg as error:
        return None, (_broken(path, str(error), "save it as plain SVG"),)
    if size is None:
        message = "this SVG says neither how large it is nor what shape it has"
        help = 'give its root element a `viewBox`, as in viewBox="0 0 800 600"'
        return None, (_fault("image-without-size", path, message, help),)
    return Picture(path, "svg", *size, digest=_digest(content)), ()


def _bitmap(path: str, kind: str, content: bytes) -> Picture:
    """The picture as its header describes it; nothing is decoded."""
    with _unheard(), _opened(content) as image:
        width, height = image.size
        orientation = _orientation(image, kind)
        is_animated = kind != "jpeg" and bool(getattr(image, "is_animated", False))
    if orientation >= 5:  # turned by a quarter
        width, height = height, width
    return Picture(
        path=path,
        kind=kind,
        width=width,
        height=height,
        digest=_digest(content),
        orientation=orientation,
        is_animated=is_animated,
        is_lossless=kind in ("png", "gif") or (kind == "webp" and b"VP8L" in content[:64]),
    )


def _digest(content: bytes) -> str:
    """Of the bytes and of how renditions are made, so that a name never stands for two files."""
    return sha256(RECIPE + content).hexdigest()[:8]


@contextmanager
def _unheard() -> Iterator[None]:
    """Without Pillow's warnings: of metadata that is amiss, and is left out anyway."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opened(content: bytes) -> Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # LARGEST holds instead: an error, never a warning
    return Image.open(BytesIO(content), formats=("JPEG", "PNG", "GIF", "WEBP", "AVIF"))


def _orientation(image: Image, kind: str) -> int:
    """Exif's orientation (1 to 8); Exif that a PNG brings after its pixels is not looked for."""
    if kind == "gif" or not image.info.get("exif"):
        return 1
    from PIL.ExifTags import Base

    try:
        held = image.getexif().get(Base.Orientation, 1)
    except Exception:  # noqa: BLE001 - what a browser cannot read it passes over as well
        return 1
    return held if held in range(1, 9) else 1


def _upright(content: bytes, picture: Picture) -> Image:
    """The decoded image, turned as its orientation says, in a mode that every format knows."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    with _opened(content) as opened:
        if picture.kind == "jpeg":  # decoding at a half, a quarter or an eighth of the size is fast
            share = min(1.0, 2 * Rendition.LARGEST / picture.width)
            opened.draft(None, (int(opened.width * share), int(opened.height * share)))
        profile = opened.info.get("icc_profile") or b""
        image = _in_plain_mode(opened, profile)
    if picture.orientation in turns:
        image = image.transpose(turns[picture.orientation])
    fits = profile[16:20] == _PROFILE_OF[image.mode]
    image.info = {"icc_profile": profile} if fits else {}
    return image


def _in_plain_mode(image: Image, profile: bytes) -> Image:
    """Grey, RGB or RGB with alpha, eight bits each."""
    if image.mode == "CMYK" and profile:
        return _without_inks(image, profile)
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode.startswith("I"):  # sixteen bits: converting would cut them off
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("L" if image.mode in ("1", "L") else "RGB")


def _without_inks(image: Image, profile: bytes) -> Image:
    from PIL import ImageCms

    try:
        inks = ImageCms.ImageCmsProfile(BytesIO(profile))
        done = ImageCms.profileToProfile(
            image, inks, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except ImageCms.PyCMSError:  # a profile that does not hold is as good as none
        done = None
    return done or image.convert("RGB")


def _rendition(picture: Picture, content: bytes, image: Image, wanted: Rendition) -> bytes:
    is_whole = wanted.width == picture.width
    if is_whole and wanted.kind == picture.kind == "png" and picture.orientation == 1:
        return metadata.stripped("png", content)  # its palette and its depth are its maker's choice
    from PIL.Image import Resampling

    size = (wanted.width, wanted.height)  # the same size gives a copy: saving writes to its image
    image = image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)
    lossless = _LOSSLESS if wanted.kind == "webp" and picture.is_lossless else {}
    return _saved(image, wanted.kind, {**_SAVED[wanted.kind], **lossless})


def _saved(image: Image, kind: str, options: dict[str, Any]) -> bytes:
    profile = image.info.get("icc_profile")
    if image.mode == "L" and kind in ("webp", "avif"):
        profile, image = None, image.convert("RGB")  # which a profile for grey does not describe
    held = BytesIO()
    image.save(held, kind.upper(), icc_profile=profile, **options)
    return held.getvalue()


def _reason(error: Exception) -> str:
    return "it ends too early" if "truncated" in str(error) else "it cannot be decoded"


def _broken(path: str, reason: str, help: str = "save it anew or copy it again") -> Diagnostic:
    return _fault("broken-image", path, f"this image cannot be shown: {reason}", help)


def _not_shown(path: str, what: str, rename: str = "") -> Diagnostic:
    help = f"rename it to {rename}" if rename else f"save it as {formats.SHOWN}"
    return _fault("image-format", path, f"browsers do not show {what}", help)


def _fault(code: str, path: str, message: str, help: str) -> Diagnostic:
    return Diagnostic(code, message, Span(f"content/{path}"), help)
