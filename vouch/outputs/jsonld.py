"""JSON-LD as it stands within a page (JSON-LD 1.1, section 7)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from vouch.views import Html

Node = dict[str, object]
"""An object of JSON-LD. What is None or empty is left out by :func:`node`."""
CONTEXT = "https://schema.org"
_ESCAPES = {each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}
"""What could end a `script` element, begin markup, or end a line of JavaScript."""


json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""JSON on one line; letters beyond ASCII as they are."""


def node(kind: str, **properties: object) -> Node:
    """A node of a type with those of its properties that say something."""
    return {"@type": kind, **{name: value for name, value in properties.items() if value}}


def document(root: Mapping[str, object]) -> Node:
    """A node, or a graph of nodes, as a document of its own in the vocabulary of schema.org."""
    return {"@context": CONTEXT, **root}


def embedded(value: Mapping[str, object]) -> Html:
    """A document as it stands in `<script type="application/ld+json">`, whatever it holds.

    The characters that HTML could take for its own only stand within strings, where JSON has an
    escape for each.
    """
    text = json_text(value)
    for character, escape in _ESCAPES.items():
        if character in text:
            text = text.replace(character, escape)
    return Html(text)
