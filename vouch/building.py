"""The whole build, stage after stage: read, compile, link, render, publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date
from pathlib import Path

from vouch import articles, unchanged
from vouch.checking import Checked, check, with_records
from vouch.codebase import digest as code_digest
from vouch.frozen import frozen
from vouch.making import make, remembered
from vouch.marker import signed
from vouch.memory import Memory, Store
from vouch.place import near
from vouch.prepare import prepare
from vouch.printing import Printed
from vouch.publish import CannotPublish, Published, claimed, publish
from vouch.stages import Stage, Stopwatch
from vouch.texts import Changed, held_still
from vouch.unchanged import Request
from vouch.volumes import Volume

__all__ = ["Built", "Checked", "build", "check"]


@frozen
class Built:
    """What a build did.

    ``published`` says what of the site's files was written, and what stood already; it is empty
    where an error stood in the way. ``reasons`` say of a group of pages why it was made anew,
    ``note`` what could not be used of what was remembered. ``stages`` say where the time went,
    ``done`` how much was made and how much was remembered.
    """

    checked: Checked
    output: Path
    published: Published = field(default_factory=Published)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    note: str = ""
    stages: Sequence[Stage] = ()
    done: str = ""

    @property
    def files(self) -> Mapping[str, bytes]:
        """The files of the site by their paths; none where an error stood in the way."""
        return {path: (self.output / path).read_bytes() for path in self.published.paths}


def build(
    folder_of_site: Path,
    output: Path,
    *,
    today: date | None = None,
    base_url: str | None = None,
    drafts: bool = False,
    strict: bool = False,
    jobs: int = 0,
    clean: bool = False,
    record: bool = False,
) -> Built:
    """Build the site into ``output``, or leave what stands there untouched.

    ``today``, ``jobs`` and ``record`` are as for :func:`check`. With ``clean`` nothing is used of
    what earlier builds remembered. Raises :class:`vouch.publish.CannotPublish`; at once where
    another build is at work there.
    """
    request = Request(today, base_url, drafts, strict)
    try:
        return held_still(
            lambda: _built(folder_of_site, output, request, jobs, clean=clean, record=record)
        )
    except Changed as error:
        raise CannotPublish(str(error)) from None


def _built(
    folder_of_site: Path, output: Path, request: Request, jobs: int, *, clean: bool, record: bool
) -> Built:
    watch = Stopwatch()
    with claimed(output) as place:
        signature = unchanged.begun(folder_of_site, place)
        store = Store(near(place.folder, "memory"), code_digest())
        if clean:
            store.forget()
        memory, note = store.read()
        memory = memory.beside(signed(place.folder))
        prepared = prepare(
            folder_of_site,
            memory,
            today=request.today,
            base_url=request.base_url,
            drafts=request.drafts,
            now=place.standing.new.st_mtime_ns,
        )
        watch.done("reading")
        made = make(prepared, memory, store, place, strict=request.strict, jobs=jobs, watch=watch)
        if not made.is_whole:
            _write_down(store, memory, remembered(memory, made))
            return Built(made.checked, output, note=note, stages=watch.stages)
        published = publish(
            made.files, place, made=made.sheets, begun=made.begun, keep=made.keep, notes=made.notes
        )
        watch.done("writing, with images")
        stands = remembered(memory, made, signed(place.folder))
        _write_down(store, memory, stands)
        checked = made.checked
        if record:
            folios = (articles.folio(prepared, volume.entry, store) for volume in made.volumes)
            checked = with_records(checked, [each.released if each else None for each in folios])
        zone = prepared.site.timezone
        unchanged.remember(place, signature, zone, request, checked.findings)
        reasons = {each.group: each.reasons for each in made.printed if each.reasons}
        watch.done("remembering")
        done = _done(memory, made.volumes, made.printed)
        return Built(checked, output, published, reasons, note, watch.stages, done)


def _done(memory: Memory, volumes: Sequence[Volume], printed: Sequence[Printed]) -> str:
    """How many articles and pages were made, and how many were remembered."""
    known = sum(memory.articles.get(v.entry.dossier.name) == v.entry for v in volumes)
    pages = sum(len(each.rendered.paths) for each in printed)
    made = sum(len(each.rendered.paths) for each in printed if each.reasons)
    return (
        f"articles: {len(volumes) - known} compiled, {known} remembered;"
        f" pages: {made} made, {pages - made} left as they stand"
    )


def _write_down(store: Store, before: Memory, now: Memory) -> None:
    """Have it remembered, if it is anything else than before."""
    if now != before:
        store.write(now)
