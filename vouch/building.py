"""The whole build, stage after stage: read, compile, link, render, publish."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, partial
from pathlib import Path

from vouch import articles, crew, unchanged
from vouch.checking import Checked, check, concluded, with_faults
from vouch.codebase import brought
from vouch.codebase import digest as code_digest
from vouch.diagnostics import Diagnostic, has_errors
from vouch.folder import read_assets
from vouch.frames import Framing, Page
from vouch.gallery import with_images
from vouch.memory import Memory, Store, digest
from vouch.outputs import sitefiles
from vouch.pages import SiteMap
from vouch.place import near
from vouch.prepare import Prepared, prepare
from vouch.printing import Press, Printed
from vouch.publish import Place, Published, claimed, publish
from vouch.render import Renderer
from vouch.sheets import Sheet
from vouch.stages import Stage, Stopwatch
from vouch.standing import signed
from vouch.unchanged import Request
from vouch.volumes import TEMPLATES, Binding, Volume

__all__ = ["Built", "Checked", "build", "check"]

_INDEXES = {
    "front": ("index.html",),
    **{name: (f"{name}.html",) for name in ("claims", "sources", "timeline", "corrections")},
    "claimants": ("claimants.html", "claimant.html"),
    "tags": ("tags.html", "tag.html"),
    "search page": ("search.html",),
}
"""The templates of pages that show something of every article."""
_OTHERS = ("page.html", "redirect.html", "missing.html")


@dataclass(frozen=True)
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
) -> Built:
    """Build the site into ``output``, or leave what stands there untouched.

    ``today`` and ``jobs`` are as for :func:`check`. With ``clean`` nothing is used of what earlier
    builds remembered. Raises :class:`vouch.publish.CannotPublish`; at once where another build is
    at work there.
    """
    watch = Stopwatch()
    request = Request(today, base_url, drafts, strict)
    with claimed(output) as place:
        signature = unchanged.begun(folder_of_site, place)
        store = Store(near(place.folder, "memory"), code_digest())
        if clean:
            store.forget()
        memory, note = store.read()
        memory = memory.beside(signed(place.folder))
        prepared = prepare(folder_of_site, memory, today=today, base_url=base_url, drafts=drafts)
        watch.done("reading")
        press = None if has_errors(prepared.problems) else _press(prepared, place, memory)
        volumes = Binding(prepared, memory, store, press).volumes(jobs)
        watch.done("compiling articles, making their pages")
        checked = concluded(
            prepared,
            [volume.entry.dossier for volume in volumes],
            [fault for volume in volumes for fault in volume.faults],
            strict=strict,
        )
        watch.done("checking across articles")
        if press is None or has_errors(checked.diagnostics):
            _remember(store, memory, prepared, volumes)
            return Built(checked, output, note=note, stages=watch.stages)
        printed = [volume.printed for volume in volumes if volume.printed]
        printed += _across(press, prepared, volumes, store, jobs)
        watch.done("making pages across articles")
        published, faults = _published(prepared, press, printed)
        watch.done("writing, with images")
        if faults:
            _remember(store, memory, prepared, volumes)
            return Built(with_faults(checked, faults), output, note=note, stages=watch.stages)
        rendered = {each.group: each.rendered for each in printed}
        stands = replace(memory, rendered=rendered, site=signed(place.folder))
        _remember(store, memory, prepared, volumes, stands)
        zone = prepared.site.timezone
        unchanged.remember(place, signature, zone, request, checked.findings)
        reasons = {each.group: each.reasons for each in printed if each.reasons}
        watch.done("remembering")
        done = _done(memory, volumes, printed)
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


def _press(prepared: Prepared, place: Place, memory: Memory) -> Press:
    folders = [prepared.folder_of_site / "templates", Path(brought("templates"))]
    framing = Framing(prepared.site, prepared.pages, prepared.today)
    return Press(Renderer(folders), framing, prepared.frame, place, memory.rendered)


def _across(
    press: Press, prepared: Prepared, volumes: Sequence[Volume], store: Store, jobs: int
) -> Sequence[Printed]:
    """The pages that are of no article alone."""
    entries = [volume.entry for volume in volumes if volume.entry.listed]

    @cache
    def site_map() -> SiteMap:
        listed = [articles.shown(prepared, entry, store) for entry in entries]
        known = [article for article in listed if article is not None]
        return SiteMap(prepared.site, known, prepared.pages, prepared.today)

    every = digest([entry.listed for entry in entries])
    standing = [(p.name, p.lang, p.title, p.page.dek, p.html) for p in prepared.pages]

    sheets = {path: sheet for volume in volumes for path, sheet in volume.sheets.items()}

    def read(path: str) -> bytes:
        return press.sheets.read(path, sheets.get(path))

    def pages(name: str) -> Iterable[Page]:
        return site_map().across()[name]()

    def made(name: str) -> Printed:
        files = sitefiles.GROUPS.get(name)
        if files is None:
            return press.printed(name, parts[name], partial(pages, name))
        return press.issued(
            name, parts[name], lambda: files.make(press.publication, site_map(), read)
        )

    parts = {
        name: press.parts({"the articles": every}, templates)
        for name, templates in _INDEXES.items()
    }
    own = {"the articles": every, "the standing pages": digest(standing)}
    parts["others"] = press.parts(own, _OTHERS)
    whole = digest([entry.folio for entry in entries])
    for name, group in sitefiles.GROUPS.items():
        parts[name] = press.parts(own, ())
        if group.reads:
            parts[name] = press.parts({**own, "the articles": whole}, TEMPLATES)
    if any(press.reasons(name, parts[name]) for name in parts):
        _ = press.sheets  # begun here, for every process
    return crew.spread([*parts], made, crew.processes(jobs, len(entries)))


def _published(
    prepared: Prepared, press: Press, printed: Sequence[Printed]
) -> tuple[Published, Sequence[Diagnostic]]:
    """Put the site in its place, with its assets and its images."""
    faults = [fault for each in printed for fault in each.faults]
    site, standing = prepared.folder_of_site, press.place.standing
    assets, unread = read_assets(site, Path(brought("static")))
    if faults or unread:
        return Published(), [*faults, *unread]
    assets, notes, broken = with_images(
        assets,
        prepared.around.pictures,
        frozenset().union(*(each.rendered.pictures for each in printed)),
        standing.read,
        standing.notes,
    )
    if broken:
        return Published(), broken
    made: dict[str, Sheet] = {}
    for each in printed:
        made |= each.sheets
    keep = [path for each in printed if not each.reasons for path in each.rendered.paths]
    files = {".nojekyll": b"", **assets}
    taken = files.keys() & {*made, *keep}
    files = {path: content for path, content in files.items() if path not in taken}
    return publish(files, press.place, made=made, begun=press.begun, keep=keep, notes=notes), ()


def _remember(
    store: Store,
    before: Memory,
    prepared: Prepared,
    volumes: Sequence[Volume],
    stands: Memory | None = None,
) -> None:
    """Write down what there is to remember, if it is anything else than before.

    ``stands`` has the pages of the site that was published, where one was.
    """
    kept, stands = prepared.remembered, stands or before
    entries = [volume.entry for volume in volumes if volume.entry.key]
    now = Memory(
        kept.heads,
        kept.ids,
        {entry.dossier.name: entry for entry in entries},
        stands.rendered,
        stands.site,
    )
    if now != before:
        store.write(now)
