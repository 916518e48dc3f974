"""Articles brought up to date, each with its pages: what is remembered is not done again.

An article and its translations name each other on their pages, so that they are one unit of work.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vouch import articles, crew
from vouch.articleview import Presented
from vouch.diagnostics import Diagnostic
from vouch.dossier import Folio
from vouch.editions import Edition
from vouch.frozen import frozen
from vouch.memory import Entry, Memory, Store, digest
from vouch.pages import latest_first
from vouch.prepare import Prepared
from vouch.printing import Press, Printed
from vouch.sheets import Sheet

TEMPLATES = ("article.html", "claim.html", "embed.html", "packet.html")
"""Those of the pages of articles, and so of what is read off them."""


@frozen
class Volume:
    """An article of the site: its entry, and its pages where they could be made."""

    entry: Entry
    printed: Printed | None = None

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """Its files, where they were made."""
        return self.printed.sheets if self.printed else {}

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """What is wrong with its pages."""
        return self.printed.faults if self.printed else ()


@frozen
class Binding:
    """What articles are brought up to date with; without a ``press`` no page is made."""

    prepared: Prepared
    memory: Memory
    store: Store
    press: Press | None

    def volumes(self, jobs: int) -> tuple[Volume, ...]:
        """Every article, in the order of their files. Raises CannotPublish."""
        known = articles.recalled(self.prepared, self.memory)
        units: list[tuple[str, ...]] = []
        found: dict[str, Volume] = {}
        for unit in self._units():
            volumes = self._standing(unit, known)
            if volumes is None:
                units.append(unit)
            else:
                found |= dict(zip(unit, volumes, strict=True))
        if units and self.press is not None:
            _ = self.press.sheets  # begun here, for every process
            self.press.renderer.prepare(TEMPLATES)
        left = crew.left(jobs, len(units))
        made = crew.spread(
            units,
            lambda unit: self._made(unit, known, left),
            crew.processes(jobs, len(units)),
        )
        for unit, volumes in zip(units, made, strict=True):
            found |= dict(zip(unit, map(_shared, volumes), strict=True))
        return tuple(found[head.name] for head in self.prepared.heads)

    def _units(self) -> list[tuple[str, ...]]:
        """The names of articles that are tied together."""
        tied = self.prepared.around.versions
        units: dict[tuple[str, ...], list[str]] = {}
        for head in self.prepared.heads:
            units.setdefault(tuple(tied[head.slug]), []).append(head.name)
        return [tuple(names) for names in units.values()]

    def _standing(
        self, unit: Sequence[str], known: Mapping[str, Entry]
    ) -> tuple[Volume, ...] | None:
        """The articles of a unit, where all are remembered and their pages stand as they are."""
        if not all(name in known for name in unit):
            return None
        entries = [known[name] for name in unit]
        if self.press is None:
            return tuple(map(Volume, entries))
        volumes = []
        for entry in entries:
            group, parts = _group(entry), self._parts(self.press, entry, entries)
            if self.press.reasons(group, parts):
                return None
            volumes.append(Volume(entry, self.press.standing(group)))
        return tuple(volumes)

    def _made(
        self, unit: Sequence[str], known: Mapping[str, Entry], jobs: int
    ) -> tuple[Volume, ...]:
        """The articles of a unit, compiled where they are not known, printed where they can be.

        As many as ``jobs`` processes are at work on one of them.
        """
        folios: dict[str, Folio | None] = {}
        entries: dict[str, Entry] = {}
        for name in unit:
            if name in known:
                entries[name] = known[name]
            else:
                entries[name], folios[name] = articles.compiled(
                    self.prepared, name, self.store, jobs=jobs
                )
        if self.press is None:
            return tuple(map(Volume, entries.values()))
        printed = {
            name: self._printed(self.press, entry, folios, [*entries.values()], jobs)
            for name, entry in entries.items()
            if entry.folio
        }
        return tuple(Volume(entry, printed.get(name)) for name, entry in entries.items())

    def _printed(
        self,
        press: Press,
        entry: Entry,
        folios: Mapping[str, Folio | None],
        versions: Sequence[Entry],
        jobs: int,
    ) -> Printed:
        group, parts = _group(entry), self._parts(press, entry, versions)
        reasons = press.reasons(group, parts)
        if not reasons:
            return press.standing(group)
        name = entry.dossier.name
        folio = folios.get(name) or articles.folio(self.prepared, entry, self.store)
        assert folio is not None, "what is listed can be shown"
        presented = folio.presented
        tied = [self._listed(each) for each in versions] if len(versions) > 1 else []
        views = [one.view for one in latest_first(filter(None, tied))] or [presented.view]
        edition = Edition(press, folio, views)
        return press.printed(group, parts, reasons, edition.first, edition.quires, jobs=jobs)

    def _parts(self, press: Press, entry: Entry, versions: Sequence[Entry]) -> Mapping[str, str]:
        """What the pages of an article are made from."""
        tied: list[object] = []
        if len(versions) > 1:
            tied = [
                (one.slug, one.view.lang, one.view.date.text, sorted(one.claim_ids))
                for one in filter(None, map(self._listed, versions))
            ]
        own = {"the article": entry.folio, "its translations": digest(tied)}
        return press.parts(own, TEMPLATES)

    def _listed(self, entry: Entry) -> Presented | None:
        return articles.shown(self.prepared, entry, self.store)


def _shared(volume: Volume) -> Volume:
    """The volume with what it shares with others, as it comes from another process."""
    dossier = volume.entry.dossier
    outcomes = {sys.intern(code): found.shared() for code, found in dossier.outcomes.items()}
    entry = replace(volume.entry, dossier=replace(dossier, outcomes=outcomes))
    return Volume(entry, volume.printed and volume.printed.shared())


def _group(entry: Entry) -> str:
    """The name of the pages of an article among those of the site."""
    return f"{entry.dossier.name}.md"
