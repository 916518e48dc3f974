"""The pages that are of no article alone, and the files across the site."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import cached_property
from typing import Any

from vouch import articles, crew
from vouch.dates import PartialDate
from vouch.diagnostics import Diagnostic
from vouch.frames import Page
from vouch.frozen import frozen
from vouch.indexes import shared, shelved
from vouch.memory import Entry, Store, digest
from vouch.outputs import sitefiles
from vouch.pages import SiteMap
from vouch.prepare import Prepared
from vouch.printing import Press, Printed
from vouch.quires import Drawn, Plain
from vouch.sheets import Sheet
from vouch.shelf import Shelf
from vouch.views import VerdictView
from vouch.volumes import TEMPLATES, Volume

_INDEXES = {
    "front": ("index.html",),
    **{name: (f"{name}.html",) for name in ("claims", "sources", "timeline")},
    "claimants": ("claimants.html", "claimant.html"),
    "corrections": ("corrections.html",),
    "tags": ("tags.html", "tag.html"),
    "search page": ("search.html",),
}
"""The templates of pages that show something of every article."""
_OTHERS = ("page.html", "redirect.html", "missing.html")
_USUAL_CLAIMS = 12
"""About as many claims as an article has."""
_MANY_CLAIMS = 24_000
"""From so many on claims are kept on the disk while pages across the site are made."""


@frozen
class Across:
    """What is of no article alone, in groups that are made together: pages, and other files.

    ``volumes`` are the articles of the site, whose pages were made before.
    """

    press: Press
    prepared: Prepared
    volumes: Sequence[Volume]
    store: Store

    def printed(self, jobs: int) -> Sequence[Printed]:
        """Every group, made where there is a reason, by as many as ``jobs`` processes.

        Raises CannotPublish, and :class:`vouch.crew.Died`.
        """
        due = [name for name, reasons in self._reasons.items() if reasons]
        if due:
            _ = self.press.sheets  # begun here, for every process
        processes = crew.processes(jobs, self._claims // _USUAL_CLAIMS)
        # One process has all, for the search is to be made beside the others; several take turns.
        shares = [due] if processes < 2 else [[name] for name in due]
        with self._opened:
            made = {
                each.group: each
                for share in crew.spread(shares, self._made, processes)
                for each in share
            }
        return [made.get(name) or self.press.standing(name) for name in self._parts]

    def _made(self, names: Sequence[str]) -> Sequence[Printed]:
        """Groups, one after the other; those that another program makes are begun before all."""
        with ExitStack() as stack:
            begun = {
                name: stack.enter_context(self._begun(group))
                for name, group in self._files.items()
                if name in names
            }
            return [
                self._issued(name, begun[name]) if name in begun else self._paged(name)
                for name in names
            ]

    def _paged(self, name: str) -> Printed:
        pages: Iterable[Page] = self._site_map.across()[name]()
        return self.press.printed_in_parts(name, self._parts[name], self._reasons[name], pages)

    def _issued(self, name: str, files: Iterable[Plain | Drawn | Diagnostic]) -> Printed:
        return self.press.issued(name, self._parts[name], self._reasons[name], files)

    def _begun(
        self, group: sitefiles.Group
    ) -> AbstractContextManager[Iterable[Plain | Drawn | Diagnostic]]:
        return group.begun(self.press.publication, self._site_map, self._read)

    # --- What there is to make, and why ---

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, str]]:
        """What each group is made from, in the order in which they are made."""
        press, pages = self.press, self.prepared.pages
        standing = [(p.name, p.lang, p.title, p.page.dek, p.html) for p in pages]
        listed = {"the articles": digest([entry.listed for entry in self._entries])}
        whole = {"the articles": digest([entry.folio for entry in self._entries])}
        own = {"the standing pages": digest(standing)}
        return {
            **{name: press.parts(listed, templates) for name, templates in _INDEXES.items()},
            "others": press.parts(listed | own, _OTHERS),
            **{
                name: press.parts(whole | own, TEMPLATES)
                if group.reads
                else press.parts(listed | own, ())
                for name, group in self._files.items()
            },
        }

    @cached_property
    def _reasons(self) -> Mapping[str, tuple[str, ...]]:
        """Why each group is made now; none where it stays as it stands."""
        return {
            name: self.press.due(name, parts)
            if name in self._files
            else self.press.reasons(name, parts)
            for name, parts in self._parts.items()
        }

    @cached_property
    def _files(self) -> Mapping[str, sitefiles.Group]:
        """The groups that are no pages."""
        return sitefiles.groups(self.press.publication.formats)

    # --- What it is made from ---

    @cached_property
    def _entries(self) -> Sequence[Entry]:
        return [volume.entry for volume in self.volumes if volume.entry.listed]

    @cached_property
    def _claims(self) -> int:
        return sum(entry.dossier.claims for entry in self._entries)

    @cached_property
    def _site_map(self) -> SiteMap:
        """The site as its articles are listed: made in each process that makes something."""
        prepared, shelf = self.prepared, self._shelf()
        listed = (articles.shown(prepared, entry, self.store) for entry in self._entries)
        held: dict[Hashable, Any] = {}
        known = [
            shelved(one, shelf) if shelf else shared(one, held) for one in listed if one is not None
        ]
        return SiteMap(prepared.site, known, prepared.pages, prepared.today, shelf)

    def _shelf(self) -> Shelf | None:
        """Where claims are kept while pages list them all, if they are many and there is room."""
        if self._claims < _MANY_CLAIMS:
            return None
        with suppress(OSError):
            return self._opened.enter_context(Shelf(PartialDate, VerdictView))
        return None

    @cached_property
    def _opened(self) -> ExitStack:
        """What is closed when everything is made."""
        return ExitStack()

    def _read(self, path: str) -> bytes:
        """The bytes of a file of an article. Raises FileNotFoundError."""
        return self.press.sheets.read(path, self._sheets.get(path))

    @cached_property
    def _sheets(self) -> Mapping[str, Sheet]:
        """The files of articles that were made, by their paths."""
        return {path: sheet for volume in self.volumes for path, sheet in volume.sheets.items()}
