"""From a parsed document to a typed value, with every fault at its place.

What is wrong is told, then mended or set aside in the smallest piece that holds it, so that the
rest is checked in the same run: a mistyped key is read as the one that was meant, a bad optional
value as absent. Nothing that was mended is ever published, because its fault is an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Generic, TypeVar

from vouch.diagnostics import Diagnostic, Severity, Span
from vouch.document import Document, Path, plain
from vouch.frozen import frozen
from vouch.model import faults
from vouch.model.base import ErrorDetails, Record, ValidationError
from vouch.model.claims import Claim
from vouch.model.fields import Vocabulary
from vouch.model.site import Article, Page, Site

R = TypeVar("R", bound=Record)
Moved = Mapping[Path, Mapping[str | int, str | int]]
_MOST_ROUNDS = 12
"""Each round sets aside what the last one laid bare; no format nests deeper."""


@frozen
class Reading(Generic[R]):
    """A typed value and where its parts stand in ``document``.

    ``value`` is None where nothing of the file can be used. ``moved`` gives, for the places in
    the document where something was set aside or renamed, the document's name for each part.
    """

    value: R | None
    document: Document
    diagnostics: tuple[Diagnostic, ...] = ()
    moved: Moved = field(default_factory=dict)

    def place(self, *path: str | int) -> Path:
        """The path in the document of what stands at ``path`` in the value."""
        return _place(path, self.moved)

    def span(self, *path: str | int) -> Span:
        """Where the value at ``path`` is written."""
        return self.document.span(*self.place(*path))

    def key_span(self, *path: str | int) -> Span:
        """Where the key that ends ``path`` is written."""
        return self.document.key_span(*self.place(*path))

    def has(self, *path: str | int) -> bool:
        """Whether the last key of ``path`` is written, be its value usable or not."""
        return self.document.has(*self.place(*path))

    def is_faulty(self, *path: str | int) -> bool:
        """Whether something at ``path`` could not be read as it is written."""
        if not self.diagnostics or not self.has(str(path[0])):
            return False
        start, end = self.document.text_offset(*self.place(*path))
        text = self.document.source
        end = start + len(text.text[start:end].rstrip())
        first, last = (text.span(at).line for at in (start, max(start, end - 1)))
        return any(
            first <= problem.span.line <= last and problem.severity is Severity.ERROR
            for problem in self.diagnostics
        )


def read(model: type[R], document: Document, words: Vocabulary | None = None) -> Reading[R]:
    """Validate a whole file against ``model`` (contract, sections 1 and 2)."""
    raw = plain(document.root)
    assert isinstance(raw, dict)
    mender = _Mender(model, document, words or Vocabulary(), raw)
    value: R | None = None
    for _ in range(_MOST_ROUNDS):
        try:
            value = model.model_validate(raw, context=mender.words)
        except ValidationError as error:
            mender.mend(error.errors(include_url=False))
        else:
            break
    return Reading(value, document, tuple(dict.fromkeys(mender.problems)), mender.moved)


def site_address(text: str) -> str:
    """The canonical address of a site, as `url` in site.yaml takes it; ValueError otherwise."""
    try:
        return Site(title="–", url=text).url
    except ValidationError as error:
        raise ValueError(error.errors()[0]["msg"]) from None


def _place(path: Path, moved: Moved) -> Path:
    if not moved:
        return path
    found: Path = ()
    for part in path:
        found = (*found, moved.get(found, {}).get(part, part))
    return found


_GONE = object()
_STAND_INS: Mapping[type[Record], Mapping[str, str]] = {
    Claim: {"id": "unnamed"},
    Article: {"title": "–", "date": "2000"},
    Page: {"title": "–"},
    Site: {"title": "–", "url": "https://site.example/"},
}
"""What stands for a required value that is missing, so that what is around it can be checked."""


@frozen
class _Spot:
    """Where a fault lies in the raw value: the containers and parts that lead there."""

    trail: tuple[tuple[Any, str | int], ...]

    @property
    def path(self) -> Path:
        return tuple(part for _, part in self.trail)

    @property
    def outer(self) -> _Spot:
        return _Spot(self.trail[:-1])

    def held(self, root: Any) -> Any:
        """What stands there now; None where it was taken out."""
        if not self.trail:
            return root
        owner, part = self.trail[-1]
        return owner.get(part) if isinstance(owner, dict) else owner[part]


class _Mender:
    """Tells what is wrong in ``raw`` and takes it out, round after round."""

    def __init__(
        self, model: type[Record], document: Document, words: Vocabulary, raw: dict[str, Any]
    ) -> None:
        self.model = model
        self.document = document
        self.words = words
        self.raw = raw
        self.problems: list[Diagnostic] = []
        self.moved: dict[Path, dict[str | int, str | int]] = {}
        self.told: set[Path] = set()
        self.above_told: set[Path] = set()
        self.stood_in = 0

    def mend(self, details: list[ErrorDetails]) -> None:
        """Tell each fault and leave ``raw`` without it."""
        found = [(detail, self._spot_of(detail)) for detail in details]
        for detail, spot in found:
            if detail["type"] == "extra_forbidden":
                self._tell(detail, spot)
                self._rename(detail, spot)
        lacking = [(d, s) for d, s in found if d["type"] == "missing" and not self._found(d, s)]
        wrong = [(d, s) for d, s in found if d["type"] not in ("missing", "extra_forbidden")]
        for detail, spot in lacking:
            self._tell_missing(detail, spot)
        for detail, spot in wrong:
            self._tell(detail, spot)
        for detail, spot in lacking:
            self._stand_in(detail, spot)
        for _, spot in wrong:
            self._drop(spot)
        self._close_gaps(self.raw, ())

    def _spot_of(self, detail: ErrorDetails) -> _Spot:
        """The wrong value; for a key that is missing, the record that lacks it."""
        return self._spot(detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"])

    def _spot(self, loc: Path) -> _Spot:
        """The parts of ``loc`` that exist; a validator adds names of its own alternatives."""
        node: Any = self.raw
        trail = []
        for part in loc:
            if isinstance(node, dict):
                exists = part in node
            else:
                exists = isinstance(node, list) and isinstance(part, int) and part < len(node)
            if exists:
                trail.append((node, part))
                node = node[part]
        return _Spot(tuple(trail))

    def _tell(self, detail: ErrorDetails, spot: _Spot) -> None:
        place = _place(spot.path, self.moved)
        node, _ = self.document.node(place)
        # What a record as a whole lacks may be the very part that was set aside.
        if place not in self.above_told and node.start not in self.document.refused:
            full = _place(detail["loc"], self.moved)
            self.problems.append(faults.diagnostic(self.model, detail, full, self.document))
        self.told.add(place)
        self.above_told |= {place[:depth] for depth in range(len(place))}

    def _rename(self, detail: ErrorDetails, spot: _Spot) -> None:
        """Read a mistyped key as the one that was meant."""
        near = faults.meant(self.model, _place(detail["loc"], self.moved), self.document)
        owner, key = spot.trail[-1]
        value = owner.pop(key)
        if near is not None and near not in owner:
            owner[near] = value
            self.moved.setdefault(_place(spot.outer.path, self.moved), {})[near] = key

    def _found(self, detail: ErrorDetails, spot: _Spot) -> bool:
        """Whether a mistyped key was read as the one that is missing."""
        owner = spot.held(self.raw)
        return isinstance(owner, dict) and owner.get(str(detail["loc"][-1])) is not None

    def _tell_missing(self, detail: ErrorDetails, spot: _Spot) -> None:
        place = _place((*spot.path, detail["loc"][-1]), self.moved)
        value, _ = self.document.node(place)
        refused = self.document.has(*place) and value.start in self.document.refused
        if place not in self.told and not refused:
            full = _place(detail["loc"], self.moved)
            self.problems.append(faults.diagnostic(self.model, detail, full, self.document))

    def _stand_in(self, detail: ErrorDetails, spot: _Spot) -> None:
        """Make a required value up, or set its record aside."""
        owner, key = spot.held(self.raw), str(detail["loc"][-1])
        made = self._made_up(faults.model_at(self.model, detail["loc"][:-1]), key)
        if made is not None and isinstance(owner, dict):
            owner[key] = made
        else:
            self._drop(spot)

    def _made_up(self, owner: type[Record] | None, key: str) -> str | None:
        if owner is Claim and key == "verdict":
            return self.words.verdicts[-1] if self.words.verdicts else "pending"
        made = _STAND_INS.get(owner, {}).get(key) if owner else None
        if made is not None and key == "id":
            self.stood_in += 1
            return f"{made}-{self.stood_in}"
        return made

    def _drop(self, spot: _Spot) -> None:
        if not spot.trail:
            return
        owner, part = spot.trail[-1]
        if isinstance(owner, list):
            owner[int(part)] = _GONE
        else:
            owner.pop(part, None)

    def _close_gaps(self, node: Any, path: Path) -> None:
        """Take what was dropped out of lists; ``moved`` then tells where the others came from."""
        if isinstance(node, dict):
            for key, value in node.items():
                self._close_gaps(value, (*path, key))
        elif isinstance(node, list):
            for row, item in enumerate(node):
                self._close_gaps(item, (*path, row))
            if any(item is _GONE for item in node):
                place = _place(path, self.moved)
                before = self.moved.get(place, {})
                left = [row for row, item in enumerate(node) if item is not _GONE]
                self.moved[place] = {new: before.get(row, row) for new, row in enumerate(left)}
                node[:] = [node[row] for row in left]
