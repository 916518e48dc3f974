"""Files of a content folder whose names say nothing to a build: what they may be, where they go."""

from __future__ import annotations

from collections.abc import Collection

SIDECAR = ".claims.yaml"
_NEAR_SIDECARS = (".claims.yml", ".claim.yaml", ".claims.json")
_NEAR_SETTINGS = "site.yml Site.yaml config.yaml settings.yaml _site.yaml site.yaml.txt".split()


def settings(names: Collection[str]) -> str | None:
    """The one of these files that is to be the site's settings, if any."""
    return next((name for name in _NEAR_SETTINGS if name in names), None)


def is_sidecar(name: str, names: Collection[str]) -> bool:
    """Whether a file that is named otherwise can only be an article's sidecar."""
    if name.endswith(_NEAR_SIDECARS):
        return True
    stem, _, ending = name.rpartition(".")
    return ending.lower() in ("yaml", "yml") and f"{stem}.md" in names


def place_for(name: str) -> str:
    """What to do with such a file."""
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
