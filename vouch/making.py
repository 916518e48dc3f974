"""Everything of a site, made and not yet put anywhere: compiled, checked, on its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from vouch.across import Across
from vouch.checking import Checked, concluded, with_faults
from vouch.codebase import brought
from vouch.diagnostics import Diagnostic, has_errors
from vouch.folder import read_assets
from vouch.frames import Framing
from vouch.frozen import frozen
from vouch.gallery import with_images
from vouch.memory import Memory, Store
from vouch.place import Place
from vouch.prepare import Prepared
from vouch.printing import Press, Printed
from vouch.render import Renderer
from vouch.sheets import Sheet, Sheets
from vouch.stages import Stopwatch
from vouch.templatefaults import once_each
from vouch.volumes import Binding, Volume


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
    printed += Across(printer, prepared, volumes, store).printed(jobs)
    watch.done("making pages across articles")
    files, notes, faults = (assets or others)(prepared, place, printed)
    if faults:
        return Made(prepared, with_faults(checked, faults), volumes)
    return Made(prepared, checked, volumes, printed, files, notes, printer.begun)


def _press(press: Callable[..., Press], prepared: Prepared, place: Place, memory: Memory) -> Press:
    folders = [prepared.folder_of_site / "templates", Path(brought("templates"))]
    framing = Framing(prepared.site, prepared.pages, prepared.today)
    return press(Renderer(folders), framing, prepared.frame, place, memory.rendered)


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
