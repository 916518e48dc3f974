"""Images: measured, rid of metadata, made in several sizes and formats, offered by the pages."""

import re
import struct
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser

from tests.sites import FRONT_MATTER, PIXEL, TODAY, compiled, written
from vouch import pictures
from vouch.building import Built, build
from vouch.gallery import shown
from vouch.marker import marker as marker_of
from vouch.marker import noted
from vouch.markup import Open, write
from vouch.metadata import Broken, stripped
from vouch.pictures import made, measured
from vouch.publish import claimed, publish
from vouch.renditions import BODY, Picture, element, planned
from vouch.vectors import NotSvg, svg_size

SECRET = b"Leica of the source"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Leica of the source</x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")


def drawing(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture whose upper left quarter is red, with a line across."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2, height // 2), fill="red")
    draw.line((0.6 * width, 0, 0.6 * width, height), fill="blue", width=2)
    draw.rectangle((0, 0, width // 4, height // 4), fill="red")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    held = BytesIO()
    image.save(held, kind, **options)
    return held.getvalue()


def exif(orientation: int = 1) -> bytes:
    held = Image.Exif()
    held[0x0112] = orientation
    held[0x010F] = SECRET.decode()
    held.get_ifd(0x8825)[1] = "N"
    return held.tobytes()


def animation(kind: str, **options: Any) -> bytes:
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100, **options)


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def picture_of(content: bytes, path: str = "media/photo.jpg") -> Picture:
    picture, problems = measured(path, content)
    assert picture is not None and problems == ()
    return picture


# --- How large ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", FORMATS)
def test_a_bitmap_is_told_by_its_bytes_whatever_its_name(kind: str) -> None:
    picture = picture_of(saved(drawing(90, 60), kind), "media/photo.png")
    assert (picture.kind, picture.width, picture.height) == (kind.lower(), 90, 60)
    assert not picture.is_animated


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_measured_and_made_upright(kind: str, orientation: int) -> None:
    """Held against what Pillow makes of the same Exif."""
    content = saved(drawing(96, 64), kind, exif=exif(orientation), quality=90)
    picture = picture_of(content)
    assert (picture.width, picture.height) == ((96, 64) if orientation < 5 else (64, 96))
    from PIL import ImageOps

    wanted = ImageOps.exif_transpose(opened(content)).convert("RGB")
    files, problems = made(picture, content, planned(picture))
    assert problems == () and len(files) >= 3
    for rendition in planned(picture):
        shown = opened(files[rendition.path])
        assert shown.size == wanted.size == (rendition.width, rendition.height)
        assert not shown.getexif()
        for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
            at = (int(x * wanted.width), int(y * wanted.height))
            pixels = shown.convert("RGB").getpixel(at), wanted.getpixel(at)
            assert max(abs(a - b) for a, b in zip(*pixels, strict=True)) < 60  # type: ignore[arg-type]
    assert ImageOps.exif_transpose(opened(files[picture.path])).size == wanted.size


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
SIZES = {
    "pixels": ('width="80" height="60px"', (80, 60)),
    "other-units": ('width="2.54cm" height="1in"', (96, 96)),
    "points": ('width="72pt" height="36pt"', (96, 48)),
    "exponent": ('width="8e1" height="6E1"', (80, 60)),
    "view-box": ('viewBox="0 0 80 60"', (80, 60)),
    "view-box-with-commas": ('viewBox="-5,-5, 80,60"', (80, 60)),
    "width-and-shape": ('width="400" viewBox="0 0 80 60"', (400, 300)),
    "height-and-shape": ('height="300" viewBox="0 0 80 60"', (400, 300)),
    "share-of-the-page": ('width="100%" height="100%" viewBox="0 0 80 60"', (80, 60)),
    "width-in-letters": ('width="40em" viewBox="0 0 80 60"', (80, 60)),
    "fractions": ('viewBox="0 0 0.4 0.2"', (1, 1)),
    "nothing": ("", None),
    "shares-alone": ('width="100%" height="100%"', None),
    "width-alone": ('width="80"', None),
    "no-room": ('viewBox="0 0 0 60"', None),
    "endless": ('viewBox="0 0 inf nan"', None),
    "three-numbers": ('viewBox="0 0 80"', None),
}


@pytest.mark.parametrize(("attributes", "size"), SIZES.values(), ids=SIZES)
def test_an_svg_has_the_size_of_its_root(attributes: str, size: tuple[int, int] | None) -> None:
    assert svg_size(SVG.format(attributes).encode()) == size
    after = '<?xml version="1.0" encoding="UTF-16"?>\n<!-- <svg> -->' + SVG.format(attributes)
    assert svg_size(after.encode("utf-16")) == size


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 20))
NO_SVG = {
    "text": b"A chart",
    "no-namespace": b'<svg viewBox="0 0 80 60"/>',
    "page": b'<html xmlns="http://www.w3.org/1999/xhtml"/>',
    "entity": b'<!DOCTYPE svg [<!ENTITY w "80">]>' + SVG.format('width="&w;"').encode(),
    "entities-in-entities": f'<!DOCTYPE svg [<!ENTITY e0 "1">{LAUGHS}]>{SVG}'.encode(),
    "entity-of-a-file": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/hostname">]><svg/>',
    "encoding": b'<?xml version="1.0" encoding="x-none"?><svg/>',
    "empty": b"",
    "cut-short": b'<svg xmlns="http://www.w3.org/2000/svg" width="80',
}


@pytest.mark.parametrize("content", NO_SVG.values(), ids=NO_SVG)
def test_what_is_no_svg_is_refused(content: bytes) -> None:
    with pytest.raises(NotSvg):
        svg_size(content)


def test_only_the_root_of_an_svg_is_read() -> None:
    assert svg_size(SVG.format('viewBox="0 0 8 6"').replace("/>", ">").encode() + b"<<<") == (8, 6)


# --- What is wrong with a file -----------------------------------------------------------------

WHOLE = {kind: saved(drawing(90, 60), kind, quality=90) for kind in FORMATS}


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_that_is_cut_short_is_told_without_decoding_it(kind: str, share: float) -> None:
    content = WHOLE[kind]
    picture, (problem,) = measured("media/x.png", content[: int(len(content) * share)])
    assert picture is None
    assert (problem.code, problem.span.path) == ("broken-image", "content/media/x.png")


@pytest.mark.parametrize("kind", FORMATS)
def test_pixels_that_cannot_be_decoded_are_told(kind: str) -> None:
    """The parts of the file are in order, what they hold is not."""
    content = WHOLE[kind]
    spoilt = bytearray(content)
    start = {"PNG": content.find(b"IDAT") + 4, "AVIF": content.find(b"mdat") + 4}.get(kind, 0)
    if start:
        spoilt[start : start + 40] = bytes(40)
    else:
        spoilt[len(content) // 3 : len(content) // 3 + 40] = bytes(40)
    picture, problems = measured("media/x.png", bytes(spoilt))
    if picture is not None:
        files, problems = made(picture, bytes(spoilt), planned(picture))
        assert bool(files) != bool(problems)
    assert {problem.code for problem in problems} <= {"broken-image"}
    assert problems or kind in ("JPEG", "WEBP", "GIF")  # which decode whatever there is


OTHERS = {
    "tiff": ("a.tiff", b"", "image-format", "save it as JPEG"),
    "big-endian-tiff": ("a.jpg", b"MM\0*\0\0\0\x08", "image-format", "save it as JPEG"),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "image-format", "save it as JPEG"),
    "bmp": ("a.bmp", b"BM", "image-format", "save it as JPEG"),
    "jpeg-xl": ("a.jxl", b"\xff\x0a", "image-format", "save it as JPEG"),
    "photoshop": ("a", b"8BPS\0\x01", "image-format", "save it as JPEG"),
    "svgz": ("a.svgz", b"\x1f\x8b", "image-format", "save it as JPEG"),
    "bitmap-as-svg": ("a.SVG", PIXEL, "image-format", "rename it to media/a.png"),
    "svg-as-bitmap": ("a.png", SVG.encode(), "image-format", "rename it to media/a.svg"),
    "text-as-bitmap": ("a.JPG", b"Not found", "broken-image", "copy it again"),
    "page-as-svg": ("a.svg", b"<!doctype html><html>", "broken-image", "plain SVG"),
}


@pytest.mark.parametrize(("name", "content", "code", "help"), OTHERS.values(), ids=OTHERS)
def test_what_browsers_do_not_show_is_told(name: str, content: bytes, code: str, help: str) -> None:
    picture, (problem,) = measured(f"media/{name}", content)
    assert picture is None
    assert problem.code == code and help in problem.help


NO_IMAGES = {
    "pdf": ("a.pdf", b"%PDF-1.7"),
    "table": ("a.csv", b"BMW,1\n"),
    "film": ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0"),
    "without-an-ending": ("README", b""),
}


@pytest.mark.parametrize(("name", "content"), NO_IMAGES.values(), ids=NO_IMAGES)
def test_what_is_no_image_is_let_be(name: str, content: bytes) -> None:
    assert measured(f"media/{name}", content) == (None, ())


def test_metadata_that_is_torn_makes_no_image_broken() -> None:
    torn = exif(6)[:40] + b"\xff" * 40
    content = saved(drawing(90, 60), "JPEG", exif=torn)
    assert SECRET not in made(picture_of(content), content, ())[0]["media/photo.jpg"]


# --- Metadata ----------------------------------------------------------------------------------


def _with_text() -> PngInfo:
    text = PngInfo()
    text.add_text("Author", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return text


def _telling(kind: str) -> bytes:
    """A picture with all the metadata that its format has room for, and a colour profile."""
    given: Mapping[str, Mapping[str, Any]] = {
        "JPEG": {"exif": exif(), "xmp": XMP, "comment": SECRET},
        "PNG": {"exif": exif(), "pnginfo": _with_text()},
        "WEBP": {"exif": exif(), "xmp": XMP, "lossless": True},
        "AVIF": {"exif": exif(), "xmp": XMP},
        "GIF": {"comment": SECRET},
    }
    profile = {} if kind == "GIF" else {"icc_profile": PROFILE}
    return saved(drawing(700, 400), kind, **given[kind], **profile)


@pytest.mark.parametrize("kind", FORMATS)
def test_no_metadata_is_published_and_the_colour_profile_is(kind: str) -> None:
    content = _telling(kind)
    assert SECRET in content
    picture = picture_of(content)
    files, problems = made(picture, content, planned(picture))
    assert problems == () and len(files) > 4
    for path, published in files.items():
        assert SECRET not in published and b"xmpmeta" not in published, path
        profile = opened(published).info.get("icc_profile")
        assert profile == (None if kind == "GIF" else PROFILE), path
    if kind != "AVIF":
        assert kind != "WEBP" or not files[picture.path][20] & 0b1100  # Exif and XMP, RFC 9649, 2.7
        same = ImageChops.difference(
            opened(content).convert("RGB"), opened(files[picture.path]).convert("RGB")
        )
        assert same.getbbox() is None


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_without_metadata_stays_byte_for_byte(kind: str) -> None:
    content = saved(drawing(90, 60), kind, quality=90)
    content = stripped("jpeg", content) if kind == "JPEG" else content
    files, _ = made(picture_of(content), content, ())
    assert files["media/photo.jpg"] == content


def test_what_follows_the_end_of_a_picture_is_cut_off() -> None:
    for kind in ("JPEG", "PNG", "GIF", "WEBP"):
        clean = stripped(kind.lower(), WHOLE[kind])
        assert stripped(kind.lower(), WHOLE[kind] + SECRET) == clean


def test_an_animation_keeps_its_frames_and_loses_its_metadata() -> None:
    animated: Mapping[str, Mapping[str, Any]] = {
        "GIF": {"comment": SECRET, "loop": 0},
        "PNG": {"pnginfo": _with_text()},
        "WEBP": {"xmp": XMP},
    }
    for kind, options in animated.items():
        content = animation(kind, **options)
        assert SECRET in content
        picture = picture_of(content)
        assert picture.is_animated and planned(picture) == ()
        files, problems = made(picture, content, ())
        assert problems == () and SECRET not in files[picture.path]
        image = opened(files[picture.path])
        assert getattr(image, "n_frames", 1) == 3
        assert kind == "WEBP" or image.info["loop"] == 0


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp"])
def test_stripping_twice_changes_nothing_more(kind: str) -> None:
    once = stripped(kind, _telling(kind.upper()), 6)
    assert stripped(kind, once, 6) == once


def test_every_cut_of_a_file_is_stripped_or_refused() -> None:
    for kind in ("jpeg", "png", "gif", "webp"):
        content = WHOLE[kind.upper()]
        for end in range(12, len(content), 7):
            with pytest.raises(Broken):
                stripped(kind, content[:end])


# --- Renditions --------------------------------------------------------------------------------

PLANS = {
    "large-photograph": (("jpeg", 4000, 3000), {"avif", "webp", "jpeg"}, [480, 800, 1200, 1600]),
    "between": (("jpeg", 1000, 500), {"avif", "webp", "jpeg"}, [480, 800, 1000]),
    "exactly-a-step": (("jpeg", 800, 600), {"avif", "webp", "jpeg"}, [480, 800]),
    "small": (("png", 20, 20), {"webp", "png"}, [20]),
    "gif": (("gif", 500, 20), {"webp", "png"}, [480, 500]),
    "webp": (("webp", 500, 20), {"avif", "webp"}, [480, 500]),
    "avif": (("avif", 500, 20), {"avif", "webp"}, [480, 500]),
    "too-tall-for-webp": (("png", 480, 20_000), {"png"}, [480]),
}


@pytest.mark.parametrize(("given", "kinds", "widths"), PLANS.values(), ids=PLANS)
def test_renditions(given: tuple[str, int, int], kinds: set[str], widths: list[int]) -> None:
    kind, width, height = given
    lossless = kind in ("png", "gif")
    picture = Picture("media/a b/x.y.jpg", kind, width, height, "0a1b2c3d", is_lossless=lossless)
    plan = planned(picture)
    assert {r.kind for r in plan} == kinds
    for kind in kinds:
        assert [r.width for r in plan if r.kind == kind] == widths
    assert all(abs(r.height - r.width * height / width) <= 0.5 for r in plan)
    paths = [r.path for r in plan]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"media/a b/x\.y-\d+-0a1b2c3d\.(avif|webp|jpg|png)", p) for p in paths)


@pytest.mark.parametrize("kind", ["svg", "gif"])
def test_what_moves_or_scales_by_itself_has_no_renditions(kind: str) -> None:
    assert planned(Picture("media/x", kind, 900, 600, "0", is_animated=kind == "gif")) == ()


def test_a_name_changes_with_the_bytes_of_the_file() -> None:
    one, other = (picture_of(saved(drawing(90, 60), "JPEG", quality=q)) for q in (80, 81))
    assert not {r.path for r in planned(one)} & {r.path for r in planned(other)}


def test_the_same_picture_gives_the_same_bytes() -> None:
    content = saved(drawing(600, 400), "JPEG", quality=90)
    picture = picture_of(content)
    first, _ = made(picture, content, planned(picture))
    assert len(first) == 1 + len(planned(picture))
    for rendition in planned(picture):  # each alone, and several beside each other
        assert made(picture, content, [rendition])[0][rendition.path] == first[rendition.path]


MODES = {
    "palette": ("P", "PNG"),
    "bilevel": ("1", "PNG"),
    "grey": ("L", "PNG"),
    "grey-with-alpha": ("LA", "PNG"),
    "alpha": ("RGBA", "PNG"),
    "grey-photograph": ("L", "JPEG"),
    "inks": ("CMYK", "JPEG"),
    "webp-with-alpha": ("RGBA", "WEBP"),
    "avif-with-alpha": ("RGBA", "AVIF"),
}


@pytest.mark.parametrize(("mode", "kind"), MODES.values(), ids=MODES)
def test_every_mode_of_colour_is_made(mode: str, kind: str) -> None:
    image = drawing(600, 400, "RGBA" if mode in ("RGBA", "LA") else "RGB")
    if image.mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    content = saved(image.convert(mode), kind)
    picture = picture_of(content)
    files, problems = made(picture, content, planned(picture))
    assert problems == ()
    for rendition in planned(picture):
        shown = opened(files[rendition.path])
        assert shown.format == rendition.kind.upper()
        assert shown.size == (rendition.width, rendition.height)
        assert shown.has_transparency_data is (image.mode == "RGBA"), rendition.path
        x, y = rendition.width // 10, rendition.height // 10
        red, green, _ = shown.convert("RGB").getpixel((x, y))  # type: ignore[misc]
        grey = {"L": 76, "LA": 76}.get(mode)
        assert mode == "1" or red == pytest.approx(grey or 255, abs=30), rendition.path
        assert mode == "1" or green == pytest.approx(grey or 0, abs=60), rendition.path


def test_sixteen_bits_are_scaled_not_cut() -> None:
    grey = Image.new("I;16", (600, 20), 0x8000)
    content = saved(grey, "PNG")
    picture = picture_of(content)
    files, _ = made(picture, content, planned(picture))
    for rendition in planned(picture):
        if rendition.width == 480:
            assert opened(files[rendition.path]).convert("L").getpixel((9, 9)) == 128


# --- Markup ------------------------------------------------------------------------------------

IMG = Open("img", (("src", "media/p.jpg"), ("alt", "A photograph")))
PHOTO = Picture("media/p.jpg", "jpeg", 900, 600, "0a1b2c3d")


def test_a_photograph_is_offered_in_every_format_and_size() -> None:
    assert write(element(IMG, PHOTO, "../", "50vw")) == (
        '<picture><source type="image/avif" srcset="../media/p-480-0a1b2c3d.avif 480w,'
        ' ../media/p-800-0a1b2c3d.avif 800w, ../media/p-900-0a1b2c3d.avif 900w" sizes="50vw">'
        '<source type="image/webp" srcset="../media/p-480-0a1b2c3d.webp 480w,'
        ' ../media/p-800-0a1b2c3d.webp 800w, ../media/p-900-0a1b2c3d.webp 900w" sizes="50vw">'
        '<img alt="A photograph" src="../media/p-900-0a1b2c3d.jpg" width="900" height="600"'
        ' srcset="../media/p-480-0a1b2c3d.jpg 480w, ../media/p-800-0a1b2c3d.jpg 800w,'
        ' ../media/p-900-0a1b2c3d.jpg 900w" sizes="50vw" loading="lazy" decoding="async"></picture>'
    )


def test_what_has_no_renditions_is_a_plain_image() -> None:
    chart = Picture("media/a chart.svg", "svg", 80, 60, "0")
    assert write(element(IMG, chart, "", BODY, eager=True)) == (
        '<img alt="A photograph" src="media/a%20chart.svg" width="80" height="60"'
        ' fetchpriority="high" decoding="async">'
    )


OWN_SIZES = {
    "none": ({}, ("900", "600")),
    "width": ({"width": "300"}, ("300", "200")),
    "height": ({"height": "200"}, ("300", "200")),
    "both": ({"width": "300", "height": "200"}, ("300", "200")),
    "both-rounded": ({"width": "301", "height": "200"}, ("301", "200")),
    "out-of-shape": ({"width": "300", "height": "300"}, ("300", "200")),
    "zero": ({"width": "0"}, ("900", "600")),
}


@pytest.mark.parametrize(("own", "size"), OWN_SIZES.values(), ids=OWN_SIZES)
def test_the_authors_size_holds_but_for_its_shape(
    own: dict[str, str], size: tuple[str, str]
) -> None:
    img = element(IMG.with_attributes(**own), PHOTO, "", "50vw")[-2]
    assert isinstance(img, Open)
    assert (img.get("width"), img.get("height")) == size
    wanted = f"(max-width: {size[0]}px) 100vw, {size[0]}px"
    assert img.get("sizes") == (wanted if own and own != {"width": "0"} else "50vw")


UNDESCRIBED = {
    "brackets": ("![](media/a.png)", 1),
    "brackets-with-a-space": ("![ ](media/a.png)", 1),
    "with-a-caption": ('![](media/a.png "Le site")', 1),
    "by-reference": ("![][a]\n\n[a]: media/a.png", 1),
    "after-one-that-is-described": ("![Carte](media/a.png)\n\n![](media/a.png)", 3),
    "html": ('<img src="media/a.png">', 1),
    "html-with-a-space": ('<img src="media/a.png" alt=" ">', 1),
}


@pytest.mark.parametrize(("markdown", "line"), UNDESCRIBED.values(), ids=UNDESCRIBED)
def test_an_image_that_nothing_describes_is_refused(
    tmp_path: Path, markdown: str, line: int
) -> None:
    (problem,) = compiled(tmp_path, markdown).diagnostics
    first = FRONT_MATTER.count("\n") + 1
    assert (problem.code, problem.span.line) == ("missing-alt", first + line - 1)


DESCRIBED = {
    "brackets": ("![L'été](media/a.png)", "L’été"),
    "lang": ("![it's](media/a.png){lang=en}", "it’s"),
    "decoration": ('<img src="media/a.png" alt="">', ""),
    "decoration-without-a-value": ("<p><img src='media/a.png' alt></p>", ""),
    "decoration-in-a-sentence": ('Ici <img src="media/a.png" alt=""> même', ""),
}


@pytest.mark.parametrize(("markdown", "alt"), DESCRIBED.values(), ids=DESCRIBED)
def test_an_image_says_what_it_shows(tmp_path: Path, markdown: str, alt: str) -> None:
    img = compiled(tmp_path, markdown).body.img
    assert img is not None
    assert img["alt"] == alt


# --- A whole site ------------------------------------------------------------------------------

BODY_OF_SITE = """
Une phrase avec un signe ![Flèche](media/sign.png) dedans.

![La façade de l'usine](media/2026/photo une.jpg "L'usine : vue d'ici."){credit="AFP"}

![Courbe](media/chart.svg) et ![Cycle](media/loop.gif)

<img src="media/sign.png" alt="" width="10">

[La carte](media/map.png) et [le rapport](media/report.pdf)
"""
SIDECAR = """
claims:
  - id: k1
    quote: Une phrase
    verdict: pending
    explanation: "Voir ![La façade](media/2026/photo%20une.jpg)."
timeline:
  - date: 2026-01-05
    title: Un jour
    text: "![Le quai](media/quay.webp)"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with every kind of image."""
    root = written(tmp_path_factory.mktemp("pictures"), "", "")
    media = root / "content" / "media"
    (media / "2026").mkdir()
    for name, content in {
        "lead.jpg": saved(drawing(1200, 600), "JPEG", exif=exif(6)),
        "2026/photo une.jpg": saved(drawing(900, 600), "JPEG", comment=SECRET),
        "sign.png": saved(drawing(40, 40, "P"), "PNG"),
        "chart.svg": SVG.format('viewBox="0 0 80 60"').encode(),
        "loop.gif": animation("GIF", loop=0),
        "quay.webp": saved(drawing(600, 300), "WEBP"),
        "map.png": saved(drawing(700, 700), "PNG", pnginfo=_with_text()),
        "report.pdf": b"%PDF-1.7",
    }.items():
        (media / name).write_bytes(content)
    image = (
        'image: {src: media/lead.jpg, alt: "L\'usine", caption: "L\'usine : de face", credit: AFP}'
    )
    front = FRONT_MATTER.replace("date:", f"{image}\ndate:")
    body = BODY_OF_SITE.replace("photo une", "photo%20une")
    (root / "content" / "a.md").write_text(front + body, encoding="utf-8")
    (root / "content" / "a.claims.yaml").write_text(SIDECAR, encoding="utf-8")
    (root / "content" / "pages").mkdir()
    (root / "content" / "pages" / "about.md").write_text(
        "---\ntitle: Nous\n---\n\n![Le quai](media/quay.webp)\n", encoding="utf-8"
    )
    return root


@pytest.fixture(scope="module")
def built(folder: Path) -> Built:
    made = build(folder, folder / "_site", today=TODAY)
    assert {problem.code for problem in made.checked.diagnostics} <= {"closed-window", "due-claim"}
    return made


def _pages(built: Built) -> dict[str, BeautifulSoup]:
    return {
        path: BeautifulSoup(content.decode(), "html.parser")
        for path, content in built.files.items()
        if path.endswith(".html")
    }


def test_every_image_of_every_page_is_a_file_of_the_site(built: Built) -> None:
    named = set()
    for path, page in _pages(built).items():
        for tag in page.find_all(["img", "source"]):
            sets = re.split(r",\s+", str(tag.get("srcset", "")))
            for address in [*(s.split(" ")[0] for s in sets), str(tag.get("src", ""))]:
                if address:
                    named.add(unquote(urljoin(path, address)))
    assert named <= set(built.files)
    made = {path for path in built.files if re.search(r"-\d+-[0-9a-f]{8}\.", path)}
    assert made <= named  # and nothing is made that no page shows
    assert not any(path.startswith("media/map-") for path in made)


def test_every_image_says_how_large_it_is(built: Built) -> None:
    (page,) = [page for path, page in _pages(built).items() if path == "a/index.html"]
    for img in page.find_all("img"):
        rendition = built.files[unquote(urljoin("a/index.html", str(img["src"])))]
        width, height = int(str(img["width"])), int(str(img["height"]))
        if str(img["src"]).endswith(".svg"):
            assert (width, height) == (80, 60)
            continue
        shown = opened(rendition)
        assert abs(shown.height * width / shown.width - height) <= 1
        is_lead = img.find_parent("figure", class_="lead") is not None
        assert img.get("loading") == (None if is_lead else "lazy")
        assert img.get("fetchpriority") == ("high" if is_lead else None)
        assert bool(img.get("srcset")) is bool(img.get("sizes"))


def test_the_lead_image_has_its_words_set(built: Built) -> None:
    figure = _pages(built)["a/index.html"].select_one("figure.lead")
    assert figure is not None and figure.img is not None and figure.figcaption is not None
    assert figure.img["alt"] == "L’usine"
    assert (figure.img["width"], figure.img["height"]) == ("600", "1200")
    assert figure.figcaption.get_text().startswith("L’usine\u00a0: de face")


def test_no_image_of_the_site_tells_of_its_source(built: Built) -> None:
    telling = [path for path, content in built.files.items() if SECRET in content]
    assert telling == []
    assert "media/map.png" in built.files and "media/report.pdf" in built.files


def test_a_rendition_that_stands_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, "![Carte](media/a.png)")
    first = build(root, root / "_site", today=TODAY).files
    with monkeypatch.context() as patched:
        patched.setattr(pictures, "_saved", lambda *_: pytest.fail("encoded again"))
        assert build(root, root / "_site", today=TODAY).files == first


@pytest.mark.parametrize("change", ["damaged", "made-by-another-encoder", "without-notes"])
def test_a_rendition_that_is_not_as_it_was_made_is_made_again(tmp_path: Path, change: str) -> None:
    root = written(tmp_path, "![Carte](media/a.png)")
    first = build(root, root / "_site", today=TODAY).files
    (name,) = (path for path in first if path.endswith(".webp"))
    if change == "damaged":
        (root / "_site" / name).write_bytes(first[name][:-4])
    else:
        (root / "_site" / name).write_bytes(b"other")
        files = {path: noted(content) for path, content in first.items()} | {name: noted(b"other")}
        notes = "encoders of another day" if change == "made-by-another-encoder" else ""
        (root / "_site" / ".vouch-site").write_bytes(marker_of(files, notes))
    assert build(root, root / "_site", today=TODAY).files == first


def test_notes_are_those_of_a_build(tmp_path: Path) -> None:
    with claimed(tmp_path / "site") as place:
        assert place.standing.notes == ""
        publish({"a": b"x"}, place, notes="one")
    with claimed(tmp_path / "site") as place:
        assert place.standing.notes == "one"
        assert place.standing.read("a") == b"x"
        assert place.standing.read("b") is None


def test_pixels_that_cannot_be_decoded_stop_a_build(tmp_path: Path) -> None:
    root = written(tmp_path, "![Carte](media/b.png)")
    content = saved(drawing(90, 60), "PNG")
    start = content.find(b"IDAT") + 4
    length = struct.unpack(">L", content[start - 8 : start - 4])[0]
    spoilt = content[:start] + bytes(length) + content[start + length :]
    (root / "content/media/b.png").write_bytes(spoilt)
    made = build(root, root / "_site", today=TODAY)
    assert made.files == {} and not (root / "_site").exists()
    assert [p.span.path for p in made.checked.diagnostics] == ["content/media/b.png"]


@pytest.mark.usefixtures("built")
def test_a_phone_is_given_a_small_file(folder: Path, browser: Browser) -> None:
    shown = {}
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 4000})
        page.goto((folder / "_site/a/index.html").as_uri(), wait_until="networkidle")
        shown[width] = page.evaluate(
            "Object.fromEntries([...document.images].map(i => [i.alt, i.currentSrc]))"
        )
        page.close()
    assert re.search(r"lead-480-\w+\.avif$", shown[390]["L’usine"])
    assert re.search(r"photo%20une-480-\w+\.avif$", shown[390]["La façade de l’usine"])
    assert re.search(r"photo%20une-800-\w+\.avif$", shown[1280]["La façade de l’usine"])


def test_a_jpeg_loses_the_small_picture_in_its_first_segment() -> None:
    held = BytesIO()
    Image.new("RGB", (8, 8), "red").save(held, "JPEG")
    whole = held.getvalue()
    jfif = whole[2:20]
    assert jfif.startswith(b"\xff\xe0\0\x10JFIF\0")
    small = b"SECRETTHUMB!"
    told = b"\xff\xe0" + struct.pack(">H", 16 + len(small)) + jfif[4:16] + b"\2\2" + small
    assert stripped("jpeg", whole[:2] + told + whole[20:]) == whole


@given(
    st.lists(
        st.text("-19af.zé", max_size=9) | st.sampled_from(("-320", "-0123abcd", ".webp", "x-8")),
        max_size=12,
    ).map("".join)
)
def test_pages_name_renditions_by_width_and_digest(html: str) -> None:
    assert shown(["<p>", html]) == {*re.findall(r"-[0-9]+-[0-9a-f]{8}[.][a-z]+", html)}
