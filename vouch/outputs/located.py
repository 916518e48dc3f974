"""The passages of an article as they lie in its page, read again after it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from vouch.dossier import Promise
from vouch.frozen import frozen
from vouch.outcomes import Problems
from vouch.outputs.fragments import text_fragments
from vouch.outputs.pagetext import page_text
from vouch.outputs.positions import Position, positions
from vouch.promises import body_read_again


@frozen
class Located:
    """Where each claim's passages are, its quote's first, and what its page does not keep.

    ``fragments`` lead to the quotes by their words (:mod:`vouch.outputs.fragments`), `#` included.
    Both are empty where nobody asked for them. ``content`` is the text that ``places`` count in.
    """

    places: Mapping[str, tuple[Position, ...]] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)
    content: str = ""
    faults: Problems = ()


def located(promise: Promise, page: str, *, by_place: bool, by_words: bool) -> Located:
    """The article that the rendered ``page`` has, and where its passages are in it.

    They are looked for where a format tells of them, ``by_place`` or also ``by_words``.
    """
    body, broken = body_read_again(promise, page)
    if body is None or broken:
        return Located(faults=broken)
    wanted = promise.passages if by_place or by_words else {}
    places = positions(promise.text, body.content, wanted)
    fragments = text_fragments(page_text(page, body.content), places) if by_words else {}
    return Located(places, fragments, body.content)
