"""What a validator found, as a problem with its place and its way out."""

from __future__ import annotations

import typing
from collections.abc import Collection, Iterator
from typing import Any

from vouch import spelling
from vouch.diagnostics import Diagnostic
from vouch.document import Document, Mapping, Path, narrowed
from vouch.model.base import ErrorDetails, Record, shown

_NAMES = {
    "Sidecar": "a sidecar",
    "InPlace": "a source in place",
    "Use": "the use of a source",
    "Selector": "a passage",
    "Operand": "a name of a calculation",
    "Check": "a calculation",
    "Event": "a timeline entry",
    "Picture": "an image",
    "Party": "an author",
    "Policies": "the policies",
    "Publisher": "the publisher",
    "Thresholds": "the thresholds",
    "Sourcing": "what a verdict needs",
    "DeclaredUnit": "a unit of the site",
    "Site": "the site's settings",
    "Page": "a standing page",
    "SharedSources": "the shared sources",
}


def diagnostic(
    model: type[Record], detail: ErrorDetails, place: Path, document: Document
) -> Diagnostic:
    """The problem that ``detail`` stands for; ``place`` is its path in the document."""
    kind, context = detail["type"], detail.get("ctx", {})
    last = str(place[-1]) if place else ""
    if kind == "missing":
        return _missing(model, place, document)
    if kind == "extra_forbidden":
        return _unknown_key(model, place, document)
    if "text" in context:
        where = document.key_span(*place) if last == "[key]" else document.span(*place)
        message = context["text"].replace("this has ", f"{_subject(place)} has ", 1)
        span = narrowed(where, context["word"])
        return Diagnostic(kind.replace("_", "-"), message, span, context["help"])
    return _wrong_shape(kind, place, document)


def meant(model: type[Record], place: Path, document: Document) -> str | None:
    """The key that a mistyped one stands for, where the mapping does not have it too."""
    owner = model_at(model, place[:-1])
    if owner is None:
        return None
    node, _ = document.node(place[:-1])
    written = node.by_key if isinstance(node, Mapping) else {}
    return spelling.nearest(
        str(place[-1]), [key for key in owner.model_fields if key not in written]
    )


def model_at(model: type[Record], path: Path) -> type[Record] | None:
    """The record whose keys are expected at ``path``, which may hold tags of alternatives."""
    found: list[type[Record]] = [model]
    for part in path:
        inner = [
            record
            for owner in found
            if isinstance(part, str) and part in owner.model_fields
            for record in _records(owner.model_fields[part].annotation)
        ]
        tagged = [r for r in found if r.__name__.lower() == str(part).replace("_", "")]
        found = inner or tagged or found
    return found[0] if found else None


def _records(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _records(part)


def _unknown_key(model: type[Record], place: Path, document: Document) -> Diagnostic:
    owner, key = model_at(model, place[:-1]), str(place[-1])
    known: Collection[str] = owner.model_fields if owner else ()
    near = meant(model, place, document) or spelling.nearest(key, known)
    return Diagnostic(
        "unknown-key",
        f"`{shown(key)}` is no key of {_name(owner)}",
        document.key_span(*place),
        f"did you mean `{near}`?" if near else f"its keys are {', '.join(known)}",
    )


def _missing(model: type[Record], place: Path, document: Document) -> Diagnostic:
    key = str(place[-1])
    owner = model_at(model, place[:-1])
    field = owner.model_fields.get(key) if owner else None
    meaning = (field.description or "") if field else ""
    help = f"write `{key}: …`, {meaning[:1].lower()}{meaning[1:].rstrip('.')}"
    if document.has(*place):
        return Diagnostic("missing-value", f"`{key}` has no value", document.key_span(*place), help)
    message = f"the key `{key}` is missing here"
    return Diagnostic("missing-key", message, document.span(*place[:-1]), help)


def _wrong_shape(kind: str, place: Path, document: Document) -> Diagnostic:
    is_list = kind in ("tuple_type", "list_type")
    shape = "a list" if is_list else "keys with their values"
    way_out = (
        "write its items on lines of their own, each after “- ”"
        if is_list
        else "write “key: value”, a line each"
    )
    message = f"{_subject(place)} has to be {shape}"
    return Diagnostic("wrong-type", message, document.span(*place), way_out)


def _subject(place: Path) -> str:
    """What the value at ``place`` is called in a message."""
    named = [str(part) for part in place if isinstance(part, str) and part != "[key]"]
    if not named:
        return "this"
    inner = place[-1] if place[-1] not in ("use", "in_place") else place[-2]
    name = next(n for n in reversed(named) if n not in ("use", "in_place"))
    return f"an item of `{shown(name)}`" if isinstance(inner, int) else f"`{shown(name)}`"


def _name(model: type[Record] | None) -> str:
    if model is None:
        return "this"
    name = model.__name__
    article = "an" if name[0] in "AEIOU" else "a"
    return _NAMES.get(name, f"{article} {name.lower()}")
