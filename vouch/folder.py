"""The content folder as it lies on the disk: which files there are, and their texts.

The only place where content is read. A file that is not UTF-8, cannot be read, leads out of the
folder or has no place in it is a problem with a name, never a guess.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from vouch import misnamed, pictures, spelling
from vouch.decoding import decoded
from vouch.diagnostics import Diagnostic, Severity, SourceText, Span
from vouch.renditions import Picture
from vouch.shelf import Shelf

SIDECAR = misnamed.SIDECAR
RELEASED = "released.json"
_OWN_FOLDERS = ("pages", "media", "evidence")
_UNFINISHED = re.compile(r"^[.#]|[~#]$|\.(?:bak|orig|swp|tmp)$")


@dataclass(frozen=True)
class ContentFolder:
    """Every text of the site, by the name of its file without its ending.

    ``media`` are the paths of images from content/ on; ``unreadable`` the paths of files that
    are there and could not be read, from the site's folder on.
    """

    settings: SourceText | None = None
    shared_sources: SourceText | None = None
    articles: dict[str, SourceText] = field(default_factory=dict)
    sidecars: dict[str, SourceText] = field(default_factory=dict)
    pages: dict[str, SourceText] = field(default_factory=dict)
    released: SourceText | None = None
    media: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()


def read_folder(
    site: Path, texts: Shelf[SourceText] | None = None
) -> tuple[ContentFolder, tuple[Diagnostic, ...]]:
    """Read ``site/content`` (contract, section 1) and say what is wrong with its files.

    ``texts`` has those that were read before.
    """
    reader = _FolderReader(site, texts)
    return reader.read(), tuple(reader.problems)


def read_assets(site: Path, brought: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Static files (the site's own before those that Vouch brings) and the site's images."""
    reader = _FolderReader(site)
    found: dict[str, bytes] = {}
    for root, prefix in (
        (brought, "static"),
        (site / "static", "static"),
        (site / "content" / "media", "media"),
    ):
        for path in reader.files(root, root if prefix == "static" else site / "content"):
            content = reader.content_of(path)
            if content is not None:
                found[f"{prefix}/{path.relative_to(root).as_posix()}"] = content
    return found, tuple(reader.problems)


def check_templates(site: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with the files of the site's own templates: links that lead out of them."""
    reader = _FolderReader(site)
    list(reader.files(site / "templates", site / "templates"))
    return tuple(reader.problems)


Measured = tuple[Picture | None, tuple[Diagnostic, ...]]
"""A picture, or what is wrong with it; neither for a file that is no image."""


def read_pictures(
    site: Path, media: frozenset[str], held: Shelf[Measured] | None = None
) -> tuple[dict[str, Picture | None], tuple[Diagnostic, ...]]:
    """Those files of ``media`` that are images, measured; None for one that is not fit.

    ``held`` has those that were measured before.
    """
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
    def __init__(self, site: Path, texts: Shelf[SourceText] | None = None) -> None:
        self.site = site
        self.texts = texts
        self.content = site / "content"
        self.problems: list[Diagnostic] = []
        self.unreadable: set[str] = set()
        self.inside: set[str] = set()

    def read(self) -> ContentFolder:
        if not self.content.is_dir():
            self._problem(
                "missing-content",
                "content",
                "there is no folder `content` here",
                "run from the folder of your site, or name it with --site",
            )
            return ContentFolder()
        names = self._names(self.content)
        pages_folder = self.content / "pages"
        page_names = self._names(pages_folder) if "pages" in names else []
        self._orphans(names)
        self._strays(names)
        for name in page_names:
            if not name.endswith(".md") and not _UNFINISHED.search(name):
                self._stray(f"content/pages/{name}", "the names of standing pages end in .md")
        return ContentFolder(
            settings=self._settings(names),
            shared_sources=self._shared_sources(names),
            articles=self._texts(self.content, names, ".md"),
            sidecars=self._texts(self.content, names, SIDECAR),
            pages=self._texts(pages_folder, page_names, ".md"),
            released=self._released(names),
            media=frozenset(self._media(names)),
            unreadable=frozenset(self.unreadable),
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
            folders[:] = sorted(f for f in folders if not _UNFINISHED.search(f))
            links = [name for name in folders if (Path(folder) / name).is_symlink()]
            for name in sorted([*names, *links]):
                path = Path(folder) / name
                if _UNFINISHED.search(name) or not self._stays_inside(path, within):
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
            return sorted(entry.name for entry in os.scandir(folder))
        except OSError as error:
            self._unreadable_folder(error)
            return []

    def _settings(self, names: list[str]) -> SourceText | None:
        if "site.yaml" in names:
            return self._text(self.content / "site.yaml")
        near = misnamed.settings(names)
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
            if name.endswith(ending) and not _UNFINISHED.search(name):
                text = self._text(folder / name)
                if text is not None:
                    found[name[: -len(ending)]] = text
        return found

    def _text(self, path: Path) -> SourceText | None:
        if not self._stays_inside(path, self.content):
            return None
        once = partial(self._read, path)
        return self.texts.of(path, once) if self.texts else once()

    def _read(self, path: Path) -> SourceText | None:
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

    def _orphans(self, names: list[str]) -> None:
        written = [name for name in names if not _UNFINISHED.search(name)]
        sidecars = {name[: -len(SIDECAR)] for name in written if name.endswith(SIDECAR)}
        articles = {name[:-3] for name in written if name.endswith(".md")}
        for name in sorted(sidecars - articles):
            near = spelling.nearest(name, articles - sidecars)
            self._problem(
                "orphan-sidecar",
                f"content/{name}{SIDECAR}",
                f"there is no article content/{name}.md for this sidecar",
                f"rename it to {near}{SIDECAR}" if near else f"write content/{name}.md",
            )

    def _strays(self, names: list[str]) -> None:
        for name in names:
            own = name in ("site.yaml", "sources.yaml", RELEASED, *_OWN_FOLDERS)
            if name.endswith((".md", SIDECAR)) or own or _UNFINISHED.search(name):
                continue
            if "site.yaml" not in names and name == misnamed.settings(names):
                continue
            if misnamed.is_sidecar(name, names):
                message = "this sidecar would not be read, and its article go out unchecked"
                self._problem(
                    "orphan-sidecar", f"content/{name}", message, misnamed.place_for(name)
                )
            else:
                self._stray(f"content/{name}", misnamed.place_for(name))

    def _stray(self, path: str, help: str) -> None:
        message = "this has no place in a site and is left out"
        self.problems.append(
            Diagnostic("stray-file", message, Span(path), help, severity=Severity.WARNING)
        )

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
