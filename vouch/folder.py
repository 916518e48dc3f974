"""The content folder as it lies on the disk: which files there are, and their texts.

Content is read here, and in :mod:`vouch.texts`. A file that is not UTF-8, cannot be read, leads
out of the folder or has no place in it is a problem with a name, never a guess.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import partial
from pathlib import Path
from types import MappingProxyType

from vouch import pictures, strays, texts
from vouch.byfile import ByFile
from vouch.decoding import decoded
from vouch.diagnostics import Diagnostic, Severity, SourceText, Span
from vouch.frozen import frozen
from vouch.renditions import Picture
from vouch.strays import RELEASED, SIDECAR, UNFINISHED
from vouch.stylesheet import published
from vouch.texts import Known, TextFile

_NOTHING: Mapping[str, Known] = MappingProxyType({})


@frozen
class ContentFolder:
    """Every text of the site, by the name of its file without its ending.

    Those of articles and sidecars are many and are read when they are asked for. ``settled`` is
    what is known of those of them that can be remembered, by their paths.
    ``media`` are the paths of images from content/ on; ``unreadable`` the paths of files that
    are there and could not be read, from the site's folder on.
    """

    settings: SourceText | None = None
    shared_sources: SourceText | None = None
    articles: dict[str, TextFile] = field(default_factory=dict)
    sidecars: dict[str, TextFile] = field(default_factory=dict)
    pages: dict[str, SourceText] = field(default_factory=dict)
    released: SourceText | None = None
    media: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    settled: dict[str, Known] = field(default_factory=dict)


def read_folder(
    site: Path, known: Mapping[str, Known] = _NOTHING, now: int = 0
) -> tuple[ContentFolder, tuple[Diagnostic, ...]]:
    """Read ``site/content`` (contract, section 1) and say what is wrong with its files.

    ``known`` is what is remembered of texts, by their paths; ``now`` the time (ns) that the file
    system gives to a file made just now, 0 where nothing is to be remembered.
    """
    reader = _FolderReader(site, known, now)
    return reader.read(), tuple(reader.problems)


def read_assets(site: Path, brought: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Static files (the site's own before those that Vouch brings) and the site's images."""
    reader = _FolderReader(site)
    found: dict[str, bytes] = {}
    folders = ((brought, "static"), (site / "static", "static"), (site / "content/media", "media"))
    for root, prefix in folders:
        for path in reader.files(root, root if prefix == "static" else site / "content"):
            if (content := reader.content_of(path)) is not None:
                content = published(path, content, brought)
                found[f"{prefix}/{path.relative_to(root).as_posix()}"] = content
    return found, tuple(reader.problems)


def check_templates(site: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the files of the site's own templates: links that lead out of them."""
    reader = _FolderReader(site)
    list(reader.files(site / "templates", site / "templates"))
    return tuple(reader.problems)


Measured = tuple[Picture | None, tuple[Diagnostic, ...]]


def read_pictures(
    site: Path, media: frozenset[str], held: ByFile[Measured] | None = None
) -> tuple[dict[str, Picture | None], tuple[Diagnostic, ...]]:
    """Those files of ``media`` that are images, measured or ``held``; None for one not fit."""
    reader = _FolderReader(site)
    found: dict[str, Picture | None] = {}

    def measured(path: str) -> Measured | None:
        content = reader.content_of(reader.content / path)
        return None if content is None else pictures.measured(path, content)

    for path in sorted(media):
        once = partial(measured, path)
        read = held.of(reader.content / path, once) if held else once()
        picture, problems = read or (None, ())
        if picture or problems or read is None:
            found[path] = picture
        reader.problems += problems
    return found, tuple(reader.problems)


class _FolderReader:
    def __init__(self, site: Path, known: Mapping[str, Known] = _NOTHING, now: int = 0) -> None:
        self.site = site
        self.known = known
        self.now = now
        self.settled: dict[str, Known] = {}
        self.content = site / "content"
        self.problems: list[Diagnostic] = []
        self.unreadable: set[str] = set()
        self.inside: set[str] = set()
        self.plain: set[str] = set()

    def read(self) -> ContentFolder:
        if not self.content.is_dir():
            self._problem(
                "missing-content",
                "content",
                "there is no folder `content` here",
                "run from the folder of your site, or name it with --site; `init` makes a new one",
            )
            return ContentFolder()
        names = self._names(self.content)
        pages_folder = self.content / "pages"
        page_names = self._names(pages_folder) if "pages" in names else []
        for problem in strays.found(names, page_names):
            if problem.severity is Severity.ERROR:
                self.unreadable.add(problem.span.path)
            self.problems.append(problem)
        return ContentFolder(
            settings=self._settings(names),
            shared_sources=self._shared_sources(names),
            articles=self._files(names, ".md"),
            sidecars=self._files(names, SIDECAR),
            pages=self._texts(pages_folder, page_names, ".md"),
            released=self._released(names),
            media=frozenset(self._media(names)),
            unreadable=frozenset(self.unreadable),
            settled=self.settled,
        )

    def content_of(self, path: Path) -> bytes | None:
        """The bytes of a plain file; None, and a problem, where they cannot be had."""
        try:
            if path.is_file():
                return path.read_bytes()
            reason = "it is not a plain file"
        except OSError as error:
            reason = error.strerror or str(error)
        self._problem(
            "unreadable-file",
            self._shown(path),
            f"this cannot be read: {reason}",
            "it has to be a plain file that you may read",
        )
        return None

    def files(self, root: Path, within: Path) -> Iterator[Path]:
        """The files under ``root`` in a fixed order; a link out of ``within`` is a problem."""
        if not root.exists():
            return
        for folder, folders, names in os.walk(root, onerror=self._unreadable_folder):
            folders[:] = sorted(f for f in folders if not UNFINISHED.search(f))
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in sorted([*names, *links]):
                path = Path(folder) / name
                if UNFINISHED.search(name) or not self._stays_inside(path, within):
                    continue
                if name in links:
                    help = "put the folder itself there"
                    self._problem("outside-content", self._shown(path), "a link to a folder", help)
                else:
                    yield path

    def _names(self, folder: Path) -> list[str]:
        if not self._stays_inside(folder, self.content):
            return []
        self.inside.add(str(folder))
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable_folder(error)
            return []
        if folder == self.content:
            self.plain = {entry.name for entry in entries if not entry.is_symlink()}
        return [entry.name for entry in entries]

    def _settings(self, names: list[str]) -> SourceText | None:
        if "site.yaml" in names:
            return self._text(self.content / "site.yaml")
        near = strays.misnamed_settings(names)
        self._problem(
            "missing-settings",
            "content/site.yaml",
            "the site has no content/site.yaml",
            f"rename {near} to site.yaml" if near else "write one with a `title` and a `url`",
        )
        return None

    def _shared_sources(self, names: list[str]) -> SourceText | None:
        return self._text(self.content / "sources.yaml") if "sources.yaml" in names else None

    def _released(self, names: list[str]) -> SourceText | None:
        return self._text(self.content / RELEASED) if RELEASED in names else None

    def _texts(self, folder: Path, names: list[str], ending: str) -> dict[str, SourceText]:
        found = {}
        for name in names:
            if name.endswith(ending) and not UNFINISHED.search(name):
                text = self._text(folder / name)
                if text is not None:
                    found[name[: -len(ending)]] = text
        return found

    def _files(self, names: list[str], ending: str) -> dict[str, TextFile]:
        """The texts of content/ with this ending, read where they are not known."""
        found = {}
        for name in names:
            if name.endswith(ending) and not UNFINISHED.search(name):
                text = self._file(name)
                if text is not None:
                    found[name[: -len(ending)]] = text
        return found

    def _file(self, name: str) -> TextFile | None:
        path, place = f"content/{name}", f"{self.content}/{name}"
        if name not in self.plain and not self._stays_inside(self.content / name, self.content):
            return None
        try:
            status, touched = texts.status_of(place)
        except OSError:
            status, touched = "", self.now  # reading it says why
        known = self.known.get(path)
        if known is None or known.status != status:
            content = self.content_of(Path(place))
            if content is None:
                return None
            text, problems = texts.found(path, place, status, content)
            self.problems += problems
            if text is None:
                self.unreadable.add(path)
                return None
            known = text.known
        if texts.is_settled(touched, self.now):
            self.settled[path] = known
        return TextFile(path, place, known)

    def _text(self, path: Path) -> SourceText | None:
        if not self._stays_inside(path, self.content):
            return None
        content = self.content_of(path)
        if content is None:
            return None
        text, problems = decoded(self._shown(path), content)
        self.problems += problems
        if text is None:
            self.unreadable.add(self._shown(path))
        return text

    def _stays_inside(self, path: Path, within: Path) -> bool:
        if str(path.parent) in self.inside and not path.is_symlink():
            return True
        try:
            inside = path.resolve().is_relative_to(within.resolve())
        except (OSError, RuntimeError):  # RuntimeError: a link that leads to itself
            inside = False
        if not inside:
            self._problem(
                "outside-content",
                self._shown(path),
                f"this link leads out of {self._shown(within)}/",
                "put the file itself there",
            )
        return inside

    def _media(self, names: list[str]) -> Iterator[str]:
        root = self.content / "media"
        if "media" in names and self._stays_inside(root, self.content):
            if not root.is_dir():
                self._unreadable_folder(NotADirectoryError(0, "it is no folder", str(root)))
            for path in self.files(root, self.content):
                yield path.relative_to(self.content).as_posix()

    def _unreadable_folder(self, error: OSError) -> None:
        path = self._shown(Path(str(error.filename)))
        reason = error.strerror or str(error)
        help = "it has to be a folder that you may read"
        self._problem("unreadable-file", path, f"this cannot be read: {reason}", help)

    def _shown(self, path: Path) -> str:
        return Path(os.path.relpath(path, self.site)).as_posix()

    def _problem(self, code: str, path: str, message: str, help: str) -> None:
        self.unreadable.add(path)
        self.problems.append(Diagnostic(code, message, Span(path), help))
