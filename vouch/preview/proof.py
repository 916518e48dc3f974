"""A site in proof: as it would be published now, what changed of it held in memory.

To publish a site is to read, compare and link thousands of files for the few that changed. A
preview need not: it has the site as it was last written to its own folder, and the files that are
others by now. What they are is decided by the very stages of a build, and by nothing else. Where
much changes at once a build to the disk is quicker, which uses every processor.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from functools import cached_property, partial
from typing import Any, TypeVar

from vouch import inputs
from vouch.byfile import ByFile
from vouch.codebase import brought
from vouch.codebase import digest as code_digest
from vouch.diagnostics import Diagnostic
from vouch.folder import Measured
from vouch.frozen import frozen
from vouch.making import Made, make, others, remembered
from vouch.marker import Noted, noted, signed
from vouch.memory import Entry, Store
from vouch.place import Place, near
from vouch.prepare import Prepared, prepare
from vouch.preview.outcome import Order
from vouch.printing import Press, Printed
from vouch.publish import claimed
from vouch.sheets import Sheet
from vouch.stages import Stopwatch
from vouch.standing import Identity, Standing
from vouch.texts import held_still

V = TypeVar("V")
_MOST = 200
"""So many pages are made in memory at once."""


class TooMuch(Exception):
    """This is for a build to the disk: so much has changed, or so little stands there."""


@frozen
class Pulled:
    """A site in proof: ``files`` are those that changed, by their bytes, None for one that is gone.

    ``lacking`` names what was left for later.
    """

    made: Made
    files: Mapping[str, bytes | None]
    lacking: tuple[str, ...]


class Proof:
    """The site that stands in the folder of a preview, and what has changed since."""

    def __init__(self, order: Order) -> None:
        """Take up the site that was built last. Raises CannotPublish."""
        assert order.output is not None
        self._order = order
        self._measured = ByFile[Measured]()
        with claimed(order.output) as place:
            stands = place.standing
            self._store = _Kept(near(place.folder, "memory"), code_digest())
            self._memory = self._store.read()[0].beside(signed(place.folder))
            intact = {path: stands.files[path] for path in stands.intact}
            now = _InMemory(place.folder, stands.new, known=intact, told=stands.notes)
            self._place = Place(place.folder, now)
        self._assets = _Assets()
        self._prepared()  # so that the first save need not wait for it

    def pulled(self, *, wholly: bool) -> Pulled:
        """The site as it is now; where there is an error, as it was. Raises TooMuch and Changed.

        Not ``wholly``: files across the site that are no pages are left for later.
        """
        return held_still(lambda: self._pulled(wholly=wholly))

    def _pulled(self, *, wholly: bool) -> Pulled:
        stands = self._place.standing
        if signed(stands.folder) != self._memory.site:
            raise TooMuch
        sheets = _Sheets(stands, wholly=wholly)
        made = make(
            self._prepared(),
            self._memory,
            self._store,
            self._place,
            strict=self._order.strict,
            jobs=1,
            watch=Stopwatch(),
            press=partial(_ProofPress, into=sheets),
            assets=self._assets.of,
        )
        signature = self._memory.site if made.is_whole else None
        self._memory = remembered(self._memory, made, signature)
        self._store.keep(self._memory.articles.values())
        files = self._changed(made, sheets.written) if made.is_whole else {}
        return Pulled(made, files, tuple(sheets.lacking))

    def _prepared(self) -> Prepared:
        order = self._order
        return prepare(
            order.site,
            self._memory,
            today=order.today,
            base_url=order.base_url,
            drafts=True,
            now=time.time_ns(),
            held=self._measured,
        )

    def _changed(self, made: Made, pages_made: dict[str, bytes]) -> Mapping[str, bytes | None]:
        """Take what was made for what stands, and tell what of it is new."""
        stands = self._place.standing
        assert isinstance(stands, _InMemory)
        assets = {
            path: content
            for path, content in made.files.items()
            if stands.files.get(path) != noted(content)
        }
        written = pages_made | assets
        pages = {path for each in made.printed for path in each.rendered.paths}
        wanted = pages | self._assets.paths
        gone = stands.files.keys() - wanted
        files = {path: was for path, was in stands.files.items() if path in wanted}
        files |= {path: noted(content) for path, content in written.items()}
        held = {path: content for path, content in stands.held.items() if path in wanted}
        now = _InMemory(
            stands.folder, stands.new, known=files, told=made.notes, held=held | written
        )
        self._place = Place(self._place.folder, now)
        return {**written, **dict.fromkeys(gone)}


@frozen
class _InMemory(Standing):
    """A site of which ``held`` are in memory and the rest is on the disk, as it was found there.

    ``known`` is what is noted of each file, ``told`` are the notes, as a marker would have them.
    """

    known: Mapping[str, Noted] = field(default_factory=dict)
    told: str = ""
    held: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def files(self) -> Mapping[str, Noted]:
        """What is noted of each file."""
        return self.known

    @property
    def notes(self) -> str:
        """What the last build noted for the next one."""
        return self.told

    @cached_property
    def intact(self) -> Mapping[str, Identity]:
        """Every file: the folder is the preview's own."""
        return dict.fromkeys(self.files, Identity(0, 0, 0))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file."""
        return self.held[path] if path in self.held else super().read(path)


@frozen
class _Sheets:
    """Pages that were made; what is written is kept."""

    stands: Standing
    wholly: bool
    written: dict[str, bytes] = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)

    def put(self, path: str, content: bytes) -> Sheet:
        """Take a page. Raises TooMuch."""
        now = noted(content)
        is_new = self.stands.files.get(path) != now
        if is_new:
            self.written[path] = content
        if len(self.written) > _MOST:
            raise TooMuch
        return Sheet(*now, is_new)

    def put_parts(self, path: str, content: Iterable[bytes]) -> Sheet:
        """Take a page that is given in parts. Raises TooMuch."""
        return self.put(path, b"".join(content))

    def standing(self, path: str) -> Sheet | None:
        """A file as it stands; None where it is not there."""
        found = self.stands.files.get(path)
        return Sheet(*found, is_new=False) if found else None

    def read(self, path: str, sheet: Sheet | None = None) -> bytes:
        """The bytes of a file of the new site. Raises FileNotFoundError."""
        is_new = sheet is not None and sheet.is_new
        content = self.written[path] if is_new else self.stands.read(path)
        if content is None:
            raise FileNotFoundError(path)
        return content


@frozen
class _ProofPress(Press):
    """Prints into memory."""

    into: _Sheets = field(kw_only=True)

    @property
    def sheets(self) -> _Sheets:  # type: ignore[override]
        """What was printed."""
        return self.into

    def due(self, group: str, parts: Mapping[str, str]) -> tuple[str, ...]:
        """Why files that are no pages are made now. Nobody looks at them between two saves."""
        reasons = super().due(group, parts)
        if not reasons or self.into.wholly or group not in self.remembered:
            return reasons
        self.into.lacking.append(group)
        return ()


@frozen
class _Kept(Store):
    """What is remembered: as it is on the disk, and what came since, in memory."""

    held: dict[str, bytes] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def keep(self, entries: Iterable[Entry]) -> None:
        """Forget what belongs to none of these articles."""
        wanted = {name for entry in entries for name in (entry.folio, entry.listed)}
        for each in (self.held, self.values):
            for name in each.keys() - wanted:
                del each[name]

    def _got(self, name: str, kind: type[V]) -> V | None:
        if name not in self.values:
            content = self.held.get(name)
            self.values[name] = pickle.loads(content) if content else super()._got(name, kind)  # noqa: S301 - our own
        found = self.values[name]
        assert found is None or isinstance(found, kind)
        return found

    def _put(self, name: str, content: bytes, content_digest: str) -> None:  # noqa: ARG002
        self.held[name] = content


class _Assets:
    """What is no page of the site, looked at again where the file system tells of a change."""

    def __init__(self) -> None:
        self.paths: frozenset[str] = frozenset()
        self._made_from: object = None
        self._notes = ""

    def of(
        self, prepared: Prepared, place: Place, printed: Sequence[Printed]
    ) -> tuple[Mapping[str, bytes], str, Sequence[Diagnostic]]:
        """The files, their notes, and what is wrong; no file where none has changed."""
        site = prepared.folder_of_site
        roots = [str(site / "static"), str(site / "content" / "media"), brought("static")]
        seen = inputs.of(roots, time.time_ns())
        pages = frozenset(path for each in printed for path in each.rendered.paths)
        shown = frozenset().union(*(each.rendered.pictures for each in printed))
        made_from = (seen, shown, pages)
        if seen and made_from == self._made_from:
            return {}, self._notes, ()
        files, self._notes, faults = others(prepared, place, printed)
        self.paths = frozenset(files)
        self._made_from = None if faults else made_from
        return files, self._notes, faults
