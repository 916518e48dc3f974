"""What a new site and a new article begin with: files that travel with the code.

Between two `%` stands what is filled in. A name that begins with `dot-` begins with a point where
the file is written: in here it would hide the others from git.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_BLANK = re.compile(r"%([A-Z]+)%")
LANGUAGES = ("en", "fr")
"""The languages that there are beginnings in."""


def site(lang: str, **filled: str) -> Mapping[str, str]:
    """The files of a new site by their paths, in their order; what is filled in is given by name.

    Raises KeyError for a blank that nothing is given for.
    """
    found = {}
    for root in (_HERE / "any", _HERE / lang):
        for path in root.rglob("*"):
            if path.is_file():
                way = path.relative_to(root).as_posix()
                found[re.sub(r"(^|/)dot-", r"\1.", way)] = _filled(path, filled)
    return dict(sorted(found.items()))


def article(lang: str, **filled: str) -> tuple[str, str]:
    """A new article and its sidecar, filled in likewise."""
    paths = (_HERE / "article" / f"{lang}{ending}" for ending in (".md", ".claims.yaml"))
    markdown, sidecar = (_filled(path, filled) for path in paths)
    return markdown, sidecar


def _filled(path: Path, given: Mapping[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    return _BLANK.sub(lambda found: given[found[1].lower()], text)
