"""What stands in the content folder and has no place there, told by names alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from vouch import spelling
from vouch.diagnostics import Diagnostic, Severity, Span

SIDECAR = ".claims.yaml"
RELEASED = "released.json"
UNFINISHED = re.compile(r"^[.#]|[~#]$|\.(?:bak|orig|swp|tmp)$")
"""What the names of files have that editors leave behind."""
_NEAR_SIDECARS = (".claims.yml", ".claim.yaml", ".claims.json")
_OWN_FOLDERS = ("pages", "media", "evidence")
_NEAR_SETTINGS = "site.yml Site.yaml config.yaml settings.yaml _site.yaml site.yaml.txt".split()


def found(names: Sequence[str], page_names: Sequence[str]) -> Iterator[Diagnostic]:
    """Sidecars without an article, and what is left out.

    ``names`` are those of the files and folders in content/, ``page_names`` those in its pages/.
    """
    yield from _orphans(names)
    yield from _strays(names)
    for name in page_names:
        if not name.endswith(".md") and not UNFINISHED.search(name):
            yield _stray(f"content/pages/{name}", "the names of standing pages end in .md")


def misnamed_settings(names: Collection[str]) -> str | None:
    """The file that is likely to be the site's settings under another name."""
    return next((name for name in _NEAR_SETTINGS if name in names), None)


def _orphans(names: Sequence[str]) -> Iterator[Diagnostic]:
    written = [name for name in names if not UNFINISHED.search(name)]
    sidecars = {name[: -len(SIDECAR)] for name in written if name.endswith(SIDECAR)}
    articles = {name[:-3] for name in written if name.endswith(".md")}
    for name in sorted(sidecars - articles):
        near = spelling.nearest(name, articles - sidecars)
        yield Diagnostic(
            "orphan-sidecar",
            f"there is no article content/{name}.md for this sidecar",
            Span(f"content/{name}{SIDECAR}"),
            f"rename it to {near}{SIDECAR}" if near else f"write content/{name}.md",
        )


def _strays(names: Sequence[str]) -> Iterator[Diagnostic]:
    there = frozenset(names)
    settings = misnamed_settings(there) if "site.yaml" not in there else None
    for name in names:
        own = name in ("site.yaml", "sources.yaml", RELEASED, *_OWN_FOLDERS)
        if name.endswith((".md", SIDECAR)) or own or UNFINISHED.search(name) or name == settings:
            continue
        if _is_sidecar(name, there):
            message = "this sidecar would not be read, and its article go out unchecked"
            yield Diagnostic("orphan-sidecar", message, Span(f"content/{name}"), _place_for(name))
        else:
            yield _stray(f"content/{name}", _place_for(name))


def _is_sidecar(name: str, names: Collection[str]) -> bool:
    """Whether a file that is named otherwise can only be an article's sidecar."""
    if name.endswith(_NEAR_SIDECARS):
        return True
    stem, _, ending = name.rpartition(".")
    return ending.lower() in ("yaml", "yml") and f"{stem}.md" in names


def _stray(path: str, help: str) -> Diagnostic:
    message = "this has no place in a site and is left out"
    return Diagnostic("stray-file", message, Span(path), help, severity=Severity.WARNING)


def _place_for(name: str) -> str:
    """What to do with a file whose name says nothing to the build."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return "images lie in content/media/, standing pages in content/pages/"
    if name.endswith(_NEAR_SIDECARS):
        return f"a sidecar is named after its article: {name.partition('.')[0]}{SIDECAR}"
    if ending.lower() in ("yaml", "yml"):
        return f"a sidecar is named after its article, as in {stem}{SIDECAR}"
    if ending.lower() in ("md", "markdown", "mdown", "txt"):
        return f"the names of articles end in .md: {stem}.md"
    return "images lie in content/media/, captures in content/evidence/"
