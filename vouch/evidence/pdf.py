"""The text of a PDF; the only importer of pypdf."""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from vouch.evidence.captures import LIMIT, CaptureText, Unreadable

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 3000


def text_of(content: bytes) -> CaptureText | Unreadable:
    """The text of all pages, in the order in which the file has it."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports each oddity of each file
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return Unreadable("it is encrypted")
        if len(reader.pages) > _MOST_PAGES:
            return Unreadable(f"it has more than {_MOST_PAGES} pages")
        return _joined(reader)
    except (DependencyError, FileNotDecryptedError):
        return Unreadable("it is encrypted")
    except Exception as error:  # noqa: BLE001 - a broken file leads its reader to raise anything
        return Unreadable(f"it is broken ({type(error).__name__})")


def _joined(reader: PdfReader) -> CaptureText | Unreadable:
    texts: list[str] = []
    images = length = 0
    for page in reader.pages:
        texts.append(page.extract_text())
        images += not texts[-1].strip() and bool(page.images.keys())
        length += len(texts[-1])
        if length > LIMIT:
            return Unreadable("it has too much text")
    text = "\n".join(texts)
    if not text.strip():
        return Unreadable("its pages are images: there is no text in them")
    unread = f"{images} of its {len(texts)} pages are images" if images else ""
    return CaptureText(text, has_lines=True, unread=unread)
