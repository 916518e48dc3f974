"""Pages rendered and put into the new site; those that would come out the same are left as is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property

from vouch import crew
from vouch.diagnostics import Diagnostic
from vouch.findings import NEW
from vouch.frames import Framing, Page
from vouch.frozen import frozen
from vouch.gallery import shown
from vouch.memory import Rendered
from vouch.outputs.publication import Publication, publication
from vouch.place import Place
from vouch.quires import Drawn, Plain, Quire
from vouch.render import Renderer
from vouch.sheets import Sheet, Sheets, begin
from vouch.spill import Spill


@frozen
class Printed:
    """A group of pages: what it was made from, what was put into the site, what is wrong with it.

    ``reasons`` say why it was made anew: what changed. Where it is empty, ``sheets`` is too, and
    the pages stand.
    """

    group: str
    rendered: Rendered
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    faults: tuple[Diagnostic, ...] = ()
    reasons: tuple[str, ...] = ()

    def shared(self) -> Printed:
        """The same, what most groups are made from held once for all of them."""
        parts = {
            sys.intern(name): sys.intern(digest) for name, digest in self.rendered.parts.items()
        }
        reasons = tuple(map(sys.intern, self.reasons))
        return replace(self, rendered=replace(self.rendered, parts=parts), reasons=reasons)


@frozen
class _Bound:
    """What became of a quire: what was put into the site, pictures of it, keys of what is drawn.

    ``unmade`` are faults for which a page could not be made, ``faults`` those of pages that were.
    """

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    pictures: frozenset[str] = frozenset()
    drawn: Mapping[str, str] = field(default_factory=dict)
    unmade: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


@frozen
class Press:
    """Makes groups of pages; ``remembered`` says from what those that stand were made."""

    renderer: Renderer
    framing: Framing
    frame: str
    place: Place
    remembered: Mapping[str, Rendered]

    @cached_property
    def sheets(self) -> Sheets:
        """The new site, begun when it is asked for. Raises CannotPublish."""
        _ = self.place.standing.intact  # looked at here, for every process
        return begin(self.place)

    @cached_property
    def publication(self) -> Publication:
        """What formats say of the site."""
        return publication(self.framing)

    @property
    def begun(self) -> Sheets | None:
        """The new site, if it was begun."""
        return self.__dict__.get("sheets")

    def reasons(self, group: str, parts: Mapping[str, str]) -> tuple[str, ...]:
        """Why a group of pages has to be made, in words; empty where it stands as it would be."""
        before = self.remembered.get(group)
        if before is None:
            return (NEW,)
        names = {**before.parts, **parts}
        changed = tuple(name for name in names if before.parts.get(name) != parts.get(name))
        intact = self.place.standing.intact
        if not changed and not all(path in intact for path in before.paths):
            return ("a file of it is gone or was changed",)
        return changed

    def due(self, group: str, parts: Mapping[str, str]) -> tuple[str, ...]:
        """Why files that are no pages are made now, in words; empty as well where they may wait."""
        return self.reasons(group, parts)

    def parts(self, own: Mapping[str, str], templates: Iterable[str]) -> Mapping[str, str]:
        """What a group of pages is made from: its ``own`` parts, and those of every page."""
        return {
            **own,
            "the settings": self.frame,
            "the day": self.framing.today.isoformat(),
            **{f"template {name}": self.renderer.digest(name) for name in templates},
        }

    def standing(self, group: str) -> Printed:
        """A group that stays as it stands."""
        return Printed(group, self.remembered[group])

    def printed_in_parts(
        self,
        group: str,
        parts: Mapping[str, str],
        reasons: tuple[str, ...],
        pages: Iterable[Page],
    ) -> Printed:
        """The pages of a group that are too large to be held whole. Raises CannotPublish."""
        made: dict[str, Sheet] = {}
        pictures: frozenset[str] = frozenset()
        for page in pages:
            with Spill(str(page.context["root"])) as spill:
                html, faults = self.renderer.render_all({page.path: page}, spill.take)
                if faults:
                    return Printed(group, Rendered(parts, ()), {}, faults, reasons)
                whole = spill.close_with(html[page.path])
                made[page.path] = self.sheets.put_parts(page.path, whole)
                pictures |= spill.pictures
        return Printed(group, Rendered(parts, tuple(made), pictures), made, (), reasons)

    def printed(
        self,
        group: str,
        parts: Mapping[str, str],
        reasons: tuple[str, ...],
        first: Callable[[], Iterable[Page]],
        quires: Callable[[Mapping[str, str]], Sequence[Quire]],
        *,
        jobs: int = 1,
    ) -> Printed:
        """The pages of a group, made by as many as ``jobs`` processes.

        ``quires`` is given the HTML of the ``first`` ones, by their paths, and gives all of them.
        Raises CannotPublish, and :class:`vouch.crew.Died`.
        """
        html, faults = self._html(first())
        if faults:
            return Printed(group, Rendered(parts, ()), {}, faults, reasons)
        units = quires(html)
        made = crew.spread(
            units, lambda quire: self._bound(group, quire), crew.processes(jobs, len(units))
        )
        return _joined(group, parts, reasons, made)

    def _html(self, pages: Iterable[Page]) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
        return self.renderer.render_all({page.path: page for page in pages})

    def _bound(self, group: str, quire: Quire) -> _Bound:
        made, unmade = self._html(quire.pages())
        if unmade:
            return _Bound(unmade=unmade)
        html = {**quire.html, **made}
        beside = quire.beside(html)
        if beside.faults:
            return _Bound(faults=beside.faults)
        sheets = self._put(group, html, beside.files)
        return _Bound(sheets, shown(html.values()), _keys(beside.files))

    def issued(
        self,
        group: str,
        parts: Mapping[str, str],
        reasons: tuple[str, ...],
        files: Iterable[Plain | Drawn | Diagnostic],
    ) -> Printed:
        """Files that are no pages. Raises CannotPublish.

        Where a problem is among them none is put into the site.
        """
        given = tuple(files)
        made = tuple(each for each in given if not isinstance(each, Diagnostic))
        faults = tuple(each for each in given if isinstance(each, Diagnostic))
        rendered = Rendered(parts, tuple(file.path for file in made), drawn=_keys(made))
        return Printed(
            group, rendered, {} if faults else self._put(group, {}, made), faults, reasons
        )

    def _put(
        self, group: str, html: Mapping[str, str], files: Iterable[Plain | Drawn]
    ) -> Mapping[str, Sheet]:
        sheets = {path: self.sheets.put(path, text.encode()) for path, text in html.items()}
        return sheets | {file.path: self._put_one(group, file) for file in files}

    def _put_one(self, group: str, file: Plain | Drawn) -> Sheet:
        if isinstance(file, Plain):
            return self.sheets.put(file.path, file.content)
        before = self.remembered.get(group)
        if before is not None and before.drawn.get(file.path) == file.key:
            stands = self.sheets.standing(file.path)
            if stands is not None:
                return stands
        return self.sheets.put(file.path, file.make())


def _joined(
    group: str, parts: Mapping[str, str], reasons: tuple[str, ...], made: Sequence[_Bound]
) -> Printed:
    """A group of all its quires. Where a page could not be made, what is told is that alone."""
    unmade = tuple(fault for each in made for fault in each.unmade)
    faults = unmade or tuple(fault for each in made for fault in each.faults)
    if faults:
        return Printed(group, Rendered(parts, ()), {}, faults, reasons)
    sheets = {path: sheet for each in made for path, sheet in each.sheets.items()}
    pictures = frozenset().union(*(each.pictures for each in made))
    drawn = {path: key for each in made for path, key in each.drawn.items()}
    return Printed(group, Rendered(parts, tuple(sheets), pictures, drawn), sheets, (), reasons)


def _keys(files: Iterable[Plain | Drawn]) -> Mapping[str, str]:
    """The keys of what is drawn, by the paths."""
    return {file.path: file.key for file in files if isinstance(file, Drawn)}
