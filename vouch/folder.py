"""The content folder as it lies on the disk: which files there are, and their texts.

The only place where content is read. A file that is not UTF-8, cannot be read, leads out of the
folder or has no place in it is a problem with a name, never a guess.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from vouch import spelling
from vouch.diagnostics import Diagnostic, Severity, SourceText, Span

SIDECAR = ".claims.yaml"
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_OWN_FOLDERS = ("pages", "media", "evidence")
_OWN_FILES = ("released.json",)
_UNFINISHED = re.compile(r"^[.#]|[~#]$|\.(?:bak|orig|swp|tmp)$")


@dataclass(frozen=True)
class ContentFolder:
    """Every text of the site, by the name of its file without its ending."""

    settings: SourceText | None = None
    shared_sources: SourceText | None = None
    articles: dict[str, SourceText] = field(default_factory=dict)
    sidecars: dict[str, SourceText] = field(default_factory=dict)
    pages: dict[str, SourceText] = field(default_factory=dict)
    media: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()


def read_folder(site: Path) -> tuple[ContentFolder, tuple[Diagnostic, ...]]:
    """Read ``site/content`` (contract, section 1) and say what is wrong with its files."""
    reader = _FolderReader(site)
    return reader.read(), tuple(reader.problems)


def decoded(path: str, content: bytes) -> tuple[SourceText | None, tuple[Diagnostic, ...]]:
    """The text of a file: UTF-8, with or without a byte order mark, ``\\n`` line ends."""
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, content, error),)
    source = SourceText(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    problems = []
    for code, pattern, what in (
        ("nul-byte", r"\x00", "a NUL byte stands here"),
        ("control-character", _CONTROL.pattern, "an invisible control character stands here"),
    ):
        if found := re.search(pattern, source.text):
            what = f"{what}: U+{ord(found[0]):04X}"
            span = source.span(found.start(), found.end())
            problems.append(Diagnostic(code, what, span, "delete it"))
    return (None if problems else source), tuple(problems)


def _not_utf8(path: str, content: bytes, error: UnicodeDecodeError) -> Diagnostic:
    before = content[: error.start].decode("utf-8", "replace")
    line = before.count("\n") + 1
    start = content.rfind(b"\n", 0, error.start) + 1
    end = content.find(b"\n", error.start)
    shown = content[start : end if end >= 0 else None].decode("utf-8", "replace").rstrip("\r")
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Diagnostic(
        "not-utf8",
        f"the byte 0x{content[error.start]:02X} is not UTF-8",
        Span(path, line, column, 1, shown),
        "save the file in the encoding UTF-8",
    )


class _FolderReader:
    def __init__(self, site: Path) -> None:
        self.site = site
        self.content = site / "content"
        self.problems: list[Diagnostic] = []
        self.unreadable: set[str] = set()

    def read(self) -> ContentFolder:
        if not self.content.is_dir():
            self._problem(
                "missing-content",
                "content",
                "there is no folder `content` here",
                "run from the folder of your site, or name it with --site",
            )
            return ContentFolder()
        names = sorted(entry.name for entry in os.scandir(self.content))
        articles = self._texts(self.content, names, ".md")
        sidecars = self._texts(self.content, names, SIDECAR)
        pages_folder = self.content / "pages"
        page_names = sorted(os.listdir(pages_folder)) if pages_folder.is_dir() else []
        pages = self._texts(pages_folder, page_names, ".md")
        self._orphans({n[: -len(SIDECAR)] for n in names if n.endswith(SIDECAR)}, names)
        self._strays(names)
        for name in page_names:
            if not name.endswith(".md") and not _UNFINISHED.search(name):
                self._stray(f"content/pages/{name}", "standing pages end in .md")
        return ContentFolder(
            settings=self._settings(names),
            shared_sources=self._text(self.content / "sources.yaml")
            if "sources.yaml" in names
            else None,
            articles=articles,
            sidecars=sidecars,
            pages=pages,
            media=frozenset(self._media()),
            unreadable=frozenset(self.unreadable),
        )

    def _settings(self, names: list[str]) -> SourceText | None:
        if "site.yaml" in names:
            return self._text(self.content / "site.yaml")
        near = spelling.nearest("site.yaml", [n for n in names if n.startswith("site")])
        self._problem(
            "missing-settings",
            "content/site.yaml",
            "the site has no content/site.yaml",
            f"rename {near} to site.yaml" if near else "write one with a `title` and a `url`",
        )
        return None

    def _texts(self, folder: Path, names: list[str], ending: str) -> dict[str, SourceText]:
        found = {}
        for name in names:
            if name.endswith(ending) and not _UNFINISHED.search(name):
                text = self._text(folder / name)
                if text is not None:
                    found[name[: -len(ending)]] = text
        return found

    def _text(self, path: Path) -> SourceText | None:
        shown = path.relative_to(self.site).as_posix()
        if not self._stays_inside(path):
            return None
        try:
            content = path.read_bytes()
        except OSError as error:
            self._problem(
                "unreadable-file",
                shown,
                f"the file cannot be read: {error.strerror or error}",
                "it has to be a plain file that you may read",
            )
            return None
        text, problems = decoded(shown, content)
        self.problems += problems
        if text is None:
            self.unreadable.add(shown)
        return text

    def _stays_inside(self, path: Path) -> bool:
        shown = path.relative_to(self.site).as_posix()
        try:
            inside = path.resolve().is_relative_to(self.content.resolve())
        except (OSError, RuntimeError):
            inside = False
        if not inside:
            self._problem(
                "outside-content", shown, "this link leads out of content/", "put the file itself"
            )
        return inside

    def _orphans(self, sidecars: set[str], names: list[str]) -> None:
        articles = {name[:-3] for name in names if name.endswith(".md")}
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
            known = (
                name.endswith((".md", SIDECAR))
                or name in ("site.yaml", "sources.yaml", *_OWN_FILES, *_OWN_FOLDERS)
                or _UNFINISHED.search(name)
            )
            if not known:
                path = self.content / name
                self._stray(
                    f"content/{name}",
                    "images lie in content/media/, standing pages in content/pages/"
                    if path.is_dir() or not name.endswith((".yaml", ".yml"))
                    else f"a sidecar is named after its article: <article>{SIDECAR}",
                )

    def _stray(self, path: str, help: str) -> None:
        message = "this file has no place in a site and is left out"
        self.problems.append(
            Diagnostic("stray-file", message, Span(path), help, severity=Severity.WARNING)
        )

    def _media(self) -> Iterator[str]:
        root = self.content / "media"
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                path = Path(folder) / name
                if not _UNFINISHED.search(name) and self._stays_inside(path):
                    yield path.relative_to(self.content).as_posix()

    def _problem(self, code: str, path: str, message: str, help: str) -> None:
        self.unreadable.add(path)
        self.problems.append(Diagnostic(code, message, Span(path), help))


def read_assets(site: Path, brought: Path) -> tuple[dict[str, bytes], tuple[Diagnostic, ...]]:
    """Static files (the site's own before those that Vouch brings) and the site's images."""
    found: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for root, prefix in (
        (brought, "static"),
        (site / "static", "static"),
        (site / "content" / "media", "media"),
    ):
        for path in sorted(p for p in root.rglob("*") if p.is_file()):
            if _UNFINISHED.search(path.name):
                continue
            if not path.resolve().is_relative_to(root.resolve()):
                span = Span(path.relative_to(site).as_posix())
                message = f"this link leads out of {prefix}/"
                problems.append(Diagnostic("outside-content", message, span, "put the file itself"))
                continue
            found[f"{prefix}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
    return found, tuple(problems)
