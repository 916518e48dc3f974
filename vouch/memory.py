"""What a build remembers for the next one: compiled articles, and what pages were made from.

It lies beside the site, is of this machine alone and may be deleted at any time. Each file begins
with its format, the digest of the code that wrote it, and a digest of its name and of that of what
follows. What is not whole, or was written by other code, is as if it were not there; nothing in it
is believed without its digest. Nothing is remembered behind a link. What follows the digest is a
pickle of plain values, and read back as those alone.
"""

from __future__ import annotations

import gc
import io
import os
import pickle
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from types import ModuleType
from typing import Any, BinaryIO, TypeVar

from vouch import (
    articleview,
    dates,
    diagnostics,
    dossier,
    heads,
    outcomes,
    packet,
    quantity,
    released,
    texts,
    ties,
    units,
    views,
)
from vouch.articleview import Presented
from vouch.dossier import Dossier, Folio
from vouch.evidence import captures
from vouch.findings import LAST
from vouch.frozen import frozen
from vouch.heads import Head
from vouch.texts import Known

V = TypeVar("V")
_FORMAT = b"vouch memory 2"
_INDEX = "index"
_OURS = re.compile(r"index|last|[0-9a-f]{32}|\..*\.new|last\.new")
"""The names of files that are written here; no other file is ever removed."""
_VALUES: tuple[ModuleType, ...] = (
    *(articleview, captures, dates, diagnostics, dossier, heads, outcomes, packet, quantity),
    *(released, texts, ties, units, views),
)
_STANDARD = (frozenset, set, Counter, date, Decimal)


@frozen
class Entry:
    """A compiled article under the digest of all that went in.

    ``answers`` are those of :mod:`vouch.asked`, ``captures`` digests of what its captures were, by
    path. ``folio`` is the name of its folio, a digest of it, ``listed`` that of what pages across
    the site show of it; both are empty where it may not be published.
    """

    key: str
    answers: Mapping[tuple[str, str], str]
    captures: Mapping[str, str]
    dossier: Dossier
    listed: str
    folio: str


@frozen
class Rendered:
    """Pages that were made together: from what, by its parts; their paths; pictures they show.

    ``drawn`` are the keys of those files that are drawn, by their paths.
    """

    parts: Mapping[str, str]
    paths: tuple[str, ...]
    pictures: frozenset[str] = frozenset()
    drawn: Mapping[str, str] = field(default_factory=dict)


@frozen
class Memory:
    """Everything that is remembered.

    ``texts`` is what is known of texts, by the paths of their files. ``heads`` are those of
    articles, under a digest of their text, ``ids`` the ids of claims, under one of their sidecar;
    ``articles`` go by the name of the file, ``rendered`` by that of the group of pages. ``site`` is
    what signs the site that these pages are of.
    """

    texts: dict[str, Known] = field(default_factory=dict)
    heads: dict[str, tuple[str, Head]] = field(default_factory=dict)
    ids: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    articles: dict[str, Entry] = field(default_factory=dict)
    rendered: dict[str, Rendered] = field(default_factory=dict)
    site: str = ""

    def beside(self, site: str) -> Memory:
        """What holds of it beside the site that ``site`` signs: of another it knows no page.

        The site may be another because a build was killed before it remembered, because nothing
        could be written here, or because somebody put an older one in its place.
        """
        return self if self.site == site else replace(self, rendered={}, site=site)


@frozen
class Store:
    """The folder in which a memory lies; ``code`` is a digest of all code that fills it."""

    folder: str
    code: str

    def read(self) -> tuple[Memory, str]:
        """What is remembered, and a line about what cannot be used, empty where all can."""
        if os.path.islink(self.folder):
            return Memory(), f"nothing is remembered, because {self.folder} is a link"
        try:
            with open(f"{self.folder}/{_INDEX}", "rb") as file:
                content = file.read()
        except FileNotFoundError:
            return Memory(), ""
        except OSError as error:
            return Memory(), f"what was remembered cannot be read: {error.strerror}"
        try:
            return self._unpacked(_INDEX, content, Memory), ""
        except _Foreign as foreign:
            return Memory(), str(foreign)

    def write(self, memory: Memory) -> None:
        """Remember this, and forget all else. What cannot be written is not remembered."""
        entries = memory.articles.values()
        kept = {_INDEX, LAST, *(e.folio for e in entries), *(e.listed for e in entries)}
        with suppress(OSError):
            with self._new(_INDEX) as file:  # written as it comes: it is large
                told = _Told(file)
                file.write(self._head(_INDEX, told.digest.hexdigest()))
                pickle.dump(memory, told, pickle.HIGHEST_PROTOCOL)
                file.seek(0)
                file.write(self._head(_INDEX, told.digest.hexdigest()))  # as long as the first
            self._remove(kept)

    def folio(self, name: str) -> Folio | None:
        """A folio that is remembered; None where it is not there as it was written."""
        return self._got(name, Folio)

    def listed(self, name: str) -> Presented | None:
        """What pages across the site show of an article; None as for a folio."""
        return self._got(name, Presented)

    def put(self, what: Folio | Presented) -> str:
        """Remember a value, by any process of a build; gives the name that it goes by."""
        content = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
        content_digest = sha256(content).hexdigest()
        name = content_digest[:32]
        with suppress(OSError):
            self._put(name, content, content_digest)
        return name

    def forget(self) -> None:
        """Remove all that is remembered."""
        with suppress(OSError):
            self._remove(())

    def _remove(self, kept: Collection[str]) -> None:
        """Remove the files that are ours, but for those kept."""
        if os.path.islink(self.folder):
            return
        for name in os.listdir(self.folder):
            if name not in kept and _OURS.fullmatch(name):
                with suppress(OSError):
                    os.unlink(f"{self.folder}/{name}")

    def _got(self, name: str, kind: type[V]) -> V | None:
        try:
            with open(f"{self.folder}/{name}", "rb") as file:
                return self._unpacked(name, file.read(), kind)
        except (OSError, _Foreign):
            return None

    def _put(self, name: str, content: bytes, content_digest: str) -> None:
        with self._new(name) as file:
            file.write(self._head(name, content_digest))
            file.write(content)

    @contextmanager
    def _new(self, name: str) -> Iterator[BinaryIO]:
        """A file that takes its place when all is written. Raises OSError."""
        if os.path.islink(self.folder):
            raise NotADirectoryError(self.folder)
        os.makedirs(self.folder, exist_ok=True)
        beside = f"{self.folder}/.{name}.new"
        with open(beside, "wb") as file:
            yield file
        os.replace(beside, f"{self.folder}/{name}")

    def _head(self, name: str, content_digest: str) -> bytes:
        found = sha256(f"{name}\n{content_digest}".encode()).hexdigest()
        return b"%s %s %s\n" % (_FORMAT, self.code.encode(), found.encode())

    def _unpacked(self, name: str, content: bytes, kind: type[V]) -> V:
        end = content.find(b"\n") + 1
        rest = memoryview(content)[end:]
        if not content.startswith(_FORMAT + b" "):
            raise _Foreign("what was remembered is of another version of Vouch")
        if content[:end].split(b" ")[3:4] != [self.code.encode()]:
            raise _Foreign("what was remembered was made by other code")
        if content[:end] != self._head(name, sha256(rest).hexdigest()):
            raise _Foreign("what was remembered is damaged")
        collects = gc.isenabled()
        gc.disable()  # nothing of what is read is garbage, and there is much of it
        try:
            found = _Reader(io.BytesIO(rest)).load()
        except Exception as error:  # noqa: BLE001 - a pickle can raise whatever it is made to raise
            raise _Foreign(f"what was remembered cannot be read: {type(error).__name__}") from None
        finally:
            if collects:
                gc.enable()
        if not isinstance(found, kind):
            raise _Foreign("what was remembered is something else")
        return found


class _Foreign(Exception):
    """What is remembered cannot be used; the message says why."""


class _Told:
    """A file that is written, with the digest of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = sha256()

    def write(self, content: bytes) -> int:
        """Write it, and have it in the digest."""
        self.digest.update(content)
        return self._file.write(content)


class _Reader(pickle.Unpickler):
    """Reads plain values and nothing else: no function is ever called for a pickle."""

    def find_class(self, module: str, name: str) -> Any:
        known = _found.get((module, name)) or _known().get((module, name))
        if known is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no value")
        return known


def digest(what: object) -> str:
    """A digest of a plain value: the same for equal ones, whichever parts of it are one object."""
    out = io.BytesIO()
    pickler = pickle.Pickler(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True  # what stands there twice is written twice
    pickler.dump(what)
    return sha256(out.getbuffer()).hexdigest()[:32]


_found: dict[tuple[str, str], type] = {}


def _known() -> Mapping[tuple[str, str], type]:
    """The values that may be remembered, by their modules and names."""
    if not _found:
        mine = (Entry, Rendered, Memory)
        held = (value for module in _VALUES for value in vars(module).values())
        kinds = (
            value
            for value in (*mine, *held)
            if isinstance(value, type)
            and (hasattr(value, "__dataclass_fields__") or issubclass(value, Enum | str))
        )
        _found.update({(each.__module__, each.__qualname__): each for each in (*_STANDARD, *kinds)})
    return _found
