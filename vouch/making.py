"""Everything of a site, made and not yet put anywhere: compiled, checked, on its pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import field
from functools import cache, partial
from pathlib import Path
from typing import Any

from vouch import articles, crew
from vouch.checking import Checked, concluded, with_faults
from vouch.codebase import brought
from vouch.dates import PartialDate
from vouch.diagnostics import Diagnostic, has_errors
from vouch.folder import read_assets
from vouch.frames import Framing, Page
from vouch.frozen import frozen
from vouch.gallery import with_images
from vouch.indexes import shared, shelved
from vouch.memory import Memory, Store, digest
from vouch.outputs import sitefiles
from vouch.pages import SiteMap
from vouch.place import Place
from vouch.prepare import Prepared
from vouch.printing import Press, Printed
from vouch.render import Renderer
from vouch.sheets import Sheet, Sheets
from vouch.shelf import Shelf
from vouch.stages import Stopwatch
from vouch.templatefaults import once_each
from vouch.views import VerdictView
from vouch.volumes import TEMPLATES, Binding, Volume

_INDEXES = {
    "front": ("index.html",),
    **{name: (f"{name}.html",) for name in ("claims", "sources", "timeline")},
    "claimants": ("claimants.html", "claimant.html"),
    "corrections": ("corrections.html",),
    "tags": ("tags.html", "tag.html"),
    "search page": ("search.html",),
}
"""The templates of pages that show something of every article."""
_USUAL_CLAIMS = 12
"""About as many claims as an article has."""
_MANY_CLAIMS = 24_000
"""From so many on claims are kept on the disk while pages across the site are made."""
_OTHERS = ("page.html", "redirect.html", "missing.html")


@frozen
class Made:
    """A site before it is put anywhere.

    ``printed`` are its pages, ``files`` what is no page: assets, images; ``notes`` are those of
    the images. All three are empty where an error stands in the way, and ``is_whole`` is false.
    """

    prepared: Prepared
    checked: Checked
    volumes: Sequence[Volume]
    printed: Sequence[Printed] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: str = ""
    begun: Sheets | None = None

    @property
    def is_whole(self) -> bool:
        """Whether this is a site that may be published."""
        return not has_errors(self.checked.diagnostics)

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        """The pages that were made."""
        return {path: sheet for each in self.printed for path, sheet in each.sheets.items()}

    @property
    def keep(self) -> Sequence[str]:
        """The paths of the pages that stand."""
        return [path for each in self.printed if not each.reasons for path in each.rendered.paths]


Assets = Callable[
    [Prepared, Place, Sequence[Printed]],
    tuple[Mapping[str, bytes], str, Sequence[Diagnostic]],
]


def make(
    prepared: Prepared,
    memory: Memory,
    store: Store,
    place: Place,
    *,
    press: Callable[..., Press] = Press,
    assets: Assets | None = None,
    strict: bool = False,
    jobs: int = 0,
    watch: Stopwatch,
) -> Made:
    """Everything of a site that the one in ``place`` has not. Raises CannotPublish.

    ``press`` makes what pages are printed with, ``assets`` gives what is no page
    (:func:`others`).
    """
    readable = not has_errors(prepared.problems)
    printer = _press(press, prepared, place, memory) if readable else None
    volumes = Binding(prepared, memory, store, printer).volumes(jobs)
    watch.done("compiling articles, making their pages")
    checked = concluded(
        prepared,
        [volume.entry.dossier for volume in volumes],
        once_each(fault for volume in volumes for fault in volume.faults),
        strict=strict,
    )
    watch.done("checking across articles")
    if printer is None or has_errors(checked.diagnostics):
        return Made(prepared, checked, volumes)
    printed = [volume.printed for volume in volumes if volume.printed]
    printed += _across(printer, prepared, volumes, store, jobs)
    watch.done("making pages across articles")
    files, notes, faults = (assets or others)(prepared, place, printed)
    if faults:
        return Made(prepared, with_faults(checked, faults), volumes)
    return Made(prepared, checked, volumes, printed, files, notes, printer.begun)


def _press(press: Callable[..., Press], prepared: Prepared, place: Place, memory: Memory) -> Press:
    folders = [prepared.folder_of_site / "templates", Path(brought("templates"))]
    framing = Framing(prepared.site, prepared.pages, prepared.today)
    return press(Renderer(folders), framing, prepared.frame, place, memory.rendered)


def _across(
    press: Press, prepared: Prepared, volumes: Sequence[Volume], store: Store, jobs: int
) -> Sequence[Printed]:
    """The pages that are of no article alone."""
    entries = [volume.entry for volume in volumes if volume.entry.listed]
    claims = sum(entry.dossier.claims for entry in entries)

    @cache
    def site_map() -> SiteMap:
        shelf = _shelf(claims)
        listed = (articles.shown(prepared, entry, store) for entry in entries)
        held: dict[Hashable, Any] = {}
        known = [
            shelved(one, shelf) if shelf else shared(one, held) for one in listed if one is not None
        ]
        return SiteMap(prepared.site, known, prepared.pages, prepared.today, shelf)

    every = digest([entry.listed for entry in entries])
    standing = [(p.name, p.lang, p.title, p.page.dek, p.html) for p in prepared.pages]

    @cache
    def sheets() -> Mapping[str, Sheet]:
        return {path: sheet for volume in volumes for path, sheet in volume.sheets.items()}

    def read(path: str) -> bytes:
        return press.sheets.read(path, sheets().get(path))

    def pages(name: str) -> Iterable[Page]:
        return site_map().across()[name]()

    def made(names: Sequence[str]) -> Sequence[Printed]:
        with ExitStack() as stack:
            begun = {
                name: stack.enter_context(group.begun(press.publication, site_map(), read))
                for name, group in groups.items()
                if name in names and press.is_due(name, parts[name])
            }
            return [
                press.issued(name, parts[name], partial(begun.__getitem__, name))
                if name in groups
                else press.printed_in_parts(name, parts[name], partial(pages, name))
                for name in names
            ]

    parts = {
        name: press.parts({"the articles": every}, templates)
        for name, templates in _INDEXES.items()
    }
    own = {"the articles": every, "the standing pages": digest(standing)}
    parts["others"] = press.parts(own, _OTHERS)
    whole = digest([entry.folio for entry in entries])
    groups = sitefiles.groups(press.publication.formats)
    for name, group in groups.items():
        parts[name] = press.parts(own, ())
        if group.reads:
            parts[name] = press.parts({**own, "the articles": whole}, TEMPLATES)
    if any(press.reasons(name, parts[name]) for name in parts):
        _ = press.sheets  # begun here, for every process
    jobs = crew.processes(jobs, claims // _USUAL_CLAIMS)
    # One process has all, for the search is to be made beside the others; several have one by one.
    shares = [[*parts]] if jobs < 2 else [[name] for name in parts]
    printed = {each.group: each for share in crew.spread(shares, made, jobs) for each in share}
    return [printed[name] for name in parts]


def _shelf(claims: int) -> Shelf | None:
    """Where claims are kept while pages list all of them, if they are many and there is room."""
    if claims < _MANY_CLAIMS:
        return None
    with suppress(OSError):
        return Shelf(PartialDate, VerdictView)
    return None


def others(
    prepared: Prepared, place: Place, printed: Sequence[Printed]
) -> tuple[Mapping[str, bytes], str, Sequence[Diagnostic]]:
    """What is no page: the assets of the site, and its images; and notes of how they were made."""
    faults = once_each(fault for each in printed for fault in each.faults)
    site, standing = prepared.folder_of_site, place.standing
    assets, unread = read_assets(site, Path(brought("static")))
    if faults or unread:
        return {}, "", [*faults, *unread]
    assets, notes, broken = with_images(
        assets,
        prepared.around.pictures,
        frozenset().union(*(each.rendered.pictures for each in printed)),
        standing.read,
        standing.notes,
    )
    taken = {path for each in printed for path in each.rendered.paths}
    files = {".nojekyll": b"", **assets}
    return {p: content for p, content in files.items() if p not in taken}, notes, broken


def remembered(before: Memory, made: Made, site: str | None = None) -> Memory:
    """What there is to remember for the next build.

    ``site`` signs the site that was published with these pages, None where there was none.
    """
    kept = made.prepared.remembered
    entries = [volume.entry for volume in made.volumes if volume.entry.key]
    rendered = {each.group: each.rendered for each in made.printed}
    return Memory(
        kept.texts,
        kept.heads,
        kept.ids,
        {entry.dossier.name: entry for entry in entries},
        before.rendered if site is None else rendered,
        before.site if site is None else site,
    )
