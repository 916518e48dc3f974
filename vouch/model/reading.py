"""From a parsed document to a typed value, with every fault at its place.

A list of claims with one bad claim still yields the good ones, so that the faults of the whole
file show in one run; what was set aside is remembered by its place, never guessed.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from vouch import spelling
from vouch.diagnostics import Diagnostic, Span
from vouch.model.base import ErrorDetails, Record, ValidationError
from vouch.model.fields import Vocabulary
from vouch.model.site import Site
from vouch.yamldoc import Document, Path, plain

R = TypeVar("R", bound=Record)
_MOST_ROUNDS = 4
_NAMES = {
    "Sidecar": "a sidecar",
    "InPlace": "a source",
    "Use": "the use of a source",
    "Selector": "a passage",
    "Operand": "a name of a calculation",
    "Site": "the site's settings",
    "Page": "a standing page",
    "Article": "an article",
    "SharedSources": "the shared sources",
}


@dataclass(frozen=True)
class Reading(Generic[R]):
    """A typed value and where its parts stand in ``document``.

    ``value`` is None where nothing of the file can be used. ``kept`` gives, for a list from which
    items were set aside, the places in the document of those that remain.
    """

    value: R | None
    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
    kept: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def place(self, *path: str | int) -> Path:
        """The path in the document of what stands at ``path`` in the value."""
        if len(path) > 1 and isinstance(path[1], int) and path[0] in self.kept:
            return (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return path

    def span(self, *path: str | int) -> Span:
        return self.document.span(*self.place(*path))

    def key_span(self, *path: str | int) -> Span:
        return self.document.key_span(*self.place(*path))


def read(model: type[R], document: Document, words: Vocabulary | None = None) -> Reading[R]:
    """Validate a whole file against ``model`` (contract, sections 1 and 2)."""
    raw = plain(document.root)
    assert isinstance(raw, dict)
    kept = {key: list(range(len(v))) for key, v in raw.items() if isinstance(v, list)}
    problems: list[Diagnostic] = []
    for _ in range(_MOST_ROUNDS):
        try:
            value = model.model_validate(raw, context=words or Vocabulary())
        except ValidationError as error:
            details = error.errors(include_url=False)
        else:
            return Reading(value, document, tuple(problems), _shortened(kept, document))
        places = [_original(detail["loc"], kept) for detail in details]
        problems += [
            _diagnostic(model, detail, place, document)
            for detail, place in zip(details, places, strict=True)
        ]
        if not _set_aside(model, raw, kept, [tuple(detail["loc"]) for detail in details]):
            break
    return Reading(None, document, tuple(problems))


def _shortened(kept: dict[str, list[int]], document: Document) -> dict[str, tuple[int, ...]]:
    return {
        key: tuple(places) for key, places in kept.items() if places != list(range(len(places)))
    }


def _original(loc: Path, kept: dict[str, list[int]]) -> Path:
    if len(loc) > 1 and isinstance(loc[1], int) and loc[0] in kept:
        return (loc[0], kept[str(loc[0])][loc[1]], *loc[2:])
    return loc


def _set_aside(
    model: type[Record], raw: dict[str, Any], kept: dict[str, list[int]], locs: list[Path]
) -> bool:
    """Take the smallest wrong parts out of ``raw``; whether what is left may be read."""
    required = {name for name, item in model.model_fields.items() if item.is_required()}
    for loc in sorted(locs, key=repr, reverse=True):
        top = str(loc[0]) if loc else ""
        if top in required or top not in raw:
            if top in required or not loc:
                return False
            continue
        held = raw[top]
        if len(loc) > 1 and isinstance(held, list) and isinstance(loc[1], int):
            held[loc[1]] = _GONE
        elif len(loc) > 1 and isinstance(held, dict):
            held.pop(str(loc[1]), None)
        else:
            del raw[top]
    for key, held in raw.items():
        if isinstance(held, list) and key in kept:
            kept[key] = [p for p, item in zip(kept[key], held, strict=True) if item is not _GONE]
            held[:] = [item for item in held if item is not _GONE]
    return True


_GONE = object()


def _diagnostic(
    model: type[Record], detail: ErrorDetails, place: Path, document: Document
) -> Diagnostic:
    kind, context = detail["type"], detail.get("ctx", {})
    last = str(place[-1]) if place else ""
    if kind == "missing":
        return _missing(last, place, document)
    if kind == "extra_forbidden":
        owner = _model_at(model, place[:-1])
        near = spelling.nearest(last, owner.model_fields) if owner else None
        known = ", ".join(owner.model_fields) if owner else ""
        return Diagnostic(
            "unknown-key",
            f"`{last}` is no key of {_name(owner)}",
            document.key_span(*place),
            f"did you mean `{near}`?" if near else f"its keys are {known}",
        )
    if "text" in context:
        code = kind.replace("_", "-")
        where = document.key_span(*place) if last == "[key]" else document.span(*place)
        return Diagnostic(code, context["text"], _narrowed(where, context["word"]), context["help"])
    return Diagnostic("wrong-type", _wrong_type(kind, last, place), document.span(*place))


def _missing(key: str, place: Path, document: Document) -> Diagnostic:
    if document.has(*place):
        return Diagnostic("missing-value", f"`{key}` has no value", document.key_span(*place))
    return Diagnostic("missing-key", f"the key `{key}` is missing here", document.span(*place[:-1]))


def _wrong_type(kind: str, last: str, place: Path) -> str:
    name = next((str(p) for p in reversed(place) if isinstance(p, str)), "this")
    shape = "a list" if kind in ("tuple_type", "list_type") else "a list of “key: value”"
    if isinstance(place[-1] if place else "", int):
        return f"an item of `{name}` has to be {shape}"
    return f"`{name}` has to be {shape}"


def _narrowed(span: Span, word: str) -> Span:
    start = span.text.find(word, span.column - 1) if word else -1
    if start < 0:
        return span
    return Span(span.path, span.line, start + 1, len(word), span.text)


def _name(model: type[Record] | None) -> str:
    if model is None:
        return "this"
    name = model.__name__
    article = "an" if name[0] in "AEIOU" else "a"
    return _NAMES.get(name, f"{article} {name.lower()}")


def _model_at(model: type[Record], path: Path) -> type[Record] | None:
    """The record whose keys are expected at ``path``."""
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


def site_address(text: str) -> str:
    """The canonical address of a site, as `url` in site.yaml takes it; ValueError otherwise."""
    try:
        return Site(title="–", url=text).url
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from None
