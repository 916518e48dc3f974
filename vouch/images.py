"""The images of an article: each found in ``content/media/``, described, and in its renditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import unquote

from vouch import renditions, spelling, typography
from vouch.links import OUTSIDE, ROOT, within
from vouch.markup import Fault, Open, Token, Tokens
from vouch.model.base import shown
from vouch.model.site import Picture as Lead
from vouch.renditions import Picture

Pictures = Mapping[str, Picture | None]
"""The images by their paths from content/ on; None for one whose fault is told at its file."""


def placed(
    tokens: Tokens, folder: str, media: Collection[str], pictures: Pictures, lang: str
) -> tuple[Tokens, tuple[Fault, ...]]:
    """The tokens with every image in its renditions, and what is wrong with some.

    ``folder`` is where the file lies in ``content/``; ``media`` are the files that it may name.
    """
    faults: list[Fault] = []
    done: list[Token] = []
    for token in tokens:
        src = token.get("src") if isinstance(token, Open) and token.name == "img" else None
        if src is None or not isinstance(token, Open):
            done.append(token)
            continue
        alt = token.get("alt")
        found = _image_faults(src, alt, folder, media, pictures)
        faults += found
        picture = None if found else pictures.get(_media_path(src, folder) or "")
        if picture is None or alt is None:
            done.append(token)
        else:
            described = token.with_attributes(alt=_typeset(alt, token.get("lang") or lang))
            done += renditions.element(described, picture, ROOT, renditions.BODY)
    return tuple(done), tuple(faults)


def lead(
    image: Lead, folder: str, media: Collection[str], pictures: Pictures, lang: str
) -> tuple[Tokens, tuple[Fault, ...]]:
    """The image at the head of an article; it is never decoration."""
    faults = _place_faults(image.src, folder, media, pictures)
    if not image.alt.strip():
        way_out = f"image: {{src: {shown(image.src)}, alt: What it shows}}"
        faults = (_without_alt(image.src, way_out), *faults)
    picture = None if faults else pictures.get(_media_path(image.src, folder) or "")
    if picture is None:
        return (), faults
    img = Open("img", (("src", image.src), ("alt", _typeset(image.alt, lang))))
    return renditions.element(img, picture, ROOT, renditions.LEAD, eager=True), ()


def address(lead: Tokens) -> str:
    """The path of a lead image from the site's root, as an address writes it; empty for none."""
    img = next((t for t in lead if isinstance(t, Open) and t.name == "img"), None)
    return (img.get("src") or "").removeprefix(ROOT) if img else ""


def _image_faults(
    src: str, alt: str | None, folder: str, media: Collection[str], pictures: Pictures
) -> tuple[Fault, ...]:
    """What is wrong with an image as it is named; an empty ``alt`` says that it is decoration."""
    found = _place_faults(src, folder, media, pictures)
    if alt is None or (alt != "" and alt.isspace()):
        written = f"![What it shows]({shown(src)})"
        decoration = f'<img src="{shown(src)}" alt="">'
        way_out = f"{written}; or {decoration} if it is decoration"
        return (_without_alt(src, way_out), *found)
    return found


def _place_faults(
    src: str, folder: str, media: Collection[str], pictures: Pictures
) -> tuple[Fault, ...]:
    fault = _media_fault(src, folder, media)
    if fault is not None:
        return (fault,)
    path = _media_path(src, folder) or ""
    if path not in pictures:
        message = f"content/{shown(path)} is no image"
        help = f"lead to it by a link: [its title]({shown(src)})"
        return (Fault("image-format", message, (src,), help),)
    return ()


def _media_path(src: str, folder: str) -> str | None:
    """The path in ``content/`` that an image names, or None where it leaves ``content/media/``."""
    if OUTSIDE.match(src) or src.startswith("//") or "\\" in src:
        return None
    bare = unquote(src.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0])
    paths = (within(bare, folder), within(bare, ""))
    return next((path for path in paths if path is not None and path.startswith("media/")), None)


def _without_alt(src: str, way_out: str) -> Fault:
    seek = (f"![]({src}", f'src="{src}"', f"src='{src}'", "![](", "![]", src)
    message = f"nothing says what the image “{shown(src)}” shows"
    return Fault("missing-alt", message, seek, f"write {way_out}")


def _media_fault(src: str, folder: str, media: Collection[str]) -> Fault | None:
    """What is wrong with an image's path: it leaves the folder, or nothing lies there."""
    path = _media_path(src, folder)
    if path is None:
        meant = "media/" + unquote(src).lstrip("/").removeprefix("content/").removeprefix("media/")
        return Fault(
            "media-outside",
            f"the image “{shown(src)}” does not lie in content/media/",
            (src,),
            f"write {meant}" if meant in media else "put it there and write media/ and its name",
        )
    if path not in media:
        near = spelling.nearest(path, media)
        help = f"did you mean {near}?" if near else "put the file there"
        if src.partition(" ")[0] in media:
            help = (
                f'put the caption between quotation marks: ![…]({src.partition(" ")[0]} "caption")'
            )
        return Fault("missing-media", f"there is no image content/{shown(path)}", (src,), help)
    return None


def _typeset(alt: str, lang: str) -> str:
    return typography.apply(alt, typography.typeset(alt, lang))
